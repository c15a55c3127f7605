"""The control interface under /_sim: what a test or a demonstration does to the store. No part of Shopify."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.simulators.common.answers import json_answer, read_json
from tests.simulators.common.control import CommonControl
from tests.simulators.shopify import disputes, money, orders, payloads, payments, payouts
from tests.simulators.shopify.cost import PLANS
from tests.simulators.shopify.ids import gid
from tests.simulators.shopify.store import Record, Store, StoreError, on_hand
from tests.simulators.shopify.webhooks import RETRY_SECONDS

SETTINGS = ("currency", "taxes_included", "tax_shipping", "zone")


class Control(CommonControl):
    """Handlers of the control interface."""

    def __init__(self, simulator: Any) -> None:
        super().__init__(simulator, simulator.admin.log)

    @property
    def _store(self) -> Store:
        return self._sim.store

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_sim/configure", self.configure),
            web.post("/_sim/locations", self.locations),
            web.post("/_sim/products", self.products),
            web.post("/_sim/orders", self.orders),
            web.post("/_sim/orders/{id}/update", self.order_update),
            web.post("/_sim/orders/{id}/cancel", self.order_cancel),
            web.post("/_sim/orders/{id}/transactions", self.order_transaction),
            web.post("/_sim/orders/{id}/refunds", self.order_refund),
            web.post("/_sim/payouts", self.payouts),
            web.post("/_sim/payouts/{id}", self.payout_update),
            web.post("/_sim/disputes", self.disputes),
            web.post("/_sim/disputes/{id}", self.dispute_update),
            web.post("/_sim/levels", self.levels),
            web.post("/_sim/uninstall", self.uninstall),
            web.post("/_sim/keys/age", self.age_keys),
            web.get("/_sim/state", self.state),
            *self.common_routes(),
        ]

    async def configure(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        unknown = set(given) - {
            *SETTINGS,
            "scopes",
            "plan",
            "cost_model",
            "webhook_retry_seconds",
            "webhooks_enabled",
            "bulk_seconds",
        }
        if unknown:
            raise StoreError(f"unknown settings: {', '.join(sorted(unknown))}")
        if "plan" in given:
            if given["plan"] not in PLANS:
                raise StoreError(f"unknown plan {given['plan']!r}")
            self._sim.admin.set_plan(given["plan"])
        if given.get("cost_model", "measured") not in ("measured", "linear"):
            raise StoreError("cost_model is measured or linear")
        self._sim.admin.cost_model = given.get("cost_model", self._sim.admin.cost_model)
        self._sim.admin.scopes = list(given.get("scopes", self._sim.admin.scopes))
        schedule = self._sim.webhooks.deliveries.schedule
        if "webhook_retry_seconds" in given:
            delays = given["webhook_retry_seconds"]
            schedule.retry_seconds = [float(one) for one in (RETRY_SECONDS if delays is None else delays)]
        self._sim.webhooks.enabled = bool(given.get("webhooks_enabled", self._sim.webhooks.enabled))
        self._sim.bulk.seconds = float(given.get("bulk_seconds", self._sim.bulk.seconds))
        self._store.settings.update({key: given[key] for key in SETTINGS if key in given})
        return json_answer({"ok": True, "plan": self._sim.admin.plan, "scopes": self._sim.admin.scopes})

    async def locations(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        return json_answer({"id": self._store.add_location(str(given["name"]))["id"]})

    async def products(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        event = self._store.event()
        made = [variant for one in given["products"] for variant in self._store.add_product(one, event)]
        keys = ("product_id", "inventory_item_id", "sku")
        return json_answer({"variants": [{"variant_id": one["id"], **{k: one[k] for k in keys}} for one in made]})

    async def orders(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        placed = [orders.place(self._store, one) for one in given["orders"]]
        return json_answer({"orders": [self._summary(order) for order in placed]})

    async def order_update(self, request: web.Request) -> web.Response:
        order = orders.update(self._store, int(request.match_info["id"]), await read_json(request))
        return json_answer(self._summary(order))

    async def order_cancel(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        number = int(request.match_info["id"])
        reason, restock = given.get("reason") or "customer", bool(given.get("restock", True))
        return json_answer(self._summary(orders.cancel(self._store, number, reason, restock)))

    async def order_transaction(self, request: web.Request) -> web.Response:
        number = int(request.match_info["id"])
        return json_answer({"id": payments.add_transaction(self._store, number, await read_json(request))["id"]})

    async def order_refund(self, request: web.Request) -> web.Response:
        """Give back {lines: [{line_id, quantity, restock_type}], shipping: {full | amount}, amount, note, gateway}."""
        number = int(request.match_info["id"])
        record = payments.refund(self._store, number, await read_json(request))
        paid = sum(one["amount"] for one in record["transactions"])
        return json_answer({"id": record["id"], "total": money.text(paid, self._store.currency)})

    async def payouts(self, request: web.Request) -> web.Response:
        """Pay out {currency, status, issued_at, transactions: [{type, amount, fee, order_id, order_transaction_id}]}."""
        payout = payouts.add_payout(self._store, await read_json(request))
        return json_answer(payouts.summary(self._store, payout))

    async def payout_update(self, request: web.Request) -> web.Response:
        number = int(request.match_info["id"])
        payout = payouts.update_payout(self._store, number, await read_json(request))
        return json_answer(payouts.summary(self._store, payout))

    async def disputes(self, request: web.Request) -> web.Response:
        """A buyer's bank disputes {order_id, amount, type, reason, evidence_due_by}."""
        return json_answer(disputes.open_dispute(self._store, await read_json(request)))

    async def dispute_update(self, request: web.Request) -> web.Response:
        number = int(request.match_info["id"])
        return json_answer(disputes.update_dispute(self._store, number, await read_json(request)))

    async def levels(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        for one in given["levels"]:
            location = self._store.location(one.get("location_id"))["id"]
            self._store.set_available(self._store.item_of(one), location, int(one["available"]))
        return json_answer({"ok": True})

    async def uninstall(self, request: web.Request) -> web.Response:
        """The merchant removes the app: one last webhook, then token and subscriptions are void."""
        self._store.listener("app/uninstalled", payloads.shop(self._store), self._store.event())
        self._sim.admin.installed = False
        self._store.subscriptions.clear()
        return json_answer({"ok": True})

    async def age_keys(self, request: web.Request) -> web.Response:
        """Make every idempotency key older by {seconds}."""
        given = await read_json(request)
        self._sim.admin.keys.age(float(given["seconds"]))
        return json_answer({"ok": True})

    async def state(self, request: web.Request) -> web.Response:
        store = self._store
        levels: dict[int, Record] = {}
        for level in store.levels.values():
            levels.setdefault(level["item"], {})[str(level["location"])] = _level(store, level)
        return json_answer(
            {
                "shop": {"domain": store.shop, "plan": self._sim.admin.plan, **store.settings},
                "locations": list(store.locations.values()),
                "products": [self._product(product, levels) for product in store.products.values()],
                "orders": [payloads.order(store, order) for order in store.orders.values()],
                "customers": list(store.customers.values()),
                "webhook_subscriptions": [
                    {**one, "admin_graphql_api_id": gid("WebhookSubscription", one["id"])}
                    for one in store.subscriptions.values()
                ],
                "deliveries": self._sim.webhooks.deliveries.history(),
                "bulk_operations": list(store.bulk_operations.values()),
            }
        )

    def _product(self, product: Record, levels: dict[int, Record]) -> Record:
        variants = [self._store.variants[number] for number in product["variant_ids"]]
        return {
            **{key: value for key, value in product.items() if key != "variant_ids"},
            "variants": [
                {
                    **variant,
                    "price": money.text(variant["price"], self._store.currency),
                    "levels": levels.get(variant["inventory_item_id"], {}),
                }
                for variant in variants
            ],
        }

    def _summary(self, order: Record) -> Record:
        total = money.text(orders.totals(order)["total"], order["currency"])
        return {"id": order["id"], "name": order["name"], "total_price": total}


def _level(store: Store, level: Record) -> Record:
    """A level as the state dump shows it."""
    return {
        "available": level["available"],
        "committed": level["committed"],
        "on_hand": on_hand(level),
        "updated_at": payloads.level(store, level)["updated_at"],
    }
