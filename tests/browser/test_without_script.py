"""With JavaScript off: the whole way, from the start page to coming back and throwing everything away."""

from tests.browser.conftest import Arrive
from tests.browser.walker import Walker

OWN_WORDS = "Ik fiets graag langs de IJssel"
SAYS = {
    "Wat gaat er goed?": ("Ik woon hier graag.", f"={OWN_WORDS}"),
    "Hoe gaat het met geld?": ("Lukt niet goed",),
    "Wat zou u rust geven over geld?": ("Hulp bij schulden of betalen", "Overzicht over mijn geld"),
    "In welke buurt of welk dorp woont u?": ("Voorstad",),
}


def told(arrive: Arrive) -> Walker:
    """Somebody without script who told something, and stands at "Klopt dit?"."""
    walker = arrive(java_script_enabled=False)
    walker.begin_for_myself()
    walker.talk(SAYS, ["Geld"])
    return walker


def test_the_whole_way(arrive: Arrive) -> None:
    walker = told(arrive)
    assert OWN_WORDS in walker.words
    walker.press_on(walker.page.locator("section.card").first.get_by_role("button", name="Niet delen"))
    assert "U zei: dit deel ik niet." in walker.words
    walker.press("Wat kan ik doen?")
    assert "Hulp bij schulden of betalen" in walker.words
    walker.press("Mijn tafel")
    assert walker.heading == "Mijn tafel"
    walker.go(f"{walker.conversation}/over-mij")
    walker.write("De buurt klopt niet")
    walker.press("Zet dit erbij")
    assert "De buurt klopt niet" in walker.words


def test_changing_an_answer_returns_to_the_check(arrive: Arrive) -> None:
    walker = told(arrive)
    said = walker.page.locator("dl.said > div", has_text="Hoe gaat het met geld?")
    walker.press_on(said.get_by_role("link"))
    walker.answer("Gaat goed")
    assert walker.heading == "Klopt dit?"
    assert "Gaat goed" in walker.words


def test_stopping_and_going_on_elsewhere_with_six_words(arrive: Arrive) -> None:
    walker = told(arrive)
    words = walker.six_words()
    walker.go(f"{walker.conversation}/stop")
    walker.press("Sluit mijn gesprek")
    assert walker.path == "/"
    other = arrive(java_script_enabled=False)
    other.go("/")
    other.press("Ik heb zes woorden")
    other.write(words)
    other.press("Ga verder")
    other.go(f"{other.conversation}/klopt")
    assert OWN_WORDS in other.words
    other.go(f"{other.conversation}/weggooien")
    other.press("Ja, gooi alles weg")
    assert other.heading == "Alles is weg"
    walker.go("/verder")
    walker.write(words)
    walker.press("Ga verder")
    assert "Deze woorden kennen we niet" in walker.words


def test_leaving_is_a_plain_link(arrive: Arrive) -> None:
    walker = told(arrive)
    walker.press("Weg hier")
    assert walker.path == "/kalender"
    walker.page.go_back()
    assert OWN_WORDS not in walker.words


def test_an_own_telephone_reopens_in_one_tap(arrive: Arrive) -> None:
    walker = arrive(java_script_enabled=False)
    walker.begin()
    walker.answer("Voor mijzelf")
    walker.answer("Ja, bewaar mijn antwoorden")
    walker.answer("Dit is mijn eigen telefoon")
    conversation = walker.conversation
    walker.context.clear_cookies(name="sessie")
    walker.go("/")
    walker.press("Ga verder met uw gesprek")
    assert walker.conversation == conversation


def test_two_presses_in_a_row_give_one_answer(arrive: Arrive) -> None:
    walker = arrive(java_script_enabled=False)
    walker.begin_for_myself()
    walker.choose("Nee, er is geen haast")
    walker.button("Verder").dblclick()
    walker.page.wait_for_load_state("networkidle")
    walker.go(f"{walker.conversation}/over-mij")
    assert "Aantal antwoorden 4" in walker.words
