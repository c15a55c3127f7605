"""The main job, in sight: `./dev run [--once]`.

A store with 200 products is connected and linked, 50 orders are placed at it, 80 stock levels are changed in Odoo, the
buyers go to the CRM; then all three systems are compared record by record. The servers stay up until Ctrl-C.
"""

import argparse
import signal
import sys
import threading
import time
from statistics import quantiles

from tools.environment import (
    CACHE,
    SetupError,
    copy_database,
    drop_database,
    query,
    start_odoo,
    start_simulator,
)
from tools.world import World, differences

DATABASE = "crossdock"
PORTS = {"odoo": 8069, "store": 8071, "crm": 8072}
PRODUCTS, ORDERS, LEVELS = 200, 50, 80
QUANTITY = 40

BOLD, DIM, GREEN, RED, END = (
    ("\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[0m") if sys.stdout.isatty() else ("",) * 5
)


class Progress:
    """Says what is going on, with the seconds since the start."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    def say(self, text: str) -> None:
        print(f"{DIM}{time.monotonic() - self.started:6.1f} s{END}  {text}", flush=True)


def percentiles(seconds: list[float]) -> str:
    """p50 and p99 in the unit that reads best."""
    if not seconds:
        return "nothing measured"
    if len(seconds) == 1:
        seconds = seconds * 2
    cuts = quantiles(sorted(seconds), n=100, method="inclusive")
    return f"p50 {_duration(cuts[49])}, p99 {_duration(cuts[98])}"


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def database_is_new() -> bool:
    """Make the demonstration's database where it is missing; whether it had to be made."""
    if query("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)):
        return False
    copy_database(DATABASE)
    return True


def connect(world: World, progress: Progress) -> None:
    """Connect store and CRM, link the catalogue, and switch live."""
    progress.say(f"{PRODUCTS} products, the same in the store and in Odoo")
    world.seed_products(PRODUCTS, QUANTITY)
    progress.say("the store is connected: tested, mapped, webhooks registered, in preview")
    world.connect_store(name="Demo store")
    progress.say("the catalogue is read by a bulk operation and matched by SKU")
    world.link()
    progress.say("the connection goes live, and the CRM is connected")
    world.go_live()
    if world.crm:
        world.connect_crm(name="Demo CRM")
    world.settle()


def orders(world: World, progress: Progress) -> None:
    """Place the orders and say how long each took from the store's first delivery to its reservation in Odoo."""
    progress.say(f"{ORDERS} orders are placed at the store")
    before = world.sql("SELECT coalesce(max(id), 0) FROM crossdock_inbox")[0][0]
    world.place_orders(ORDERS)
    world.settle()
    captured = world.sql(
        "SELECT extract(epoch FROM done_at - created_at)::float8 FROM crossdock_inbox"
        " WHERE id > %s AND topic = 'orders/create' AND state = 'done'",
        (before,),
    )
    confirmed = world.sql(
        "SELECT extract(epoch FROM c.done_at - o.created_at)::float8 FROM crossdock_inbox o"
        " JOIN crossdock_inbox c USING (connection_id, object_key)"
        " WHERE o.id > %s AND o.topic = 'orders/create' AND c.topic = 'internal/confirm' AND c.state = 'done'",
        (before,),
    )
    progress.say(
        f"  {len(captured)} orders in Odoo     {percentiles([row[0] for row in captured])} after their webhook"
    )
    progress.say(
        f"  {len(confirmed)} confirmed, reserved {percentiles([row[0] for row in confirmed])} after their webhook"
    )


def levels(world: World, progress: Progress) -> None:
    """Count stock in Odoo and say how long it took until the store showed it."""
    progress.say(f"{LEVELS} stock levels are changed in Odoo")
    chosen = world.random.sample(world.products, LEVELS)
    calls_before = world.store.get("/_sim/log")["next"]
    started = world.sql("SELECT clock_timestamp() AT TIME ZONE 'UTC'")[0][0]
    world.set_stock({one["product"]: QUANTITY + 1 + world.random.randrange(20) for one in chosen})
    counted = world.sql("SELECT clock_timestamp() AT TIME ZONE 'UTC'")[0][0]
    world.settle()
    pushed = world.sql(
        "SELECT extract(epoch FROM pushed_at - %s)::float8 FROM crossdock_level WHERE connection_id = %s AND pushed_at > %s",
        (counted, world.store_id, started),
    )
    calls = world.store.get(f"/_sim/log?since={calls_before}")["calls"]
    sent = [call for call in calls if call["operation"] == "inventorySetQuantities"]
    progress.say(
        f"  {len(pushed)} levels in the store  {percentiles([max(0.0, row[0]) for row in pushed])} after the count,"
        f" in {len(sent)} {'call' if len(sent) == 1 else 'calls'}"
    )


def contacts(world: World, progress: Progress) -> None:
    """Say how long after an order's confirmation its buyer was in the CRM."""
    rows = world.sql(
        "SELECT extract(epoch FROM c.pushed_at - max(i.done_at))::float8 FROM crossdock_contact c"
        " JOIN sale_order o ON o.partner_id = c.partner_id"
        " JOIN crossdock_inbox i ON i.object_key = 'order:' || o.crossdock_remote_id AND i.topic = 'internal/confirm'"
        " WHERE c.pushed_at IS NOT NULL AND i.state = 'done' GROUP BY c.id, c.pushed_at"
    )
    progress.say(
        f"  {len(rows)} buyers in the CRM   {percentiles([max(0.0, row[0]) for row in rows])} after their last confirmation"
    )


def compare(world: World, progress: Progress) -> list[str]:
    """Compare all three systems and say what differs."""
    progress.say("all three systems are compared record by record")
    found = differences(world)
    for line in found[:20]:
        progress.say(f"  {RED}differs:{END} {line}")
    if len(found) > 20:
        progress.say(f"  {RED}… and {len(found) - 20} more{END}")
    if not found:
        progress.say(f"  {GREEN}no difference{END}")
    return found


def show_where_to_look(world: World) -> None:
    print(
        f"""
{BOLD}Odoo{END}             {world.odoo.url}/odoo   login admin, password admin
                 Crossdock → Overview: what flows and what waits; Sales → Orders: what arrived
{BOLD}The store{END}        {world.store.url}/        buy something, and watch it arrive in Odoo
{BOLD}The CRM{END}          {world.crm.url}/        change a lifecycle stage, and see it on the contact in Odoo
""",
        flush=True,
    )


def restore(world: World) -> None:
    """Find the connections and products that an earlier run has left."""
    for row in world.rpc.search_read("crossdock.connection", [], ["system"]):
        if row["system"] == "shopify":
            world.store_id = row["id"]
        else:
            world.crm_id = row["id"]
    bindings = {
        row["res_id"]: row["remote_name"]
        for row in world.rpc.search_read("crossdock.binding", [("kind", "=", "variant")], ["res_id", "remote_name"])
    }
    products = world.rpc.search_read(
        "product.product", [("id", "in", list(bindings))], ["default_code"], order="default_code"
    )
    world.products = [{"product": row["id"], "sku": row["default_code"]} for row in products]
    mapping = world.rpc.search_read(
        "crossdock.tax.mapping", [("connection_id", "=", world.store_id)], ["rate"], limit=1
    )
    world.tax_rate = mapping[0]["rate"]


def main_job(world: World, progress: Progress, new: bool) -> list[str]:
    """Everything that is shown; what differs in the end."""
    if new:
        connect(world, progress)
    else:
        progress.say("the systems of the last run stand; ./dev clean begins anew")
        restore(world)
        world.settle()
    orders(world, progress)
    levels(world, progress)
    contacts(world, progress)
    return compare(world, progress)


def wait_for_interrupt() -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_arguments: stopped.set())
    print("Ctrl-C stops everything.", flush=True)
    stopped.wait()


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev run", description=__doc__)
    parser.add_argument("--once", action="store_true", help="end after the comparison")
    options = parser.parse_args()
    progress = Progress()
    new = database_is_new()
    state = [f"--state={state_file(name)}" for name in ("store", "crm")]
    if new:
        for name in ("store", "crm"):
            state_file(name).unlink(missing_ok=True)
    try:
        with (
            start_simulator("shopify", state[0], port=PORTS["store"]) as store,
            start_simulator("hubspot", state[1], port=PORTS["crm"]) as crm,
            start_odoo(DATABASE, port=PORTS["odoo"]) as odoo,
        ):
            progress.say("Odoo, the store and the CRM are up")
            world = World(odoo, store, crm)
            found = main_job(world, progress, new)
            show_where_to_look(world)
            if not options.once:
                wait_for_interrupt()
            return 1 if found else 0
    except BaseException:
        if new:
            drop_database(DATABASE)
        raise


def state_file(name: str):
    """Where a simulator keeps its state between runs."""
    folder = CACHE / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.json"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(f"error: {error}")
