"""Reading all orders of a period from a store: one bulk operation, whose file is taken in order by order.

The store is asked to have children follow their parents, so that no more than one order is held at a time, and the place
in the file where reading stopped is a number of lines.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from ..outcome import Retry
from ..times import naive_utc
from .documents import document

LIMIT_SECONDS = 60.0
UNFINISHED = ("CREATED", "RUNNING", "CANCELING")


class Refused(Exception):
    """The store will not run the bulk operation; the text says why."""


@dataclass
class BulkStatus:
    """A bulk operation at the store: ``state`` is running, done or failed; ``lines`` its objects so far."""

    state: str
    lines: int = 0
    url: str | None = None
    note: str = ""


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


def start(session, search):
    """Have the store write the orders that a search query finds; the bulk operation's global id.

    It only reads. If the answer is lost, another one may be started: it costs the store some work and changes nothing.

    :raises Refused: the store says why it will not; Retry: too many operations run already
    """
    query = document("orders_bulk").replace("FILTER", search)
    data, _now = session.read(document("orders_bulk_start"), {"query": query})
    answer = json.loads(bytes(data))["bulkOperationRunQuery"]
    errors = answer["userErrors"]
    if any(error.get("code") in ("LIMIT_REACHED", "OPERATION_IN_PROGRESS") for error in errors):
        raise Retry(errors[0]["message"], LIMIT_SECONDS)
    if errors or not answer["bulkOperation"]:
        raise Refused("; ".join(error["message"] for error in errors))
    return answer["bulkOperation"]["id"]


def status(session, gid):
    """What has become of a bulk operation: ``BulkStatus``."""
    data, _now = session.read(document("bulk_status"), {"id": gid})
    told = json.loads(bytes(data))["bulkOperation"]
    if told is None:
        return BulkStatus("failed", note="The store does not know the bulk operation any more.")
    lines = int(told["objectCount"] or 0)
    if told["status"] in UNFINISHED:
        return BulkStatus("running", lines)
    if told["status"] != "COMPLETED":
        return BulkStatus("failed", lines, note=f"{told['status']} {told['errorCode'] or ''}".strip())
    return BulkStatus("done", lines, told["url"])


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
