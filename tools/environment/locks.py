"""One process at a time, across everybody who works in this checkout."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from tools.environment.paths import CACHE


@contextmanager
def exclusive(name: str) -> Iterator[None]:
    """Holds the lock of this name; waits for whoever has it. The kernel frees it when the holder dies."""
    folder = CACHE / "stamps"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
