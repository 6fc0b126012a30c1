"""Who works with Meedoen: an account, its role and state, and the rules about both (security A2, Z7)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

INVITATION_STAYS = timedelta(days=14)
PROPOSAL_STAYS = timedelta(days=14)
FRESH = timedelta(minutes=5)


class Role(StrEnum):
    """What somebody is to Meedoen. The profession and the team beside it are content."""

    COACH = "buurtcoach"
    PROFESSIONAL = "professional"
    ADMIN = "beheerder"
    PRIVACY = "privacy"
    POLICY = "beleid"
    COUNCIL = "meedoenraad"


# Giving and taking these two takes two people (security Z7).
OF_TWO = frozenset({Role.ADMIN, Role.PRIVACY})
# These read what residents share: the privacy officer knows of each who begins to.
READERS = frozenset({Role.COACH, Role.PROFESSIONAL})


class AccountState(StrEnum):
    """Where an account stands. Only an active one has a password and a second factor, and comes in.

    PROPOSED waits for the second person; INVITED for the one it is for.
    """

    PROPOSED = "voorgesteld"
    INVITED = "uitgenodigd"
    ACTIVE = "actief"
    DISABLED = "uitgezet"


@dataclass(frozen=True, slots=True)
class Rights:
    """What an account may: its role, and for a professional the profession; the team is whom it works for."""

    role: Role
    profession: str = ""
    team: str = ""

    def needs_two_people(self, before: Role | None) -> bool:
        """Say whether one person alone may not change a role from `before` (None: it is new) into this."""
        return self.role is not before and bool(OF_TWO & {self.role, before})

    def begins_to_read(self, before: Role | None) -> bool:
        """Say whether this role reads cases, and the one `before` (None: it is new) did not."""
        return self.role in READERS and before not in READERS


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works with Meedoen. `seen_at` is when they last signed in.

    They are absent up to and including the day `absent_until`.
    """

    id: str
    name: str
    mail: str
    rights: Rights
    state: AccountState
    invited_at: datetime
    seen_at: datetime | None = None
    absent_until: date | None = None

    @property
    def role(self) -> Role:
        return self.rights.role

    @property
    def profession(self) -> str:
        return self.rights.profession

    @property
    def team(self) -> str:
        return self.rights.team

    @property
    def is_active(self) -> bool:
        return self.state is AccountState.ACTIVE

    def is_absent(self, today: date) -> bool:
        return self.absent_until is not None and today <= self.absent_until

    def may_set_up(self, now: datetime) -> bool:
        """Say whether a code by mail lets this person choose a password: invited not long ago, or active."""
        if self.state is AccountState.INVITED:
            return now <= self.invited_at + INVITATION_STAYS
        return self.is_active


@dataclass(frozen=True, slots=True)
class RightsChange:
    """What one person proposed about an account, for another to confirm.

    `before` is its role when it was proposed: None for a new account, and the same role for one that was shut
    out and is let in again.
    """

    id: str
    account: str
    rights: Rights
    before: Role | None
    proposed_by: str
    proposed_at: datetime

    @property
    def lets_in_again(self) -> bool:
        return self.rights.role is self.before

    def stands(self, proposer: Account | None, now: datetime) -> bool:
        """Say whether it may still be confirmed: for two weeks, while who proposed it may propose."""
        may = proposer is not None and proposer.is_active and proposer.role is Role.ADMIN
        return may and now <= self.proposed_at + PROPOSAL_STAYS

    def may_be_decided_by(self, somebody: Account) -> bool:
        """Say whether this is a second person: with a role for it, neither who proposed nor the subject."""
        return (
            somebody.is_active
            and somebody.role in OF_TWO
            and somebody.id not in (self.proposed_by, self.account)
        )


def is_fresh(proved: datetime | None, now: datetime) -> bool:
    """Say whether a second factor was shown at most five minutes ago."""
    return proved is not None and proved <= now <= proved + FRESH
