"""Queries of a store that counts points: sent when as many are there as they will be asked to pay."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from odoo.tests import BaseCase, tagged

from ..sync.shopify.session import ShopifySession

CHEAP, DEAR = "query Cheap { shop { id } }", "query Dear { orders { id } }"
COSTS = {CHEAP: 1.0, DEAR: 600.0}
MAXIMUM, RESTORE_RATE = 1000.0, 500.0


class Bucket:
    """A store that answers any query that its points suffice for, over HTTP (a context manager)."""

    def __init__(self):
        self.points, self.at = MAXIMUM, time.monotonic()
        self._refuses = None
        self.answered, self.throttled = [], []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def session(self):
        return ShopifySession(f"http://127.0.0.1:{self._server.server_port}", "2026-10", "token")

    def spend_all(self):
        self.points, self.at = 0.0, time.monotonic()

    def refuse_once(self, query):
        """Throttle this query the next time, whatever points are left."""
        self._refuses = query

    def answer(self, query):
        now = time.monotonic()
        self.points, self.at = min(MAXIMUM, self.points + (now - self.at) * RESTORE_RATE), now
        cost = COSTS[query]
        granted = cost <= self.points and query != self._refuses
        self._refuses = None if query == self._refuses else self._refuses
        (self.answered if granted else self.throttled).append(query)
        if granted:
            self.points -= cost
        status = {"maximumAvailable": MAXIMUM, "currentlyAvailable": int(self.points), "restoreRate": RESTORE_RATE}
        told = {"requestedQueryCost": cost, "actualQueryCost": cost if granted else None, "throttleStatus": status}
        content = {"data": {"shop": {"id": "1"}}}
        if not granted:
            content = {"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]}
        return {**content, "extensions": {"cost": told}}

    def _handler(self):
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["query"]
                body = json.dumps(answer(query)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                """Standard error stays quiet."""

        return Handler


@tagged("post_install", "-at_install")
class TestSessionPoints(BaseCase):
    def test_a_query_of_unknown_cost_is_throttled_once_and_then_waits_for_what_it_was_asked_to_pay(self):
        with Bucket() as store:
            session = store.session()
            self.addCleanup(session.close)
            session.read(CHEAP, {})
            store.spend_all()
            store.refuse_once(DEAR)
            for _time in range(3):
                session.read(DEAR, {})
                store.spend_all()
                session.read(CHEAP, {})
        self.assertEqual((store.answered.count(DEAR), store.throttled.count(DEAR)), (3, 1))

    def test_a_query_of_known_cost_is_never_throttled(self):
        with Bucket() as store:
            session = store.session()
            self.addCleanup(session.close)
            session.read(CHEAP, {})
            for _time in range(2):
                store.points = 100.0
                session.read(CHEAP, {})
                session.read(DEAR, {}, points=COSTS[DEAR])
        self.assertEqual((store.answered.count(DEAR), store.throttled), (2, []))
