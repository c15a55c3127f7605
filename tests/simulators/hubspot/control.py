"""The control interface under /_sim, and the page for people. No part of HubSpot."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.simulators.common import pages
from tests.simulators.common.answers import json_answer, read_json
from tests.simulators.common.control import CommonControl
from tests.simulators.common.pages import text
from tests.simulators.hubspot.properties import LIFECYCLE_STAGES, Record
from tests.simulators.hubspot.webhooks import DEFAULT_PROPERTIES, RETRY_SECONDS

PERSON = "CRM_UI"
ROWS_MAX = 100
BRAND = "#c2410c"
SETTINGS = frozenset(
    {
        "scopes",
        "rate_max_10s",
        "webhook_target",
        "webhook_retry_seconds",
        "webhook_properties",
        "search_lag_seconds",
    }
)


class Control(CommonControl):
    """Handlers of the control interface and of the page."""

    def __init__(self, simulator: Any) -> None:
        super().__init__(simulator, simulator.api.log)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_sim/configure", self.configure),
            web.post("/_sim/contacts", self.contacts),
            web.post("/_sim/contacts/{id}", self.contact),
            web.get("/_sim/state", self.state),
            *self.common_routes(),
            web.get("/", self.page),
            web.post("/stage", self.stage),
        ]

    async def configure(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        unknown = set(given) - SETTINGS
        if unknown:
            raise ValueError(f"unknown settings: {', '.join(sorted(unknown))}")
        api, webhooks = self._sim.api, self._sim.webhooks
        api.scopes = list(given.get("scopes", api.scopes))
        api.limits.calls_max = int(given.get("rate_max_10s", api.limits.calls_max))
        api.contacts.search_lag_seconds = float(given.get("search_lag_seconds", api.contacts.search_lag_seconds))
        webhooks.target = given.get("webhook_target", webhooks.target)
        webhooks.properties = tuple(given.get("webhook_properties") or webhooks.properties or DEFAULT_PROPERTIES)
        if "webhook_retry_seconds" in given:
            delays = given["webhook_retry_seconds"]
            chosen = RETRY_SECONDS if delays is None else delays
            webhooks.deliveries.schedule.retry_seconds = [float(one) for one in chosen]
        return json_answer({"ok": True})

    async def contacts(self, request: web.Request) -> web.Response:
        """A person creates contacts."""
        given = await read_json(request)
        made = []
        for one in given["contacts"]:
            values = self._values({"email": one.get("email"), **(one.get("properties") or {})})
            if values.get("email") and self._sim.api.contacts.find(values["email"], "email") is not None:
                raise ValueError(f"a contact with the address {values['email']} exists")
            made.append(self._sim.api.contacts.create(values, PERSON))
        return json_answer({"contacts": [self._shown(contact) for contact in made]})

    async def contact(self, request: web.Request) -> web.Response:
        """A person edits a contact."""
        given = await read_json(request)
        contact = self._find(request.match_info["id"])
        self._sim.api.contacts.change(contact, self._values(given["properties"]), PERSON)
        return json_answer(self._shown(contact))

    async def state(self, request: web.Request) -> web.Response:
        return json_answer(
            {
                "portal": self._sim.api.portal,
                "contacts": [self._shown(contact) for contact in self._sim.api.contacts.all()],
                "properties": sorted(self._sim.api.properties.definitions),
                "deliveries": self._sim.webhooks.deliveries.history(),
            }
        )

    async def flush(self, request: web.Request) -> web.Response:
        """Also what waits to be posted together."""
        return json_answer({"pending": await self._sim.webhooks.flush()})

    async def stage(self, request: web.Request) -> web.Response:
        """The select box of the page."""
        form = await request.post()
        contact = self._find(str(form["id"]))
        values = self._values({"lifecyclestage": str(form["stage"])})
        self._sim.api.contacts.change(contact, values, PERSON)
        raise web.HTTPSeeOther("/")

    async def page(self, request: web.Request) -> web.Response:
        contacts = self._sim.api.contacts.all()
        rows = [self._row(contact) for contact in contacts[-ROWS_MAX:][::-1]]
        heads = ["E-mail", "Name", "Orders#", "Spent#", "Last change", "Lifecycle stage"]
        note = f"the last {ROWS_MAX} of {len(contacts)}" if len(contacts) > ROWS_MAX else f"{len(contacts)}"
        section = pages.section("Contacts", note, pages.table(heads, rows, "No contacts yet."))
        subtitle = f"A simulated CRM account · portal {self._sim.api.portal}"
        return pages.page("HubSpot", subtitle, BRAND, [section])

    def _row(self, contact: Record) -> list[str]:
        values = contact["values"]
        current = values.get("lifecyclestage") or ""
        choices = [("", "—"), *LIFECYCLE_STAGES]
        options = "".join(
            f"<option value='{value}'{' selected' if value == current else ''}>{label}" for value, label in choices
        )
        form = (
            f"<form method=post action=/stage><input type=hidden name=id value={contact['id']}>"
            f"<select name=stage onchange='this.form.submit()'>{options}</select>"
            "<noscript><button>Set</button></noscript></form>"
        )
        name = " ".join(part for part in (values.get("firstname"), values.get("lastname")) if part)
        return [
            text(values.get("email")),
            text(name),
            text(values.get("crossdock_order_count")),
            text(values.get("crossdock_total_spent")),
            text(values.get("lastmodifieddate")),
            form,
        ]

    def _find(self, key: str) -> Record:
        contact = self._sim.api.contacts.find(key, None)
        if contact is None:
            raise ValueError(f"no contact {key}")
        return contact

    def _values(self, given: Record) -> dict[str, str]:
        values, errors = self._sim.api.properties.read(given)
        if errors:
            raise ValueError(errors[0]["message"])
        return values

    def _shown(self, contact: Record) -> Record:
        names = list(self._sim.api.properties.definitions)
        shown = self._sim.api.contacts.shown(contact, names)
        return {key: shown[key] for key in ("id", "properties", "createdAt", "updatedAt")}
