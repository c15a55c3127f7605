"""What the store holds: plain dictionaries, so that the state is JSON as it stands. Money is in minor units.

Nothing here knows of GraphQL, HTTP or webhooks. Every change that a webhook tells of is reported to
`listener` as (topic, record, event id); what belongs to one action of a merchant or a buyer shares one event
id.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.simulators.common.clock import now
from tests.simulators.shopify import money
from tests.simulators.shopify.ids import Ids

Record = dict[str, Any]
Listener = Callable[[str, Record, str], None]
FIRST_LOCATION = "Main warehouse"
QUANTITY_NAMES = (
    "available",
    "committed",
    "incoming",
    "reserved",
    "damaged",
    "safety_stock",
    "quality_control",
)
QUANTITY_MAX = 1_000_000_000


class StoreError(ValueError):
    """The control request names something that the store does not have."""


class Store:
    """One store's records, by id. Levels are keyed by (inventory item id, location id)."""

    def __init__(self, shop: str, seed: int, big_ids: bool) -> None:
        self.shop = shop
        self.seed = seed
        self.big_ids = big_ids
        self.listener: Listener = lambda topic, record, event: None
        self.reset()

    def reset(self) -> None:
        """An empty store with one location and default settings."""
        self.ids = Ids(self.seed, self.big_ids)
        self.settings: Record = {
            "currency": "USD",
            "taxes_included": False,
            "tax_shipping": False,
            "zone": "America/New_York",
            "created_at": now(),
        }
        self.locations: dict[int, Record] = {}
        self.products: dict[int, Record] = {}
        self.variants: dict[int, Record] = {}
        self.items: dict[int, Record] = {}
        self.levels: dict[tuple[int, int], Record] = {}
        self.customers: dict[int, Record] = {}
        self.orders: dict[int, Record] = {}
        self.payouts: dict[int, Record] = {}
        self.disputes: dict[int, Record] = {}
        self.balance_transactions: dict[int, Record] = {}
        self.subscriptions: dict[int, Record] = {}
        self.bulk_operations: dict[int, Record] = {}
        self._variant_by_sku: dict[str, int] = {}
        self._customer_by_email: dict[str, int] = {}
        self.next_order_number = 1001
        self.add_location(FIRST_LOCATION)

    @property
    def currency(self) -> str:
        return self.settings["currency"]

    def event(self) -> str:
        """The id of a new action of a merchant or a buyer."""
        return self.ids.uuid()

    def add_location(self, name: str) -> Record:
        record = {
            "__typename": "Location",
            "id": self.ids.take("Location"),
            "name": name,
            "is_active": True,
            "created_at": now(),
            "updated_at": now(),
        }
        self.locations[record["id"]] = record
        return record

    def first_location(self) -> int:
        return next(iter(self.locations))

    def add_product(self, request: Record, event: str) -> list[Record]:
        """A product with one variant, or with those of `variants`; returns the variants."""
        moment = now()
        product = {
            "__typename": "Product",
            "id": self.ids.take("Product"),
            "title": str(request.get("title") or request.get("sku") or "Product"),
            "handle": str(request.get("title") or request.get("sku") or "product").lower().replace(" ", "-"),
            "status": str(request.get("status") or "ACTIVE").upper(),
            "vendor": str(request.get("vendor") or "Demo"),
            "product_type": str(request.get("product_type") or ""),
            "tags": list(request.get("tags") or []),
            "description_html": str(request.get("description") or ""),
            "created_at": moment,
            "updated_at": moment,
            "variant_ids": [],
        }
        self.products[product["id"]] = product
        descriptions = request.get("variants") or [{**request, "title": "Default Title"}]
        variants = [self._add_variant(product, description, moment) for description in descriptions]
        self.listener("products/create", product, event)
        return variants

    def _add_variant(self, product: Record, request: Record, moment: float) -> Record:
        item_id = self.ids.take("InventoryItem")
        variant = {
            "__typename": "ProductVariant",
            "id": self.ids.take("ProductVariant"),
            "product_id": product["id"],
            "inventory_item_id": item_id,
            "title": str(request.get("title") or "Default Title"),
            "sku": request.get("sku"),
            "barcode": request.get("barcode"),
            "price": money.to_minor(request.get("price") or 0, self.currency),
            "taxable": bool(request.get("taxable", True)),
            "requires_shipping": bool(request.get("requires_shipping", True)),
            "grams": int(request.get("grams") or 0),
            "position": len(product["variant_ids"]) + 1,
            "created_at": moment,
            "updated_at": moment,
        }
        self.items[item_id] = {
            "__typename": "InventoryItem",
            "id": item_id,
            "variant_id": variant["id"],
            "sku": request.get("sku"),
            "tracked": bool(request.get("tracked", True)),
            "requires_shipping": variant["requires_shipping"],
            "created_at": moment,
            "updated_at": moment,
        }
        self.variants[variant["id"]] = variant
        product["variant_ids"].append(variant["id"])
        if variant["sku"]:
            self._variant_by_sku.setdefault(str(variant["sku"]), variant["id"])
        quantity = request.get("quantity", 0)
        by_location = quantity if isinstance(quantity, dict) else {self.first_location(): quantity}
        for location, available in by_location.items():
            self.connect(item_id, self.location(location)["id"], int(available or 0), moment)
        return variant

    def connect(self, item: int, location: int, available: int, moment: float) -> Record:
        """Stock an item at a location."""
        level: Record = {
            "__typename": "InventoryLevel",
            "item": item,
            "location": location,
            "is_active": True,
        }
        level.update(dict.fromkeys(QUANTITY_NAMES, 0), available=available, created_at=moment, updated_at=moment)
        self.levels[(item, location)] = level
        return level

    def location(self, wanted: Any) -> Record:
        """A location by id (number or text); the first one for None."""
        number = self.first_location() if wanted is None else int(wanted)
        if number not in self.locations:
            raise StoreError(f"no location {wanted}")
        return self.locations[number]

    def variant_by_sku(self, sku: str) -> Record:
        found = self._variant_by_sku.get(str(sku))
        if found is None:
            raise StoreError(f"no variant with SKU {sku!r}")
        return self.variants[found]

    def item_of(self, request: Record) -> int:
        """The inventory item that a control request names by id or by SKU."""
        if request.get("inventory_item_id") is not None:
            number = int(request["inventory_item_id"])
            if number not in self.items:
                raise StoreError(f"no inventory item {number}")
            return number
        return self.variant_by_sku(request["sku"])["inventory_item_id"]

    def change_level(self, item: int, location: int, changes: dict[str, int], event: str) -> Record:
        """Add to the quantities of a level and report it; the level must exist."""
        level = self.levels[(item, location)]
        for name, delta in changes.items():
            level[name] += delta
        level["updated_at"] = now()
        if changes.get("available"):
            self.listener("inventory_levels/update", level, event)
        return level

    def set_available(self, item: int, location: int, available: int) -> Record:
        """A person edits the stock in the admin; stocks the item at the location where it was not."""
        event = self.event()
        if (item, location) not in self.levels:
            level = self.connect(item, location, 0, now())
            self.listener("inventory_levels/connect", level, event)
        delta = available - self.levels[(item, location)]["available"]
        return self.change_level(item, location, {"available": delta}, event)

    def customer(self, request: Record) -> Record:
        """The customer of that e-mail address, made when new; given names and phone are taken over."""
        email = (request.get("email") or "").strip().lower() or None
        known = self._customer_by_email.get(email) if email else None
        moment = now()
        if known is None:
            record: Record = {
                "__typename": "Customer",
                "id": self.ids.take("Customer"),
                "email": email,
                "first_name": None,
                "last_name": None,
                "phone": None,
                "note": None,
                "tags": [],
                "tax_exempt": False,
                "verified_email": True,
                "default_address": None,
                "created_at": moment,
                "updated_at": moment,
            }
            self.customers[record["id"]] = record
            if email:
                self._customer_by_email[email] = record["id"]
        else:
            record = self.customers[known]
        changes = {key: request[key] for key in ("first_name", "last_name", "phone", "tags") if request.get(key)}
        if any(record[key] != value for key, value in changes.items()):
            record.update(changes, updated_at=moment)
        return record

    def dump(self) -> Record:
        """The whole state as JSON."""
        state: Record = {
            name: list(getattr(self, name).values())
            for name in (
                *("locations", "products", "variants", "items", "levels", "customers", "orders"),
                *("payouts", "balance_transactions", "disputes"),
            )
        }
        state["subscriptions"] = list(self.subscriptions.values())
        state.update(settings=self.settings, ids=self.ids.dump(), next_order_number=self.next_order_number)
        return state

    def load(self, state: Record) -> None:
        """Take over what dump() gave."""
        self.reset()
        self.settings.update(state["settings"])
        self.ids.load(state["ids"])
        self.next_order_number = state["next_order_number"]
        for name in (
            *("locations", "products", "variants", "items", "customers", "orders", "subscriptions"),
            *("payouts", "balance_transactions", "disputes"),
        ):
            getattr(self, name).clear()
            getattr(self, name).update({record["id"]: record for record in state[name]})
        self.levels = {(level["item"], level["location"]): level for level in state["levels"]}
        for variant in self.variants.values():
            if variant["sku"]:
                self._variant_by_sku.setdefault(str(variant["sku"]), variant["id"])
        for customer in self.customers.values():
            if customer["email"]:
                self._customer_by_email[customer["email"]] = customer["id"]


def on_hand(level: Record) -> int:
    """Units physically there: every state but incoming, which is still on its way."""
    return sum(level[name] for name in QUANTITY_NAMES if name != "incoming")
