"""Bulk queries: the store writes all that a query finds to a file. Starting one, and seeing what has become of it."""

import json
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from ..outcome import Retry
from ..times import naive_utc
from .documents import document

LIMIT_SECONDS = 60.0
DOWNLOAD_AGAIN_SECONDS = 30.0
UNFINISHED = ("CREATED", "RUNNING", "CANCELING")


class Refused(Exception):
    """The store will not run the bulk operation; the text says why."""


@dataclass
class BulkStatus:
    """A bulk operation at the store: ``state`` is running, done or failed; ``lines`` its objects so far.

    ``completed_at`` is naive UTC, by the store's clock; ``url`` is missing where nothing was found.
    """

    state: str
    lines: int = 0
    url: str | None = None
    note: str = ""
    completed_at: datetime | None = None


def start(session, query, grouped=False):
    """Have the store write what a bulk query finds; the bulk operation's global id.

    It only reads. If the answer is lost, another one may be started: it costs the store some work and changes nothing.

    :param grouped: children follow their parents in the file, which the store takes longer to write
    :raises Refused: the store says why it will not; Retry: too many operations run already
    """
    data, _now = session.read(document("bulk_start"), {"query": query, "grouped": grouped})
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
    completed = told["completedAt"]
    completed_at = completed and naive_utc(datetime.fromisoformat(completed.replace("Z", "+00:00")))
    return BulkStatus("done", lines, told["url"], completed_at=completed_at or None)


@contextmanager
def downloaded(session, url, bytes_max):
    """The bulk file as a temporary file, which is gone when the block ends; yields its path.

    :raises Retry: it could not be fetched
    """
    handle, path = tempfile.mkstemp(prefix="crossdock-", suffix=".jsonl")
    os.close(handle)
    try:
        response = session.download(url, path, bytes_max)
        if response.outcome != "answered" or response.status != 200:
            why = response.error or response.status
            raise Retry(f"The store's bulk file could not be fetched: {why}", DOWNLOAD_AGAIN_SECONDS)
        yield path
    finally:
        os.unlink(path)
