"""A tour of every page in every state: the tour stops at each, and who follows it may look there."""

from collections.abc import Collection, Iterator

from tests.browser.walker import CHECK, SKIP, THEMES, WORDS, Walker

OWN_WORDS = "Zelfbedacht met mijn زهرة"
WRONG = "bestaat-niet"
STALE = "Van het andere scherm"
LATE = "Te laat verstuurd"
ANYONE = (
    "/zorgen-om-iemand",
    "/zorgen-om-iemand/dank",
    "/",
    "/jong",
    "/buurt",
    "/buurt?zoek=niets+wat+bestaat",
    "/buurt/bibliotheek_spreekuur",
    "/buurt/bibliotheek_spreekuur/klopt-niet",
    "/buurt/bibliotheek_spreekuur/dank",
    "/privacy",
    "/rechten",
    "/rechten/te_laat",
    "/rechten/klacht",
    "/rechten/klacht/dank",
    "/toegankelijkheid",
    "/hulp",
    "/bel-mij",
    "/verder",
    "/is-er-niet",
    "/kalender",
)
LOOKING_BACK = ("klopt", "tafel", "over-mij", "wat-kan", "woorden", "stop", "weggooien")
SIX_WRONG_WORDS = "aap noot mies wim zus jet"
# These have a question of every kind among them.
THEMES_OF_EVERY_KIND = ("mensen", "gezondheid", "zorgen")
# The choice that opens most questions; of the others the first is taken.
OPENS_MOST = {"Voor wie is dit gesprek?": "Samen met iemand"}
OPEN_FOLDS = "(folds) => folds.forEach((fold) => { fold.open = true; })"
SPOIL = "(boxes, wrong) => { boxes[0].value = wrong; boxes[0].checked = true; }"
ONE_OF_EACH = """(boxes) => Object.values(
  Object.fromEntries(boxes.toReversed().map((box) => [box.name, box.id])))"""
SPOIL_ONE = "(option, wrong) => { option.value = wrong; }"
VALUES = "(rows) => rows.map((row) => row.value)"
SHOW_IDLE = "(dialog) => dialog.showModal()"
CLOSE_IDLE = "(dialog) => dialog.close()"


def everywhere(walker: Walker, themes: Collection[str] = ()) -> Iterator[str]:
    """Walk through everything; give the name of each state when the walker is there.

    Every theme is talked about, or these alone.
    """
    yield from outside(walker)
    yield from way_in(walker)
    yield from questions(walker, themes)
    yield from looking_back(walker)
    yield from planning(walker)
    yield from trouble(walker)
    yield from the_end(walker)
    yield from for_this_visit_only(walker)


def outside(walker: Walker) -> Iterator[str]:
    for path in ANYONE:
        walker.go(path)
        yield path
    walker.go("/")
    walker.press("Taal")
    yield "/, languages open"
    walker.go("/verder")
    open_folds(walker)
    walker.write(SIX_WRONG_WORDS)
    walker.press("Ga verder")
    yield "/verder, wrong words"
    yield from asking_outside(walker)


def asking_outside(walker: Walker) -> Iterator[str]:
    walker.go("/buurt?onderwerp=geld&wijk=rivierenwijk&kosten=gratis")
    yield "/buurt, in one wijk"
    walker.go("/buurt/bibliotheek_spreekuur/klopt-niet")
    walker.press("Stuur naar de gemeente")
    yield "/buurt, nothing chosen that is wrong"
    walker.go("/bel-mij")
    walker.choose("Een andere taal")
    walker.press("Ja, bel mij")
    yield "/bel-mij, nothing written"
    walker.page.locator("#telefoon").fill("06 1234 5678")
    walker.page.locator("#andere_taal").fill("Tigrinya")
    walker.press("Ja, bel mij")
    yield "/bel-mij, asked"


def way_in(walker: Walker) -> Iterator[str]:
    walker.go("/")
    walker.press("Ik wil praten over hoe het gaat")
    yield "uitleg"
    walker.press("Ik begrijp het, verder")


