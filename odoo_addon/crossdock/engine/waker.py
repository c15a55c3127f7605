"""Waking the workers: one trigger row and one notification, however many events came at once.

Odoo's own ``_trigger()`` costs more than storing a webhook. Here a daemon thread of each process, started at the first
wake-up after a fork, does it for the requests: they only set a flag, after their commit. Wake-ups that come while one is
under way become one. If the process dies in between, the workers' own interval (a minute) is the net.

A due trigger that a running worker has deleted but not yet committed must not count as "there is one already": only
triggers that can be locked do, on a connection in autocommit, where a vanished row is no error.
"""

import heapq
import logging
import os
import threading
import time
from contextlib import suppress

import psycopg2
from odoo import sql_db
from odoo.addons.base.models.ir_cron import ODOO_NOTIFY_FUNCTION

_logger = logging.getLogger(__name__)

COALESCE_SECONDS = 0.004
IDLE_SECONDS_MAX = 300.0
TIMERS_MAX = 1000

TRIGGER_SQL = """
    INSERT INTO ir_cron_trigger (cron_id, call_at)
    SELECT c.id, date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC')
      FROM ir_cron c JOIN ir_model_data d ON d.model = 'ir.cron' AND d.res_id = c.id
     WHERE d.module = 'crossdock' AND d.name LIKE 'cron_worker_%%' AND c.active
       AND NOT EXISTS (SELECT 1 FROM (SELECT 1 FROM ir_cron_trigger t
                                       WHERE t.cron_id = c.id AND t.call_at <= clock_timestamp() AT TIME ZONE 'UTC'
                                         FOR KEY SHARE SKIP LOCKED) AS pending)
"""

_wakers = {}
_wakers_lock = threading.Lock()


class Waker:
    """Wakes the workers of one database, from one process."""

    def __init__(self, dbname):
        self.dbname = dbname
        self.pid = os.getpid()
        self._condition = threading.Condition()
        self._timers = []
        self._connections = {}
        self._thread = threading.Thread(target=self._loop, name=f"crossdock-waker-{dbname}", daemon=True)
        self._thread.start()

    def wake(self, delay_seconds=0.0):
        """Ask for a wake-up in ``delay_seconds``; returns at once."""
        with self._condition:
            if len(self._timers) < TIMERS_MAX:
                heapq.heappush(self._timers, time.monotonic() + delay_seconds)
            self._condition.notify()

    def _loop(self):
        while True:
            with self._condition:
                now = time.monotonic()
                wait = self._timers[0] - now if self._timers else IDLE_SECONDS_MAX
                if wait > 0:
                    self._condition.wait(min(wait, IDLE_SECONDS_MAX))
                    continue
            # Requests of the same moment share the wake-up.
            time.sleep(COALESCE_SECONDS)
            with self._condition:
                now = time.monotonic()
                while self._timers and self._timers[0] <= now:
                    heapq.heappop(self._timers)
            self._notify()

    def _notify(self):
        try:
            self._execute(self.dbname, TRIGGER_SQL)
            self._execute("postgres", f"SELECT {ODOO_NOTIFY_FUNCTION}('cron_trigger', %s)", (self.dbname,))
        except psycopg2.Error as error:
            # The interval of the workers is the net below this.
            _logger.warning("Workers could not be woken: %s", type(error).__name__)
            self._close()

    def _execute(self, dbname, query, parameters=None):
        connection = self._connections.get(dbname)
        if connection is None or connection.closed:
            _name, info = sql_db.connection_info_for(dbname)
            connection = psycopg2.connect(**info)
            connection.autocommit = True
            with connection.cursor() as cursor:
                # A lost wake-up costs a minute at worst; it need not wait for the disk.
                cursor.execute("SET synchronous_commit = off")
            self._connections[dbname] = connection
        with connection.cursor() as cursor:
            cursor.execute(query, parameters)

    def _close(self):
        for connection in self._connections.values():
            with suppress(psycopg2.Error):
                connection.close()
        self._connections = {}


def wake(dbname, delay_seconds=0.0):
    """Wake the workers of a database in ``delay_seconds``; cheap, and never raises."""
    waker = _wakers.get(dbname)
    if waker is None or waker.pid != os.getpid():
        with _wakers_lock:
            waker = _wakers.get(dbname)
            if waker is None or waker.pid != os.getpid():
                waker = _wakers[dbname] = Waker(dbname)
    waker.wake(delay_seconds)
