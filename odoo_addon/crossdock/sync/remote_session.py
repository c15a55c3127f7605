"""What all sessions share: sending one request, and reading with the retry table's patience."""

import random
import time
from dataclasses import dataclass
from datetime import datetime, timezone

from crossdock_core import http

from .outcome import Dead, Paused, Retry

READ_SECONDS_MAX = 30.0
CONNECT_TIMEOUT_MS = 5_000
TOTAL_TIMEOUT_MS = 30_000
RESPONSE_BYTES_MAX = 32 << 20


@dataclass
class Answer:
    """A response as its system means it. ``outcome`` is the transport's, or "unknown" where the body was unreadable."""

    outcome: str
    error_code: str | None = None
    detail: str = ""
    data: object = None


class RemoteSession:
    """One connection's line to its remote system. Used by one worker at a time."""

    system = ""

    def __init__(self, base_url, api_version, token):
        self.base_url = base_url.rstrip("/")
        self.api_version = api_version
        self._token = token
        self._client = http.Client(connections_max=4)
        self.fingerprint = None
        self.calls = 0

    def close(self):
        self._client.close()

    def headers(self):
        """Headers of every request, with the credential; they reach no log."""
        raise NotImplementedError

    def note_budget(self, response):
        """Feed the rate budget from a response."""

    def wait_seconds(self, points=None):
        """Seconds until the budget allows the next request, of so many points where the system counts any."""
        return 0.0

    def request(self, method, path, body=b""):
        """Send one request once; the transport's response, whatever it is."""
        request = http.Request(
            method,
            path if path.startswith("http") else self.base_url + path,
            headers=self.headers(),
            body=body,
            connect_timeout_ms=CONNECT_TIMEOUT_MS,
            total_timeout_ms=TOTAL_TIMEOUT_MS,
            response_bytes_max=RESPONSE_BYTES_MAX,
        )
        self.calls += 1
        response = self._client.perform([request])[0]
        self.note_budget(response)
        return response

    def retry_after(self, response):
        """Seconds that the response asks us to wait, or None."""
        return http.retry_after_seconds(response, datetime.now(timezone.utc))

    def read_patiently(self, send, interpret, points=None):
        """Repeat a read until it is answered, within ``READ_SECONDS_MAX``; the ``Answer`` of a definite success.

        :param points: a function that says what the next attempt is expected to cost, where the system counts points:
            the refusal of one attempt may have told it
        :raises Retry: it may be answered later; Dead: it never will; Paused: no call will be, until a person acts
        """
        deadline = time.monotonic() + READ_SECONDS_MAX
        attempt = 0
        while True:
            attempt += 1
            wait = self.wait_seconds(points() if points else None)
            if wait:
                time.sleep(min(wait, max(0.0, deadline - time.monotonic())))
            response = send()
            answer = interpret(response)
            decision = http.decide(
                system=self.system,
                resume="read",
                outcome=answer.outcome,
                status=response.status,
                error_code=answer.error_code,
                attempt=attempt,
                retry_after=self.retry_after(response),
                jitter=random.random(),
            )
            if decision.action == "done":
                return answer
            reason = f"{decision.reason} {answer.detail or response.error}".strip()
            if decision.action == "pause":
                raise Paused(reason)
            if decision.action not in ("retry", "verify", "replan"):
                raise Dead(reason)
            if time.monotonic() + decision.delay_seconds > deadline:
                raise Retry(reason, max(5.0, decision.delay_seconds))
            time.sleep(decision.delay_seconds)
