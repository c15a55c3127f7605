"""How much memory repeated calls keep: a process of its own, started by test_promises.py.

    PYTHONMALLOC=malloc GLIBC_TUNABLES=glibc.malloc.tcache_count=0 python -m tests.bindings.leaks CALLS

prints a line of JSON for each call of ``calls.py``, and one for a call that keeps something. So started, Python's objects
and the core's come from the same allocator, whose own count of bytes in use is exact (what threads hold back for
themselves would count as used): what a call keeps shows as so many bytes a call.
"""

from __future__ import annotations

import ctypes
import gc
import json
import resource
import sys
import tempfile
from pathlib import Path

from .calls import Call, every_call

WARM_UP_CALLS = 400
ROUNDS_MAX = 6


class _MallocState(ctypes.Structure):
    """glibc's struct mallinfo2."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        ]
    ]


_mallinfo2 = ctypes.CDLL(None).mallinfo2
_mallinfo2.restype = _MallocState


def bytes_in_use() -> int:
    gc.collect()
    state = _mallinfo2()
    return int(state.uordblks + state.hblkhd)


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def repeat(call: Call, calls: int) -> None:
    for _call in range(calls):
        call()


def growth(call: Call, calls: int) -> dict[str, int]:
    """Bytes in use, and resident, by which so many calls make the process larger.

    Of several rounds the one that adds least: a table that was just full, or a cache that is filled late, grows in one of
    them, what each call keeps in all. Only who seems to keep something is asked again after the second round.
    """
    repeat(call, WARM_UP_CALLS)
    rounds: list[tuple[int, int]] = []
    while len(rounds) < 2 or (len(rounds) < ROUNDS_MAX and min(rounds)[0] > 0):
        used, resident = bytes_in_use(), resident_bytes()
        repeat(call, calls // 2)
        rounds.append((bytes_in_use() - used, resident_bytes() - resident))
    return {"used": min(used for used, _resident in rounds), "resident": min(resident for _used, resident in rounds)}


def keeping() -> Call:
    """A call that keeps one small object, by which the measure is measured."""
    kept: list[object] = []
    return lambda: kept.append(object())


def main(calls: int) -> None:
    print(json.dumps({"name": "keeping"} | growth(keeping(), calls)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, call in every_call(Path(folder)).items():
            print(json.dumps({"name": name} | growth(call, calls)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
