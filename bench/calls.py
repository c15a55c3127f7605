"""HTTP calls to the store: for 300 changed levels, and for an order whose webhook was whole."""

import sys

from tools.environment import copy_database, drop_database, start_odoo, start_simulator
from tools.world import World

DATABASE = "crossdock_bench_calls"
LEVELS, LEVELS_BAR = 300, 2
ORDERS, CALLBACKS_BAR = 20, 0


def calls_during(world, action):
    """How many calls the store got while ``action`` and everything that followed from it happened."""
    before = world.store.get("/_sim/log")["next"]
    action()
    world.settle()
    return [call["operation"] for call in world.store.get(f"/_sim/log?since={before}")["calls"]]


def main():
    copy_database(DATABASE)
    try:
        with start_simulator("shopify") as store, start_odoo(DATABASE) as odoo:
            world = World(odoo, store)
            world.seed_products(LEVELS, quantity=100)
            world.connect_store(brake_share=1.0)
            world.link()
            world.go_live()
            world.settle()
            counts = {one["product"]: 200 + number for number, one in enumerate(world.products)}
            pushes = calls_during(world, lambda: world.set_stock(counts))
            callbacks = calls_during(world, lambda: world.place_orders(ORDERS))
    finally:
        drop_database(DATABASE)
    passed = [
        figure(f"calls_for_{LEVELS}_levels", len(pushes), LEVELS_BAR),
        figure(f"calls_back_for_{ORDERS}_orders", len(callbacks), CALLBACKS_BAR),
    ]
    return 0 if all(passed) else 1


def figure(name, calls, bar):
    """Print one benchmark's line; whether it is within its bar."""
    print(f"bench {name}: {calls} calls (bar {bar}) {'pass' if calls <= bar else 'short'}")
    return calls <= bar


if __name__ == "__main__":
    sys.exit(main())
