"""HTTP calls to the store: for 300 changed levels, and about orders whose webhooks were whole.

Orders change stock, and a level that the store changed a moment before ours is refused and read again; such calls follow
from the stock, not from the order, and are printed beside the figure. The reconcile has a clock of its own and does not run.
"""

import sys

from tools.environment import copy_database, drop_database, start_odoo, start_simulator
from tools.world import World

DATABASE = "crossdock_bench_calls"
LEVELS, LEVELS_BAR = 300, 2
ORDERS, CALLBACKS_BAR = 20, 0
STOCK_OPERATIONS = {"InventorySet", "LevelsRead"}
RECONCILE_OFF = (
    "UPDATE ir_cron SET active = false FROM ir_model_data d"
    " WHERE d.module = 'crossdock' AND d.name = 'cron_reconcile' AND ir_cron.id = d.res_id"
)


def calls_during(world, action):
    """How many calls the store got while ``action`` and everything that followed from it happened."""
    before = world.store.get("/_sim/log")["next"]
    action()
    world.settle()
    return [call["operation_name"] for call in world.store.get(f"/_sim/log?since={before}")["calls"]]


def main():
    copy_database(DATABASE)
    try:
        with start_simulator("shopify") as store, start_odoo(DATABASE) as odoo:
            world = World(odoo, store)
            world.sql(RECONCILE_OFF)
            world.seed_products(LEVELS, quantity=100)
            world.connect_store(brake_share=1.0)
            world.link()
            world.go_live()
            world.settle()
            counts = {one["product"]: 200 + number for number, one in enumerate(world.products)}
            pushes = calls_during(world, lambda: world.set_stock(counts))
            calls = calls_during(world, lambda: world.place_orders(ORDERS))
    finally:
        drop_database(DATABASE)
    callbacks = [call for call in calls if call not in STOCK_OPERATIONS]
    of_stock = len(calls) - len(callbacks)
    passed = [
        figure(f"calls_for_{LEVELS}_levels", len(pushes), LEVELS_BAR),
        figure(f"calls_back_for_{ORDERS}_orders", len(callbacks), CALLBACKS_BAR, f", beside {of_stock} of stock"),
    ]
    return 0 if all(passed) else 1


def figure(name, calls, bar, beside=""):
    """Print one benchmark's line; whether it is within its bar."""
    print(f"bench {name}: {calls} calls{beside} (bar {bar}) {'pass' if calls <= bar else 'short'}")
    return calls <= bar


if __name__ == "__main__":
    sys.exit(main())
