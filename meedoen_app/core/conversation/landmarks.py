"""The questions that Meedoen itself acts on. All others only mean what the content says."""

DOOR = "deur"
TALK = "praten"
FOR_WHOM = "voor_wie"
ROLE = "rol"
KEEPING = "bewaren"
KEEP = "ja"
URGENT = "kan_niet_wachten"
WISH = "wens"
CIRCLE = "kring"
WIJK = "wijk"
MONEY = "geld_status"
COUNTED = "meetellen"
COUNT = "ja"
ALONE = "mijzelf"
ABSENT = "ander"

ALL = (DOOR, FOR_WHOM, ROLE, KEEPING, URGENT, WISH, CIRCLE, WIJK, MONEY, COUNTED)