def questions(walker: Walker, themes: Collection[str]) -> Iterator[str]:
    """Answer everything, in every theme, as far as "Klopt dit?"; make every kind of mistake once."""
    done: list[str] = []
    kinds: set[str] = set()
    while not walker.is_at(CHECK):
        name = f"{walker.path.partition('/g/')[2].partition('/')[2]} {walker.heading}"
        yield name
        if walker.is_at(THEMES):
            _next_theme(walker, themes, done)
        elif walker.button(SKIP).count():
            kind = _kind(walker)
            if kind not in kinds:
                kinds.add(kind)
                yield from mistake(walker, name)
            answer_all(walker)
        elif walker.is_at(WORDS):
            walker.press("Verder")
        else:
            first = walker.path.endswith("/wat-kan/1")
            walker.go(f"{walker.conversation}/{'verder' if first else 'onderwerpen'}")


def _next_theme(walker: Walker, themes: Collection[str], done: list[str]) -> None:
    rows = walker.page.locator("button[name=onderwerp]").evaluate_all(VALUES)
    new = [row for row in rows if row not in done and (row in themes or not themes)]
    done.extend(new[:1])
    walker.press_on(walker.page.locator(f"button[value={new[0]}]" if new else "button[value=klaar]"))


def _kind(walker: Walker) -> str:
    kinds = ("een", "meer", "stappen", "woorden", "rijen", "mensen", "lijst")
    return next(kind for kind in kinds if walker.page.locator(f"form .{kind}").count())


def answer_all(walker: Walker) -> None:
    """Fill in everything that the page asks, and go on."""
    page = walker.page
    wanted = next((choice for heading, choice in OPENS_MOST.items() if walker.is_at(heading)), "")
    open_folds(walker)
    if wanted:
        walker.choose(wanted)
    else:
        for id in page.locator("main .choice input").evaluate_all(ONE_OF_EACH):
            page.locator(f'label[for="{id}"]').click()
    for text in page.locator("main textarea, main input[type=text]").all():
        text.fill(OWN_WORDS)
    if page.locator("main select").count():
        page.locator("main select").select_option(index=3)
    walker.press("Verder")


def mistake(walker: Walker, name: str) -> Iterator[str]:
    """Send what cannot be right, look at what is said of it, and come back."""
    page, question = walker.page, walker.path
    boxes = page.locator("main .choice input[name=keuze], main .choice input[name^=rij_]")
    if page.locator("main textarea").count():
        page.locator("main textarea").fill("lang " * 200)
    elif page.locator("main select").count():
        page.locator("main select option").nth(3).evaluate(SPOIL_ONE, WRONG)
        page.locator("main select").select_option(index=3)
    elif boxes.count():
        boxes.evaluate_all(SPOIL, WRONG)
    else:
        page.locator("main .choice input[name=p1_nabij]").evaluate_all(SPOIL, WRONG)
    walker.press("Verder")
    assert walker.page.locator(".error-list").count(), f"{name}: not seen as a mistake"
    yield f"{name}, wrong"
    walker.go(question)


def looking_back(walker: Walker) -> Iterator[str]:
    for page in LOOKING_BACK:
        walker.go(f"{walker.conversation}/{page}")
        open_folds(walker)
        yield page
    for chapter, word in enumerate(("Klopt", "Klopt niet", "Niet delen")):
        walker.go(f"{walker.conversation}/klopt")
        card = walker.page.locator("section.card").nth(chapter)
        walker.press_on(card.get_by_role("button", name=walker.say(word), exact=True))
    yield "klopt, judged"
    walker.go(f"{walker.conversation}/over-mij")
    walker.press("Zet dit erbij")
    yield "over-mij, nothing written"
    walker.write(OWN_WORDS)
    walker.press("Zet dit erbij")
    yield "over-mij, with an objection"
    for page in ("/hulp", "/bel-mij"):
        conversation = walker.conversation
        walker.go(page)
        yield f"{page}, in a conversation"
        walker.go(f"{conversation}/onderwerpen")
    yield "themes, all done"
    walker.page.locator("dialog").evaluate(SHOW_IDLE)
    yield "are you still there?"
    walker.page.locator("dialog").evaluate(CLOSE_IDLE)


