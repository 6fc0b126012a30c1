"""The report of the inquiry (Wmo 2015 art. 2.3.2 lid 8): versions, the answers to them, and on paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions.workbench import Looked
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.lines import Item, Reported
from meedoen_app.core.document import Block, Document, Paragraph, Quote, Section
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere
from meedoen_app.core.trace import Action
from meedoen_app.core.working_days import ONE_DAY
from meedoen_app.web import clock, language, pages, paper, plan_forms, text
from meedoen_app.web.access import open_to, staff
from meedoen_app.web.casework import words
from meedoen_app.web.casework.cases import LOOKS, WORKERS, look
from meedoen_app.web.casework.writing import write_down

SETTLE, ANSWER = "vast", "gedaan"

bp = Blueprint("case_report", __name__)


@bp.get("/werk/zaak/<case>/verslag")
@open_to(*WORKERS, case=LOOKS)
def show(case: str) -> Response:
    """Show every version with what the resident says of it, and the draft of the next one."""
    looked = look(case)
    return _page(looked, _draft(looked.case))


@bp.post("/werk/zaak/<case>/verslag")
@open_to(*WORKERS, case=(Relation.ASSIGNED,), sealed=False)
def write(case: str) -> Response:
    """Send a version to the resident, or let the newest one stand."""
    typed = _typed()
    if not pages.is_sealed(staff().id):
        return _page(look(case), typed, {"": plan_forms.too_old()}, 422)
    try:
        write_down(case, _line(typed))
    except NotAllowed as refused:
        word = str(refused)
        return _page(look(case), typed, {_place(word, typed): words.refused(word)}, 422)
    except KeyReused:
        return _page(look(case), typed, {"": plan_forms.other_words()}, 422)
    return redirect(url_for(".show", case=case), 303)


@bp.get("/werk/zaak/<case>/verslag.pdf")
@open_to(*WORKERS, case=LOOKS)
def as_pdf(case: str) -> Response:
    """Give the newest version as a PDF that a screen reader can read (PDF/UA-1)."""
    looked = look(case, Action.PRINT)
    if looked.case.report is None:
        raise NotThere(case)
    return paper.file(document(looked.case, looked.case.report, looked.handoff.number), "verslag.pdf")


def document(case: Case, report: Reported, number: str) -> Document:
    """Return a version of the report as a document, with the remarks of the resident beside it.

    The number is that of the case: who comes to a desk with this paper is found by it.
    """
    made_on = clock.day_of(report.at)
    parts: list[tuple[Any, tuple[Block, ...]]] = [
        (_("Nummer"), (Paragraph(number),)),
        (_("Wat eruit kwam"), (Paragraph(report.outcome),)),
        *((words.items()[item], (Paragraph(report.items[item]),)) for item in Item if report.items.get(item)),
    ]
    if report.estimate:
        parts.append((_("Inschatting van de professional"), (Paragraph(report.estimate),)))
    said = [one for one in case.all_of(lines.Answered) if one.version == report.version]
    for one in said:
        parts.append((_("Wat de inwoner zegt"), _reaction(one)))
    for done in _done_with_it(case, report):
        parts.append((_("Wat daarmee is gedaan"), (Paragraph(done),)))
    return Document(
        title=str(_("Verslag van het onderzoek, versie %(number)s", number=report.version)),
        language=language.reading().language,
        sections=tuple(Section(str(heading), blocks) for heading, blocks in parts),
        made_on=made_on,
        footer=paper.footer(made_on),
    )


def _reaction(said: lines.Answered) -> tuple[Block, ...]:
    found = Paragraph(str(_("Klopt.") if said.agrees else _("Klopt niet.")))
    return (found, Quote(said.words)) if said.words else (found,)


def _done_with_it(case: Case, report: Reported) -> list[str]:
    """Return what was done with the remarks of the resident, where this version stands all the same."""
    stands = [one for one in case.all_of(lines.Settled) if one.version == report.version]
    return [one.words for one in stands if one.words]


def _typed() -> dict[str, str]:
    return {name: text.clean(said) for name, said in request.form.items()}


def _place(word: str, typed: Mapping[str, str]) -> str:
    """Return the field of which the core says this word; "" is: of none, so it stands above the form."""
    if word == "unanswered":
        return ANSWER
    if word == "too_long":
        written = ("uitkomst", *(f"deel_{item.value}" for item in Item), "inschatting", ANSWER)
        return next(name for name in written if len(typed.get(name, "")) > lines.LONGEST_TEXT)
    return "uitkomst" if word == "empty" else ""


def _draft(case: Case) -> dict[str, str]:
    """Return the next version: what the last one said, and what the inquiry and the estimate said since."""
    last, estimate = case.report, case.last(lines.Estimated)
    found = {item: one.words for item, one in case.inquired.items() if last is None or one.at > last.at}
    if last is not None:
        found = {**last.items, **found}
        estimated = estimate.words if estimate and estimate.at > last.at else last.estimate
    else:
        estimated = estimate.words if estimate else ""
    return {
        **{f"deel_{item.value}": words for item, words in found.items()},
        "uitkomst": last.outcome if last else "",
        "inschatting": estimated,
        "versie": str(last.version + 1 if last else 1),
    }


def _line(typed: Mapping[str, str]) -> lines.Line:
    version = text.number(typed.get("versie", "")) or 0
    if typed.get("doe") == SETTLE:
        return lines.Settled(version, clock.now(), staff().id, typed.get(ANSWER, ""))
    items = {item: typed[f"deel_{item.value}"] for item in Item if typed.get(f"deel_{item.value}")}
    return Reported(
        version,
        typed.get("uitkomst", ""),
        items,
        clock.now(),
        staff().id,
        typed.get("inschatting", ""),
    )


def _page(
    looked: Looked, filled: Mapping[str, str], errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    case, is_assigned = looked.case, looked.standing.relation is Relation.ASSIGNED
    return pages.page(
        "casework/report.html",
        status=status,
        form=pages.hidden(staff().id),
        errors=errors or {},
        handoff=looked.handoff,
        who=looked.reach.name or str(_("Iemand zonder naam")),
        writes=is_assigned and case.notified is not None and not looked.is_over,
        is_support_discussed=case.is_support_discussed,
        filled={**(draft := _draft(case)), **filled, "versie": draft["versie"]},
        items=[(item.value, name) for item, name in words.items().items()],
        versions=[_version(case, one) for one in reversed(case.all_of(Reported))],
        settled=case.settled,
        may_settle=case.may_settle(clock.now()),
        settles_from=_settles_from(case),
        is_disputed=case.is_disputed,
    )


def _settles_from(case: Case) -> date | None:
    """Return from which day the newest version may stand without a word of the resident; None from now on."""
    waits_until = case.answer_by
    return None if waits_until is None or case.may_settle(clock.now()) else waits_until + ONE_DAY


def _version(case: Case, report: Reported) -> dict[str, Any]:
    """Return a version with what the resident said of it beside it."""
    return {
        "report": report,
        "said": [one for one in case.all_of(lines.Answered) if one.version == report.version],
        "done": _done_with_it(case, report),
        "is_newest": report == case.report,
        "items": [
            (name, report.items[item]) for item, name in words.items().items() if report.items.get(item)
        ],
    }
