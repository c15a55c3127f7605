"""Orders of the simulated store, self-judged: exact totals, the same figures in webhook and GraphQL."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.contract.receiver import Receiver
from tests.contract.store_client import FULL_ORDER, StoreClient
from tests.simulators.common.process import SimulatorProcess
from tests.simulators.shopify import money

NODE = """
query Order($id: ID!) {
  order(id: $id) {
    legacyResourceId name note tags taxesIncluded test cancelReason displayFinancialStatus discountCodes
    totalPriceSet { ...bag } subtotalPriceSet { ...bag } totalTaxSet { ...bag } totalDiscountsSet { ...bag }
    totalShippingPriceSet { ...bag } currentTotalPriceSet { ...bag }
    taxLines { title rate priceSet { ...bag } }
    discountApplications(first: 10) { nodes { index __typename } }
    shippingAddress { firstName address1 countryCodeV2 provinceCode }
    customer { email: defaultEmailAddress { emailAddress } numberOfOrders }
    shippingLines(first: 5) { nodes { title code originalPriceSet { ...bag } taxLines { priceSet { ...bag } }
    } } lineItems(first: 20) { nodes { id sku quantity currentQuantity originalUnitPriceSet { ...bag }
    customAttributes { key value } discountAllocations { allocatedAmountSet { ...bag } discountApplication {
    index } } taxLines { title priceSet { ...bag } } } } } } fragment bag on MoneyBag { shopMoney { amount
    currencyCode } }
