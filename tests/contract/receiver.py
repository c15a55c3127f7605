"""A small HTTP server that takes webhooks, keeps them, and answers what a test tells it to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WAIT_SECONDS_MAX = 20.0


@dataclass(frozen=True)
class Received:
    """One request as it arrived; header names in lower case."""

    at: float
    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Listens on 127.0.0.1. `answer(request)` gives the status of the answer; a test may replace it."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answer: Callable[[Received], int] = lambda request: 200
        self._lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status = receiver.take(Received(time.monotonic(), self.path, headers, body))
                try:
                    self.send_response(status)
                    if 300 <= status < 400:
                        self.send_header("Location", receiver.url + "/elsewhere")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def take(self, request: Received) -> int:
        with self._lock:
            self.received.append(request)
        return self.answer(request)

    def wait(self, count: int) -> list[Received]:
        """The requests, once there are at least `count`."""
        deadline = time.monotonic() + WAIT_SECONDS_MAX
        while len(self.received) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(self.received) >= count, f"only {len(self.received)} of {count} requests came"
        return list(self.received)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
