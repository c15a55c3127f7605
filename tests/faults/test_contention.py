"""Many orders of one product, few pieces: never more reserved than there are, and nobody else's work fails."""

import contextlib
import hashlib
import threading

import pytest

from tools.environment.cluster import connect
from tools.world.rpc import Rpc, RpcError

ORDERS, PIECES, RECEIPTS = 200, 5, 10


@pytest.fixture(scope="module")
def world(make_world):
    return make_world(products=3, quantity=PIECES)


def receive(rpc, product, warehouse):
    """A user receives one piece and validates the receipt."""
    types = rpc.search_read("stock.picking.type", [("code", "=", "incoming")], ["default_location_src_id"], limit=1)
    supplier = rpc.search_read("stock.location", [("usage", "=", "supplier")], ["id"], limit=1)[0]["id"]
    picking = rpc.create(
        "stock.picking",
        [
            {
                "picking_type_id": types[0]["id"],
                "location_id": supplier,
                "location_dest_id": warehouse["lot_stock_id"][0],
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product,
                            "product_uom_qty": 1,
                            "location_id": supplier,
                            "location_dest_id": warehouse["lot_stock_id"][0],
                        },
                    )
                ],
            }
        ],
    )[0]
    rpc("stock.picking", "action_confirm", [picking])
    move = rpc.search_read("stock.move", [("picking_id", "=", picking)], ["id"])[0]["id"]
    rpc("stock.move", "write", [move], {"quantity": 1, "picked": True})
    rpc("stock.picking", "button_validate", [picking])


def test_all_workers_at_once_reserve_no_more_than_there_is_and_no_user_fails(world):
    product = world.products[0]
    failed = []

    def users():
        rpc = Rpc(world.odoo.url, world.odoo.database)
        for _receipt in range(RECEIPTS):
            try:
                receive(rpc, product["product"], world.warehouse())
            except RpcError as error:
                failed.append(str(error))

    user = threading.Thread(target=users)
    orders = [
        world.order(lines=[{"sku": product["sku"], "quantity": 1}], discount_code=None) for _order in range(ORDERS)
    ]
    user.start()
    for start in range(0, ORDERS, 20):
        world.store.post("/_sim/orders", {"orders": orders[start : start + 20]})
    user.join()
    world.settle(seconds_max=300)
    assert failed == []
    on_hand, reserved = world.sql(
        "SELECT sum(q.quantity), sum(q.reserved_quantity) FROM stock_quant q JOIN stock_location l ON l.id = q.location_id"
        " WHERE q.product_id = %s AND l.usage = 'internal'",
        (product["product"],),
    )[0]
    assert on_hand == PIECES + RECEIPTS
    assert reserved <= on_hand
    states = world.sql(
        "SELECT count(*) FROM sale_order WHERE crossdock_connection_id = %s AND state = 'sale'", (world.store_id,)
    )
    assert states[0][0] == ORDERS
    level = next(
        variant["levels"]
        for one in world.store.get("/_sim/state")["products"]
        for variant in one["variants"]
        if variant["sku"] == product["sku"]
    )
    assert sum(entry["available"] for entry in level.values()) <= 0
    assert world.sql("SELECT count(*) FROM crossdock_mark")[0][0] == 0


def test_I2_a_new_guest_whom_two_workers_meet_at_once_is_one_customer(world):
    """Another worker has entered the guest and not committed yet when ours enters an order of the same guest."""
    guest = "guest@example.com"
    line = {"sku": world.products[1]["sku"], "quantity": 1}
    [partner] = world.rpc.create("res.partner", [{"name": "Guest"}])
    with contextlib.closing(connect(world.odoo.database, autocommit=False)) as other, other.cursor() as cursor:
        cursor.execute(
            "UPDATE res_partner SET email = %s, email_normalized = %s WHERE id = %s", (guest, guest, partner)
        )
        cursor.execute(
            "INSERT INTO crossdock_binding (connection_id, kind, remote_id, res_model, res_id)"
            " VALUES (%s, 'guest', %s, 'res.partner', %s)",
            (world.store_id, hashlib.sha256(guest.encode()).hexdigest(), partner),
        )
        orders = [world.order(lines=[line], discount_code=None, customer={"email": guest})]
        world.store.post("/_sim/orders", {"orders": orders})
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'crossdock_binding'"
        world.wait_for(lambda: world.sql(waiting)[0][0] == 1, "the worker")
        other.commit()
    world.settle(seconds_max=300, nudge=True)
    found = world.rpc.search_read("res.partner", [("email", "=", guest), ("parent_id", "=", False)], ["sale_order_ids"])
    assert [(one["id"], len(one["sale_order_ids"])) for one in found] == [(partner, 1)]
