"""Polling a CRM's contacts: news that no webhook brought, in the same inbox as the news that one did."""

import json
from datetime import timedelta

from .contact_observations import CHANGED, EPOCH, LANE_IN, address, buyers_of, instant, now
from .cursors import CONTACTS
from .hubspot.contacts import CONTACTS_PER_CALL_MAX, SEARCH_RESULTS_MAX, search_page

# A poll takes in this many pages at most; what is left is taken in by the next, from the cursor on.
PAGES_MAX = 500
# The search index may lag behind the contacts by this much.
SEARCH_LAG = timedelta(minutes=2)


def poll(engine, connection_id):
    """Take in every contact of ours that changed since the cursor, by the events that webhooks make too.

    The cursor moves with each page, so that a long list is taken in over several polls. It stays behind the
    remote clock by what the search index may lag.
    """

    def since(env):
        connection = env["crossdock.connection"].browse(connection_id)
        return env["crossdock.cursor"]._get(connection, CONTACTS)[0] or EPOCH

    lower = engine.step("poll.since", since)
    session = engine.session(connection_id)
    after, taken, started, local_at = None, 0, None, now()
    for _page in range(PAGES_MAX):
        page, remote_now = search_page(session, lower, ("email", "lastmodifieddate"), after)
        started = started or remote_now
        taken += len(page.results)
        newest = max((instant(one.updated_at) for one in page.results if one.updated_at), default=lower)
        read_up_to = min(newest, started - SEARCH_LAG) if page.after else started - SEARCH_LAG

        def store(env, page=page, read_up_to=read_up_to):
            connection = env["crossdock.connection"].browse(connection_id)
            _store_page(env, connection, page)
            env["crossdock.cursor"]._advance(connection, CONTACTS, read_up_to, local_at)

        engine.step("poll.store", store)
        if not page.after:
            return
        after = page.after
        if taken + CONTACTS_PER_CALL_MAX > SEARCH_RESULTS_MAX:
            # Paging ends here: go on from the newest change seen. A millisecond holds fewer contacts.
            lower = newest if newest > lower else lower + timedelta(milliseconds=1)
            after, taken = None, 0

    def go_on(env):
        env["crossdock.mark"]._append_for(connection_id, "poll", [connection_id], "more to read")

    engine.step("poll.go_on", go_on)


def _store_page(env, connection, page):
    """Events for contacts that concern us and whose version is new."""
    remote_ids, emails = [one.id for one in page.results], {address(one) for one in page.results} - {""}
    rows = env["crossdock.contact"].search(
        [
            ("connection_id", "=", connection.id),
            "|",
            ("remote_id", "in", remote_ids),
            ("email", "in", list(emails)),
        ]
    )
    versions = {row.remote_id: row.remote_updated_at for row in rows if row.remote_id}
    ours = set(rows.mapped("email")) | buyers_of(env, connection, emails).keys()
    events = []
    for one in page.results:
        version, known = instant(one.updated_at), versions.get(one.id)
        if (one.id not in versions and address(one) not in ours) or (known and version and version <= known):
            continue
        events.append(
            {
                "topic": CHANGED,
                "object_key": f"contact:{one.id}",
                "version": version,
                "lane": LANE_IN,
                "source": "poll",
                "keys": [f"poll:contact:{one.id}:{version}"],
                "body": json.dumps({"objectId": one.id}).encode(),
            }
        )
    env["crossdock.inbox"]._store(connection.id, events)
