"""A session to one Shopify store's GraphQL Admin API."""

import json
import time
from datetime import timezone
from email.utils import parsedate_to_datetime

from crossdock_core import http, shopify
from crossdock_core.errors import CrossdockError

from ..remote_session import Answer, RemoteSession

# Asked of the budget before a request whose cost is not known yet: what one of our larger requests costs.
POINTS_EXPECTED = 50.0
# A bulk file may be large; the time stays below the lease under which it is fetched.
DOWNLOAD_TIMEOUT_MS = 150_000


class ShopifySession(RemoteSession):
    system = "shopify"

    def __init__(self, base_url, api_version, token):
        super().__init__(base_url, api_version, token)
        self._budget = http.CostBudget()
        # What each query was last asked to pay, by its text.
        self._points_of = {}
        self._points_requested = None

    def headers(self):
        return [("Content-Type", "application/json"), ("X-Shopify-Access-Token", self._token)]

    def wait_seconds(self, points=None):
        return self._budget.wait(POINTS_EXPECTED if points is None else points, time.monotonic())

    def post(self, body):
        """Send one GraphQL request (its whole body) once."""
        return self.request("POST", f"/admin/api/{self.api_version}/graphql.json", body)

    def note_budget(self, response):
        """Shopify tells the state of its leaky bucket in each answer; nothing about it is assumed."""
        self._points_requested = None
        if response.outcome != "answered" or not response.body:
            return
        try:
            cost = shopify.read_response(response.body).cost
        except CrossdockError:
            return
        if cost is not None and cost.maximum is not None and cost.restore_rate:
            self._budget.update(cost.maximum, cost.available, cost.restore_rate, time.monotonic())
            self._points_requested = cost.requested

    def interpret(self, response):
        """What the answer says on GraphQL's level. The body that cannot be read leaves the outcome unknown."""
        if response.outcome != "answered":
            return Answer(response.outcome, detail=response.error)
        try:
            parsed = shopify.read_response(response.body)
        except CrossdockError as error:
            if response.status == 200:
                return Answer("unknown", detail=str(error))
            return Answer("answered", detail=f"HTTP {response.status}")
        if parsed.errors:
            first = parsed.errors[0]
            return Answer("answered", first.code or "GRAPHQL_ERROR", first.message, parsed)
        return Answer("answered", data=parsed)

    def interpret_mutation(self, response, mutation):
        """(``Answer``, whether the mutation was done).

        Its userErrors, where there are any, become the answer's data, and the first of them its error.
        """
        answer = self.interpret(response)
        if answer.outcome != "answered" or answer.error_code or response.status != 200:
            return answer, False
        try:
            errors = shopify.read_user_errors(answer.data.data, mutation)
        except CrossdockError as error:
            answer.outcome, answer.detail = "unknown", str(error)
            return answer, False
        if errors:
            answer.error_code, answer.detail = errors[0].code or "USER_ERROR", errors[0].message
            answer.data = errors
        return answer, not errors

    def read(self, document, variables, points=None):
        """Run a query; (data as JSON bytes, the remote clock at the time of the answer as naive UTC or None).

        :param points: what it will be asked to pay, where that depends on the variables; else as much as the last time
        """
        body = shopify.write_request(document, json.dumps(variables).encode())
        seen = {}

        def send():
            seen["response"] = self.post(body)
            if self._points_requested is not None:
                self._points_of[document] = self._points_requested
            return seen["response"]

        answer = self.read_patiently(send, self.interpret, lambda: points or self._points_of.get(document))
        return answer.data.data, remote_now(seen["response"])

    def download(self, url, path, bytes_max):
        """Fetch a bulk result to a file. The URL is signed by itself: no credential is sent along."""
        request = http.Request("GET", url, total_timeout_ms=DOWNLOAD_TIMEOUT_MS)
        return self._client.download(request, path, bytes_max=bytes_max)


def remote_now(response):
    """The ``Date`` of a response as naive UTC: the remote system's own clock, in whole seconds."""
    text = response.header("date")
    if not text:
        return None
    try:
        return parsedate_to_datetime(text).astimezone(timezone.utc).replace(tzinfo=None)
    except ValueError:
        return None
