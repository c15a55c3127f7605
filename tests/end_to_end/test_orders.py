"""Orders from the store's page to a reserved sale order, and everything that may come in between."""

from decimal import Decimal

import pytest

from tools.world import differences


@pytest.fixture(scope="module")
def world(make_world):
    return make_world(products=12, quantity=500)


def place(world, **changes):
    order = world.store.post("/_sim/orders", {"orders": [world.order(**changes)]})["orders"][0]
    world.settle()
    return order


def entered(world, order, fields=("name", "amount_total", "state")):
    return world.rpc.search_read("sale.order", [("crossdock_remote_id", "=", str(order["id"]))], list(fields))


def held(world, order):
    rows = world.sql(
        "SELECT reason_code, reason FROM crossdock_inbox WHERE object_key = %s AND state = 'held'",
        (f"order:{order['id']}",),
    )
    return rows[0] if rows else None


def calls_since(world, mark):
    return world.store.get(f"/_sim/log?since={mark}")["calls"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("plain", {"discount_code": None}),
        ("percentage discount", {"discount_code": {"code": "P", "type": "percentage", "value": "12.5"}}),
        ("fixed discount over lines", {"discount_code": {"code": "F", "type": "fixed_amount", "value": "7.77"}}),
        ("no tax", {"taxes": []}),
        ("free shipping", {"shipping": {"title": "Standard", "code": "s", "price": "0.00"}}),
        ("custom line", {"lines": [{"title": "Engraving", "price": "3.33", "quantity": 3}]}),
        ("guest without a name", {"customer": {"email": "guest@example.com"}}),
        ("no addresses", {"shipping_address": None, "billing_address": None}),
    ],
)
def test_I9_the_total_in_odoo_is_the_stores_to_the_last_minor_unit(world, name, changes):
    order = place(world, **changes)
    rows = entered(world, order)
    assert len(rows) == 1, (name, held(world, order))
    assert Decimal(str(round(rows[0]["amount_total"], 2))) == Decimal(order["total_price"])
    assert rows[0]["state"] == "sale"


def test_stock_is_reserved_and_both_addresses_are_contacts_of_the_customer(world):
    order = place(world)
    row = entered(
        world, order, ("partner_id", "partner_shipping_id", "partner_invoice_id", "picking_ids", "date_order")
    )[0]
    states = world.rpc("stock.picking", "read", row["picking_ids"], ["state"])
    assert {one["state"] for one in states} == {"assigned"}
    shipping = world.rpc("res.partner", "read", [row["partner_shipping_id"][0]], ["street", "commercial_partner_id"])[0]
    state = next(one for one in world.store.get("/_sim/state")["orders"] if one["id"] == order["id"])
    assert shipping["street"] == state["shipping_address"]["address1"]
    assert shipping["commercial_partner_id"][0] == row["partner_id"][0]


def test_an_order_whose_webhook_was_whole_makes_no_call_back_to_the_store(world):
    mark = world.store.get("/_sim/log")["next"]
    place(world, lines=[{"sku": world.products[0]["sku"], "quantity": 1}])
    operations = [call["operation"] for call in calls_since(world, mark)]
    assert operations == [], operations


def test_I5_duplicates_and_reordered_updates_converge_on_one_order(world):
    world.store.post(
        "/_sim/faults",
        {
            "faults": [
                {"kind": "duplicate", "topic": "orders/create", "count": 3},
                {"kind": "reorder", "topic": "orders/updated", "count": 2},
            ]
        },
    )
    order = place(world)
    for note in ("first", "second", "third"):
        world.store.post(f"/_sim/orders/{order['id']}/update", {"note": note, "financial_status": "paid"})
    world.settle()
    world.store.delete("/_sim/faults")
    assert len(entered(world, order)) == 1
    assert differences(world) == []


def test_a_cancelled_order_is_cancelled_and_its_stock_is_free_again(world):
    product = world.products[1]
    before = world.rpc("product.product", "read", [product["product"]], ["free_qty"])[0]["free_qty"]
    order = place(world, lines=[{"sku": product["sku"], "quantity": 2}])
    world.store.post(f"/_sim/orders/{order['id']}/cancel", {"reason": "customer", "restock": True})
    world.settle()
    assert entered(world, order)[0]["state"] == "cancel"
    assert world.rpc("product.product", "read", [product["product"]], ["free_qty"])[0]["free_qty"] == before
    assert differences(world) == []