"""


def amount(bag: Any) -> Decimal:
    return Decimal(bag["shopMoney"]["amount"])


def placed(store: StoreClient, receiver: Receiver, order: dict[str, Any]) -> tuple[Any, Any]:
    """The order as its webhook and as its GraphQL node."""
    store.subscribe("ORDERS_CREATE", receiver.url)
    store.products(2)
    made = store.sim.post("/_sim/orders", {"orders": [order]})["orders"][0]
    store.flush()
    payload = json.loads(receiver.wait(1)[0].body)
    return payload, store.data(NODE, {"id": f"gid://shopify/Order/{made['id']}"})["order"]


@pytest.mark.parametrize("taxes_included", [False, True])
@pytest.mark.parametrize("tax_shipping", [False, True])
def test_the_total_is_the_sum_of_its_parts(
    store: StoreClient, receiver: Receiver, taxes_included: bool, tax_shipping: bool
) -> None:
    store.sim.post("/_sim/configure", {"taxes_included": taxes_included, "tax_shipping": tax_shipping})
    taxes = [{"title": "State", "rate": 0.0725}, {"title": "County", "rate": 0.0125}]
    payload, _ = placed(store, receiver, {**FULL_ORDER, "taxes": taxes})
    lines, shipping = payload["line_items"], payload["shipping_lines"]
    gross = sum(Decimal(line["price"]) * line["quantity"] for line in lines)
    off = sum(Decimal(one["amount"]) for line in lines for one in line["discount_allocations"])
    tax = sum(Decimal(one["price"]) for line in [*lines, *shipping] for one in line["tax_lines"])
    freight = sum(Decimal(line["price"]) for line in shipping)
    assert gross == Decimal(payload["total_line_items_price"]) == Decimal("83.29")
    assert off == Decimal(payload["total_discounts"])
    assert tax == Decimal(payload["total_tax"]) == sum(Decimal(one["price"]) for one in payload["tax_lines"])
    assert gross - off == Decimal(payload["subtotal_price"])
    assert gross - off + freight + (0 if taxes_included else tax) == Decimal(payload["total_price"])
    assert bool(shipping[0]["tax_lines"]) is tax_shipping


def test_taxes_are_rounded_half_up_per_line(store: StoreClient, receiver: Receiver) -> None:
    lines = [{"title": "A", "price": "0.50", "quantity": 1}, {"title": "B", "price": "0.50", "quantity": 1}]
    payload, _ = placed(store, receiver, {"lines": lines, "taxes": [{"title": "T", "rate": 0.05}]})
    assert [line["tax_lines"][0]["price"] for line in payload["line_items"]] == ["0.03", "0.03"]
    assert payload["total_tax"] == "0.06"


def test_a_discount_code_is_spread_to_the_cent(store: StoreClient, receiver: Receiver) -> None:
    lines = [{"title": name, "price": "10.00", "quantity": 1} for name in "ABC"]
    code = {"code": "OFF", "type": "fixed_amount", "value": "10.00"}
    payload, _ = placed(store, receiver, {"lines": lines, "discount_code": code})
    shares = [line["discount_allocations"][0]["amount"] for line in payload["line_items"]]
    assert sum(map(Decimal, shares)) == Decimal("10.00")
    assert sorted(shares) == ["3.33", "3.33", "3.34"]
    assert payload["discount_codes"] == [{"code": "OFF", "amount": "10.00", "type": "fixed_amount"}]


def test_parts_of_an_allocation_add_up_and_exceed_no_line() -> None:
    for total in range(0, 101, 7):
        for weights in ([1], [100], [33, 33, 34], [1, 99], [0, 100], [5] * 20):
            parts = money.allocate(total * sum(weights) // 100, weights)
            assert sum(parts) == total * sum(weights) // 100
            assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))
    assert money.allocate(0, [0, 0]) == [0, 0]


@pytest.mark.parametrize(("currency", "price", "total"), [("JPY", "1500", "3000"), ("KWD", "1.505", "3.010")])
def test_currencies_keep_their_own_decimals(
    store: StoreClient, receiver: Receiver, currency: str, price: str, total: str
) -> None:
    store.sim.post("/_sim/configure", {"currency": currency})
    payload, _ = placed(store, receiver, {"lines": [{"title": "A", "price": price, "quantity": 2}]})
    assert (payload["currency"], payload["total_price"]) == (currency, total)


def test_node_and_webhook_say_the_same(store: StoreClient, receiver: Receiver) -> None:
    payload, node = placed(store, receiver, FULL_ORDER)
    assert int(node["legacyResourceId"]) == payload["id"]
    assert (node["name"], node["note"], node["tags"]) == (
        payload["name"],
        payload["note"],
        ["vip", "wholesale"],
    )
    for field, key in {
        "totalPriceSet": "total_price",
        "subtotalPriceSet": "subtotal_price",
        "totalTaxSet": "total_tax",
        "totalDiscountsSet": "total_discounts",
        "currentTotalPriceSet": "current_total_price",
    }.items():
        assert amount(node[field]) == Decimal(payload[key]), field
    assert node["discountCodes"] == [one["code"] for one in payload["discount_codes"]] == ["TEN"]
    for line, item in zip(node["lineItems"]["nodes"], payload["line_items"], strict=True):
        assert line["id"] == item["admin_graphql_api_id"]
        assert (line["sku"], line["quantity"]) == (item["sku"], item["quantity"])
        assert amount(line["originalUnitPriceSet"]) == Decimal(item["price"])
        assert [(one["key"], one["value"]) for one in line["customAttributes"]] == [
            (one["name"], one["value"]) for one in item["properties"]
        ]
        assert [
            (amount(one["allocatedAmountSet"]), one["discountApplication"]["index"])
            for one in line["discountAllocations"]
        ] == [(Decimal(one["amount"]), one["discount_application_index"]) for one in item["discount_allocations"]]
        assert [amount(one["priceSet"]) for one in line["taxLines"]] == [
            Decimal(one["price"]) for one in item["tax_lines"]
        ]
    address = node["shippingAddress"]
    assert (address["firstName"], address["countryCodeV2"], address["provinceCode"]) == ("Ada", "US", "IL")
    assert node["customer"] == {"email": {"emailAddress": "ada@example.com"}, "numberOfOrders": "1"}


def test_an_edit_leaves_the_total_and_lowers_the_current_total(store: StoreClient, receiver: Receiver) -> None:
    payload, _ = placed(store, receiver, FULL_ORDER)
    line = payload["line_items"][0]["id"]
    store.sim.post(f"/_sim/orders/{payload['id']}/update", {"lines": [{"line_id": line, "current_quantity": 1}]})
    (order,) = store.sim.get("/_sim/state")["orders"]
    assert order["total_price"] == payload["total_price"]
    assert Decimal(order["current_total_price"]) < Decimal(payload["total_price"])
    assert (order["line_items"][0]["quantity"], order["line_items"][0]["current_quantity"]) == (3, 1)
    assert store.available() == {"S0": 9, "S1": 9}


@pytest.mark.parametrize(("restock", "available"), [(True, 10), (False, 7)])
def test_a_cancellation_restocks_when_asked(
    store: StoreClient, receiver: Receiver, restock: bool, available: int
) -> None:
    payload, _ = placed(store, receiver, {"lines": [{"sku": "S0", "quantity": 3}]})
    assert store.available()["S0"] == 7
    store.sim.post(f"/_sim/orders/{payload['id']}/cancel", {"reason": "inventory", "restock": restock})
    node = store.data(NODE, {"id": payload["admin_graphql_api_id"]})["order"]
    assert (node["cancelReason"], node["displayFinancialStatus"]) == ("INVENTORY", "REFUNDED")
    assert amount(node["currentTotalPriceSet"]) == 0
    assert store.available()["S0"] == available


def test_pages_by_updated_at_miss_no_order_among_equal_times(store: StoreClient) -> None:
    store.products(1)
    made = store.sim.post("/_sim/orders", {"orders": [{"lines": [{"sku": "S0"}]}] * 25})["orders"]
    query = """
    query ($after: String) {
      orders(first: 4, after: $after, sortKey: UPDATED_AT, query: "updated_at:>='2020-01-01T00:00:00Z'") {
        nodes { legacyResourceId updatedAt } pageInfo { hasNextPage endCursor }
      }
    }
    """
    seen, after = [], None
    while True:
        page = store.data(query, {"after": after})["orders"]
        seen += [int(node["legacyResourceId"]) for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert sorted(seen) == sorted(order["id"] for order in made)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("name:#1001", 1),
        ("name:#1001 OR name:#1002", 2),
        ("-name:#1001", 2),
        ("financial_status:pending", 1),
        ("financial_status:paid AND tag:vip", 1),
        ("created_at:>'2099-01-01'", 0),
        ("created_at:<=now updated_at:>2020-01-01T00:00:00Z", 3),
        ("no_such_field:1", 3),
    ],
)
def test_the_search_syntax(store: StoreClient, query: str, count: int) -> None:
    store.products(1)
    line = {"lines": [{"sku": "S0"}], "created_at": None}
    store.sim.post("/_sim/orders", {"orders": [line, {**line, "tags": "vip"}, {**line, "financial_status": "pending"}]})
    asked = "query ($query: String) { orders(first: 10, query: $query) { nodes { id } } }"
    body = store.send(asked, {"query": query}).body
    assert len(body["data"]["orders"]["nodes"]) == count
    assert ("search" in body["extensions"]) is ("no_such_field" in query)


def test_big_ids_exceed_what_javascript_can_count(store: StoreClient) -> None:
    with SimulatorProcess("shopify", "--big-ids") as process:
        order = process.post("/_sim/orders", {"orders": [{"lines": [{"title": "A", "price": "1"}]}]})["orders"][0]
    assert 1 << 53 < order["id"] < 1 << 63
