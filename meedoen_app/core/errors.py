"""How the core says no: one word per reason."""


class Refused(Exception):
    """Something was asked that Meedoen does not do. Its kinds map to 404, 409 and 422."""


class NotThere(Refused):
    """What was asked for does not exist, or not for this person. The two look the same."""


class Stale(Refused):
    """What was sent is based on an older state than what is stored."""


class NotAllowed(Refused):
    """What was sent does not fit the question; nothing of it was kept."""


class KeyReused(Refused):
    """The key of something sent came again with other content. The first stands; keep the second too."""


class OutOfReach(Refused):
    """The memory is full, locked or cannot be reached. Nothing was stored; trying again may help (503)."""
