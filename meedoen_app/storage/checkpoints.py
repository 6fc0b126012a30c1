"""Checkpoints: the heads of all chains of the trace, one file a day, outside the database.

Who cuts the end off a chain can mend its head in the database, but not in yesterday's file. Keep the
folder where the database's own administrator cannot write (BIO2 8.15).
"""

import json
import os
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from meedoen_app.core.trace import Head

PART = ".deel"


def is_there(folder: Path, day: date) -> bool:
    return _file(folder, day).exists()


def write(folder: Path, day: date, heads: Mapping[str, Head]) -> None:
    """Write the heads of this day, whole or not at all, and see that they reach the disk.

    Each writer has a part of its own, as two workers may come at once. What a killed one left goes next day.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{day}.{secrets.token_hex(8)}{PART}"
    with part.open("x", encoding="utf-8") as file:
        json.dump({chain: [head.seq, head.mac] for chain, head in heads.items()}, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(_file(folder, day))
    for left in folder.glob(f"*{PART}"):
        if left.name < f"{day}":
            left.unlink(missing_ok=True)
    _sync(folder)


def newest(folder: Path) -> dict[str, Head]:
    """Return the heads of the last day that has them; none where no day has."""
    files = sorted(folder.glob("*.json"))
    if not files:
        return {}
    told = json.loads(files[-1].read_text(encoding="utf-8"))
    return {chain: Head(seq, mac) for chain, (seq, mac) in told.items()}


def _file(folder: Path, day: date) -> Path:
    return folder / f"{day.isoformat()}.json"


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
