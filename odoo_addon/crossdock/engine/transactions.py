"""Transactions of the engine: short, named, and tried again when PostgreSQL asks for it.

Everything the workers do is a chain of such steps with nothing open between them, so that a process may die anywhere:
each step's name is where it died, and what was committed says how to go on.
"""

import logging
import random
import time
from contextlib import contextmanager

import psycopg2.errors
from odoo import api
from odoo.tools import SQL

from .statement_log import unsaid

_logger = logging.getLogger(__name__)

TRIES_MAX = 8
BACKOFF_SECONDS_FIRST = 0.02
BACKOFF_SECONDS_MAX = 1.0

CONCURRENCY_ERRORS = (
    psycopg2.errors.SerializationFailure,
    psycopg2.errors.DeadlockDetected,
    psycopg2.errors.LockNotAvailable,
    # Two winners of one race: the second sees the first's row only in a new snapshot (design: I2).
    psycopg2.errors.UniqueViolation,
)

# First key of the two-key advisory locks by which confirmations of the same product wait for each other.
PRODUCT_LOCK_CLASS = 0x43D0


class Step:
    """One transaction of the engine, named after what it does."""

    def __init__(self, registry, uid, name):
        self.registry = registry
        self.uid = uid
        self.name = name

    def run(self, function):
        """Call ``function(env)`` in a transaction of its own and commit it; again after a concurrency error."""
        for attempt in range(1, TRIES_MAX):
            try:
                return self._run_once(function)
            except CONCURRENCY_ERRORS as error:
                _logger.info("%s: %s, try %d of %d", self.name, type(error).__name__, attempt + 1, TRIES_MAX)
                pause = min(BACKOFF_SECONDS_MAX, BACKOFF_SECONDS_FIRST * 2**attempt)
                time.sleep(random.uniform(0, pause))
        return self._run_once(function)

    def _run_once(self, function):
        cr = self.registry.cursor()
        try:
            env = api.Environment(cr, self.uid, {"tracking_disable": True, "mail_notify_force_send": False})
            with unsaid(CONCURRENCY_ERRORS):
                result = function(env)
                self.commit(cr)
            return result
        finally:
            cr.close()

    def commit(self, cr):
        """The cursor is the engine's own and holds this step alone."""
        cr.commit()  # pylint: disable=invalid-commit


@contextmanager
def product_locks(registry, product_ids):
    """Hold one lock a product, in order, on a cursor beside the working one.

    Odoo reserves by "read what is free, then write": two confirmations with snapshots of the same moment may both
    take the last unit. The lock is held before the working transaction takes its snapshot and until it has committed.
    Transaction locks, so that a connection pooler may stand between.
    """
    if not product_ids:
        yield
        return
    with registry.cursor() as cr:
        cr.execute(
            SQL(
                "SELECT pg_advisory_xact_lock(%s, id) FROM (SELECT unnest(%s::int[]) AS id ORDER BY 1) AS ordered",
                PRODUCT_LOCK_CLASS,
                sorted(set(product_ids)),
            )
        )
        yield
