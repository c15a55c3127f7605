"""A session to one HubSpot account's CRM API."""

import time

from crossdock_core import http, hubspot
from crossdock_core.errors import CrossdockError

from ..remote_session import Answer, RemoteSession

# HubSpot allows an account five searches a second, and its answers to searches carry no budget.
SEARCH_INTERVAL_SECONDS = 0.21


class HubspotSession(RemoteSession):
    """Dated versions (2026-09) and the older v3 differ in their paths alone."""

    system = "hubspot"

    def __init__(self, base_url, api_version, token):
        super().__init__(base_url, api_version, token)
        self._budget = http.WindowBudget()
        self._search_after = 0.0

    def headers(self):
        return [
            ("Content-Type", "application/json"),
            ("Accept", "application/json"),
            ("Authorization", f"Bearer {self._token}"),
        ]

    def contacts_path(self, tail):
        """Path of the contacts' object API: ``tail`` such as "batch/upsert" or "search"."""
        if self.api_version == "v3":
            return f"/crm/v3/objects/contacts/{tail}"
        return f"/crm/objects/{self.api_version}/contacts/{tail}"

    def properties_path(self, tail=""):
        """Path of the contacts' properties API: ``tail`` empty, "groups" or "batch/create"."""
        base = (
            "/crm/v3/properties/contacts"
            if self.api_version == "v3"
            else f"/crm/properties/{self.api_version}/contacts"
        )
        return f"{base}/{tail}" if tail else base

    def account_path(self):
        return f"/account-info/{self.api_version}/details"

    def wait_seconds(self, points=None):
        return self._budget.wait(time.monotonic())

    def request(self, method, path, body=b""):
        self._budget.spend(time.monotonic())
        return super().request(method, path, body)

    def note_budget(self, response):
        """HubSpot tells the state of its window in headers; nothing about it is assumed."""
        if response.outcome != "answered":
            return
        told = [
            response.header(f"x-hubspot-ratelimit-{name}") for name in ("max", "remaining", "interval-milliseconds")
        ]
        if all(text and text.isdigit() for text in told):
            self._budget.update(*(int(text) for text in told), time.monotonic())

    def interpret(self, response):
        """What the answer says: bytes of a success, category and message of a refusal."""
        if response.outcome != "answered":
            return Answer(response.outcome, detail=response.error)
        if 200 <= response.status < 300:
            return Answer("answered", data=response.body)
        try:
            error = hubspot.read_error(response.body)
        except CrossdockError:
            return Answer("answered", detail=f"HTTP {response.status}", data=response.body)
        detail = error.message or f"HTTP {response.status}"
        # Of a rate limit the policy: the day's asks for another patience than the ten seconds' one.
        return Answer("answered", error.policy_name or error.category, detail, response.body)

    def read(self, method, path, body, parse):
        """Read something, patiently; (``parse(bytes)``, the response).

        An answer of success that ``parse`` cannot read counts as none, and is asked for again.
        """
        seen = {}

        def send():
            seen["response"] = self.request(method, path, body)
            return seen["response"]

        def interpret(response):
            answer = self.interpret(response)
            if answer.outcome == "answered" and 200 <= response.status < 300:
                try:
                    answer.data = parse(answer.data)
                except (CrossdockError, ValueError) as error:
                    return Answer("unknown", detail=f"unreadable answer: {type(error).__name__}")
            return answer

        answer = self.read_patiently(send, interpret)
        return answer.data, seen["response"]

    def search(self, body):
        """One page of a search, paced to what an account may ask; (page, response)."""
        pause = self._search_after - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._search_after = time.monotonic() + SEARCH_INTERVAL_SECONDS
        return self.read("POST", self.contacts_path("search"), body, hubspot.read_search_page)
