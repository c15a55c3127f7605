"""A real HTTP server on a loopback port that counts connections and requests, and misbehaves on request.

What it does with a request is said by the path:

- ``/echo``       200 with method, path, headers and body of the request as JSON
- ``/bytes/N``    200 with N bytes
- ``/gzip/N``     200 with N bytes, compressed
- ``/status/N``   that status, with a ``Retry-After`` of the query's ``after``
- ``/late/S``     200 after S seconds
- ``/drip/S``     200 whose body comes a byte at a time during S seconds
- ``/cut``        a Content-Length of 100, 10 bytes, and the end of the connection
- ``/chunk-cut``  a chunked body whose last chunk never comes
- ``/hang-up``    the request is counted and the connection closed without an answer
- ``/then-close`` 200, and the connection is closed although it was to be kept
- ``/redirect``   302 to ``/echo``
"""

import gzip
import json
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.server.count("connections")

    def log_message(self, format, *args):
        pass

    def handle_any(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self.server.count("requests")
        parts = urlsplit(self.path)
        name, _, argument = parts.path.lstrip("/").partition("/")
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        getattr(self, "do_" + name.replace("-", "_"))(argument, query, body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_any

    def answer(self, body: bytes, status: int = 200, headers: tuple[tuple[str, str], ...] = ()):
        self.send_response(status)
        for header_name, value in headers:
            self.send_header(header_name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_echo(self, argument, query, body):
        seen = {
            "method": self.command,
            "path": self.path,
            "headers": {key.lower(): value for key, value in self.headers.items()},
            "body": body.decode("latin-1"),
        }
        self.answer(json.dumps(seen).encode(), headers=(("X-Two", "1"), ("x-two", "2")))

    def do_bytes(self, argument, query, body):
        self.answer(b"x" * int(argument))

    def do_gzip(self, argument, query, body):
        self.answer(gzip.compress(b"x" * int(argument)), headers=(("Content-Encoding", "gzip"),))

    def do_status(self, argument, query, body):
        headers = (("Retry-After", query["after"]),) if "after" in query else ()
        self.answer(b"{}", int(argument), headers)

    def do_late(self, argument, query, body):
        time.sleep(float(argument))
        self.answer(b"late")

    def do_drip(self, argument, query, body):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(float(argument) / 100)

    def do_cut(self, argument, query, body):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"x" * 10)
        self.close_connection = True

    def do_chunk_cut(self, argument, query, body):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nhello\r\n")
        self.close_connection = True

    def do_hang_up(self, argument, query, body):
        self.close_connection = True

    def do_then_close(self, argument, query, body):
        self.answer(b"ok")
        self.close_connection = True

    def do_redirect(self, argument, query, body):
        self.answer(b"", 302, (("Location", "/echo"),))


class LoopbackServer(ThreadingHTTPServer):
    """Serves in a thread of this process while used as a context manager."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, certificate: tuple[str, str] | None = None, host: str = "127.0.0.1"):
        super().__init__((host, 0), Handler)
        self.connections = 0
        self.requests = 0
        self._lock = threading.Lock()
        self.scheme = "http"
        if certificate is not None:
            self.scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            # The handshake belongs to the connection's own thread.
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def count(self, what: str):
        with self._lock:
            setattr(self, what, getattr(self, what) + 1)

    def handle_error(self, request, client_address):
        """Clients of these tests hang up as a matter of course."""

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.server_address[1]}{path}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *exception):
        self.shutdown()
        self.server_close()