def test_a_reduced_quantity_is_taken_over_while_nothing_has_left(world):
    order = place(world, lines=[{"sku": world.products[2]["sku"], "quantity": 3}], discount_code=None)
    state = next(one for one in world.store.get("/_sim/state")["orders"] if one["id"] == order["id"])
    line = state["line_items"][0]["id"]
    world.store.post(f"/_sim/orders/{order['id']}/update", {"lines": [{"line_id": line, "current_quantity": 1}]})
    world.settle()
    lines = world.rpc.search_read(
        "sale.order.line", [("crossdock_remote_line_id", "=", str(line))], ["product_uom_qty", "state"]
    )
    assert [(one["product_uom_qty"], one["state"]) for one in lines] == [(1.0, "sale")], held(world, order)
    assert differences(world) == []


def test_I6_an_unknown_product_holds_the_order_until_it_is_linked(world):
    variant = world.store.post(
        "/_sim/products", {"products": [{"sku": "NEW-1", "title": "New", "price": "5.00", "quantity": 5}]}
    )["variants"][0]
    order = place(world, lines=[{"sku": "NEW-1", "quantity": 1}])
    code, reason = held(world, order)
    assert code == "product" and "NEW-1" in reason and not entered(world, order)
    activities = world.rpc.search_read("mail.activity", [("res_model", "=", "crossdock.connection")], ["summary"])
    assert any(str(variant["variant_id"]) in one["summary"] for one in activities)
    product = world.rpc.create(
        "product.product",
        [{"name": "New", "default_code": "NEW-1", "list_price": 5, "type": "consu", "is_storable": True}],
    )[0]
    world.set_stock({product: 5})
    world.products.append({"sku": "NEW-1", "product": product, **variant})
    world.link()
    world.settle()
    assert entered(world, order)[0]["state"] == "sale"
    assert differences(world) == []


def test_I6_an_unknown_tax_and_an_unknown_shipping_method_hold_the_order_until_they_are_mapped(world):
    order = place(
        world, taxes=[{"title": "City tax", "rate": 0.02}], shipping={"title": "Drone", "code": "d", "price": "9.00"}
    )
    code, reason = held(world, order)
    assert code == "tax" and "City tax" in reason and "2 %" in reason
    tax = world.rpc.create(
        "account.tax", [{"name": "City tax 2 %", "amount": 2.0, "type_tax_use": "sale", "amount_type": "percent"}]
    )[0]
    world.rpc.create(
        "crossdock.tax.mapping",
        [{"connection_id": world.store_id, "title": "City tax", "rate": 0.02, "tax_id": tax}],
    )
    world.settle()
    code, reason = held(world, order)
    assert code == "carrier" and "Drone" in reason
    product = world.rpc.search_read("product.product", [("name", "=", "Shipping")], ["id"])[0]["id"]
    world.rpc.create(
        "crossdock.carrier.mapping",
        [{"connection_id": world.store_id, "title": "Drone", "product_id": product}],
    )
    world.settle()
    assert len(entered(world, order)) == 1
    assert differences(world) == []


def test_a_lost_webhook_is_made_good_by_the_poll(world):
    world.store.post("/_sim/faults", {"faults": [{"kind": "drop", "count": -1}]})
    order = place(world, lines=[{"sku": world.products[3]["sku"], "quantity": 1}])
    world.store.delete("/_sim/faults")
    assert entered(world, order) == []
    world.rpc("crossdock.connection", "action_poll", [world.store_id])
    world.settle()
    assert entered(world, order)[0]["state"] == "sale"


def test_an_order_held_in_one_batch_lets_its_neighbours_through(world):
    orders = [world.order(lines=[{"sku": world.products[4]["sku"], "quantity": 1}]) for _number in range(6)]
    orders[2]["taxes"] = [{"title": "Unheard of", "rate": 0.5}]
    placed = world.store.post("/_sim/orders", {"orders": orders})["orders"]
    world.settle()
    numbers = [len(entered(world, order)) for order in placed]
    assert numbers == [1, 1, 0, 1, 1, 1]
    event = world.rpc(
        "crossdock.inbox", "search", [("object_key", "=", f"order:{placed[2]['id']}"), ("state", "=", "held")]
    )
    world.rpc("crossdock.inbox", "action_discard", event)
    world.store.post(f"/_sim/orders/{placed[2]['id']}/cancel", {"reason": "other", "restock": True})
    world.settle()
    assert differences(world) == []
