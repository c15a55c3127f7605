"""The simulated HubSpot account, judged by HubSpot's own client (hubspot-api-client) and its signature check.

Limits and the search lag have no outside judge; those tests are self-judged, written from HubSpot's
documents.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from hubspot import HubSpot
from hubspot.crm.contacts import (
    ApiException,
    BatchInputSimplePublicObjectBatchInputUpsert,
    BatchReadInputSimplePublicObjectId,
    PublicObjectSearchRequest,
    SimplePublicObjectBatchInputUpsert,
    SimplePublicObjectInput,
)
from hubspot.crm.properties import PropertyCreate, PropertyGroupCreate
from hubspot.utils.signature import Signature

from tests.contract.receiver import Receiver
from tests.simulators.common.process import SimulatorProcess

TOKEN = "pat-demo"
SECRET = "hs-secret-demo"
RETRIES = 10


class Account:
    """HubSpot's client, pointed at the simulator."""

    def __init__(self, process: SimulatorProcess) -> None:
        self.sim = process
        client = HubSpot(access_token=TOKEN)
        self.basic = client.crm.contacts.basic_api
        self.batch = client.crm.contacts.batch_api
        self.search = client.crm.contacts.search_api
        self.properties = client.crm.properties.core_api
        self.groups = client.crm.properties.groups_api
        for api in (self.basic, self.batch, self.search, self.properties, self.groups):
            api.api_client.configuration.host = process.url

    def upsert(self, *contacts: tuple[str, dict[str, str]]) -> Any:
        inputs = [
            SimplePublicObjectBatchInputUpsert(
                id=email, id_property="email", properties=properties, object_write_trace_id=f"trace-{number}"
            )
            for number, (email, properties) in enumerate(contacts)
        ]
        return self.batch.upsert(BatchInputSimplePublicObjectBatchInputUpsert(inputs=inputs))

    def call(self, method: str, path: str, body: Any = None, token: str = TOKEN) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return requests.request(method, self.sim.url + path, json=body, headers=headers, timeout=30)

    def values(self, email: str) -> dict[str, str]:
        contacts = self.sim.get("/_sim/state")["contacts"]
        return next(one["properties"] for one in contacts if one["properties"]["email"] == email)


@pytest.fixture
def account(hubspot: SimulatorProcess) -> Account:
    return Account(hubspot)


def refused(call: Callable[[], Any]) -> tuple[int, dict[str, Any]]:
    with pytest.raises(ApiException) as caught:
        call()
    return caught.value.status, json.loads(caught.value.body)


def test_the_client_creates_and_then_updates_by_email(account: Account) -> None:
    first = account.upsert(("Ada@example.com", {"firstname": "Ada"}), ("ben@example.com", {"firstname": "Ben"}))
    assert [one.new for one in first.results] == [True, True]
    assert [one.object_write_trace_id for one in first.results] == ["trace-0", "trace-1"]
    second = account.upsert(("ada@EXAMPLE.com", {"firstname": "Augusta"}))
    assert [(one.new, one.id) for one in second.results] == [(False, first.results[0].id)]
    assert account.values("ada@example.com")["firstname"] == "Augusta"


def test_one_bad_input_gives_a_207_that_names_it(account: Account) -> None:
    answer = account.upsert(("ada@example.com", {"firstname": "Ada"}), ("ben@example.com", {"no_such": "x"}))
    assert [one.properties["email"] for one in answer.results] == ["ada@example.com"]
    assert answer.num_errors == 1
    (error,) = answer.errors
    assert error.category == "VALIDATION_ERROR"
    assert error.errors[0].code == "PROPERTY_DOESNT_EXIST"
    assert error.context["objectWriteTraceId"] == ["trace-1"]


@pytest.mark.parametrize(
    ("properties", "word"),
    [
        ({"no_such": "x"}, "PROPERTY_DOESNT_EXIST"),
        ({"lifecyclestage": "no_such"}, "INVALID_OPTION"),
        ({"email": "nonsense"}, "INVALID_EMAIL"),
        ({"createdate": "1"}, "READ_ONLY_VALUE"),
    ],
)
def test_a_value_that_cannot_be_stored_is_a_validation_error(
    account: Account, properties: dict[str, str], word: str
) -> None:
    contact = account.upsert(("ada@example.com", {})).results[0].id
    given = SimplePublicObjectInput(properties=properties)
    status, body = refused(lambda: account.basic.update(contact, given))
    assert (status, body["category"]) == (400, "VALIDATION_ERROR")
    assert word in body["message"]


def test_a_batch_holds_a_hundred_different_inputs(account: Account) -> None:
    hundred = [(f"c{number}@example.com", {}) for number in range(100)]
    assert len(account.upsert(*hundred).results) == 100
    status, body = refused(lambda: account.upsert(*hundred, ("one.more@example.com", {})))
    assert (status, body["category"]) == (400, "VALIDATION_ERROR")
    status, body = refused(lambda: account.upsert(hundred[0], hundred[0]))
    assert status == 400
    assert "Duplicate IDs" in body["message"]


