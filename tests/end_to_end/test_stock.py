"""Stock from Odoo to the store: only what differs, in few calls, never overwriting a sale that Odoo does not know yet."""

import time

import pytest

from tools.world import differences


@pytest.fixture(scope="module")
def world(make_world):
    return make_world(products=310, quantity=50, crm=False, connection={"brake_share": 1.0, "brake_zero_share": 1.0})


def calls_since(world, mark):
    return [call["operation"] for call in world.store.get(f"/_sim/log?since={mark}")["calls"]]


def mark(world):
    return world.store.get("/_sim/log")["next"]


def level(world, sku):
    for product in world.store.get("/_sim/state")["products"]:
        for variant in product["variants"]:
            if variant["sku"] == sku:
                return sum(entry["available"] for entry in variant["levels"].values())
    raise AssertionError(f"no {sku}")


def test_three_hundred_changed_levels_take_two_calls(world):
    before = mark(world)
    world.set_stock({one["product"]: 60 + number % 7 for number, one in enumerate(world.products[:300])})
    world.settle()
    assert calls_since(world, before) == ["inventorySetQuantities", "inventorySetQuantities"]
    assert differences(world) == []


def test_our_own_echo_and_a_count_that_changes_nothing_send_nothing(world):
    before = mark(world)
    world.set_stock({one["product"]: 60 + number % 7 for number, one in enumerate(world.products[:300])})
    world.settle()
    assert calls_since(world, before) == []


def test_a_stale_level_is_read_again_and_settled_in_odoos_favour(world):
    product = world.products[0]
    # The store's page changes it, and its webhook is lost: what we believe is wrong.
    world.store.post("/_sim/faults", {"faults": [{"kind": "drop", "count": -1}]})
    world.store.post("/_sim/levels", {"levels": [{"sku": product["sku"], "available": 7}]})
    world.store.delete("/_sim/faults")
    world.set_stock({product["product"]: 55})
    world.settle()
    assert level(world, product["sku"]) == 55
    assert differences(world) == []


def test_a_change_of_which_no_webhook_told_is_found_by_comparing_all_levels(world):
    product = world.products[5]
    before = level(world, product["sku"])
    world.store.post("/_sim/faults", {"faults": [{"kind": "drop", "count": -1}]})
    world.store.post("/_sim/levels", {"levels": [{"sku": product["sku"], "available": 999}]})
    world.store.delete("/_sim/faults")
    assert level(world, product["sku"]) == 999
    world.rpc("crossdock.connection", "action_reconcile_stock", [world.store_id])
    newest = "SELECT {} FROM crossdock_stock_reconcile ORDER BY id DESC LIMIT 1"
    world.wait_for(lambda: world.sql(newest.format("state")) == [("done",)], "the end of the comparison")
    world.settle()
    counts = "compared_count, differing_count, foreign_count, repaired_count"
    assert world.sql(newest.format(counts)) == [(len(world.products), 1, 1, 1)]
    assert level(world, product["sku"]) == before
    assert differences(world) == []


def test_I7_a_person_who_edits_stock_in_the_store_is_overruled_because_odoo_owns_it(world):
    product = world.products[1]
    world.store.post("/_sim/levels", {"levels": [{"sku": product["sku"], "available": 999}]})
    world.settle()
    assert differences(world) == []


def test_I12_stock_is_not_raised_before_the_orders_behind_a_remote_quantity_are_in(world):
    product = world.products[2]
    held_back = [{"kind": "delay", "topic": "orders/create", "seconds": 6, "count": 1}]
    world.store.post("/_sim/faults", {"faults": held_back})
    before = level(world, product["sku"])
    order = world.order(lines=[{"sku": product["sku"], "quantity": 3}])
    world.store.post("/_sim/orders", {"orders": [order]})
    highest = 0
    until = time.monotonic() + 5
    while time.monotonic() < until:
        highest = max(highest, level(world, product["sku"]))
        time.sleep(0.2)
    # Odoo believes that it has three more than the store shows; while the order is on its way it must not say so.
    assert highest == before - 3
    world.settle()
    world.store.delete("/_sim/faults")
    assert level(world, product["sku"]) == before - 3
    assert differences(world) == []


