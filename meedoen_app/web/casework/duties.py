"""What staff have to do in each term of a case: its own name speaks to the resident."""

from flask_babel import gettext as _

from meedoen_app.core import terms
from meedoen_app.core.terms import Term


def duty(term: Term) -> str:
    return {
        terms.PLAN: str(_("De inwoner kan een persoonlijk plan geven")),
        terms.INQUIRY: str(_("Zoek uit wat nodig is, en geef het verslag")),
        terms.DECISION: str(_("Beslis over de aanvraag")),
        terms.OBJECTION: str(_("De inwoner kan bezwaar maken")),
        terms.URGENT: str(_("Hulp die niet kan wachten: regel die, of beslis erover")),
        terms.DEBTS: str(_("Heb een eerste gesprek over schulden")),
        terms.DEBTS_URGENT: str(_("Heb met spoed een eerste gesprek over schulden")),
    }[term.id]
