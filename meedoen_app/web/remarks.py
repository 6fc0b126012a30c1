"""What is sent from "Klopt dit?" and from "Wat staat er over mij?", read from its form."""

from flask import request

from meedoen_app.actions import checking
from meedoen_app.core.checking import Judged, Objection
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.web import clock, text


def judgement(questionnaire: Questionnaire) -> Judged:
    """Return what was said of a chapter. Raises NotAllowed for a chapter or an answer that is not there."""
    chapter = text.number(request.form.get("hoofdstuk", ""))
    return checking.judgement(questionnaire, chapter, request.form.get("oordeel", ""), clock.now())


def objection() -> Objection:
    """Return what is not right, in own words. Raises NotAllowed when that is nothing or too much."""
    return checking.objection(typed(), clock.now())


def typed() -> str:
    return text.clean(request.form.get("tekst", ""))
