"""I13: a copy of a live database, started beside it, calls nobody until a person confirms it."""

import time

import pytest
from psycopg2 import sql

from tools.environment import connect, copy_database, drop_database, start_odoo
from tools.world import World

QUIET_SECONDS = 4


@pytest.fixture(scope="module")
def original(make_world):
    """A live store with much to say, whose Odoo has stopped before saying it."""
    world = make_world(products=3, crm=False)
    world.odoo.stop()
    world.sql("UPDATE crossdock_level SET quantity = quantity + 5 RETURNING 1")
    world.sql(
        "INSERT INTO crossdock_mark (connection_id, kind, res_id, why, created_at, due_at)"
        " SELECT connection_id, 'stock', res_id, 'test', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'"
        " FROM crossdock_binding WHERE kind = 'variant' UNION ALL SELECT id, kind, id, 'test', now() AT TIME ZONE 'UTC',"
        " now() AT TIME ZONE 'UTC' FROM crossdock_connection, unnest('{poll,subscriptions,linking}'::text[]) AS kind"
        " RETURNING 1"
    )
    return world


def raw_copy(source, name):
    """What `createdb -T` does: the uuid, the secrets and the crons are the original's."""
    connection = connect("postgres")
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
            )
    finally:
        connection.close()


@pytest.fixture(params=["createdb -T", "Odoo's own duplicate"])
def copied(request, original):
    """The copy, running, with the same store to talk to."""
    source = original.odoo.database
    name = f"{source}_copy"
    if request.param == "createdb -T":
        raw_copy(source, name)
    else:
        copy_database(name, source=source)
    try:
        with start_odoo(name, workers=0, cron_threads=2) as odoo:
            world = World(odoo, original.store)
            world.store_id = original.store_id
            yield world
    finally:
        drop_database(name)


def calls(world, since):
    return [call["operation"] for call in world.store.get(f"/_sim/log?since={since}")["calls"]]


def waiting(world):
    """(marks that are due, marks that a worker has put off)."""
    return world.sql(
        "SELECT count(*) FILTER (WHERE due_at <= now() AT TIME ZONE 'UTC'),"
        " count(*) FILTER (WHERE due_at > now() AT TIME ZONE 'UTC') FROM crossdock_mark"
    )[0]


def test_I13_a_copy_sends_nothing_until_a_manager_confirms_it(copied):
    since = copied.store.get("/_sim/log")["next"]
    # The workers of the copy have looked at all of it, and put it off.
    copied.wait_for(lambda: waiting(copied)[0] == 0, "the copy's workers to look", 50, nudge=True)
    assert waiting(copied)[1] >= 6
    copied.rpc("crossdock.connection", "action_poll", [copied.store_id])
    copied.rpc("crossdock.connection", "action_push_all_stock", [copied.store_id])
    copied.rpc("crossdock.connection", "action_register_webhooks", [copied.store_id])
    time.sleep(QUIET_SECONDS)
    assert calls(copied, since) == []
    copied.rpc("crossdock.connection", "action_confirm", [copied.store_id])
    # Confirmed, it is a database like any other: what kept it silent was the guard alone.
    copied.wait_for(lambda: calls(copied, since), "the confirmed copy to speak", 30)
