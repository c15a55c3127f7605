"""Dying anywhere loses nothing and does nothing twice (I1, I2, I3, I5).

A worker is killed with SIGKILL before and after every commit and every send that the main flows pass, each in turn; then
at random, seeded moments while many orders arrive. In the end store, Odoo and CRM agree record by record.
"""

import os
import random
import shutil
import signal
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest

from tools.world import differences

ADDONS = Path(__file__).parent / "addons"
KILLS, ORDERS_UNDER_KILLS = 20, 200


@pytest.fixture(scope="module")
def failpoints():
    """A folder that the unprivileged Odoo may write to."""
    folder = Path(tempfile.mkdtemp(prefix="crossdock-failpoints-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def world(make_world, failpoints):
    seen = failpoints / "seen"
    seen.touch()
    seen.chmod(0o666)
    return make_world(
        products=30,
        quantity=1000,
        addons=[ADDONS],
        server_wide=["crossdock_failpoints"],
        env={
            "CROSSDOCK_FAILPOINT_FILE": str(failpoints / "armed"),
            "CROSSDOCK_FAILPOINT_SEEN": str(seen),
        },
        # A delivery that meets a dying worker is tried again within seconds instead of minutes.
        webhook_retry_seconds=[0.5, 1, 2, 4, 8, 8, 8, 8],
        connection={"brake_share": 1.0, "brake_zero_share": 1.0},
    )


def workload(world):
    """Something of everything that flows; one order's webhook is lost, so that the poll has news too."""
    world.store.post("/_sim/faults", {"faults": [{"kind": "drop", "topic": "orders/create", "count": 1}]})
    world.place_orders(3)
    world.rpc("crossdock.connection", "action_poll", [world.store_id])
    chosen = world.random.sample(world.products, 3)
    world.set_stock({one["product"]: 900 + world.random.randrange(200) for one in chosen})


def test_a_kill_at_every_commit_and_every_send_loses_nothing_and_repeats_nothing(world, failpoints):
    workload(world)
    world.settle(nudge=True)
    moments = sorted(set((failpoints / "seen").read_text().split()))
    assert len(moments) >= 30, f"the flows passed only {moments}"
    armed = failpoints / "armed"
    never_hit = []
    for moment in moments:
        partial = failpoints / "arming"
        partial.write_text(moment)
        partial.chmod(0o666)
        partial.rename(armed)
        workload(world)
        world.settle(nudge=True)
        if armed.exists():
            # A moment of setting up (linking, subscribing) is not passed again.
            never_hit.append(moment)
            armed.unlink()
    assert differences(world) == []
    setting_up = ("linking", "subscriptions", "schema")
    assert [one for one in never_hit if not any(word in one for word in setting_up)] == [], never_hit


def test_random_kills_while_orders_arrive_lose_none_and_enter_none_twice(world):
    chance = random.Random(20)
    stop = threading.Event()

    def kill_now_and_then():
        for _kill in range(KILLS):
            if stop.wait(chance.uniform(0.3, 1.2)):
                return
            try:
                os.kill(chance.choice(world.odoo.child_pids()), signal.SIGKILL)
            except (IndexError, ProcessLookupError, psutil.Error):
                continue

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    placed = []
    for _order in range(ORDERS_UNDER_KILLS):
        placed += world.place_orders(1)
        time.sleep(0.05)
    killer.join()
    stop.set()
    world.settle(nudge=True, seconds_max=240)
    assert differences(world) == []
    assert len({order["id"] for order in placed}) == ORDERS_UNDER_KILLS
