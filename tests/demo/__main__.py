"""make demo: Meedoen with invented people in it, on this computer alone."""

import os
import sys

from meedoen_app import settings
from meedoen_app.cli.serve import serve
from meedoen_app.settings import Nonsense
from meedoen_app.storage import migrating
from meedoen_app.web.app import create_app
from tests.demo import accounts, people
from tests.house.tree import ROOT

HERE = "127.0.0.1"
DATABASE = ROOT / "var" / "demo.db"
ACCOUNTS = ROOT / "var" / "demo-accounts.json"


def main() -> int:
    if os.environ.get("HOST", HERE) != HERE:
        print(
            f"De proefversie is alleen voor deze computer. Laat HOST weg, of zet HOST op {HERE}.",
            file=sys.stderr,
        )
        return 1
    os.environ |= {"MEEDOEN_DATABASE_URL": f"sqlite:///{DATABASE}", "MEEDOEN_DEMO": "ja"}
    try:
        fill()
    except Nonsense as refused:
        print(refused, file=sys.stderr)
        return 1
    serve.main([], standalone_mode=False)
    return 0


def fill() -> None:
    """Start with an empty database, let everybody talk, and tell which six words and accounts open what."""
    DATABASE.parent.mkdir(exist_ok=True)
    for path in DATABASE.parent.glob(f"{DATABASE.name}*"):
        path.unlink()
    app = create_app(settings.from_environment({**os.environ, "MEEDOEN_RATE_LIMITS": "off"}))
    migrating.upgrade(app.extensions["meedoen"].settings.database_url)
    staff = accounts.make_all(app)
    accounts.write(staff, ACCOUNTS)
    print("Deze mensen zijn verzonnen. Met hun zes woorden opent u hun gesprek, bij 'Ik heb zes woorden'.")
    for person in people.all_of_them(app):
        print(f"\n  {person.six_words}\n    {person.who}", flush=True)
    print("\nDeze medewerkers zijn ook verzonnen. Log in op /werk/inloggen. De code komt uit een app, of uit")
    print("oathtool --totp -b <geheim>. Alles staat ook in var/demo-accounts.json.")
    for one in staff:
        print(
            f"\n  {one.mail}\n    {one.role}, {one.name}\n    {one.password}\n    {one.totp_secret}",
            flush=True,
        )
    app.extensions["meedoen"].database.close()
    print()


if __name__ == "__main__":
    sys.exit(main())
