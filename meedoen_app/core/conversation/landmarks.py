"""The questions and answers that Meedoen itself acts on. All others only mean what the content says."""

from collections.abc import Mapping

DOOR = "deur"
TALK = "praten"
FOR_WHOM = "voor_wie"
ROLE = "rol"
KEEPING = "bewaren"
KEEP = "ja"
DAYS = "{dagen}"  # Stands in the reason of KEEPING for how many days this municipality keeps.
URGENT = "kan_niet_wachten"
WISH = "wens"
CIRCLE = "kring"
WIJK = "wijk"
MONEY = "geld_status"
COUNTED = "meetellen"
COUNT = "ja"
ALONE = "mijzelf"
ABSENT = "ander"

# These are about the app and not about somebody's life, so another never reads them.
ABOUT_APP = (DOOR, KEEPING, COUNTED)

# Question -> the options of it that Meedoen acts on.
ALL: Mapping[str, tuple[str, ...]] = {
    DOOR: (TALK,),
    FOR_WHOM: (ALONE, ABSENT),
    ROLE: (),
    KEEPING: (KEEP,),
    URGENT: (),
    WISH: (),
    CIRCLE: (),
    WIJK: (),
    MONEY: (),
    COUNTED: (COUNT,),
}
