"""Whether other threads run while the core computes."""

import threading
from collections.abc import Callable


def advances_during(action: Callable[[], object]) -> int:
    """How far a plain Python thread counts while ``action`` runs; while a call keeps the GIL it stands still."""
    ticks, stop, counting = [0], threading.Event(), threading.Event()

    def count() -> None:
        while not stop.is_set():
            ticks[0] += 1
            counting.set()

    thread = threading.Thread(target=count)
    thread.start()
    try:
        counting.wait()
        before = ticks[0]
        action()
        return ticks[0] - before
    finally:
        stop.set()
        thread.join()
