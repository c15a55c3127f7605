"""Orders captured from waiting webhooks, and confirmed with their stock reserved, against bare batched calls of the ORM.

The webhooks come from the store over HTTP and wait in the inbox; then batches of Crossdock and of the rival alternate
within one Odoo. Orders have three lines of goods; half of the buyers are new, half are known.
"""

import json
import sys
from pathlib import Path
from statistics import median

from tools.environment import copy_database, drop_database, start_simulator

from ._harness import figure, report, run_in_odoo
from ._order_shop import Shop

BAR = 1.25
DATABASE = "crossdock_bench_orders"
PRODUCTS = 60
ROUNDS, ORDERS_PER_ROUND, CONFIRMS_PER_BATCH = 8, 50, 25
IN_ODOO = Path(__file__).parent / "_orders_in_odoo.py"


def main():
    copy_database(DATABASE)
    try:
        with start_simulator("shopify") as store:
            shop = Shop(DATABASE, store, PRODUCTS)
            shop.open()
            with shop.without_workers():
                shop.place(ROUNDS * ORDERS_PER_ROUND, shop.any_three)
                shop.require_waiting(ROUNDS * ORDERS_PER_ROUND)
            shop.world.sql("ANALYZE")
            rounds = run_in_odoo(DATABASE, IN_ODOO, f"run(env, {ROUNDS}, {ORDERS_PER_ROUND}, {CONFIRMS_PER_BATCH})")[1:]
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
