"""Orders captured from waiting webhooks, and confirmed with their stock reserved, against bare batched calls of the ORM.

The webhooks come from the store over HTTP and wait in the inbox; then batches of Crossdock and of the rival alternate
within one Odoo. Orders have three lines of goods; half of the buyers are new, half are known.
"""

import itertools
import json
import sys
from pathlib import Path
from statistics import median

from tools.environment import copy_database, drop_database, odoo_shell, start_odoo, start_simulator
from tools.world import World

from ._harness import figure, report

BAR = 1.25
DATABASE = "crossdock_bench_orders"
PRODUCTS, KNOWN_BUYERS = 60, 40
ROUNDS, ORDERS_PER_ROUND, CONFIRMS_PER_BATCH = 8, 50, 25
IN_ODOO = Path(__file__).parent / "_orders_in_odoo.py"


def order_of(world, number):
    """An order of three lines; every other one is of a buyer whom Odoo has."""
    chosen = world.random.sample(world.products, 3)
    buyer = f"known-{number // 2 % KNOWN_BUYERS}" if number % 2 else f"new-{number}"
    address = {
        "first_name": "Ada",
        "last_name": buyer,
        "address1": f"{buyer} High Street",
        "city": "New York",
        "zip": "10001",
        "country_code": "US",
        "province_code": "NY",
    }
    return world.order(
        lines=[{"sku": one["sku"], "quantity": 1 + number % 2} for one in chosen],
        customer={"email": f"{buyer}@example.com", "first_name": "Ada", "last_name": buyer},
        shipping_address=address,
        billing_address=address,
        shipping=None,
        discount_code=None,
    )


def place(world, count, numbers):
    for _start in range(0, count, 50):
        orders = [order_of(world, number) for number in itertools.islice(numbers, 50)]
        world.store.post("/_sim/orders", {"orders": orders})
    world.store.post("/_sim/deliveries/flush")


def waiting(world):
    return world.sql("SELECT count(*) FROM crossdock_inbox WHERE lane = 'orders' AND state = 'ready'")[0][0]


def fill(store):
    """A database whose inbox holds the webhooks of all rounds, and the buyers that are known."""
    numbers = itertools.count(1)
    with start_odoo(DATABASE) as odoo:
        world = World(odoo, store)
        world.seed_products(PRODUCTS, quantity=100_000)
        world.connect_store(brake_share=1.0, order_prefix="SHOP")
        world.link()
        world.go_live()
        world.settle()
        place(world, 2 * KNOWN_BUYERS, numbers)
        world.settle()
        port = odoo.port
    # The same address, for that is where the store sends to; and no worker, for the webhooks are to wait.
    with start_odoo(DATABASE, cron_threads=0, port=port) as odoo:
        world.odoo = odoo
        place(world, ROUNDS * ORDERS_PER_ROUND, numbers)
        if (found := waiting(world)) != ROUNDS * ORDERS_PER_ROUND:
            sys.exit(f"bench: {found} webhooks wait")
    world.sql("ANALYZE")


def measured():
    script = f"{IN_ODOO.read_text()}\nrun(env, {ROUNDS}, {ORDERS_PER_ROUND}, {CONFIRMS_PER_BATCH})\n"
    output = odoo_shell(DATABASE, script)
    [line] = [line for line in output.splitlines() if line.startswith("ORDERS ")]
    return json.loads(line.removeprefix("ORDERS "))


def main():
    copy_database(DATABASE)
    try:
        with start_simulator("shopify") as store:
            fill(store)
            rounds = measured()[1:]
    finally:
        drop_database(DATABASE)
    return report(
        shown("order_capture", rounds, ["capture"]), shown("order_capture_and_confirm", rounds, ["capture", "confirm"])
    )


def shown(name, rounds, parts):
    """One figure: the median share of the rival's time, and what both took for an order."""

    def total(one, prefix="", suffix=""):
        return sum(one[f"{prefix}{part}{suffix}"] for part in parts)

    details = {
        "rival": "batched create and action_confirm with every value given",
        "orders_per_second": median(one["orders"] / total(one) for one in rounds),
        "rival_orders_per_second": median(one["orders"] / total(one, "bare_") for one in rounds),
        "statements_per_order": median(total(one, suffix="_statements") / one["orders"] for one in rounds),
        "rival_statements_per_order": median(total(one, "bare_", "_statements") / one["orders"] for one in rounds),
    }
    print(f"  {name}: {json.dumps({key: value for key, value in details.items() if key != 'rival'})}")
    share = median(total(one) / total(one, "bare_") for one in rounds)
    return figure(name, share, bar=BAR, unit="of the rival's time", at_most=True, details=details)


if __name__ == "__main__":
    sys.exit(main())
