"""Small Markdown becomes HTML that only says it: nothing in it does anything, however it was disguised."""

import html
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markdown_it import MarkdownIt

from meedoen_app.web.markup import described

MAY_STAY = {"p", "ul", "ol", "li", "strong", "a"}
DISGUISED = (
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt:alert(1))",
    "[klik](java&#115;cript:alert(1))",
    "[klik](&#x6A;avascript:alert(1))",
    "[klik](<java\tscript:alert(1)>)",
    "[klik](\x01javascript:alert(1))",
)
LINKS = (
    *DISGUISED,
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    "[klik](vbscript:msgbox(1))",
    "[klik](file:///etc/passwd)",
    "[klik](http://elders.example)",
    "[klik](//elders.example)",
    "[klik](/weg)",
    "[klik](\\\\elders.example)",
    "[klik](https:elders.example)",
    "[klik](HTTPS&#58;//elders.example)",
    "[klik](mailto:a@b.nl)",
    "[klik](tel:112)",
    "[klik](#inhoud)",
    "[klik](blob:https://elders.example/x)",
    "[klik](feed:javascript:alert(1))",
    "[klik](javascript&colon;alert(1))",
    "[klik](javascript%3Aalert(1))",
    "[klik][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    '[klik](javascript:alert(1) "titel")',
)
HTML = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//elders.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>klik</a>",
    '<a href="https://goed.example" onclick="alert(1)">klik</a>',
    "<p onmouseover=alert(1)>dag</p>",
    "<strong style=position:fixed>dag</strong>",
    '<li hx-get="/weg" hx-trigger="load">dag</li>',
    '<p data-hx-get="/weg">dag</p>',
    "<form action=https://elders.example><input name=a></form>",
    "<button formaction=javascript:alert(1)>klik</button>",
    "<math><mi//xlink:href=data:x,<script>alert(1)</script>",
    "<style>@import 'https://elders.example'</style>",
    "<link rel=stylesheet href=https://elders.example>",
    "<meta http-equiv=refresh content=0;url=https://elders.example>",
    "<base href=https://elders.example>",
    "<!--<img src=--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=1?><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<p><table><td></p><script>alert(1)</script>",
    "<<script>script>alert(1)<</script>/script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\x00<script>alert(1)</script>",
    "<script\x0b>alert(1)</script>",
    "</p></main><script>alert(1)</script>",
    "<dialog open>dag</dialog>",
    "<portal src=https://elders.example>",
)
MARKDOWN = (
    "![x](https://goed.example/x.png)",
    "![x](javascript:alert(1))",
    "# Kop",
    "Kop\n===",
    "> citaat",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "|a|b|\n|-|-|\n|<script>|x|",
    "---",
    "**<img src=x onerror=alert(1)>**",
    "- <script>alert(1)</script>\n- dag",
    "[<img src=x onerror=alert(1)>](https://goed.example)",
    '[klik](https://goed.example/"onmouseover="alert(1))',
    "[klik](https://goed.example 'x' onclick='alert(1)')",
    "[a](https://goed.example)<script>alert(1)</script>",
)
PAYLOADS = LINKS + HTML + MARKDOWN


def alive(made: str) -> list[str]:
    """Return what in this HTML does something, or is more than paragraphs, lists, bold words and links."""
    tree: Element = html5lib.parse(f"<main>{made}</main>", namespaceHTMLElements=False)
    found = []
    for one in tree.iter():
        tag = one.tag if isinstance(one.tag, str) else "comment"
        if tag not in MAY_STAY | {"html", "head", "body", "main"}:
            found.append(tag)
        for name, value in one.attrib.items():
            is_good = (tag, name) == ("a", "rel") or (
                (tag, name) == ("a", "href") and value.startswith("https://goed.example")
            )
            found += [] if is_good else [f"{tag} {name}={value}"]
    return found


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 60
    assert len(DISGUISED) == 6


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_description_is_alive(payload: str) -> None:
    for text in (payload, f"Dag {payload} en dag", f"Dag\n\n{payload}\n\n- een", f"**dag** {payload}"):
        assert alive(described(text)) == []


@pytest.mark.parametrize("payload", DISGUISED)
def test_a_disguised_link_is_no_link(payload: str) -> None:
    made = described(payload)
    assert "klik" in made
    assert "href" not in made


def test_a_renderer_that_trusts_is_found() -> None:
    """Markdown as it usually is lets HTML through, and most of this comes alive."""
    naive = MarkdownIt("commonmark", {"html": True})
    assert len([one for one in HTML if alive(naive.render(one))]) > len(HTML) / 2
    assert alive(naive.render("![x](https://elders.example/x.png)"))


def test_what_may_stand_there_stands_there() -> None:
    made = described(
        "Dag **allemaal**.\n\n- een\n- twee\n\n1. drie\n\n[meer](https://goed.example/a?b=1&c=2)"
    )
    tree = html5lib.parse(made, namespaceHTMLElements=False)
    assert [one.tag for one in tree.find("body").iter()][1:] == [
        "p", "strong", "ul", "li", "li", "ol", "li", "p", "a",
    ]  # fmt: skip
    link = tree.find(".//a")
    assert link.attrib == {"href": "https://goed.example/a?b=1&c=2", "rel": "noopener nofollow noreferrer"}


def test_text_stays_text() -> None:
    for text in ("1 < 2 & 3 > 2", "<script>alert(1)</script>", "a\u202eb é ﷺ 🙂"):
        made = described(text)
        assert html.unescape(made) == f"<p>{text}</p>\n"


def test_no_description_is_nothing() -> None:
    assert described("") == ""
