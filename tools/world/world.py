"""Setting the world up, letting things happen in it, and waiting until nothing is left to do."""

import random
import time
from dataclasses import dataclass, field
from typing import Any

from tools.environment import OdooServer, Simulator, query
from tools.world.rpc import Rpc

NUDGE_SECONDS = 2.0
SETTLE_SECONDS_MAX = 120
QUIET_LOOKS = 2
FIRST_NAMES = ["Ada", "Ben", "Chloe", "Dev", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jun", "Kofi", "Lena"]
LAST_NAMES = [
    "Abara",
    "Brown",
    "Cohen",
    "Diaz",
    "Eriksen",
    "Fischer",
    "Gupta",
    "Hansen",
    "Ito",
    "Jones",
    "Kim",
    "Lopez",
]
CITIES = [("London", "SW1A 1AA", "GB", None), ("New York", "10001", "US", "NY"), ("Ottawa", "K2H 7A8", "CA", "ON")]

# What is still to be done, by where it waits. Held and dead rows wait for people, so they are not counted.
_OPEN_SQL = """
    SELECT 'inbox', count(*) FROM crossdock_inbox WHERE state IN ('ready', 'claimed', 'retry')
    UNION ALL SELECT 'outbox', count(*) FROM crossdock_operation WHERE state IN ('ready', 'claimed', 'retry')
    UNION ALL SELECT 'marks', count(*) FROM crossdock_mark m JOIN crossdock_connection c ON c.id = m.connection_id
                      WHERE c.state IN ('preview', 'live')
"""


class NotSettled(Exception):
    """Work was left when the time was up; the text says which."""


@dataclass
class World:
    """One Odoo and the systems that it is connected with."""

    odoo: OdooServer
    store: Simulator
    crm: Simulator | None = None
    seed: int = 1
    store_id: int = 0
    crm_id: int = 0
    products: list[dict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rpc = Rpc(self.odoo.url, self.odoo.database)
        self.random = random.Random(self.seed)

    # -- setting up -------------------------------------------------------------------------------------

    def sql(self, statement: str, parameters: tuple | None = None) -> list[tuple[Any, ...]]:
        """One statement in Odoo's database, for looking at what no user sees."""
        return query(self.odoo.database, statement, parameters)

    def seed_products(self, count: int, quantity: int = 20) -> None:
        """The same products on both sides, with the same stock; prices differ from product to product."""
        rows = [
            {
                "sku": f"SKU-{number:05d}",
                "title": f"Product {number}",
                "price": f"{self.random.randint(199, 19999) / 100:.2f}",
            }
            for number in range(1, count + 1)
        ]
        products = self.rpc.create(
            "product.product",
            [
                {
                    "name": row["title"],
                    "default_code": row["sku"],
                    "list_price": float(row["price"]),
                    "type": "consu",
                    "is_storable": True,
                }
                for row in rows
            ],
        )
        self.set_stock(dict.fromkeys(products, quantity))
        variants = self.store.post(
            "/_sim/products",
            {"products": [{**row, "quantity": quantity, "taxable": True, "tracked": True} for row in rows]},
        )["variants"]
        self.products += [
            {**row, **variant, "product": product}
            for row, product, variant in zip(rows, products, variants, strict=True)
        ]

    def warehouse(self) -> dict:
        """The company's warehouse."""
        return self.rpc.search_read("stock.warehouse", [], ["lot_stock_id", "name"], limit=1)[0]

    def set_stock(self, quantities: dict[int, float], location: int | None = None) -> None:
        """An inventory count: products to quantities on hand, applied in one call, as Odoo's own page does.

        Without a location it is that of the warehouse's stock.
        """
        location = location or self.warehouse()["lot_stock_id"][0]
        context = {"inventory_mode": True}
        ids = self.rpc(
            "stock.quant",
            "create",
            [
                {"product_id": product, "location_id": location, "inventory_quantity": quantity}
                for product, quantity in quantities.items()
            ],
            context=context,
        )
        self.rpc("stock.quant", "action_apply_inventory", ids, context=context)

    def connect_store(self, **values: object) -> int:
        """A Shopify connection as a manager would make it, up to preview."""
        self.store_id = self.rpc.create(
            "crossdock.connection",
            [
                {
                    "name": "Demo store",
                    "system": "shopify",
                    "address": self.store.url,
                    "access_token": "shpat_demo",
                    "webhook_secret": "shpss_demo",
                    "public_url": self.odoo.url,
                    **values,
                }
            ],
        )[0]
        self.expect_working(self.store_id)
        self.rpc("crossdock.connection", "action_fetch_locations", [self.store_id])
        self.map_everything()
        self.rpc("crossdock.connection", "action_start_preview", [self.store_id])
        return self.store_id

    def expect_working(self, connection: int) -> None:
        """Press the test button; fails with its findings."""
        self.rpc("crossdock.connection", "action_test", [connection])
        found = self.rpc("crossdock.connection", "read", [connection], ["test_ok", "test_result"])[0]
        if not found["test_ok"]:
            raise AssertionError(f"The connection test found: {found['test_result']}")

    def map_everything(self) -> None:
        """Locations, the tax and the shipping method of the store, and the products that stand for what is none."""
        stock = self.warehouse()["lot_stock_id"][0]
        locations = self.rpc("crossdock.location", "search", [("connection_id", "=", self.store_id)])
        self.rpc("crossdock.location", "write", locations[:1], {"stock_location_ids": [(6, 0, [stock])]})
        tax = self.rpc.search_read(
            "account.tax", [("type_tax_use", "=", "sale"), ("amount_type", "=", "percent")], ["amount"], limit=1
        )[0]
        self.tax_rate = tax["amount"] / 100
        self.rpc.create(
            "crossdock.tax.mapping",
            [{"connection_id": self.store_id, "title": "VAT", "rate": self.tax_rate, "tax_id": tax["id"]}],
        )
        shipping, discount, custom, rounding = self.rpc.create(
            "product.product",
            [
                {"name": name, "type": "service", "sale_ok": True, "invoice_policy": "order", "taxes_id": [(5, 0, 0)]}
                for name in ("Shipping", "Discount", "Custom line", "Rounding")
            ],
        )
        self.rpc.create(
            "crossdock.carrier.mapping",
            [{"connection_id": self.store_id, "title": "Standard", "product_id": shipping}],
        )
        self.rpc(
            "crossdock.connection",
            "write",
            [self.store_id],
            {"discount_product_id": discount, "custom_product_id": custom, "rounding_product_id": rounding},
        )

    def link(self) -> None:
        """Have the catalogue read and matched, then link what matched."""
        self.rpc("crossdock.connection", "action_link_products", [self.store_id])
        self.wait_for(lambda: self._candidates(linked=None) >= len(self.products), "the catalogue to be matched")
        self.wait_for(self._link_matched, "what matched to be linked")

    def _link_matched(self) -> bool:
        """Link what matched; whether nothing is left. A newer reading of the catalogue may take the results' place meanwhile."""
        unlinked = [("connection_id", "=", self.store_id), ("outcome", "=", "matched"), ("linked", "=", False)]
        if ids := self.rpc("crossdock.link.candidate", "search", unlinked):
            self.rpc("crossdock.link.candidate", "action_link", ids)
        return not self.rpc("crossdock.link.candidate", "search_count", unlinked)

    def _candidates(self, linked: bool | None) -> int:
        domain: list = [("connection_id", "=", self.store_id), ("outcome", "=", "matched")]
        return self.rpc("crossdock.link.candidate", "search_count", domain)

    def connect_crm(self, **values: object) -> int:
        """A HubSpot connection, live, whose webhooks come to this Odoo."""
        if self.crm is None:
            raise AssertionError("This world has no CRM.")
        self.crm_id = self.rpc.create(
            "crossdock.connection",
            [
                {
                    "name": "Demo CRM",
                    "system": "hubspot",
                    "address": self.crm.url,
                    "access_token": "pat-demo",
                    "webhook_secret": "hs-secret-demo",
                    "public_url": self.odoo.url,
                    **values,
                }
            ],
        )[0]
        self.expect_working(self.crm_id)
        url = self.rpc("crossdock.connection", "read", [self.crm_id], ["webhook_url"])[0]["webhook_url"]
        self.crm.post("/_sim/configure", {"webhook_target": url})
        self.rpc("crossdock.connection", "action_start_preview", [self.crm_id])
        self.rpc("crossdock.connection", "action_go_live", [self.crm_id])
        return self.crm_id

    def go_live(self) -> None:
        """A manager switches the store live."""
        self.rpc("crossdock.connection", "action_go_live", [self.store_id])

    # -- letting things happen ------------------------------------------------------------------------------

    def order(self, **changes: object) -> dict:
        """An order that a buyer might place: one to three products, sometimes a discount, the tax and shipping."""
        number = self.random.randrange(10_000)
        first, last = self.random.choice(FIRST_NAMES), self.random.choice(LAST_NAMES)
        city, postcode, country, province = self.random.choice(CITIES)
        address = {
            "first_name": first,
            "last_name": last,
            "address1": f"{number} High Street",
            "city": city,
            "zip": postcode,
            "country_code": country,
            "province_code": province,
        }
        chosen = self.random.sample(self.products, min(len(self.products), self.random.randint(1, 3)))
        order = {
            "lines": [{"sku": one["sku"], "quantity": self.random.randint(1, 2)} for one in chosen],
            "customer": {
                "email": f"{first}.{last}.{number % 40}@example.com".lower(),
                "first_name": first,
                "last_name": last,
            },
            "shipping_address": address,
            "billing_address": address,
            "shipping": {"title": "Standard", "code": "standard", "price": "4.90"},
            "taxes": [{"title": "VAT", "rate": self.tax_rate}],
            "financial_status": "paid",
        }
        if self.random.random() < 0.3:
            order["discount_code"] = {"code": "WELCOME10", "type": "percentage", "value": "10"}
        order.update(changes)
        return order

    def place_orders(self, count: int) -> list[dict]:
        """Buyers place orders, one after the other."""
        placed = []
        for _number in range(count):
            placed += self.store.post("/_sim/orders", {"orders": [self.order()]})["orders"]
        return placed

    # -- waiting -------------------------------------------------------------------------------------------

    def open_work(self) -> dict[str, int]:
        """How much is left to do, by where it waits."""
        return {where: number for where, number in self.sql(_OPEN_SQL) if number}

    def settle(self, seconds_max: float = SETTLE_SECONDS_MAX, nudge: bool = False) -> float:
        """Wait until the stores have delivered and nothing is left to do; the seconds that it took.

        With ``nudge`` the workers' safety net (they look each minute by themselves) comes every other second.
        """
        started = time.monotonic()
        quiet = 0
        while quiet < QUIET_LOOKS:
            for simulator in filter(None, (self.store, self.crm)):
                simulator.post("/_sim/deliveries/flush")
            if nudge:
                self.nudge()
            left = self.open_work()
            quiet = 0 if left else quiet + 1
            if time.monotonic() - started > seconds_max:
                raise NotSettled(f"After {seconds_max:.0f} s there is work left: {left}\n{self.explain()}")
            time.sleep(0.15)
        return time.monotonic() - started

    def nudge(self) -> None:
        """Make the workers look now, as their interval of a minute would."""
        self.sql(
            "INSERT INTO ir_cron_trigger (cron_id, call_at) SELECT res_id, now() AT TIME ZONE 'UTC' FROM ir_model_data"
            " WHERE module = 'crossdock' AND model = 'ir.cron' AND name LIKE 'cron_worker%'"
        )
        query("postgres", "SELECT pg_notify('cron_trigger', %s)", (self.odoo.database,))

    def unfinished(self) -> list[str]:
        """What is held, dead or waiting, and why."""
        rows = self.sql(
            "SELECT 'inbox', state, topic, reason, count(*) FROM crossdock_inbox WHERE state <> 'done' GROUP BY 2, 3, 4"
            " UNION ALL SELECT 'outbox', state, kind, reason, count(*) FROM crossdock_operation WHERE state <> 'done'"
            " GROUP BY 2, 3, 4 UNION ALL SELECT 'mark', '', kind, why, count(*) FROM crossdock_mark GROUP BY 3, 4"
        )
        return [_line(row) for row in rows]

    def explain(self) -> str:
        """What is unfinished and all that may be the cause: for people who look at a failed run."""
        rows = self.sql("SELECT 'connection', name, state, pause_reason FROM crossdock_connection")
        rows += self.sql("SELECT 'lease', name, until - clock_timestamp() AT TIME ZONE 'UTC' FROM crossdock_lease")
        rows += self.sql(
            "SELECT 'cron', cron_name, active, failure_count, nextcall FROM ir_cron WHERE cron_name LIKE 'Crossdock%'"
        )
        return "\n".join([*self.unfinished(), *(_line(row) for row in rows), *self.odoo.complaints()])

    def wait_for(self, condition: Any, what: str, seconds_max: float = SETTLE_SECONDS_MAX, nudge: bool = False) -> None:
        """Wait until a condition holds.

        With ``nudge`` the workers are asked to look every other second: an Odoo that has just started answers before
        its cron threads listen, and what they are told until then is lost.
        """
        started = nudged = time.monotonic()
        if nudge:
            self.nudge()
        while not condition():
            now = time.monotonic()
            if now > started + seconds_max:
                raise NotSettled(f"Waited {seconds_max:.0f} s for {what}.\n{self.explain()}")
            if nudge and now > nudged + NUDGE_SECONDS:
                self.nudge()
                nudged = now
            time.sleep(0.2)


def _line(row: tuple) -> str:
    return " · ".join(str(part) for part in row if part is not None)
