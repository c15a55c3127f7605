"""Puts the parts of the simulated store together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aiohttp import web

from tests.simulators.common.answers import json_answer, say_what_was_wrong
from tests.simulators.common.faults import Faults
from tests.simulators.shopify.admin import Admin
from tests.simulators.shopify.bulk import Bulk
from tests.simulators.shopify.control import Control
from tests.simulators.shopify.page import Page
from tests.simulators.shopify.schemas import Versions
from tests.simulators.shopify.store import Store
from tests.simulators.shopify.webhooks import RETRY_SECONDS, Webhooks

REQUEST_BYTES_MAX = 16 << 20
DEFAULT_SHOP = "crossdock-demo.myshopify.com"
SECRET = "shpss_demo"


class ShopifySimulator:
    """One store with one installed app."""

    def __init__(self, shop: str, public_url: str | None, schemas: Path | None, seed: int, big_ids: bool) -> None:
        self.public_url = (public_url or "").rstrip("/")
        self.store = Store(shop, seed, big_ids)
        self.faults = Faults()
        self.versions = Versions(schemas)
        self.webhooks = Webhooks(self.store, self.faults, SECRET, lambda: self.admin.granted())
        self.bulk = Bulk(self.store, self.versions.get, lambda: self.public_url, lambda: self.admin.plan)
        self.admin = Admin(self.store, self.faults, self.webhooks, self.bulk, self.versions)
        self.app = web.Application(client_max_size=REQUEST_BYTES_MAX, middlewares=[say_what_was_wrong])
        self.app.add_routes(
            [
                web.post("/admin/api/{version}/graphql.json", self.admin.graphql),
                web.post("/admin/oauth/access_token", self.admin.access_token),
                web.get("/_bulk/{name}.jsonl", self._bulk_file),
                *Control(self).routes(),
                *Page(self, seed).routes(),
            ]
        )
        self.app.on_cleanup.append(self._close)

    async def reset(self) -> None:
        """Back to an empty store; the log's numbers go on."""
        await self.webhooks.deliveries.reset()
        self.bulk.clear()
        self.bulk.seconds = 0.2
        self.webhooks.enabled = True
        self.webhooks.deliveries.schedule.retry_seconds = list(RETRY_SECONDS)
        self.store.reset()
        self.admin.reset()
        self.admin.log.clear()
        self.faults.clear()

    def dump(self) -> dict[str, Any]:
        return self.store.dump()

    def load(self, state: dict[str, Any]) -> None:
        self.store.load(state)

    async def _bulk_file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        body = self.bulk.file(int(name)) if name.isdigit() else None
        if body is None:
            return json_answer({"errors": "Not Found"}, 404)
        return web.Response(body=body, content_type="application/jsonl")

    async def _close(self, app: web.Application) -> None:
        self.bulk.clear()
        await self.webhooks.deliveries.close()
