"""SIGKILL at a named moment. Loaded server-wide by the fault tests; the product knows nothing of it.

The file named by CROSSDOCK_FAILPOINT_FILE holds the moment, such as ``after:commit:inbox.apply`` or ``before:send``.
Whoever reaches it first removes the file and dies. Every moment that is passed is appended to
CROSSDOCK_FAILPOINT_SEEN, so that the tests know them all without a list that could grow old.
"""

import functools
import os
import signal
from datetime import timedelta
from pathlib import Path

from odoo.addons.crossdock.engine import claims, transactions
from odoo.addons.crossdock.models import mark
from odoo.addons.crossdock.models.inbox import CrossdockInbox
from odoo.addons.crossdock.models.worker import CrossdockWorker
from odoo.addons.crossdock.sync import inventory
from odoo.addons.crossdock.sync.remote_session import RemoteSession

ARMED = Path(os.environ["CROSSDOCK_FAILPOINT_FILE"])
SEEN = Path(os.environ["CROSSDOCK_FAILPOINT_SEEN"])

# A killed worker's claims are found again in seconds instead of minutes; nothing else differs.
claims.LEASE_SECONDS = float(os.environ.get("CROSSDOCK_LEASE_SECONDS", "4"))
# Nor is a push put off for as long, so that many rounds fit into a test.
mark.ECHO_SECONDS = 0.5
inventory.ORDERS_GRACE = timedelta(seconds=1)

_noted = set()


def passing(moment):
    """Note that the moment exists, and die there if it is the one."""
    if moment not in _noted:
        _noted.add(moment)
        with SEEN.open("a") as seen:
            seen.write(f"{moment}\n")
    try:
        if ARMED.read_text() != moment:
            return
        os.unlink(ARMED)
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def around(owner, name, moment_of):
    """Pass a moment before and after a method."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def wrapped(self, *arguments, **keywords):
        moment = moment_of(self, *arguments)
        passing(f"before:{moment}")
        result = original(self, *arguments, **keywords)
        passing(f"after:{moment}")
        return result

    setattr(owner, name, wrapped)


around(transactions.Step, "commit", lambda step, _cr: f"commit:{step.name}")
around(RemoteSession, "request", lambda session, *_arguments: f"send:{session.system}")
# The webhook's own transaction: before it is committed, and after that but before its answer.
around(CrossdockInbox, "_store", lambda *_arguments: "store:inbox")
around(CrossdockWorker, "_wake_now", lambda *_arguments: "wake:after-commit")
