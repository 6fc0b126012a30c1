"""Files that exist for one test are kept in memory where there is room: the tests are not about the disk.

In the proof they stand on a real disk, as there they are.
"""

import os
import shutil
import tempfile
from pathlib import Path

from tests.amounts import PROOF

MEMORY = Path("/dev/shm")  # noqa: S108 - folders with names of chance are made in it
ENOUGH = 4 * 2**30  # Bytes; a run leaves a few hundred megabytes.


def use() -> None:
    """Let this process and those that it starts make their temporary files there."""
    if not PROOF and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)
