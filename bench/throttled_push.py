"""A store that is throttled, and more to say than it grants: how much of what is granted is used, and how much is refused.

Every item is to be stocked at a new location, one call each, at a store of the Standard plan (100 points a second, 2,000 at
once, 10 points a call). Each figure is of the store's own log, from the first such call to the last.
"""

import sys
from datetime import datetime

from tools.world import differences

from ._harness import figure, report
from ._world import live_world

DATABASE = "crossdock_bench_throttled"
ITEMS, POINTS_A_SECOND, POINTS_AT_ONCE = 1200, 100.0, 2000.0
USED_BAR, REFUSED_BAR = 0.95, 0.001
SECONDS_MAX = 600.0


def open_outlet(world):
    """A location of Odoo with stock of every item, and one of the store that does not know of it: (ours, theirs)."""
    [parent] = world.rpc.search_read("stock.location", [("usage", "=", "view"), ("name", "=", "WH")], ["id"])
    values = {"name": "Outlet", "usage": "internal", "location_id": parent["id"]}
    [outlet] = world.rpc.create("stock.location", [values])
    world.set_stock({one["product"]: 5 for one in world.products}, outlet)
    remote = str(world.store.post("/_sim/locations", {"name": "Outlet"})["id"])
    world.rpc("crossdock.connection", "action_fetch_locations", [world.store_id])
    mapped = world.rpc("crossdock.location", "search", [("remote_id", "=", remote)])
    return outlet, mapped


def measure(world):
    """(share of the granted points that was used, share of the requests that was throttled, seconds)"""
    outlet, mapped = open_outlet(world)
    world.settle()
    world.store.post("/_sim/configure", {"plan": "standard"})
    before = world.store.get("/_sim/log")["next"]
    world.rpc("crossdock.location", "write", mapped, {"stock_location_ids": [(6, 0, [outlet])]})
    world.settle(SECONDS_MAX)
    wrong = differences(world)
    if wrong:
        sys.exit(f"bench: store and Odoo differ: {wrong[:3]}")
    calls = world.store.get(f"/_sim/log?since={before}")["calls"]
    places = [number for number, call in enumerate(calls) if call["operation"] == "inventoryActivate"]
    if len([number for number in places if calls[number]["cost"]]) != ITEMS:
        sys.exit(f"bench: {len(places)} calls instead of {ITEMS}")
    # What came before took its points, too.
    calls = calls[: places[-1] + 1]
    first, last = (datetime.fromisoformat(calls[place]["at"].replace("Z", "+00:00")) for place in (0, places[-1]))
    seconds = (last - first).total_seconds()
    used = sum(call["cost"]["actual"] for call in calls if call["cost"])
    throttled = sum("THROTTLED" in call["error_codes"] for call in calls)
    return used / (POINTS_AT_ONCE + POINTS_A_SECOND * seconds), throttled / len(calls), seconds


def main():
    with live_world(DATABASE, ITEMS, 5) as world:
        used, throttled, seconds = measure(world)
    print(f"  {ITEMS} calls in {seconds:.0f} s")
    return report(
        figure("throttled_push_used", used, bar=USED_BAR, unit="of the points granted"),
        figure("throttled_push_refused", throttled, bar=REFUSED_BAR, unit="of the requests", at_most=True),
    )


if __name__ == "__main__":
    sys.exit(main())
