"""What visitors do again and again: begin, open a theme, fill in a form, look up their six words."""

from werkzeug.datastructures import MultiDict

from tests.visitor import Visitor

HIDDEN = ("zegel", "sleutel", "basis")


def begin(visitor: Visitor, *answers: str) -> None:
    """Come in by the door to talk, and answer the first questions."""
    visitor.go("/")
    visitor.press("deur=praten")
    visitor.go(visitor.conversation() + "/verder")
    for answer in answers:
        visitor.press("doe=verder", keuze=answer)


def begin_and_keep(visitor: Visitor) -> None:
    """Come in to talk, for oneself, and let the answers be kept."""
    begin(visitor, "mijzelf", "ja")
    visitor.press("doe=bewaar")


def open_theme(visitor: Visitor, theme: str) -> None:
    """Go to the list of themes, skipping what comes before it, and open one."""
    visitor.go(visitor.conversation() + "/onderwerpen")
    while not visitor.choices("onderwerp"):
        visitor.skip()
    visitor.press(f"onderwerp={theme}")


def own_words_question(visitor: Visitor) -> str:
    """Go to the first question in own words; return its address."""
    visitor.skip()
    assert "tekst" in visitor.fields()
    return visitor.path


def form_of(visitor: Visitor, **fields: str) -> MultiDict[str, str]:
    """Return what the form on this page would send."""
    hidden = {name: values[0] for name, values in visitor.fields().items() if name in HIDDEN}
    return MultiDict({**hidden, "doe": "verder", **fields})


def six_words(visitor: Visitor) -> str:
    """Look up the six words, and come back to the page."""
    here = visitor.path
    visitor.go(visitor.conversation() + "/woorden")
    words = [text.strip() for one in visitor.tree.findall(".//ol/li") for text in one.itertext()]
    visitor.go(here)
    return " ".join(word for word in words if word.isalpha())
