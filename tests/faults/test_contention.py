"""Many orders of one product, few pieces: never more reserved than there are, and nobody else's work fails."""

import threading

import pytest

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
