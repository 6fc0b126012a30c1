"""What a description of a service may be made of: paragraphs, lists, bold words and links (web/markup.py)."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

HTTPS = "https://"
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
DESCRIBES = {
    "paragraph",
    "bullet_list",
    "ordered_list",
    "list_item",
    "inline",
    "text",
    "softbreak",
    "strong",
    "link",
}
# What somebody who writes would call it; the rest goes by its name in Markdown.
IN_DUTCH = {
    "heading": "kop",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "plaatje",
    "table": "tabel",
    "em": "schuine letter",
    "blockquote": "citaat",
    "code_block": "inspringing",
    "hr": "streep",
}


def faults(description: str) -> Iterator[str]:
    """Say what a description holds that it may not, in the words of who wrote it."""
    tokens = [token for block in MARKDOWN.parse(description) for token in (block, *(block.children or ()))]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    for kind in sorted(kinds - DESCRIBES):
        yield f"in beschrijving kan geen {IN_DUTCH.get(kind, kind)}"
    for address in _addresses(tokens):
        if not address.startswith(HTTPS):
            yield f"in beschrijving begint de link {address} niet met {HTTPS}"


def _addresses(tokens: list[Token]) -> Iterator[str]:
    yield from (str(token.attrGet("href")) for token in tokens if token.type == "link_open")
