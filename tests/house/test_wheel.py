"""The wheel works: in a clean environment, far from the checkout, it migrates and shows its pages."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import polib
import pytest

from meedoen_app import resources

from .tree import APP, NOT_OURS, ROOT

FOLDERS = ("templates", "static", "translations", "migrations")
NOT_BUILT_FROM = shutil.ignore_patterns(".*", "*.mo", *NOT_OURS)
TRANSLATED = {
    ("", "Ik heb nu hulp nodig"): "I need help now",
    ("lijn.veilig_thuis", "Veilig Thuis"): "Safe at Home",
}
LOOK = """
import meedoen_app, sys
from pathlib import Path
app = meedoen_app.create_app()
client = app.test_client()
assert Path(meedoen_app.__file__).is_relative_to(sys.prefix), meedoen_app.__file__
page = client.get("/")
assert page.status_code == 200, page.status
with app.app_context():
    style = client.get(app.jinja_env.globals["static_url"]("css/meedoen.css"))
assert style.status_code == 200 and style.mimetype == "text/css", style.status
assert client.post("/taal", data={"taal": "en", "naar": "/hulp"}).status_code == 303
print(client.get("/hulp").text)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout that also speaks a little English."""
    folder = tmp_path_factory.mktemp("source") / "meedoen"
    shutil.copytree(ROOT, folder, ignore=NOT_BUILT_FROM)
    shutil.copy(ROOT / ".gitignore", folder)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": "en"}
    for (context, sentence), text in TRANSLATED.items():
        catalogue.append(polib.POEntry(msgctxt=context or None, msgid=sentence, msgstr=text))
    place = folder / "translations" / "en" / "LC_MESSAGES"
    place.mkdir(parents=True)
    catalogue.save(str(place / "messages.po"))
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(source, "standard", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it, and what it depends on beside it."""
    folder = tmp_path_factory.mktemp("installed")
    run("-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    run(
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
    )
    beside = next(folder.glob("lib/python*/site-packages")) / "dependencies.pth"
    beside.write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def build(source: Path, version: str, target: Path) -> Path:
    run("-m", "hatchling", "build", "--target", f"wheel:{version}", "--directory", target, cwd=source)
    return next(target.glob("*.whl"))


def run(*arguments: str | Path, cwd: Path = ROOT, python: Path = Path(sys.executable), **environ: str) -> str:
    """Run Python in an environment without the settings of whoever runs the tests; return what it says."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MEEDOEN_", "PYTHON"))}
    done = subprocess.run(
        [python, *arguments], cwd=cwd, env=own | environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_folders_are_inside_whole(source: Path, wheel: Path) -> None:
    inside = set(names(wheel))
    for folder in FOLDERS:
        files = [path for path in (source / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
        missing = {f"meedoen_app/{path.relative_to(source).as_posix()}" for path in files} - inside
        assert files, folder
        assert missing == set()
    assert "meedoen_app/translations/en/LC_MESSAGES/messages.mo" in inside


def test_the_content_is_inside(source: Path, wheel: Path) -> None:
    inside = set(names(wheel))
    data = [path for path in (source / "meedoen_app").rglob("*") if path.suffix in (".toml", ".txt")]
    assert {path.relative_to(source).as_posix() for path in data} - inside == set()


def test_nothing_else_is_inside(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"meedoen_app", f"{wheel.name.split('-py3')[0]}.dist-info"}
    assert [name for name in names(wheel) if {"tests", "demo"} & {*name.split("/")}] == []


def test_it_migrates_and_shows_pages_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    database = {"MEEDOEN_DATABASE_URL": f"sqlite:///{tmp_path / 'meedoen.db'}"}
    python = installed / "bin" / "python"
    said = run(installed / "bin" / "meedoen", "migreer", cwd=tmp_path, python=python, **database)
    assert "De database staat op versie" in said
    page = run("-c", LOOK, cwd=tmp_path, python=python, **database)
    assert 'lang="en"' in page
    assert all(text in page for text in TRANSLATED.values())


def test_an_editable_install_reads_the_folders_where_they_are(source: Path, tmp_path: Path) -> None:
    inside = names(build(source, "editable", tmp_path))
    assert [name for name in inside if not name.endswith(".pth") and ".dist-info/" not in name] == []
    assert (source / "translations" / "en" / "LC_MESSAGES" / "messages.mo").is_file()


def test_this_checkout_has_no_copies() -> None:
    assert [folder for folder in FOLDERS if (APP / folder).exists()] == []
    assert resources.templates == ROOT / "templates"
