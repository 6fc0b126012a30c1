"""Where the folders beside the package are: inside it in a wheel, beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


templates = _folder("templates")
static = _folder("static")
translations = _folder("translations")
migrations = _folder("migrations")
