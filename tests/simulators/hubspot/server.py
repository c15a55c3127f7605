"""Puts the parts of the simulated account together."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.simulators.common.answers import say_what_was_wrong
from tests.simulators.common.faults import Faults
from tests.simulators.hubspot.api import DEFAULT_SCOPES, Api
from tests.simulators.hubspot.contacts import Contacts
from tests.simulators.hubspot.control import Control
from tests.simulators.hubspot.limits import Limits
from tests.simulators.hubspot.properties import Properties
from tests.simulators.hubspot.webhooks import Webhooks

REQUEST_BYTES_MAX = 16 << 20
PORTAL = 4242
TOKEN = "pat-demo"
SECRET = "hs-secret-demo"


class HubspotSimulator:
    """One account with one installed app."""

    def __init__(self, public_url: str | None, seed: int) -> None:
        self.public_url = (public_url or "").rstrip("/")
        self._seed = seed
        self.faults = Faults()
        self.webhooks = Webhooks(self.faults, SECRET, PORTAL, seed)
        self.api = Api(self.faults, PORTAL, TOKEN)
        self._empty()
        self.app = web.Application(client_max_size=REQUEST_BYTES_MAX, middlewares=[say_what_was_wrong])
        self.app.add_routes([*self.api.routes(), *Control(self).routes()])
        self.app.on_cleanup.append(self._close)

    async def reset(self) -> None:
        """Back to an empty account; the log's numbers go on."""
        await self.webhooks.reset()
        self._empty()
        self.api.log.clear()
        self.faults.clear()

    def _empty(self) -> None:
        self.api.scopes = list(DEFAULT_SCOPES)
        self.api.limits = Limits()
        self.api.properties = Properties()
        self.api.contacts = Contacts(self.api.properties, self._seed)
        self.api.contacts.listener = self.webhooks.report

    def dump(self) -> dict[str, Any]:
        return {
            "contacts": self.api.contacts.dump(),
            "properties": self.api.properties.definitions,
            "groups": self.api.properties.groups,
            "webhook_target": self.webhooks.target,
        }

    def load(self, state: dict[str, Any]) -> None:
        self.api.properties.definitions.update(state["properties"])
        self.api.properties.groups.update(state["groups"])
        self.api.contacts.load(state["contacts"])
        self.webhooks.target = state["webhook_target"]

    async def _close(self, app: web.Application) -> None:
        await self.webhooks.deliveries.close()
