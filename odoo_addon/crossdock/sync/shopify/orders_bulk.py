"""The orders of a bulk operation's file, taken in order by order.

The store is asked to have children follow their parents, so that no more than one order is held at a time, and the place
in the file where reading stopped is a number of lines.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from ..times import naive_utc


@dataclass
class OrderLines:
    """The lines of a file that belong to one order. ``broken``: one of them, or the order's own, cannot be read."""

    gid: str
    lines: list = field(default_factory=list)
    last_line: int = 0
    updated_at: datetime | None = None
    broken: bool = False

    @property
    def body(self):
        return b"".join(line if line.endswith(b"\n") else line + b"\n" for line in self.lines)


def orders_of(lines, after=0):
    """Yield ``OrderLines`` of a file's lines (bytes), in its order, but for the first ``after`` lines.

    A line that cannot be read breaks the order before it, which it may belong to. An order whose own line is the broken
    one is known by its children.
    """
    current = None
    for number, line in enumerate(lines, 1):
        if number <= after or not line.strip():
            continue
        told = _parsed(line)
        gid = told and (told.get("__parentId") or told.get("id"))
        if not gid:
            if current:
                current.broken = True
                current.last_line = number
            continue
        if current is None or gid != current.gid:
            if current:
                yield current
            current = OrderLines(gid, updated_at=_moment(told), broken="__parentId" in told)
        current.lines.append(line)
        current.last_line = number
    if current:
        yield current


def _parsed(line):
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _moment(told):
    try:
        return naive_utc(datetime.fromisoformat(str(told.get("updatedAt")).replace("Z", "+00:00")))
    except ValueError:
        return None