def test_the_lifecycle_stage_moves_forward_only_until_it_is_cleared(account: Account) -> None:
    def after(stage: str) -> str | None:
        account.upsert(("ada@example.com", {"lifecyclestage": stage}))
        return account.values("ada@example.com")["lifecyclestage"]

    assert [after("lead"), after("customer"), after("lead"), after(""), after("lead")] == [
        "lead",
        "customer",
        "customer",
        None,
        "lead",
    ]


def test_the_client_reads_a_batch_and_hears_what_is_missing(account: Account) -> None:
    contact = account.upsert(("ada@example.com", {"firstname": "Ada"})).results[0].id
    asked = BatchReadInputSimplePublicObjectId(
        inputs=[{"id": contact}, {"id": "1"}], properties=["firstname"], properties_with_history=[]
    )
    answer = account.batch.read(asked)
    assert [one.properties["firstname"] for one in answer.results] == ["Ada"]
    assert answer.errors[0].category == "OBJECT_NOT_FOUND"
    assert answer.errors[0].context == {"ids": ["1"]}


def test_properties_and_groups_are_made_by_the_client(account: Account) -> None:
    missing = {"crossdock_order_count": "3"}
    status, _ = refused(lambda: account.upsert(("ada@example.com", missing)))
    assert status == 400
    account.groups.create("contacts", PropertyGroupCreate(name="crossdock", label="Crossdock", display_order=-1))
    account.properties.create(
        "contacts",
        PropertyCreate(
            name="crossdock_order_count",
            label="Orders",
            type="number",
            field_type="number",
            group_name="crossdock",
        ),
    )
    assert account.upsert(("ada@example.com", missing)).results[0].new
    stage = account.properties.get_by_name("contacts", "lifecyclestage")
    assert [option.value for option in stage.options][:2] == ["subscriber", "lead"]
    wrong = account.call("POST", "/crm/v3/properties/contacts", {"name": "x", "type": "number"})
    assert (wrong.status_code, wrong.json()["category"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize(
    "base", ["/crm/objects/2026-03/contacts", "/crm/objects/2026-09/contacts", "/crm/v3/objects/contacts"]
)
def test_dated_and_older_paths_answer_alike(account: Account, base: str) -> None:
    given = {"inputs": [{"id": "ada@example.com", "idProperty": "email", "properties": {"firstname": "Ada"}}]}
    made = account.call("POST", f"{base}/batch/upsert", given)
    contact = made.json()["results"][0]["id"]
    assert account.call("GET", f"{base}/{contact}").json()["properties"]["firstname"] == "Ada"
    assert account.call("GET", f"{base}/ada@example.com?idProperty=email").json()["id"] == contact


def searched(account: Account, value: str, after: str | None = None, limit: int = 200) -> Any:
    filters = [{"propertyName": "lastmodifieddate", "operator": "GTE", "value": value}]
    return account.search.do_search(
        PublicObjectSearchRequest(
            filter_groups=[{"filters": filters}],
            sorts=[{"propertyName": "lastmodifieddate", "direction": "ASCENDING"}],
            properties=["email"],
            limit=limit,
            after=after,
        )
    )


def test_search_pages_through_changes_in_order(account: Account) -> None:
    for number in range(5):
        account.upsert((f"c{number}@example.com", {}))
        time.sleep(0.002)
    first = searched(account, "0", limit=3)
    second = searched(account, "0", after=first.paging.next.after, limit=3)
    emails = [one.properties["email"] for one in [*first.results, *second.results]]
    assert emails == [f"c{number}@example.com" for number in range(5)]
    assert (first.total, second.paging) == (5, None)


def test_the_search_index_may_lag(account: Account) -> None:
    account.sim.post("/_sim/configure", {"search_lag_seconds": 0.5})
    account.upsert(("ada@example.com", {}))
    assert searched(account, "0").total == 0
    time.sleep(0.6)
    assert searched(account, "0").total == 1


def test_search_is_limited_in_size_and_rate(account: Account) -> None:
    for request in ({"limit": 201}, {"limit": 200, "after": "9900"}, {"filterGroups": [{"filters": []}] * 6}):
        answer = account.call("POST", "/crm/objects/2026-09/contacts/search", request)
        assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
        assert "X-HubSpot-RateLimit-Max" not in answer.headers
    time.sleep(1.05)
    statuses = [account.call("POST", "/crm/objects/2026-09/contacts/search", {}).status_code for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2


def test_the_window_of_ten_seconds_is_enforced_and_told(account: Account) -> None:
    account.sim.post("/_sim/configure", {"rate_max_10s": 4})
    answers = [account.call("GET", "/account-info/2026-09/details") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    remaining = [answer.headers["X-HubSpot-RateLimit-Remaining"] for answer in answers]
    assert remaining == ["3", "2", "1", "0", "0"]
    assert answers[0].headers["X-HubSpot-RateLimit-Interval-Milliseconds"] == "10000"
    body = answers[-1].json()
    assert (body["status"], body["errorType"]) == ("error", "RATE_LIMIT")
    assert body["policyName"] == "TEN_SECONDLY_ROLLING"


def test_a_wrong_token_and_a_missing_scope_are_told_apart(account: Account) -> None:
    answer = account.call("GET", "/crm/objects/2026-09/contacts", token="pat-other")
    assert (answer.status_code, answer.json()["category"]) == (401, "INVALID_AUTHENTICATION")
    account.sim.post("/_sim/configure", {"scopes": ["crm.objects.contacts.read"]})
    answer = account.call("POST", "/crm/objects/2026-09/contacts", {"properties": {}})
    assert (answer.status_code, answer.json()["category"]) == (403, "MISSING_SCOPES")
    assert "crm.objects.contacts.write" in answer.text


def test_webhooks_carry_a_signature_that_hubspots_library_accepts(account: Account, receiver: Receiver) -> None:
    target = f"{receiver.url}/crossdock/hubspot?store=1"
    account.sim.post("/_sim/configure", {"webhook_target": target})
    contact = account.sim.post("/_sim/contacts", {"contacts": [{"email": "ada@example.com"}]})["contacts"][0]["id"]
    account.sim.post(f"/_sim/contacts/{contact}", {"properties": {"lifecyclestage": "customer", "firstname": "Zoë"}})
    account.sim.post("/_sim/deliveries/flush")
    events = []
    for request in receiver.wait(1):
        checked = {
            "signature": request.headers["x-hubspot-signature-v3"],
            "client_secret": SECRET,
            "http_uri": target,
            "http_method": "POST",
            "signature_version": "v3",
            "timestamp": request.headers["x-hubspot-request-timestamp"],
        }
        assert Signature.is_valid(request_body=request.body.decode(), **checked)
        assert not Signature.is_valid(request_body=request.body.decode() + " ", **checked)
        events += json.loads(request.body)
    changes = {event.get("propertyName"): event for event in events}
    assert changes["lifecyclestage"]["propertyValue"] == "customer"
    assert changes["lifecyclestage"]["changeSource"] == "CRM_UI"
    assert changes[None]["subscriptionType"] == "contact.creation"
    assert {event["objectId"] for event in events} == {int(contact)}


def test_events_come_in_arrays_of_at_most_a_hundred_and_tell_our_own_changes_too(
    account: Account, receiver: Receiver
) -> None:
    account.sim.post("/_sim/configure", {"webhook_target": receiver.url, "webhook_properties": ["email"]})
    account.upsert(*[(f"c{number}@example.com", {}) for number in range(80)])
    account.sim.post("/_sim/deliveries/flush")
    arrays = [json.loads(request.body) for request in receiver.wait(2)]
    assert sorted(len(events) for events in arrays) == [60, 100]
    assert {event["changeSource"] for events in arrays for event in events} == {"INTEGRATION"}


def test_a_failed_webhook_is_retried_ten_times_with_its_attempt_number(account: Account, receiver: Receiver) -> None:
    delays = [0.02] * RETRIES
    account.sim.post("/_sim/configure", {"webhook_target": receiver.url, "webhook_retry_seconds": delays})
    receiver.answer = lambda request: 404
    account.sim.post("/_sim/contacts", {"contacts": [{"email": "ada@example.com"}]})
    account.sim.post("/_sim/deliveries/flush")
    attempts = [json.loads(request.body)[0]["attemptNumber"] for request in receiver.received]
    assert attempts == list(range(1 + RETRIES))
    (delivery,) = account.sim.get("/_sim/state")["deliveries"]
    assert delivery["state"] == "failed"


def test_a_person_may_move_the_stage_back_on_the_page(account: Account) -> None:
    contact = account.upsert(("ada@example.com", {"lifecyclestage": "customer"})).results[0].id
    page = requests.post(f"{account.sim.url}/stage", data={"id": contact, "stage": "lead"}, timeout=10)
    assert "ada@example.com" in page.text
    assert account.values("ada@example.com")["lifecyclestage"] == "lead"


def test_faults_on_calls_strike_as_asked(account: Account) -> None:
    kinds = ("throttle", "http", "internal", "malformed")
    account.sim.post("/_sim/faults", {"faults": [{"kind": kind, "operation": "batch/upsert"} for kind in kinds]})
    given = {"inputs": [{"id": "ada@example.com", "idProperty": "email", "properties": {}}]}
    answers = [account.call("POST", "/crm/objects/2026-09/contacts/batch/upsert", given) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [429, 503, 500, 200, 200]
    with pytest.raises(ValueError):
        answers[3].json()
    account.sim.post("/_sim/faults", {"faults": [{"kind": "cut_after", "operation": "batch/upsert"}]})
    after = {"inputs": [{"id": "ben@example.com", "idProperty": "email", "properties": {}}]}
    with pytest.raises(requests.ConnectionError):
        account.call("POST", "/crm/objects/2026-09/contacts/batch/upsert", after)
    assert account.values("ben@example.com")
