"""What may come to a webhook's address, and what becomes of it: authentic bytes are kept, all else leaves no trace."""

import base64
import hashlib
import hmac
import http.client
import json
from urllib.parse import urlsplit

import pytest

SECRET = b"shpss_demo"


@pytest.fixture(scope="module")
def world(make_world):
    return make_world(products=2, crm=False)


@pytest.fixture(scope="module")
def address(world):
    return world.rpc("crossdock.connection", "read", [world.store_id], ["webhook_url"])[0]["webhook_url"]


def deliver(address, body, *, topic="orders/create", secret=SECRET, headers=None, path=None, length=None):
    """POST a delivery as Shopify would; (status, body of the answer)."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    signature = base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest()).decode()
    sent = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": topic,
        "X-Shopify-Hmac-Sha256": signature,
        "X-Shopify-Webhook-Id": hashlib.sha256(body + topic.encode()).hexdigest()[:32],
        "X-Shopify-Shop-Domain": "crossdock-demo.myshopify.com",
        **(headers or {}),
    }
    sent = {name: value for name, value in sent.items() if value is not None}
    if length is not None:
        sent["Content-Length"] = str(length)
    connection.request("POST", path or parts.path, body=body if length is None else None, headers=sent)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def stored(world):
    return world.sql("SELECT count(*) FROM crossdock_inbox")[0][0]


@pytest.mark.parametrize(
    ("name", "changes", "status"),
    [
        ("a wrong signature", {"secret": b"other"}, 401),
        ("no signature", {"headers": {"X-Shopify-Hmac-Sha256": None}}, 401),
        ("an empty signature", {"headers": {"X-Shopify-Hmac-Sha256": ""}}, 401),
        ("a signature that is no base64", {"headers": {"X-Shopify-Hmac-Sha256": "\u00e9"}}, 401),
        ("an unknown store", {"path": "/crossdock/webhook/shopify/nobody"}, 404),
        ("another system's address", {"path": None}, None),
    ],
)
def test_what_is_not_authentic_is_refused_and_leaves_no_trace(world, address, name, changes, status):
    if status is None:
        changes = {"path": urlsplit(address).path.replace("shopify", "hubspot")}
        status = 404
    before = stored(world)
    answered, text = deliver(address, b'{"id": 1}', **changes)
    assert answered == status, f"{name}: {text}"
    assert "Traceback" not in text and json.loads(text)["error"]
    assert stored(world) == before


def test_an_oversized_body_is_refused_before_it_is_read(world, address):
    before = stored(world)
    status, text = deliver(address, b"", length=17 << 20)
    assert status == 413 and "larger" in json.loads(text)["error"]
    assert stored(world) == before


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("malformed JSON", b'{"id": 1,'),
        ("a truncated order", b'{"id": 820982911946154508, "line_items": [{"id": 1'),
        ("invalid UTF-8", b'{"id": 1, "name": "\xff\xfe"}'),
        ("a wrong type", b'{"id": "no number", "line_items": {}}'),
        ("an array instead of an object", b"[]"),
        ("an empty body", b""),
        ("a repeated key", b'{"id": 1, "id": 2}'),
        ("a deep document", b'{"id": 1, "a": ' + b"[" * 5000 + b"]" * 5000 + b"}"),
    ],
)
def test_authentic_bytes_that_cannot_be_read_are_kept_as_dead_with_a_reason(world, address, name, body):
    status, text = deliver(address, body)
    assert status == 200, f"{name}: {text}"
    digest = hashlib.sha256(b"orders/create\n" + body).hexdigest()[:32]
    world.wait_for(
        lambda: (
            world.sql("SELECT 1 FROM crossdock_inbox WHERE object_key LIKE %s AND state = 'dead'", (f"%{digest}",))
            or world.sql("SELECT 1 FROM crossdock_inbox WHERE state = 'dead' AND object_key LIKE 'order:%%'")
        ),
        f"{name} to be dead",
        20,
    )
    row = world.sql(
        "SELECT i.reason, p.body FROM crossdock_inbox i JOIN crossdock_inbox_payload p ON p.event_id = i.id"
        " WHERE p.body = %s",
        (body,),
    )
    assert row and row[0][0] and "Traceback" not in row[0][0]
    assert bytes(row[0][1]) == body


def test_I2_a_second_delivery_of_the_same_event_is_acknowledged_and_stored_once(world, address):
    body = json.dumps({"id": 42, "note": "twice"}).encode()
    before = stored(world)
    assert deliver(address, body)[0] == 200
    assert deliver(address, body)[0] == 200
    # The same bytes under another delivery id (which is not signed) are the same news.
    assert deliver(address, body, headers={"X-Shopify-Webhook-Id": "another"})[0] == 200
    assert stored(world) == before + 1


def test_I10_no_log_holds_a_secret_or_a_customers_data(world, address):
    body = json.dumps({"id": 43, "email": "secret.person@example.com", "line_items": "no list"}).encode()
    assert deliver(address, body)[0] == 200
    world.wait_for(lambda: not world.open_work(), "the event to be dead", 20)
    log = world.odoo.log.read_text(errors="replace")
    for secret in ("secret.person@example.com", "shpss_demo", "shpat_demo"):
        assert secret not in log
    reasons = world.sql("SELECT string_agg(reason, ' ') FROM crossdock_inbox")[0][0] or ""
    assert "secret.person" not in reasons


def test_I10_credentials_are_encrypted_and_never_shown(world):
    assert world.sql("SELECT count(*) FROM crossdock_credential WHERE secret LIKE '%%shp%%'")[0][0] == 0
    shown = world.rpc("crossdock.connection", "read", [world.store_id], ["access_token", "webhook_secret"])[0]
    assert not shown["access_token"] and not shown["webhook_secret"]


def test_I1_what_is_acknowledged_is_committed_already(world, address):
    for number in range(20):
        body = json.dumps({"id": 4400 + number}).encode()
        assert deliver(address, body)[0] == 200
        # Another connection sees the bytes at once: the answer left after the commit.
        assert world.sql("SELECT 1 FROM crossdock_inbox_payload WHERE body = %s", (body,)) == [(1,)]