@pytest.mark.parametrize("kind", ["cut_after", "cut_before", "http", "malformed", "throttle", "internal"])
def test_I4_a_call_of_unknown_outcome_is_repeated_with_the_same_key_and_has_its_effect_once(world, kind):
    fault = {"kind": kind, "operation": "inventorySetQuantities", "count": 1}
    if kind == "http":
        fault["status"] = 502
    world.store.post("/_sim/faults", {"faults": [fault]})
    before = mark(world)
    chosen = world.products[10:20]
    target = {"cut_after": 71, "cut_before": 72, "http": 73, "malformed": 74, "throttle": 75, "internal": 76}[kind]
    world.set_stock({one["product"]: target for one in chosen})
    world.settle()
    calls = world.store.get(f"/_sim/log?since={before}")["calls"]
    keys = {call["idempotency_key"] for call in calls if call["operation"] == "inventorySetQuantities"}
    # An attempt that failed at the store has used its key up; all other outcomes are resent under the same one.
    assert len(keys) == (2 if kind == "internal" else 1), calls
    assert {level(world, one["sku"]) for one in chosen} == {target}
    assert differences(world) == []


def test_an_item_is_stocked_at_a_location_of_the_store_before_it_gets_stock_there(world):
    remote = str(world.store.post("/_sim/locations", {"name": "Outlet"})["id"])
    world.rpc("crossdock.connection", "action_fetch_locations", [world.store_id])
    parent = world.rpc.search_read("stock.location", [("usage", "=", "view"), ("name", "=", "WH")], ["id"])
    outlet = world.rpc.create(
        "stock.location", [{"name": "Outlet", "usage": "internal", "location_id": parent[0]["id"]}]
    )[0]
    mapped = world.rpc("crossdock.location", "search", [("remote_id", "=", remote)])
    world.rpc("crossdock.location", "write", mapped, {"stock_location_ids": [(6, 0, [outlet])]})
    world.settle()
    before = mark(world)
    chosen = world.products[60:63]
    world.set_stock({one["product"]: 5 for one in chosen}, outlet)
    world.settle()
    calls = calls_since(world, before)
    assert calls.count("inventoryActivate") == 3, calls
    shown = {
        variant["sku"]: variant["levels"][remote]["available"]
        for product in world.store.get("/_sim/state")["products"]
        for variant in product["variants"]
        if remote in variant["levels"]
    }
    assert shown == {one["sku"]: 5 for one in chosen}
    assert differences(world) == []


def test_I14_a_mass_change_waits_for_a_manager(world):
    world.rpc("crossdock.connection", "write", [world.store_id], {"brake_share": 0.3, "brake_zero_share": 0.05})
    # What earlier tests pushed counts towards the brake's window; only the zeroing shall be judged here.
    world.sql("UPDATE crossdock_level SET pushed_at = pushed_at - interval '1 hour' RETURNING 1")
    before = mark(world)
    world.set_stock({one["product"]: 0 for one in world.products[:40]})
    world.wait_for(
        lambda: world.sql("SELECT 1 FROM crossdock_operation WHERE state = 'held' AND reason_code = 'brake'"),
        "the brake",
    )
    world.settle()
    assert calls_since(world, before) == []
    waiting = world.rpc("crossdock.operation", "search", [("state", "=", "held")])
    world.rpc("crossdock.operation", "action_retry", waiting)
    world.settle()
    assert level(world, world.products[0]["sku"]) == 0, world.explain() + str(
        world.sql("SELECT id, state, reason, attempt FROM crossdock_operation ORDER BY id DESC LIMIT 4")
    )
    assert differences(world) == []


def test_I6_one_refused_level_stands_alone_and_its_neighbours_go_through(world):
    world.rpc("crossdock.connection", "write", [world.store_id], {"brake_share": 1.0, "brake_zero_share": 1.0})
    ghost = world.products[50]
    binding = world.rpc("crossdock.binding", "search", [("res_id", "=", ghost["product"]), ("kind", "=", "variant")])
    item = ghost["inventory_item_id"]
    # The item is gone from the store without our knowing.
    world.sql("UPDATE crossdock_binding SET item_id = 99999999999 WHERE id = %s RETURNING 1", (binding[0],))
    world.sql("UPDATE crossdock_level SET item_id = 99999999999 WHERE item_id = %s RETURNING 1", (item,))
    world.set_stock({one["product"]: 33 for one in world.products[45:55]})
    world.settle()
    dead = world.sql("SELECT reason FROM crossdock_operation WHERE state = 'dead'")
    assert len(dead) == 1 and dead[0][0]
    shown = {level(world, one["sku"]) for one in world.products[45:55] if one is not ghost}
    assert shown == {33}
