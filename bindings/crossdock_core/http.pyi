from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from typing_extensions import Buffer

__all__ = [
    "Client",
    "CostBudget",
    "Decision",
    "Request",
    "Response",
    "WindowBudget",
    "decide",
    "retry_after_seconds",
]

class Request:
    """A request. ``response_bytes_max`` counts the body after decompression.

    Time-outs are from 1 ms to an hour, counted from the moment the request is started.
    """

    def __init__(
        self,
        method: str,
        url: str,
        *,
        headers: Sequence[tuple[str, str]] = ...,
        body: Buffer = b"",
        connect_timeout_ms: int = 5000,
        total_timeout_ms: int = 30000,
        response_bytes_max: int = 67108864,
    ) -> None: ...
    @property
    def method(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def headers(self) -> list[tuple[str, str]]: ...
    @property
    def body(self) -> bytes: ...
    @property
    def connect_timeout_ms(self) -> int: ...
    @property
    def total_timeout_ms(self) -> int: ...
    @property
    def response_bytes_max(self) -> int: ...

class Response:
    @property
    def outcome(self) -> Literal["answered", "not_sent", "unknown"]:
        """Whether the remote system may have acted.

        "not_sent": failed before any byte of the request left, certainly no effect. "unknown": failed later
        (time-out, reset, cut short, too large), the effect may have happened.
        """
    @property
    def status(self) -> int:
        """The HTTP status; 0 unless answered."""
    @property
    def headers(self) -> list[tuple[str, str]]:
        """Names in lower case; empty unless answered."""
    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
    @property
    def body(self) -> bytes:
        """Empty unless answered."""
    @property
    def error(self) -> str:
        """A sentence without credentials, path and query; empty when answered."""
    @property
    def error_code(self) -> int:
        """libcurl's number for the failure; 0 if none."""
    @property
    def elapsed_ms(self) -> float: ...
    @property
    def http_version(self) -> str:
        """The version: "1.0", "1.1" or "2"; empty unless answered."""

class Client:
    """Sends requests over connections that are kept for the next call. Safe after fork; threads take turns.

    TLS is verified, redirects are not followed, no request but GET and HEAD is ever sent twice by itself.
    Plain http goes to loopback addresses alone; another address gives a "not_sent" response that says so.
    """

    def __init__(self, *, ca_path: str | None = None, connections_max: int = 8, user_agent: str = ...) -> None:
        """``ca_path`` is a file or a folder of trusted certificates instead of the system's."""
    def perform(self, requests: Sequence[Request]) -> list[Response]:
        """One response for each request, in their order, up to ``connections_max`` at a time.

        The GIL is released; a signal whose handler raises ends the call within half a second.
        CrossdockError after close().
        """
    def download(self, request: Request, path: str, *, bytes_max: int) -> Response:
        """Like perform() for one request; the body of a status 2xx goes to the file at ``path``.

        The file is overwritten, readable by its owner alone, and left empty unless the whole body of a 2xx
        arrived.
        """
    def close(self) -> None:
        """Close all connections. May be called again."""

class CostBudget:
    """Shopify's GraphQL cost: a bucket that refills steadily. Never waits before the first update.

    ``now`` is seconds of a clock that never runs back, such as time.monotonic().
    """

    def __init__(self) -> None: ...
    def update(self, maximum: float, available: float, restore_rate: float, now: float) -> None:
        """What a response said: points the bucket holds, points in it, points restored a second."""
    def wait(self, points: float, now: float) -> float:
        """Seconds until ``points`` fit, at most an hour; 0.0 means now."""
    def spend(self, points: float, now: float) -> None:
        """Takes the points of a request that is being sent."""

class WindowBudget:
    """HubSpot's requests a window (X-HubSpot-RateLimit-*). Never waits before the first update."""

    def __init__(self) -> None: ...
    def update(self, maximum: int, remaining: int, interval_ms: int, now: float) -> None:
        """What a response said: requests a window, requests left in it, its length."""
    def wait(self, now: float) -> float:
        """Seconds until one more request fits, at most an hour; 0.0 means now."""
    def spend(self, now: float) -> None:
        """Takes one request that is being sent."""

class Decision:
    @property
    def action(self) -> Literal["done", "retry", "verify", "replan", "split", "dead", "pause"]:
        """What to do.

        "retry": send the same bytes and key after the delay. "verify": read the remote state first. "replan":
        refused, read, compare and plan anew with a new key. "split": refused because of a row, isolate it (a
        batch of one row is dead). "dead": will never succeed as it is. "pause": nothing on this connection
        will succeed until a person acts.
        """
    @property
    def delay_seconds(self) -> float: ...
    @property
    def reason(self) -> str:
        """A fragment of a sentence, such as "the store asks to slow down"."""

def decide(
    *,
    system: Literal["shopify", "hubspot"],
    resume: Literal["keyed", "upsert", "verify", "read"],
    outcome: Literal["answered", "not_sent", "unknown"],
    status: int,
    error_code: str | None,
    attempt: int,
    retry_after: float | None,
    jitter: float,
) -> Decision:
    """What the one retry table says after a request.

    ``error_code`` is GraphQL's extensions.code, the code of a user error, or HubSpot's category (for a 429
    the policy name, such as "DAILY"). ``attempt`` counts from 1, ``jitter`` is random in [0, 1). InputError
    for values that the table does not know.
    """

def retry_after_seconds(response: Response, now: datetime) -> float | None:
    """Seconds that the response's Retry-After asks for, at most a day; None without one that makes sense.

    ValueError for a ``now`` without time zone.
    """
