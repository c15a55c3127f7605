"""I1: a sender that is told "stored" can forget what it sent, and one that is not can send it again."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.end_to_end.test_webhook_intake import deliver

SENDERS, DELIVERIES = 8, 80

BREAK = """
    CREATE FUNCTION refuse_to_store() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the disk is full of secrets'; END $$;
    CREATE {kind} TRIGGER refuse AFTER INSERT ON crossdock_inbox_payload {when} FOR EACH ROW EXECUTE FUNCTION refuse_to_store();
    SELECT 1
"""
MEND = "DROP TRIGGER refuse ON crossdock_inbox_payload; DROP FUNCTION refuse_to_store(); SELECT 1"


@pytest.fixture(scope="module")
def world(make_world):
    return make_world(products=1, crm=False)


@pytest.fixture(scope="module")
def address(world):
    return world.rpc("crossdock.connection", "read", [world.store_id], ["webhook_url"])[0]["webhook_url"]


def stored(world, body):
    """How many events another connection sees of these bytes, at this moment."""
    return world.sql("SELECT count(*) FROM crossdock_inbox_payload WHERE body = %s", (body,))[0][0]


def body_of(number):
    return json.dumps({"id": 5000 + number, "note": "not an order"}).encode()


def test_I1_what_was_acknowledged_is_seen_by_another_connection_at_once(world, address):
    def send(number):
        status, _text = deliver(address, body_of(number))
        return status, stored(world, body_of(number))

    with ThreadPoolExecutor(SENDERS) as pool:
        results = list(pool.map(send, range(DELIVERIES)))
    assert results == [(200, 1)] * DELIVERIES


def test_I2_the_same_delivery_many_times_at_once_is_acknowledged_each_time_and_stored_once(world, address):
    for number in range(10):
        body = json.dumps({"id": 9000 + number, "email": "grace.hopper@example.com"}).encode()
        with ThreadPoolExecutor(SENDERS) as pool:
            statuses = list(pool.map(lambda _sender, body=body: deliver(address, body)[0], range(SENDERS)))
        assert (statuses, stored(world, body)) == ([200] * SENDERS, 1)
    # I10: losing the race is no reason to write the customer's order into the log.
    assert "grace.hopper" not in world.odoo.log.read_text(errors="replace")


@pytest.mark.parametrize(
    ("name", "kind", "when"),
    [("the insert fails", "", ""), ("the commit fails", "CONSTRAINT", "DEFERRABLE INITIALLY DEFERRED")],
)
def test_I1_what_could_not_be_stored_is_not_acknowledged_and_can_be_sent_again(world, address, name, kind, when):
    body = json.dumps({"id": 1, "note": name}).encode()
    world.sql(BREAK.format(kind=kind, when=when))
    try:
        status, text = deliver(address, body)
    finally:
        world.sql(MEND)
    assert status >= 500, f"{name}: {status} {text}"
    assert "Traceback" not in text and "secrets" not in text
    assert stored(world, body) == 0
    assert f'"note": "{name}"' not in world.odoo.log.read_text(errors="replace"), "the order is in the log"
    # No key of the failed attempt is left that would make the second look like a repetition.
    assert deliver(address, body)[0] == 200
    assert stored(world, body) == 1


def test_I1_what_was_acknowledged_survives_the_death_of_odoo_in_the_same_moment(world, address):
    body = json.dumps({"id": 2, "note": "the last"}).encode()
    assert deliver(address, body)[0] == 200
    world.odoo.kill()
    assert stored(world, body) == 1
