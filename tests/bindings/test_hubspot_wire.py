"""What goes to HubSpot is exact, and what comes from it is read strictly, its error bodies excepted."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossdock_core import hubspot
from crossdock_core.errors import CrossdockError, DecodeError, InputError, LimitError

SECRET = "Zaphod-Beeblebrox-42"
CONTACT = {
    "id": "512",
    "properties": {"email": "jon@example.com", "phone": None, "lastmodifieddate": "2026-01-02T03:04:05.678Z"},
    "createdAt": "2019-10-30T03:30:17.883Z",
    "updatedAt": "2019-12-07T16:50:06.678Z",
    "archived": False,
}
EVENT = {
    "eventId": 3816279340,
    "subscriptionId": 25,
    "portalId": 33,
    "appId": 1160452,
    "occurredAt": 1462216307945,
    "subscriptionType": "contact.propertyChange",
    "attemptNumber": 0,
    "objectId": 9007199254740993,
    "changeSource": "CRM",
    "propertyName": "lifecyclestage",
    "propertyValue": "customer",
}


def encode(payload: Any) -> bytes:
    return json.dumps(payload).encode()


def test_an_upsert_is_written_exactly() -> None:
    body = hubspot.write_contacts_upsert(
        [
            hubspot.Contact("jon@example.com", [("email", "jon@example.com"), ("firstname", 'J "\u00d6"\n')], "t-1"),
            hubspot.Contact(id_value="a@b.c", properties=[]),
        ]
    )
    assert body.decode() == (
        '{"inputs":[{"id":"jon@example.com","idProperty":"email","properties":{"email":"jon@example.com",'
        '"firstname":"J \\"\u00d6\\"\\n"},"objectWriteTraceId":"t-1"},'
        '{"id":"a@b.c","idProperty":"email","properties":{}}]}'
    )
    by_id = hubspot.write_contacts_upsert([hubspot.Contact("7", [])], id_property="crossdock_odoo_id")
    assert json.loads(by_id)["inputs"][0]["idProperty"] == "crossdock_odoo_id"


def test_a_batch_is_checked_before_it_is_written() -> None:
    contacts = [hubspot.Contact(f"{n}@example.com", []) for n in range(101)]
    assert len(json.loads(hubspot.write_contacts_upsert(contacts[:100]))["inputs"]) == 100
    with pytest.raises(LimitError) as caught:
        hubspot.write_contacts_upsert(contacts)
    assert (caught.value.name, caught.value.limit, caught.value.actual) == (
        "hubspot_batch_inputs_max",
        100,
        101,
    )
    for wrong in ([], [hubspot.Contact(" ", [])], [hubspot.Contact("a", [("x", "1"), ("x", "2")])]):
        with pytest.raises(InputError):
            hubspot.write_contacts_upsert(wrong)
    with pytest.raises(LimitError):
        hubspot.write_batch_read(["1"] * 101, [])


def test_a_batch_read_and_a_search_are_written_exactly() -> None:
    assert hubspot.write_batch_read(["1", "2"], ["email"]) == (
        b'{"inputs":[{"id":"1"},{"id":"2"}],"properties":["email"],"propertiesWithHistory":[]}'
    )
    assert json.loads(hubspot.write_batch_read(["a"], [], "email"))["idProperty"] == "email"
    search = hubspot.write_search(
        property="lastmodifieddate",
        greater_or_equal="1700000000000",
        properties=["email"],
        after="100",
        limit=200,
    )
    assert json.loads(search) == {
        "filterGroups": [
            {"filters": [{"propertyName": "lastmodifieddate", "operator": "GTE", "value": "1700000000000"}]}
        ],
        "sorts": [{"propertyName": "lastmodifieddate", "direction": "ASCENDING"}],
        "properties": ["email"],
        "limit": 200,
        "after": "100",
    }
    first = hubspot.write_search(property="p", greater_or_equal="0", properties=[], after=None, limit=1)
    assert "after" not in json.loads(first)
    for limit in (0, 201, -1):
        with pytest.raises(LimitError):
            hubspot.write_search(property="p", greater_or_equal="0", properties=[], after=None, limit=limit)


def test_a_batch_that_went_through_is_read() -> None:
    upserted = CONTACT | {"new": True, "objectWriteTraceId": "t-1"}
    result = hubspot.read_batch_result(encode({"status": "COMPLETE", "results": [upserted], "startedAt": "x"}))
    (contact,) = result.results
    assert (result.status, result.errors) == ("COMPLETE", [])
    assert (contact.id, contact.new, contact.trace_id, contact.archived) == ("512", True, "t-1", False)
    assert contact.properties["email"] == "jon@example.com"
    assert contact.properties["phone"] is None
    assert contact.updated_at == datetime(2019, 12, 7, 16, 50, 6, 678000, tzinfo=timezone.utc)


def test_a_batch_that_went_through_in_part_names_what_failed() -> None:
    body = {
        "status": "COMPLETE",
        "results": [CONTACT],
        "numErrors": 2,
        "errors": [
            {
                "status": "error",
                "category": "VALIDATION_ERROR",
                "message": "Property values were not valid",
                "context": {"objectWriteTraceId": ["t-2"], "ids": ["9", "10"]},
            },
            {"message": None, "context": {"id": "11", "objectWriteTraceId": "t-3"}, "category": 5},
        ],
    }
    first, second = hubspot.read_batch_result(encode(body)).errors
    assert (first.message, first.category, first.status) == (
        "Property values were not valid",
        "VALIDATION_ERROR",
        "error",
    )
    assert (first.ids, first.trace_ids) == (["9", "10"], ["t-2"])
    assert (second.message, second.category, second.ids, second.trace_ids) == ("", None, ["11"], ["t-3"])


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"status": "COMPLETE"}, "$.results"),
        ({"status": "COMPLETE", "results": [{"id": 5, "properties": {}}]}, "$.results[0].id"),
        (
            {"status": "COMPLETE", "results": [{"id": "5", "properties": {"a": 1}}]},
            "$.results[0].properties.a",
        ),
        ({"status": "COMPLETE", "results": [{"id": "5"}]}, "$.results[0].properties"),
        ({"results": []}, "$.status"),
        ([], "$"),
    ],
)
def test_results_are_read_strictly(body: Any, path: str) -> None:
    with pytest.raises(DecodeError) as caught:
        hubspot.read_batch_result(encode(body))
    assert (caught.value.system, caught.value.path) == ("hubspot", path)


def test_search_pages_are_read() -> None:
    page = hubspot.read_search_page(encode({"total": 3, "results": [CONTACT], "paging": {"next": {"after": "1"}}}))
    assert (page.total, [contact.id for contact in page.results], page.after) == (3, ["512"], "1")
    last = hubspot.read_search_page(b'{"total": 0, "results": []}')
    assert (last.total, last.results, last.after) == (0, [], None)


def test_webhook_events_are_read() -> None:
    creation = {"objectId": 1, "subscriptionType": "contact.creation", "occurredAt": 1}
    cleared = EVENT | {"propertyValue": ""}
    change, other, empty = hubspot.read_webhook_events(encode([EVENT, creation, cleared]))
    assert (change.object_id, change.subscription_type) == ("9007199254740993", "contact.propertyChange")
    assert (change.property_name, change.property_value) == ("lifecyclestage", "customer")
    assert (change.occurred_at_ms, change.portal_id, change.event_id) == (1462216307945, 33, 3816279340)
    assert (change.subscription_id, change.app_id, change.change_source, change.attempt) == (
        25,
        1160452,
        "CRM",
        0,
    )
    assert (other.property_name, other.property_value, other.portal_id, other.event_id) == (
        None,
        None,
        None,
        None,
    )
    assert empty.property_value == ""
    assert hubspot.read_webhook_events(b"[]") == []


def test_the_key_of_an_event_is_stable_over_everything_but_the_attempt() -> None:
    def key(event: dict[str, Any]) -> str:
        return hubspot.read_webhook_events(encode([event]))[0].key

    same = dict(reversed((EVENT | {"attemptNumber": 3}).items()))
    assert key(same) == key(EVENT)
    assert len(key(EVENT)) == 64
    escaped = encode([EVENT]).replace(b'"customer"', b' "\\u0063ustomer" ')
    assert hubspot.read_webhook_events(escaped)[0].key == key(EVENT)
    others = [EVENT | {name: other} for name, other in (("eventId", 1), ("propertyValue", "lead"), ("occurredAt", 2))]
    nested = EVENT | {"added": {"b": [1, 2], "a": {"attemptNumber": 1}}}
    others += [nested, EVENT | {"added": {"b": [2, 1], "a": {"attemptNumber": 1}}}]
    others += [EVENT | {"added": {"b": [1, 2], "a": {"attemptNumber": 2}}}]
    assert len({key(event) for event in [EVENT, *others]}) == 7
    assert key(EVENT | {"added": {"a": {"attemptNumber": 1}, "b": [1, 2]}}) == key(nested)


@pytest.mark.parametrize("body", [b"{}", b"[1]", b'[{"objectId": "1"}]', b'[{"objectId": 1, "occurredAt": 1}]', b"[{}"])
def test_other_webhook_bodies_are_refused(body: bytes) -> None:
    with pytest.raises(DecodeError):
        hubspot.read_webhook_events(body)


def test_refusals_are_read_whatever_is_missing() -> None:
    limit = hubspot.read_error(
        b'{"status":"error","message":"m","errorType":"RATE_LIMIT","correlationId":"c","policyName":"DAILY"}'
    )
    assert (limit.category, limit.policy_name, limit.correlation_id) == ("RATE_LIMIT", "DAILY", "c")
    assert (limit.message, limit.sub_category) == ("m", None)
    full = hubspot.read_error(b'{"category": "OBJECT_NOT_FOUND", "subCategory": "crm.x", "errorType": "other"}')
    assert (full.category, full.sub_category, full.message) == ("OBJECT_NOT_FOUND", "crm.x", None)
    for body in (b"[]", b"", b"<html>"):
        with pytest.raises(DecodeError):
            hubspot.read_error(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=6) | st.just(SECRET),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("message", "category", "correlationId", "subCategory", "policyName", "errorType")


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=4), json_values, max_size=6))
def test_a_refusal_never_raises_on_an_object(body: dict[str, Any]) -> None:
    error = hubspot.read_error(encode(body))
    assert error.message == (body["message"] if isinstance(body.get("message"), str) and body["message"] else None)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(EVENT)), st.sampled_from(sorted(CONTACT)), json_values)
def test_whatever_changes_is_read_or_refused_without_quoting_it(event_key: str, contact_key: str, value: Any) -> None:
    result = {
        "status": "COMPLETE",
        "results": [CONTACT | {contact_key: value}],
        "errors": [{"context": value}],
    }
    for read, body in (
        (hubspot.read_webhook_events, encode([EVENT | {event_key: value}])),
        (hubspot.read_batch_result, encode(result)),
        (hubspot.read_search_page, encode({"total": 1, "results": [CONTACT], "paging": value})),
    ):
        try:
            read(body)
        except CrossdockError as error:
            assert isinstance(error, (DecodeError, LimitError))
            assert SECRET not in str(error)
