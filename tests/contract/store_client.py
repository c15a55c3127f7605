"""What the tests say to the simulated store: GraphQL calls, and the few set-ups that most of them need."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any

from tests.simulators.common.process import SimulatorProcess

VERSION = "2026-07"
TOKEN = "shpat_demo"
SECRET = "shpss_demo"
SET_QUANTITIES = """
mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id changes { name delta } }
    userErrors { field code message }
  }
}
"""
SUBSCRIBE = """
mutation Subscribe($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) {
    webhookSubscription { id topic uri includeFields }
    userErrors { field message }
  }
}
"""

ADDRESS = {
    "address1": "1 Main Street",
    "city": "Springfield",
    "zip": "62704",
    "country_code": "US",
    "province_code": "IL",
    "province": "Illinois",
    "phone": "+12175550100",
}
FULL_ORDER = {
    "lines": [
        {"sku": "S0", "quantity": 3, "properties": {"engraving": "Ada"}},
        {"sku": "S1", "quantity": 1, "discount": "2.50"},
        {"title": "Gift wrap", "price": "3.33", "quantity": 1},
    ],
    "customer": {"email": "ada@example.com", "first_name": "Ada", "last_name": "Archer"},
    "shipping_address": ADDRESS,
    "billing_address": ADDRESS,
    "shipping": {"title": "Standard", "code": "STD", "price": "5.00"},
    "taxes": [{"title": "IL State Tax", "rate": 0.0625}],
    "discount_code": {"code": "TEN", "type": "percentage", "value": "10"},
    "note": "Ring twice",
    "tags": "vip, wholesale",
}


@dataclass
class Answer:
    """An HTTP answer with its JSON."""

    status: int
    headers: dict[str, str]
    body: Any


class StoreClient:
    """Calls one simulated store."""

    def __init__(self, process: SimulatorProcess) -> None:
        self.sim = process

    def send(self, query: str, variables: Any = None, version: str = VERSION, token: str = TOKEN) -> Answer:
        """One call, whatever comes of it."""
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        request = urllib.request.Request(f"{self.sim.url}/admin/api/{version}/graphql.json", data=body)
        request.add_header("Content-Type", "application/json")
        request.add_header("X-Shopify-Access-Token", token)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, dict(answer.headers), json.loads(answer.read()))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), json.loads(error.read()))

    def data(self, query: str, variables: Any = None, version: str = VERSION) -> Any:
        """The data of a call that must succeed."""
        body = self.send(query, variables, version).body
        assert "errors" not in body, body["errors"]
        return body["data"]

    def location(self) -> int:
        return self.sim.get("/_sim/state")["locations"][0]["id"]

    def products(self, count: int, quantity: int = 10, price: str = "19.99") -> list[dict[str, Any]]:
        """Variants with the SKUs S0, S1, ..."""
        products = [
            {"title": f"Product {number}", "sku": f"S{number}", "price": price, "quantity": quantity}
            for number in range(count)
        ]
        return self.sim.post("/_sim/products", {"products": products})["variants"]

    def row(self, variant: dict[str, Any], quantity: int, **more: Any) -> dict[str, Any]:
        """A line of inventorySetQuantities at the first location."""
        return {
            "inventoryItemId": f"gid://shopify/InventoryItem/{variant['inventory_item_id']}",
            "locationId": f"gid://shopify/Location/{self.location()}",
            "quantity": quantity,
            **more,
        }

    def set_quantities(
        self, rows: list[dict[str, Any]], key: str | None = None, version: str = VERSION, **more: Any
    ) -> list[dict[str, Any]]:
        """User errors of a set; none when it was carried out."""
        given = {"name": "available", "reason": "correction", "quantities": rows, **more}
        data = self.data(SET_QUANTITIES, {"input": given, "key": key or str(uuid.uuid4())}, version)
        return data["inventorySetQuantities"]["userErrors"]

    def available(self) -> dict[str, int]:
        """Available quantity by SKU at the first location."""
        state = self.sim.get("/_sim/state")
        location = str(state["locations"][0]["id"])
        variants = [variant for product in state["products"] for variant in product["variants"]]
        return {variant["sku"]: variant["levels"][location]["available"] for variant in variants}

    def subscribe(self, topic: str, uri: str, **more: Any) -> str:
        """The gid of a new subscription."""
        subscription = {"uri": uri, **more}
        payload = self.data(SUBSCRIBE, {"topic": topic, "subscription": subscription})["webhookSubscriptionCreate"]
        assert payload["userErrors"] == []
        return payload["webhookSubscription"]["id"]

    def flush(self) -> None:
        assert self.sim.post("/_sim/deliveries/flush")["pending"] == 0

    def deliveries(self) -> list[dict[str, Any]]:
        return self.sim.get("/_sim/state")["deliveries"]
