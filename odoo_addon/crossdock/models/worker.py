"""The workers: cron records that drain the lanes. They share code and differ only in the lanes they may serve."""

import logging
import time
from functools import partial

from odoo import api, models
from odoo.tools import SQL

from ..engine import inbound, outbound, waker
from ..engine.engine import Engine
from ..engine.lanes import URGENT_LANES, LaneChoice
from ..sync import flows

_logger = logging.getLogger(__name__)

# Odoo gives all jobs of one round 120 s of real time; a run ends well before and asks to be called again.
RUN_SECONDS_MAX = 50.0
# A job that found nothing to do, or whose connection another worker serves, is left alone for this long.
IDLE_JOB_SECONDS = 0.5
# How far ahead a run looks for work that becomes due, to have itself woken for it.
LOOK_AHEAD_SECONDS = 65

_READY_SQL = """
    SELECT 'inbox', i.lane, i.connection_id FROM crossdock_inbox i JOIN crossdock_connection c ON c.id = i.connection_id
     WHERE i.state IN ('ready', 'retry', 'claimed') AND i.due_at <= clock_timestamp() AT TIME ZONE 'UTC'
       AND (i.state <> 'claimed' OR i.lease_until < clock_timestamp() AT TIME ZONE 'UTC')
     GROUP BY 2, 3
    UNION ALL
    SELECT 'mark', m.kind, m.connection_id FROM crossdock_mark m JOIN crossdock_connection c ON c.id = m.connection_id
     WHERE m.due_at <= clock_timestamp() AT TIME ZONE 'UTC' AND c.active AND c.state IN ('preview', 'live')
     GROUP BY 2, 3
    UNION ALL
    SELECT 'operation', o.kind, o.connection_id
      FROM crossdock_operation o JOIN crossdock_connection c ON c.id = o.connection_id
     WHERE o.state IN ('ready', 'retry', 'claimed') AND o.due_at <= clock_timestamp() AT TIME ZONE 'UTC'
       AND (o.state <> 'claimed' OR o.lease_until < clock_timestamp() AT TIME ZONE 'UTC')
       AND c.active AND c.state IN ('preview', 'live')
     GROUP BY 2, 3
"""

_NEXT_DUE_SQL = """
    SELECT extract(epoch FROM min(due_at) - clock_timestamp() AT TIME ZONE 'UTC') FROM (
        SELECT min(due_at) AS due_at FROM crossdock_inbox
         WHERE state IN ('ready', 'retry') AND due_at > clock_timestamp() AT TIME ZONE 'UTC'
        UNION ALL
        SELECT min(due_at) FROM crossdock_mark WHERE due_at > clock_timestamp() AT TIME ZONE 'UTC'
        UNION ALL
        SELECT min(due_at) FROM crossdock_operation
         WHERE state IN ('ready', 'retry') AND due_at > clock_timestamp() AT TIME ZONE 'UTC'
    ) AS due
"""


class CrossdockWorker(models.AbstractModel):
    _name = "crossdock.worker"
    _description = "Crossdock: worker"

    @api.model
    def _wake_after_commit(self, delay_seconds=0.0):
        """Wake the workers once this transaction is committed; cheap, at most once a transaction and moment."""
        pending = self.env.cr.postcommit.data
        key = "crossdock.wake"
        if key not in pending or delay_seconds < pending[key]:
            if key not in pending:
                self.env.cr.postcommit.add(partial(self._wake_now, self.env.cr))
            pending[key] = delay_seconds

    @api.model
    def _wake_now(self, cr):
        waker.wake(cr.dbname, cr.postcommit.data.pop("crossdock.wake", 0.0))

    @api.model
    def _run(self, urgent_only=False, seconds=RUN_SECONDS_MAX):
        """Drain the lanes until nothing is ready or the time is up; the number of batches.

        Lets no exception out: Odoo would put the whole worker off for one that fails.
        """
        # The cron's own transaction would hold back vacuum for as long as we run.
        self.env["ir.cron"]._commit_progress()
        try:
            return self._drain(urgent_only, seconds)
        except Exception as error:
            _logger.error("Worker: %s %s", type(error).__name__, inbound.place(error))
            return 0

    @api.model
    def _drain(self, urgent_only, seconds):
        engine = Engine(self.env.registry, self.env.uid)
        deadline = time.monotonic() + seconds
        choice, idle_until, batches = LaneChoice(), {}, 0
        while time.monotonic() < deadline:
            jobs = engine.step("worker.look", self._ready_jobs)
            now = time.monotonic()
            jobs = {
                job: flow
                for job, flow in jobs.items()
                if idle_until.get(job, 0.0) <= now and (not urgent_only or job[0] in URGENT_LANES)
            }
            if not jobs:
                break
            lane = choice.pick({job[0] for job in jobs})
            # Within a lane news comes first, because it may spare a push; then what was looked at longest ago.
            job = min(
                (job for job in jobs if job[0] == lane),
                key=lambda job: (job[1] != "inbox", idle_until.get(job, 0.0), job),
            )
            worked = self._serve(engine, job, jobs[job])
            idle_until[job] = now if worked else time.monotonic() + IDLE_JOB_SECONDS
            batches += 1
        self._wake_for_next(engine, time.monotonic() >= deadline)
        return batches

    @api.model
    def _ready_jobs(self, env):
        """{(lane, source, connection id or 0): flow} of what is ready."""
        env.cr.execute(SQL(_READY_SQL))
        jobs = {}
        for source, name, connection_id in env.cr.fetchall():
            if source == "inbox":
                jobs[name, "inbox", 0] = None
                continue
            flow = flows.outbound_for_mark(name) if source == "mark" else flows.outbound_for_operation(name)
            if flow is not None:
                jobs[flow.lane, flow.mark_kind, connection_id] = flow
        return jobs

    @api.model
    def _serve(self, engine, job, flow):
        """One batch of one job; whether anything was done. Whatever goes wrong is logged, and the run goes on."""
        lane, _source, connection_id = job
        try:
            if flow is None:
                return bool(inbound.drain(engine, lane))
            return outbound.push(engine, flow, connection_id)
        except Exception as error:
            # The rows are still claimed or marked: their lease or their marks bring them back. Texts of exceptions may
            # quote customers' data, so the log gets the kind and the place.
            _logger.error("Lane %s: %s %s", lane, type(error).__name__, inbound.place(error))
            return False

    @api.model
    def _wake_for_next(self, engine, more_now):
        """Have the workers woken when the next row becomes due, if that is soon; at once if time ran out."""

        def look(env):
            env.cr.execute(SQL(_NEXT_DUE_SQL))
            return env.cr.fetchone()[0]

        seconds = 0.0 if more_now else engine.step("worker.look", look)
        if seconds is not None and float(seconds) < LOOK_AHEAD_SECONDS:
            waker.wake(self.env.cr.dbname, max(0.0, float(seconds)) + 0.01)
