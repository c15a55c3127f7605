"""A real HTTP/2 server on a loopback port, over TLS, that counts connections and requests.

What it does with a request is said by the path:

- ``/echo``        200 with method, path, headers and the size of the body as JSON
- ``/bytes/N``     200 with N bytes
- ``/together/N``  200, but only once N requests are open on the same connection
- ``/reset/N``     the stream is ended with the error code N and no answer
- ``/go-away``     the connection is ended with the request unanswered
"""

from __future__ import annotations

import json
import socketserver
import ssl
import threading
from typing import Any

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, Event, RequestReceived, StreamEnded, WindowUpdated

READ_BYTES = 65_536


class Handler(socketserver.BaseRequestHandler):
    server: Http2Server

    def handle(self) -> None:
        self.server.count("connections")
        self.protocol = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self.streams: dict[int, dict[str, Any]] = {}
        self.unsent: dict[int, bytes] = {}
        self.waiting: list[int] = []
        self.protocol.initiate_connection()
        self.flush()
        while data := self.request.recv(READ_BYTES):
            for event in self.protocol.receive_data(data):
                self.take(event)
            self.send_bodies()
            self.flush()

    def flush(self) -> None:
        self.request.sendall(self.protocol.data_to_send())

    def take(self, event: Event) -> None:
        if isinstance(event, RequestReceived):
            self.streams[event.stream_id] = {"headers": dict(event.headers), "size": 0}
        elif isinstance(event, DataReceived):
            self.streams[event.stream_id]["size"] += len(event.data)
            self.protocol.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, StreamEnded):
            self.server.count("requests")
            self.answer_request(event.stream_id)
        elif isinstance(event, WindowUpdated):
            self.send_bodies()

    def answer_request(self, stream: int) -> None:
        name, _, argument = self.streams[stream]["headers"][":path"].lstrip("/").partition("/")
        if name == "echo":
            self.answer(stream, json.dumps(self.streams[stream]).encode())
        elif name == "bytes":
            self.answer(stream, b"x" * int(argument))
        elif name == "reset":
            self.protocol.reset_stream(stream, int(argument))
        elif name == "go-away":
            self.protocol.close_connection(last_stream_id=stream)
        elif name == "together":
            self.waiting.append(stream)
            if len(self.waiting) == int(argument):
                for one in self.waiting:
                    self.answer(one, b"together")

    def answer(self, stream: int, body: bytes) -> None:
        self.protocol.send_headers(stream, [(":status", "200"), ("x-two", "1"), ("x-two", "2")])
        self.unsent[stream] = body

    def send_bodies(self) -> None:
        """As much as the client's windows allow."""
        for stream, body in list(self.unsent.items()):
            while True:
                size = min(self.protocol.local_flow_control_window(stream), self.protocol.max_outbound_frame_size)
                if body and not size:
                    self.unsent[stream] = body
                    break
                self.protocol.send_data(stream, body[:size], end_stream=len(body) <= size)
                body = body[size:]
                if not body:
                    del self.unsent[stream]
                    break


class Http2Server(socketserver.ThreadingTCPServer):
    """Serves in a thread of this process while used as a context manager."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, certificate: tuple[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.connections = self.requests = 0
        self._lock = threading.Lock()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        context.set_alpn_protocols(["h2"])
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def count(self, what: str) -> None:
        with self._lock:
            setattr(self, what, getattr(self, what) + 1)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients of these tests hang up as a matter of course."""

    def url(self, path: str) -> str:
        return f"https://127.0.0.1:{self.server_address[1]}{path}"

    def __enter__(self) -> Http2Server:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.shutdown()
        self.server_close()
