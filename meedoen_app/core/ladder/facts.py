"""What the ladder looks at: the answers to its own questions, in closed words.

The fields and words are those of `meedoen ladder`. The thresholds behind them (every week, in the
flesh, others rely on it, no housemates, more than functional) come from the descriptions of the
participatieladder by Regioplan (2008), as applied in Eindhoven and by arbeidsdeskundigen.
"""

from dataclasses import dataclass
from enum import StrEnum

from meedoen_app.core.errors import NotAllowed


class Said(StrEnum):
    """An answer of yes or no. Skipped, "weet ik niet" and not discussed are all unknown."""

    YES = "ja"
    NO = "nee"
    UNKNOWN = "onbekend"


class Work(StrEnum):
    """Paid work: for an employer, for oneself, or none."""

    EMPLOYED = "loondienst"
    SELF_EMPLOYED = "zzp"
    NO = "nee"
    UNKNOWN = "onbekend"


class WorkSupport(StrEnum):
    """Support with paid work. Each kind, also an allowance alone, makes it supported work."""

    BENEFIT = "uitkering"
    JOB_COACH = "jobcoach"
    SHELTERED = "wsw"
    LEARNING = "bbl"
    CIVIC_COURSE = "inburgering"
    ALLOWANCE = "stagevergoeding"
    NOTHING = "geen"
    UNKNOWN = "onbekend"


class HowOften(StrEnum):
    """How often somebody does something: every week, or less."""

    WEEKLY = "wekelijks"
    LESS = "minder"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers that decide on a position.

    Left out, a top question (`werk`, `onbetaald`, `georg`, `contact`) is one that does not apply and
    means no; every other field left out is unknown. The number in a name is the rung of its gate.
    `zorg` is care for somebody outside the household, every week and in person; it is no question of
    the official ladder and counts where the municipality says so.
    Raises NotAllowed where "geen" support stands beside another word.
    """

    werk: Work = Work.NO
    werksteun: frozenset[WorkSupport] = frozenset()
    onbetaald: Said = Said.NO
    rekenen: Said = Said.UNKNOWN
    freq4: HowOften = HowOften.UNKNOWN
    echt4: Said = Said.UNKNOWN
    georg: Said = Said.NO
    freq3: HowOften = HowOften.UNKNOWN
    echt3: Said = Said.UNKNOWN
    contact: Said = Said.NO
    freq2: HowOften = HowOften.UNKNOWN
    echt2: Said = Said.UNKNOWN
    alleen_functioneel: Said = Said.UNKNOWN
    zorg: Said = Said.NO

    def __post_init__(self) -> None:
        if WorkSupport.NOTHING in self.werksteun and len(self.werksteun) > 1:
            raise NotAllowed("werksteun")

    @property
    def work_supports(self) -> tuple[WorkSupport, ...]:
        """Return the kinds of support that were named, in one fixed order."""
        named = self.werksteun - {WorkSupport.NOTHING, WorkSupport.UNKNOWN}
        return tuple(kind for kind in WorkSupport if kind in named)
