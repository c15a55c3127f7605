"""Orders captured and confirmed by two workers at once, against one: of different products, and all of the same.

Each worker is a process of its own. Confirmations that want the same product take turns (they would sell the last unit
twice), so two workers cannot be faster there; they must not be slower.
"""

import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from tools.environment import copy_database, drop_database, start_simulator
from tools.environment.paths import service_popen_arguments
from tools.environment.server import odoo_command, odoo_environment, write_configuration

from ._harness import figure, report
from ._order_shop import Shop

DATABASE = "crossdock_bench_workers"
PRODUCTS, ORDERS, ROUNDS = 300, 100, 3
DIFFERENT_BAR, SAME_BAR = 1.5, 0.9
START_SECONDS_MAX = 60
IN_ODOO = Path(__file__).parent / "_order_worker_in_odoo.py"


def run_workers(count):
    """Seconds that so many workers take for all that waits, from one common start."""
    configuration = write_configuration("bench-workers")
    command = odoo_command(["shell", "-d", DATABASE, "--no-http"], configuration)
    with ExitStack() as stack:
        processes = []
        for _worker in range(count):
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stack.enter_context(tempfile.TemporaryFile()),
                text=True,
                env=odoo_environment(),
                **service_popen_arguments(),
            )
            stack.callback(process.kill)
            processes.append(process)
        start_at = time.time() + 4.0
        outputs = []
        for process in processes:
            process.stdin.write(f"{IN_ODOO.read_text()}\nrun(env, {start_at})\n")
            process.stdin.close()
        for process in processes:
            outputs.append(process.stdout.read())
            process.wait(START_SECONDS_MAX)
    told = [
        json.loads(line.removeprefix("WORKER "))
        for output in outputs
        for line in output.splitlines()
        if line.startswith("WORKER ")
    ]
    if len(told) != count or any(one["late"] for one in told):
        sys.exit(f"bench: not all workers started in time: {told}")
    return max(one["ended_at"] for one in told) - start_at


def compare(shop, choose):
    """How many times faster two are than one: the median of the rounds, each first in every other one."""
    ratios = []
    for number in range(ROUNDS):
        seconds = {}
        for count in (1, 2) if number % 2 else (2, 1):
            shop.place(ORDERS, choose)
            shop.require_waiting(ORDERS)
            seconds[count] = run_workers(count)
            require_confirmed(shop)
        ratios.append(seconds[1] / seconds[2])
        print(f"  one worker {ORDERS / seconds[1]:.1f} orders/s, two {ORDERS / seconds[2]:.1f}")
    return median(ratios)


def require_confirmed(shop):
    left = shop.world.sql("SELECT state, count(*) FROM sale_order WHERE state <> 'sale' GROUP BY 1")
    if left:
        sys.exit(f"bench: not all orders are confirmed: {left}")


def main():
    copy_database(DATABASE)
    try:
        with start_simulator("shopify") as store:
            shop = Shop(DATABASE, store, PRODUCTS)
            shop.open()
            with shop.without_workers():
                products = shop.world.products

                def different(number):
                    first = number * 3 % PRODUCTS
                    return products[first : first + 3]

                shop.world.sql("ANALYZE")
                ratios = compare(shop, different), compare(shop, lambda _number: products[:3])
    finally:
        drop_database(DATABASE)
    names = ("order_workers_different", DIFFERENT_BAR), ("order_workers_same", SAME_BAR)
    return report(
        *(
            figure(name, ratio, bar=bar, unit="times one worker")
            for (name, bar), ratio in zip(names, ratios, strict=True)
        )
    )


if __name__ == "__main__":
    sys.exit(main())
