"""The store's page for people: products with their stock and a buy button, orders, the last webhooks."""

from __future__ import annotations

import random
from typing import Any

from aiohttp import web

from tests.simulators.common import pages
from tests.simulators.common.clock import iso_local
from tests.simulators.common.pages import text
from tests.simulators.shopify import money, orders
from tests.simulators.shopify.store import Record, Store

ROWS_MAX = 60
BRAND = "#4f7f2f"
FIRST_NAMES = (
    "Ada",
    "Ben",
    "Chloe",
    "David",
    "Elif",
    "Finn",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kira",
    "Liam",
)
LAST_NAMES = (
    "Archer",
    "Baker",
    "Carter",
    "Dyer",
    "Fletcher",
    "Mason",
    "Miller",
    "Porter",
    "Smith",
    "Turner",
    "Weaver",
)
TOWNS = (
    ("Springfield", "62704", "US", "IL", "Illinois"),
    ("Portland", "97205", "US", "OR", "Oregon"),
    ("Austin", "78701", "US", "TX", "Texas"),
    ("Boston", "02108", "US", "MA", "Massachusetts"),
)


class Page:
    """The page and its buy button."""

    def __init__(self, simulator: Any, seed: int) -> None:
        self._sim = simulator
        self._random = random.Random(seed)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/", self.show), web.post("/buy", self.buy)]

    async def show(self, request: web.Request) -> web.Response:
        store: Store = self._sim.store
        held = f"{len(store.products)} products, {len(store.orders)} orders"
        subtitle = f"A simulated store · {store.currency} · {held}"
        return pages.page(store.shop, subtitle, BRAND, [self._products(store), self._orders(store), self._deliveries()])

    async def buy(self, request: web.Request) -> web.Response:
        """A made-up buyer orders one unit; the browser is sent back to the page."""
        form = await request.post()
        variant = int(str(form["variant_id"]))
        if variant not in self._sim.store.variants:
            raise web.HTTPNotFound(text="no such product")
        orders.place(self._sim.store, self._request(variant))
        raise web.HTTPSeeOther("/")

    def _request(self, variant: int) -> Record:
        first, last = self._random.choice(FIRST_NAMES), self._random.choice(LAST_NAMES)
        city, code, country, province, province_name = self._random.choice(TOWNS)
        address = {
            "address1": f"{self._random.randint(1, 199)} Main Street",
            "city": city,
            "zip": code,
            "country_code": country,
            "province_code": province,
            "province": province_name,
        }
        email = f"{first}.{last}@example.com".lower()
        return {
            "lines": [{"variant_id": variant, "quantity": 1}],
            "customer": {"email": email, "first_name": first, "last_name": last},
            "shipping_address": address,
            "billing_address": address,
        }

    def _products(self, store: Store) -> str:
        stock: dict[int, list[Record]] = {}
        for level in store.levels.values():
            stock.setdefault(level["item"], []).append(level)
        rows = []
        for variant in list(store.variants.values())[:ROWS_MAX]:
            levels = stock.get(variant["inventory_item_id"], [])
            button = f"<button name=variant_id value={variant['id']}>Buy</button>"
            rows.append(
                [
                    text(store.products[variant["product_id"]]["title"]),
                    text(variant["sku"]),
                    text(money.text(variant["price"], store.currency)),
                    text(sum(level["available"] for level in levels)),
                    text(sum(level["committed"] for level in levels)),
                    f"<form method=post action=/buy>{button}</form>",
                ]
            )
        heads = ["Product", "SKU", "Price#", "Available#", "Committed#", ""]
        note = f"the first {ROWS_MAX}" if len(store.variants) > ROWS_MAX else ""
        return pages.section("Products", note, pages.table(heads, rows, "No products yet."))

    def _orders(self, store: Store) -> str:
        rows = []
        for order in list(store.orders.values())[-ROWS_MAX:][::-1]:
            rows.append(
                [
                    text(order["name"]),
                    text(iso_local(order["created_at"], store.settings["zone"])),
                    text(order["email"]),
                    text(sum(line["current_quantity"] for line in order["lines"])),
                    text(money.text(orders.totals(order)["total"], order["currency"])),
                    text("cancelled" if order["cancelled_at"] else order["financial_status"]),
                ]
            )
        heads = ["Order", "Placed", "Buyer", "Units#", "Total#", "Status"]
        return pages.section("Orders", "newest first", pages.table(heads, rows, "No orders yet."))

    def _deliveries(self) -> str:
        rows = []
        for delivery in self._sim.webhooks.deliveries.last(ROWS_MAX)[::-1]:
            last = delivery.attempts[-1] if delivery.attempts else {"at": "", "status": None, "error": None, "ms": None}
            rows.append(
                [
                    text(delivery.topic),
                    f"<span class={text(delivery.state)}>{text(delivery.state)}</span>",
                    text(len(delivery.attempts)),
                    text(last["status"] or last["error"]),
                    text(last["ms"]),
                    text(last["at"]),
                ]
            )
        heads = ["Topic", "State", "Attempts#", "Answer", "ms#", "Last attempt"]
        return pages.section("Webhooks", "newest first", pages.table(heads, rows, "No webhook was sent yet."))