def planning(walker: Walker) -> Iterator[str]:
    """Choose from what can help, agree on steps, make mistakes, and take the plan along."""
    walker.go(f"{walker.conversation}/wat-kan")
    walker.press("Niet voor mij")
    yield "keuze, why it does not fit"
    walker.choose("Te ver weg")
    walker.write(OWN_WORDS)
    walker.press("Verder")
    walker.press("Wil ik")
    open_folds(walker)
    yield "wat-kan, chosen"
    walker.go(f"{walker.conversation}/plan")
    yield "plan, something wanted"
    walker.press("Maak er een stap van")
    open_folds(walker)
    yield "stap"
    walker.page.locator("#dag").fill("2027-03-01")
    walker.press("Bewaar deze stap")
    for number in range(4):
        walker.press("Eigen stap toevoegen")
        walker.press("Bewaar deze stap")
        if not number:
            yield "stap, nothing written"
        walker.write(f"{OWN_WORDS} {number}")
        walker.press("Bewaar deze stap")
    walker.press("Gedaan")
    yield "stap, done"
    walker.press("Terug naar mijn plan")
    walker.press("Het lukt niet")
    yield "stap, did not work out"
    walker.press("Terug naar mijn plan")
    open_folds(walker)
    walker.page.locator("#doel").fill("lang " * 200)
    walker.press("Bewaar dit")
    yield "plan, too long"
    walker.press_on(walker.page.locator("button[name=weken]").first)
    open_folds(walker)
    yield "plan, with everything"
    walker.page.locator("button[value=doel]").evaluate(SPOIL_ONE, "veranderd")  # As on the day to look again.
    walker.press("Bewaar dit")
    yield "plan/terugkijken"
    for page in ("plan/papier", "toen-en-nu"):
        walker.go(f"{walker.conversation}/{page}")
        open_folds(walker)
        yield page


def trouble(walker: Walker) -> Iterator[str]:
    """Two tabs, a session that ended, and what was said too late: an answer and an objection."""
    words = walker.six_words()
    question = question_in_own_words(walker)
    other = walker.in_another_tab()
    other.go(question)
    other.answer(f"={STALE}")
    other.page.close()
    walker.answer(f"={OWN_WORDS}")
    yield "a question that changed on another screen"
    walker.go(question)
    other = walker.in_another_tab()
    other.go(f"{walker.conversation}/over-mij")
    walker.context.clear_cookies(name="sessie")
    walker.answer(f"={LATE}")
    yield "session over, with an answer"
    other.write(LATE)
    other.press("Zet dit erbij")
    other.page.close()
    walker.go(question)
    yield "session over"
    walker.write(words)
    walker.press("Ga verder")
    yield "wacht"
    walker.press("Gebruik dit")
    walker.press("Gebruik dit")


def the_end(walker: Walker) -> Iterator[str]:
    walker.go("/")
    yield "/, with a conversation open"
    walker.press("Ga verder met uw gesprek")
    walker.go(f"{walker.conversation}/weggooien")
    walker.press("Ja, gooi alles weg")
    yield "erased"


def for_this_visit_only(walker: Walker) -> Iterator[str]:
    """The pages of somebody who lets nothing be kept and says little."""
    walker.go("/")
    walker.press("Ik heb één vraag")
    walker.press("Ik begrijp het, verder")
    walker.answer("Voor mijzelf")
    for page in ("tafel", "over-mij", "wat-kan", "woorden", "stop", "wat-kan/2"):
        walker.go(f"{walker.conversation}/{page}")
        yield f"{page}, little said"
    walker.press("Weg hier")
    yield "the calendar, after leaving"


def question_in_own_words(walker: Walker) -> str:
    """Go to a question that takes own words; return its address."""
    walker.go(f"{walker.conversation}/klopt")
    said = walker.page.locator("dl.said > div", has_text=walker.say("Wat gaat er goed?"))
    walker.press_on(said.get_by_role("link"))
    return walker.path


def open_folds(walker: Walker) -> None:
    walker.page.locator("main details").evaluate_all(OPEN_FOLDS)
