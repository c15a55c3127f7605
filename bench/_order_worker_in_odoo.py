"""The part of ``order_workers`` that runs within Odoo, in its shell: one worker, which serves the lanes of orders."""

import json
import time

from odoo.addons.crossdock.engine import inbound
from odoo.addons.crossdock.engine.engine import Engine

LANES = ("orders", "confirmation")


def is_done(env):
    """Whether nothing waits and nobody works any more."""
    env.cr.execute(
        "SELECT count(*) FROM crossdock_inbox WHERE lane = ANY(%s) AND state IN ('ready', 'retry', 'claimed')",
        (list(LANES),),
    )
    return not env.cr.fetchone()[0]


def run(env, start_at):
    """Work from a moment on until nothing is left; print when that was as one line of JSON."""
    engine = Engine(env.registry, env.ref("crossdock.user_technical").id)
    env.cr.commit()
    late = time.time() > start_at
    time.sleep(max(0.0, start_at - time.time()))
    while True:
        if not any(inbound.drain(engine, lane) for lane in LANES):
            if engine.step("bench.look", is_done):
                break
            time.sleep(0.01)
    print("WORKER " + json.dumps({"ended_at": time.time(), "late": late}))
