"""Claiming work. A claim is a short transaction of its own whose first statement locks the claim mutex.

``LOCK TABLE`` takes no snapshot, so what follows sees all that earlier claims committed, although Odoo's transactions
run at REPEATABLE READ. Objects are claimed, not events: all ready events of an object go to one worker, and none of an
object that another worker has. A lease (token and time) is how a claim of a dead worker is found again.
"""

import uuid

from odoo.tools import SQL

from ..sync.flow import Event, Work

# Outlives every time-out of the HTTP client (30 s) and every transaction of the engine.
LEASE_SECONDS = 180

# Rows looked at to find the objects of one batch, so that a burst about one object is seen as one piece of work.
CLAIM_SCAN_ROWS_MAX = 1000

_CLAIM_SQL = """
    WITH candidates AS (
        SELECT i.id, i.connection_id, i.object_key, CASE i.state WHEN 'claimed' THEN i.attempt ELSE 0 END AS lapsed
          FROM crossdock_inbox i
         WHERE i.lane = %(lane)s
           AND (i.state IN ('ready', 'retry')
                OR (i.state = 'claimed' AND i.lease_until < clock_timestamp() AT TIME ZONE 'UTC'))
           AND i.due_at <= clock_timestamp() AT TIME ZONE 'UTC'
           AND NOT EXISTS (SELECT 1 FROM crossdock_inbox busy
                            WHERE busy.connection_id = i.connection_id AND busy.object_key = i.object_key
                              AND busy.state = 'claimed' AND busy.lease_until >= clock_timestamp() AT TIME ZONE 'UTC')
         ORDER BY i.due_at, i.id
         LIMIT %(scan)s
    ), objects AS (
        SELECT connection_id, object_key, min(id) AS first_id, max(lapsed) AS lapsed FROM candidates
         WHERE connection_id = (SELECT connection_id FROM candidates ORDER BY id LIMIT 1)
         GROUP BY connection_id, object_key ORDER BY first_id LIMIT %(objects)s
    ), batch AS (
        SELECT connection_id, object_key FROM objects ORDER BY first_id
         LIMIT (SELECT greatest(1, %(objects)s >> least(30, max(lapsed))) FROM objects)
    )
    UPDATE crossdock_inbox i
       SET state = 'claimed', attempt = i.attempt + 1, lease_token = %(token)s,
           lease_until = (clock_timestamp() + %(lease)s * interval '1 second') AT TIME ZONE 'UTC'
      FROM batch o
     WHERE i.connection_id = o.connection_id AND i.object_key = o.object_key AND i.lane = %(lane)s
       AND (i.state IN ('ready', 'held') OR (i.state = 'retry' AND i.due_at <= clock_timestamp() AT TIME ZONE 'UTC')
            OR (i.state = 'claimed' AND i.lease_until < clock_timestamp() AT TIME ZONE 'UTC'))
    RETURNING i.id, i.connection_id, i.object_key, i.topic, i.source, i.version, i.attempt
"""


class LeaseLost(Exception):
    """Another worker took the work over; what we did in this transaction is rolled back."""


def lock_mutex(env):
    """First statement of every claim."""
    env.cr.execute(SQL("LOCK TABLE crossdock_claim_mutex IN EXCLUSIVE MODE"))


def new_token():
    """A lease token: random, so that nobody settles what another worker claimed."""
    return uuid.uuid4().hex


def claim_inbox(env, lane, objects_max, token):
    """Claim the oldest objects of a lane, all of one connection, with all their waiting events.

    Held events of an object are taken along when a newer event makes the object ready: the newest known state decides.
    Objects whose worker died or outlived its lease come in batches half as large each time, so that one that kills its
    worker, or a batch that takes longer than a lease, does not come back for ever.

    :returns: list of ``Work``, oldest object first
    """
    lock_mutex(env)
    env.cr.execute(
        SQL(
            _CLAIM_SQL,
            lane=lane,
            scan=CLAIM_SCAN_ROWS_MAX,
            objects=objects_max,
            token=token,
            lease=LEASE_SECONDS,
        )
    )
    rows = sorted(env.cr.fetchall())
    bodies = env["crossdock.inbox"]._payloads([row[0] for row in rows])
    works = {}
    for event_id, connection_id, object_key, topic, source, version, attempt in rows:
        work = works.setdefault(object_key, Work(connection_id, object_key))
        work.events.append(Event(event_id, topic, source, version, attempt, bodies.get(event_id, b"")))
    return list(works.values())


_RENEW_SQL = """
    UPDATE crossdock_inbox SET lease_until = (clock_timestamp() + %(lease)s * interval '1 second') AT TIME ZONE 'UTC'
     WHERE id = ANY(%(ids)s) AND state = 'claimed' AND lease_token = %(token)s
"""


def renew_inbox(env, ids, token):
    """Have the whole lease before us again, after we waited for others.

    :raises LeaseLost: another worker has claimed some of these events meanwhile
    """
    lock_mutex(env)
    env.cr.execute(SQL(_RENEW_SQL, ids=list(ids), token=token, lease=LEASE_SECONDS))
    if env.cr.rowcount != len(ids):
        raise LeaseLost


_CLAIM_OPERATION_SQL = """
    UPDATE crossdock_operation
       SET state = 'claimed', attempt = attempt + 1, lease_token = %(token)s,
           lease_until = (clock_timestamp() + %(lease)s * interval '1 second') AT TIME ZONE 'UTC',
           sent_at = coalesce(sent_at, clock_timestamp() AT TIME ZONE 'UTC'),
           key_good_until = coalesce(key_good_until, (clock_timestamp() + %(key_hours)s * interval '1 hour') AT TIME ZONE 'UTC')
     WHERE id = (SELECT id FROM crossdock_operation
                  WHERE connection_id = %(connection)s AND kind = ANY(%(kinds)s)
                    AND (state IN ('ready', 'retry')
                         OR (state = 'claimed' AND lease_until < clock_timestamp() AT TIME ZONE 'UTC'))
                    AND due_at <= clock_timestamp() AT TIME ZONE 'UTC'
                  ORDER BY due_at, id LIMIT 1)
    RETURNING id, attempt, key_good_until < clock_timestamp() AT TIME ZONE 'UTC' AS key_expired
"""

# Half of what Shopify keeps idempotency keys (24 hours).
KEY_GOOD_HOURS = 12


def claim_operation(env, connection_id, kinds, token):
    """Claim the oldest due operation of a connection; (id, attempt, key expired) or None.

    ``attempt`` above 1 means that an earlier send may have had its effect.
    """
    lock_mutex(env)
    env.cr.execute(
        SQL(
            _CLAIM_OPERATION_SQL,
            connection=connection_id,
            kinds=list(kinds),
            token=token,
            lease=LEASE_SECONDS,
            key_hours=KEY_GOOD_HOURS,
        )
    )
    return env.cr.fetchone()


def take_lease(env, name, token):
    """Take the lease on a name, or learn that another worker has it."""
    lock_mutex(env)
    return env["crossdock.lease"]._take(name, token, LEASE_SECONDS)
