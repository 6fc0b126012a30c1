"""The daily heads of the trace, written whole, also by workers that come at once and some that are killed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from meedoen_app.core.trace import Head
from meedoen_app.storage import checkpoints

DAY, NEXT = date(2026, 11, 22), date(2026, 11, 23)
HEADS = {f"gesprek-{number}": Head(number, "0" * 64) for number in range(50)}
WORKERS, TIMES = 4, 50


def test_workers_that_write_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    def work(_: int) -> bool:
        checkpoints.write(tmp_path, DAY, HEADS)
        return checkpoints.newest(tmp_path) == HEADS

    with ThreadPoolExecutor(WORKERS) as workers:
        assert all(workers.map(work, range(WORKERS * TIMES)))


def test_what_a_killed_worker_left_is_no_checkpoint_and_goes_the_next_day(tmp_path: Path) -> None:
    half = tmp_path / f"{DAY}.half{checkpoints.PART}"
    half.write_text("")
    checkpoints.write(tmp_path, DAY, HEADS)
    assert half.exists()  # Somebody may be writing it.
    checkpoints.write(tmp_path, NEXT, HEADS)
    assert sorted(tmp_path.iterdir()) == [tmp_path / f"{DAY}.json", tmp_path / f"{NEXT}.json"]
    assert checkpoints.newest(tmp_path) == HEADS
