"""Small Markdown made into HTML: the one place where text becomes markup.

Three walls: Markdown that knows only paragraphs, lists, bold words and links, and reads HTML as text; bleach,
with a list of what may stay; and nh3, as each of the two stops links that the other lets through.
"""

import bleach
import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "ul", "ol", "li", "strong", "a"}
HTTPS = "https://"
MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["list", "emphasis", "link", "escape", "newline"])


def described(text: str) -> Markup:
    """Return a description as HTML that does nothing but say it. What may not stand there goes or is text."""
    html = MARKDOWN.render(text)
    bleached = bleach.clean(html, tags=TAGS, attributes=_may_stay, protocols={"https"}, strip=True)
    clean = nh3.clean(
        bleached,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https"},
        link_rel="noopener nofollow noreferrer",
    )
    return Markup(clean)  # noqa: S704  # Cleaned above, twice.


def _may_stay(tag: str, name: str, value: str) -> bool:
    return (tag, name) == ("a", "href") and value.startswith(HTTPS)
