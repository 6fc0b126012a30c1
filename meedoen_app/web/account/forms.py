"""The form about the rights of an account: what was filled in, what may be chosen, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from meedoen_app.core.access.account import Account, AccountState, Rights, Role
from meedoen_app.settings import MAILBOX
from meedoen_app.web import text
from meedoen_app.web.installation import here

LONGEST_NAME = 80
IN_A_TEAM = frozenset({Role.COACH, Role.PROFESSIONAL})


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in, as it was typed and chosen."""

    name: str = ""
    mail: str = ""
    role: str = ""
    profession: str = ""
    team: str = ""

    @classmethod
    def of(cls, account: Account) -> "Filled":
        return cls(account.name, account.mail, account.role, account.profession, account.team)

    def rights(self) -> Rights:
        """Return the rights that were chosen; a team and a profession only where the role has them."""
        role = Role(self.role)
        profession = self.profession if role is Role.PROFESSIONAL else ""
        return Rights(role, profession, self.team if role in IN_A_TEAM else "")


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen: id -> words."""

    roles: Mapping[str, str]
    professions: Mapping[str, str]
    teams: Mapping[str, str]


def read() -> Filled:
    names = {"name": "naam", "mail": "mail", "role": "rol", "profession": "beroep", "team": "team"}
    return Filled(**{key: text.clean(request.form.get(name, "")) for key, name in names.items()})


def choices() -> Choices:
    content = here().contents.current()
    return Choices(
        _roles(),
        {profession.id: profession.name for profession in content.professions},
        {team.id: team.name for team in content.teams},
    )


def words() -> Mapping[str, str]:
    """Return the words for every role, profession, team and state, by id."""
    known = choices()
    return {**known.professions, **known.teams, **known.roles, **_states()}


def problems(filled: Filled, *, is_new: bool) -> dict[str, str]:
    """Return field -> sentence for what is not right; empty when all is well."""
    found: dict[str, str] = {}
    known = choices()
    if is_new and not 1 <= len(filled.name) <= LONGEST_NAME:
        found["naam"] = _("Geef een naam. Hij mag %(number)s tekens lang zijn.", number=LONGEST_NAME)
    if is_new and not MAILBOX.fullmatch(filled.mail):
        found["mail"] = _("Geef een mailadres, zoals naam@voorbeeld.nl.")
    if filled.role not in known.roles:
        found["rol"] = _("Kies een rol.")
    if filled.role in IN_A_TEAM and filled.team not in known.teams:
        found["team"] = _("Kies een team. Bij deze rol hoort er een.")
    if filled.role == Role.PROFESSIONAL and filled.profession not in known.professions:
        found["beroep"] = _("Kies een beroep.")
    return found


def _roles() -> Mapping[str, str]:
    return {
        Role.COACH: _("Buurtcoach"),
        Role.PROFESSIONAL: _("Professional"),
        Role.ADMIN: _("Beheerder"),
        Role.PRIVACY: _("Functionaris privacy"),
        Role.POLICY: _("Beleid"),
        Role.COUNCIL: _("Meedoenraad"),
    }


def _states() -> Mapping[str, str]:
    return {
        AccountState.PROPOSED: _("wacht op een tweede persoon"),
        AccountState.INVITED: _("uitgenodigd"),
        AccountState.ACTIVE: _("actief"),
        AccountState.DISABLED: _("uitgezet"),
    }
