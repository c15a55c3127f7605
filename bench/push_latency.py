"""From a validated delivery in Odoo to the level in the store, with nothing else to do: how long, and where the time goes.

Each delivery is validated by a call as the web client makes it, which answers after its commit; the store's own log says when
it had the level. Both read the same clock.
"""

import sys
import time
from datetime import datetime, timezone
from statistics import median, quantiles

from ._harness import reported
from ._world import live_world

DATABASE = "crossdock_bench_latency"
PRODUCTS, DELIVERIES, PAUSE_SECONDS, SECONDS_MAX = 20, 100, 1.0, 30.0


def validate(world, product):
    """Deliver one piece that was not reserved before; the moment when Odoo answered."""
    [warehouse] = world.rpc.search_read("stock.warehouse", [], ["lot_stock_id", "out_type_id"], limit=1)
    [customers] = world.rpc.search_read("stock.location", [("usage", "=", "customer")], ["id"], limit=1)
    places = {"location_id": warehouse["lot_stock_id"][0], "location_dest_id": customers["id"]}
    move = {"product_id": product, "product_uom_qty": 1, **places}
    values = {"picking_type_id": warehouse["out_type_id"][0], **places, "move_ids": [(0, 0, move)]}
    picking = world.rpc.create("stock.picking", [values])
    world.rpc("stock.picking", "button_validate", picking)
    answered = time.time()
    [state] = world.rpc("stock.picking", "read", picking, ["state"])
    if state["state"] != "done":
        sys.exit(f"bench: the delivery is {state['state']}")
    return answered


def seconds_of(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def latency(world, product):
    """Seconds from the answer to the store's request, within the store, and from there to the settled operation."""
    before = world.store.get("/_sim/log")["next"]
    answered = validate(world, product)
    until = time.monotonic() + SECONDS_MAX
    while not (calls := world.store.get(f"/_sim/log?since={before}")["calls"]):
        if time.monotonic() > until:
            sys.exit("bench: the store was told nothing")
        time.sleep(0.02)
    world.settle()
    if [call["operation"] for call in calls] != ["inventorySetQuantities"]:
        sys.exit(f"bench: the store was asked for {calls}")
    [(sent, done)] = world.sql("SELECT sent_at, done_at FROM crossdock_operation ORDER BY id DESC LIMIT 1")
    came, inside = seconds_of(calls[0]["at"]), calls[0]["duration_ms"] / 1000
    sent, done = (moment.replace(tzinfo=timezone.utc).timestamp() for moment in (sent, done))
    return {
        "total": came + inside - answered,
        "until_sent": sent - answered,
        "on_the_way": came - sent,
        "in_the_store": inside,
        "until_settled": done - came - inside,
    }


def main():
    with live_world(DATABASE, PRODUCTS, 1000) as world:
        found = []
        for number in range(DELIVERIES):
            time.sleep(PAUSE_SECONDS)
            found.append(latency(world, world.products[number % PRODUCTS]["product"]))
    totals = [1000 * one["total"] for one in found]
    parts = {f"{name}_ms": 1000 * median(one[name] for one in found) for name in found[0] if name != "total"}
    print("  medians: " + ", ".join(f"{name} {value:.0f}" for name, value in parts.items()))
    reported("push_latency_p50", median(totals), unit="ms", details=parts)
    reported("push_latency_p99", quantiles(totals, n=100)[98], unit="ms", details={"deliveries": DELIVERIES})
    return 0


if __name__ == "__main__":
    sys.exit(main())
