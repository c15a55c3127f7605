"""A store that answers one question, for tests inside Odoo: who are you, and what may this token do?"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SCOPES = (
    "read_orders",
    "read_products",
    "read_inventory",
    "write_inventory",
    "read_locations",
    "read_customers",
)


class StoreServer:
    """Answers Shopify's connection test on a loopback address while it is open (a context manager).

    :param token: the access token that is accepted; others get 401
    :param scopes: what the token may do
    """

    def __init__(self, token, currency, scopes=SCOPES):
        self.requests = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler(token, currency, scopes))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self, token, currency, scopes):
        requests = self.requests

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                requests.append(self.path)
                if self.headers.get("X-Shopify-Access-Token") != token:
                    return self._answer(401, {"errors": "[API] Invalid API key or access token"})
                shop = {
                    "id": "gid://shopify/Shop/1",
                    "name": "Tour store",
                    "myshopifyDomain": "tour-store.myshopify.com",
                    "currencyCode": currency,
                    "taxesIncluded": False,
                }
                granted = [{"handle": scope} for scope in scopes]
                return self._answer(200, {"data": {"shop": shop, "currentAppInstallation": {"accessScopes": granted}}})

            def _answer(self, status, content):
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("X-Shopify-API-Version", self.path.split("/")[3])
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                """Requests are in ``requests``; standard error stays quiet."""

        return Handler
