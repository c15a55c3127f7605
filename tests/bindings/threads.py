"""Whether other threads run while the core computes."""

import sys
import threading
import time
from collections.abc import Callable

TRIES = 300


def advances_during(action: Callable[[], object]) -> int:
    """How far a plain Python thread counts while ``action`` runs; while a call keeps the GIL it stands still.

    Threads are not asked to hand over the GIL meanwhile, or the counting thread would get it as soon as a call has
    returned that kept it all the time. It counts only if ``action`` lets go by itself, a thousand at a time, and lets go
    itself by sleeping. ``action`` is repeated until it was seen, for a short one may be over before anybody woke up.
    """
    ticks, stop, counting = [0], threading.Event(), threading.Event()

    def count() -> None:
        while not stop.is_set():
            for _tick in range(1000):
                ticks[0] += 1
            counting.set()
            time.sleep(0.0001)

    interval = sys.getswitchinterval()
    thread = threading.Thread(target=count)
    thread.start()
    try:
        counting.wait()
        sys.setswitchinterval(1000)
        for _try in range(TRIES):
            before = ticks[0]
            action()
            advanced = ticks[0] - before
            if advanced:
                break
        return advanced
    finally:
        sys.setswitchinterval(interval)
        stop.set()
        thread.join()
