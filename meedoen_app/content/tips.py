"""Whether the tips for professionals have a source, and are about chapters that are there."""

from collections.abc import Iterator
from datetime import date

from meedoen_app.content.content import Content
from meedoen_app.content.faults import Fault

TIPS = "tips.toml"


def tips(content: Content) -> Iterator[Fault]:
    """A tip says something, names its source with a day or a year, and a chapter only when it is there."""
    chapters = {chapter.id for chapter in content.questionnaire.chapters}
    for tip in content.tips:
        place = f"{TIPS} › {tip.id}"
        for key in (
            key for key, value in {"tekst": tip.text, "bron": tip.source}.items() if not value.strip()
        ):
            yield Fault(place, f"{key} is leeg")
        if tip.checked_on is None and tip.source_year is None:
            yield Fault(place, "gecontroleerd_op of bron_jaar ontbreekt")
        if tip.chapter and tip.chapter not in chapters:
            yield Fault(place, f"het hoofdstuk {tip.chapter} is er niet")


def days_to_come(content: Content, today: date) -> Iterator[Fault]:
    """Nobody looked on a day that still has to come, and no source is of a year to come."""
    for tip in content.tips:
        if tip.checked_on is not None and tip.checked_on > today:
            yield Fault(f"{TIPS} › {tip.id}", f"gecontroleerd_op {tip.checked_on} moet nog komen")
        if tip.source_year is not None and tip.source_year > today.year:
            yield Fault(f"{TIPS} › {tip.id}", f"bron_jaar {tip.source_year} moet nog komen")
