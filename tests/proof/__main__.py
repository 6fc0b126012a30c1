"""make proof: the full counts, part by part, written to tests/proof.json. What is green stays green.

A part that was green for these very files is not run again, so a proof that was broken off goes on.
Three parts run at a time, the longest first.
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT

LONG = (
    "journeys/test_fuzz.py",
    "journeys/test_withdrawing.py",
    "journeys/test_crash.py",
    "web",
    "journeys/test_sending.py",
    "browser",
    "storage",
    "journeys/test_repeats.py",
    "access",
    "oidc",
)
PARTS = (*LONG, "journeys", "house", "cli", "core", "content", "actions", "delivery", "demo", "proof")
AT_ONCE = 3
TIMES = "200"  # How often a writer of storage is killed.
PROOF = "tests/proof.json"
Told = dict[str, Any]


def main() -> int:
    path, commit, clean = ROOT / PROOF, git("rev-parse", "HEAD"), is_clean("HEAD")
    proof = known(path)
    if not clean or not proof or not is_clean(proof["commit"]):
        proof = {"commit": commit, "clean": clean, "parts": {}}
    done = [part for part in PARTS if is_green(proof["parts"].get(part))]
    print(f"Al groen voor {proof['commit'][:12]}: {', '.join(done) or 'nog niets'}.", flush=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {pool.submit(run, ROOT / "tests" / part): part for part in PARTS if part not in done}
        for ended in as_completed(running):
            part = running[ended]
            proof["parts"][part] = told = ended.result()
            proof["date"] = datetime.now(UTC).date().isoformat()
            write(path, proof)
            colour = "groen" if is_green(told) else "ROOD"
            print(f"{part}: {colour}, {told['tests']} tests, {told['seconds']} s", flush=True)
    red = [part for part in PARTS if not is_green(proof["parts"].get(part))]
    print("Alles is groen." if not red else f"Rood: {', '.join(red)}.")
    return 1 if red else 0


def is_green(told: Told | None) -> bool:
    """Say whether a part ran, whole and without a failure. No tests, or a skipped one, is no proof."""
    return bool(told and told["tests"] and not told["failed"] and not told["skipped"] and not told["status"])


def known(path: Path) -> Told | None:
    """Return the proof that is there, when it was of files as they were committed."""
    proof: Told | None = json.loads(path.read_text()) if path.exists() else None
    return proof if proof and proof["clean"] else None


def run(folder: Path) -> Told:
    """Run the tests in a folder, or in one long file, with the full counts; a folder goes without those."""
    with tempfile.TemporaryDirectory() as aside:
        record = Path(aside) / "record.json"
        plugin = ("-p", "tests.proof.recording", "--record", str(record))
        apart = [f"--ignore={ROOT / 'tests' / part}" for part in LONG if ROOT / "tests" / part != folder]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, *apart]
        environ = {**os.environ, "MEEDOEN_PROOF": "1", "MEEDOEN_PROOF_COUNT": TIMES}
        done = subprocess.run([*command, str(folder)], cwd=ROOT, env=environ, check=False)
        if record.exists():
            told: Told = json.loads(record.read_text())
            return told
    return {"tests": 0, "failed": [], "skipped": [], "seconds": 0, "figures": {}, "status": done.returncode}


def write(path: Path, proof: Told) -> None:
    path.write_text(json.dumps(proof, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def is_clean(commit: str, folder: Path = ROOT) -> bool:
    """Say whether the files are those of a commit. The proof itself does not count: it comes after."""
    changed = git("diff", "--name-only", commit, "--", ".", f":!{PROOF}", folder=folder)
    new = git("ls-files", "--others", "--exclude-standard", "--", ".", f":!{PROOF}", folder=folder)
    return changed == new == ""


def git(*words: str, folder: Path = ROOT) -> str:
    """Return what git says; a complaint (of a commit that is not there any more) counts as words too."""
    done = subprocess.run(("git", *words), cwd=folder, check=False, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip()


if __name__ == "__main__":
    sys.exit(main())
