"""Past orders come in by a bulk operation while workers die, and one order by its name, with a running Odoo and store."""

import os
import signal

import pytest

ORDERS = 60


@pytest.fixture(scope="module")
def world(make_world):
    """A live store whose orders are all from before the connection takes orders, so that no webhook enters them."""
    world = make_world(products=5, quantity=500, crm=False)
    world.rpc("crossdock.connection", "write", [world.store_id], {"orders_since": "2100-01-01 00:00:00"})
    world.placed = world.place_orders(ORDERS)
    world.settle()
    assert orders_of(world) == []
    return world


def orders_of(world, **values):
    domain = [("crossdock_connection_id", "=", world.store_id), *((name, "=", value) for name, value in values.items())]
    return world.rpc.search_read("sale.order", domain, ["name", "client_order_ref", "amount_total", "state"])


def progress(world, number):
    fields = ["state", "note", "stored_count", "entered_count", "held_count", "dead_count", "progress"]
    return world.rpc("crossdock.order.import", "read", [number], fields)[0]


def test_past_orders_come_in_as_history_although_workers_die(world):
    [number] = world.rpc.create(
        "crossdock.order.import",
        [{"connection_id": world.store_id, "date_from": "2020-01-01 00:00:00", "mode": "history"}],
    )
    world.rpc("crossdock.order.import", "action_start", [number])
    world.wait_for(lambda: progress(world, number)["state"] != "asked", "the store to be asked", nudge=True)
    for pid in world.odoo.child_pids():
        os.kill(pid, signal.SIGKILL)
    # What time would do: the dead worker's lease runs out, and the reconcile comes.
    world.sql("UPDATE crossdock_lease SET until = now() AT TIME ZONE 'UTC' RETURNING 1")
    world.sql(
        "INSERT INTO ir_cron_trigger (cron_id, call_at) SELECT res_id, now() AT TIME ZONE 'UTC' FROM ir_model_data"
        " WHERE module = 'crossdock' AND name = 'cron_reconcile' RETURNING 1"
    )
    world.wait_for(
        lambda: progress(world, number)["state"] in ("done", "failed"), "the file to be taken in", nudge=True
    )
    world.settle(nudge=True)
    found = progress(world, number)
    assert (found["state"], found["entered_count"], found["progress"]) == ("done", ORDERS, 100), found
    entered = orders_of(world, crossdock_kind="history")
    totals = {order["name"]: order["total_price"] for order in world.placed}
    assert {one["client_order_ref"]: f"{one['amount_total']:.2f}" for one in entered} == totals
    assert {one["state"] for one in entered} == {"draft"}
    assert world.sql("SELECT count(*) FROM stock_move m JOIN sale_order_line l ON l.id = m.sale_line_id")[0][0] == 0


def test_the_same_import_again_enters_nothing_twice(world):
    [number] = world.rpc.create(
        "crossdock.order.import",
        [{"connection_id": world.store_id, "date_from": "2020-01-01 00:00:00", "mode": "open"}],
    )
    world.rpc("crossdock.order.import", "action_start", [number])
    world.wait_for(
        lambda: progress(world, number)["state"] in ("done", "failed"), "the file to be taken in", nudge=True
    )
    world.settle(nudge=True)
    assert progress(world, number)["entered_count"] == ORDERS
    assert len(orders_of(world)) == ORDERS


def test_one_order_is_read_by_its_name(world):
    [placed] = world.place_orders(1)
    world.settle()
    assert orders_of(world, client_order_ref=placed["name"]) == []
    [wizard] = world.rpc.create(
        "crossdock.order.fetch", [{"connection_id": world.store_id, "reference": placed["name"].strip("#")}]
    )
    event = world.rpc("crossdock.order.fetch", "action_fetch", [wizard])
    world.settle()
    [entered] = orders_of(world, client_order_ref=placed["name"])
    assert f"{entered['amount_total']:.2f}" == placed["total_price"]
    [shown] = world.rpc("crossdock.inbox", "read", [event["res_id"]], ["state", "reason"])
    assert shown["state"] == "done", shown["reason"]
