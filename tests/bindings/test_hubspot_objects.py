"""HubSpot's objects, links, properties and events: equal to a plain reading, and named as HubSpot's own client does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest
from hubspot.crm import contacts, properties
from hubspot.crm.associations import v4
from hubspot.crm.lists import models as lists
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crossdock_core import hubspot
from crossdock_core.errors import CrossdockError, DecodeError, InputError, LimitError

from .places import json_path, places, replaced
from .plain import plain
from .published import REPOSITORY
from .reference import hubspot as reference

CORPUS = REPOSITORY / "cpp" / "crossdock" / "wire" / "hubspot" / "corpus"
READERS: dict[str, Callable[..., Any]] = {
    "associations": hubspot.read_associations,
    "associations_page": lambda body: hubspot.read_associations_page(body, "1"),
    "association_types": hubspot.read_association_types,
    "batch_result": hubspot.read_batch_result,
    "error_body": hubspot.read_error,
    "list_page": hubspot.read_list_page,
    "made_associations": hubspot.read_made_associations,
    "object": hubspot.read_object,
    "properties": hubspot.read_properties,
    "properties_result": hubspot.read_properties_result,
    "property_groups": hubspot.read_property_groups,
    "search_page": hubspot.read_search_page,
    "segments": hubspot.read_segments,
    "webhook_events": hubspot.read_webhook_events,
    "webhook_events_of_each_kind": hubspot.read_webhook_events,
}


def encode(payload: Any) -> bytes:
    return json.dumps(payload).encode()


def test_every_example_has_its_reader_and_every_reader_its_example() -> None:
    assert {path.stem for path in CORPUS.iterdir()} == set(READERS)


@pytest.mark.parametrize("name", READERS)
def test_an_answer_that_is_cut_anywhere_is_refused(name: str) -> None:
    body = (CORPUS / f"{name}.json").read_bytes().rstrip()
    READERS[name](body)
    for size in range(len(body)):
        with pytest.raises(DecodeError) as caught:
            READERS[name](body[:size])
        assert caught.value.system == "hubspot"


# What HubSpot tells of its refusals is read as far as it goes: losing a refusal to a field of it would be worse.
LENIENT = {"error_body": ("$",), "batch_result": ("$.errors",), "associations": ("$.errors",)}
LENIENT |= {"made_associations": ("$.errors",), "properties_result": ("$.errors",)}
# Of an event every field counts for its key, those included that nobody reads.
KEYED = {"webhook_events", "webhook_events_of_each_kind"}


@pytest.mark.parametrize("name", READERS)
def test_a_value_of_no_possible_type_is_refused_where_it_stands_unless_nobody_reads_it(name: str) -> None:
    document = json.loads((CORPUS / f"{name}.json").read_bytes())
    expected = plain(READERS[name](encode(document)))
    refused = 0
    for place in places(document):
        path = json_path(place)
        try:
            # An object in an array is no field of any answer, nor is an array in an array.
            result = plain(READERS[name](replaced(document, place, [[[]]])))
        except DecodeError as error:
            refused += 1
            assert error.path.startswith(path), (error.path, path)
            assert error.system == "hubspot"
        else:
            if name in KEYED:
                assert [without_key(event) for event in result] == [without_key(event) for event in expected], path
            else:
                assert result == expected or path.startswith(LENIENT.get(name, ("-",))), path
    assert refused or name == "error_body"


def without_key(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "key"}


REFUSAL = {"status": "error", "category": "VALIDATION_ERROR", "message": "m", "context": {"id": ["9"]}}


@pytest.mark.parametrize("status", ["COMPLETE", "PENDING", "PROCESSING", "CANCELED", "NEWER"])
@pytest.mark.parametrize("results", [[], [{"id": "5", "properties": {}}]], ids=["none", "one"])
def test_errors_of_a_batch_are_told_whatever_it_says_of_itself(status: str, results: list[Any]) -> None:
    answer = {"status": status, "results": results, "numErrors": 1, "errors": [REFUSAL]}
    batch = hubspot.read_batch_result(encode(answer))
    assert (batch.status, len(batch.results)) == (status, len(results))
    assert [(error.category, error.ids) for error in batch.errors] == [("VALIDATION_ERROR", ["9"])]
    # The count is HubSpot's own; a batch without the list has no refusal to tell.
    assert hubspot.read_batch_result(encode(answer | {"errors": None})).errors == []


# Named as HubSpot's own client names them


def names_of(model: type) -> set[str]:
    return set(model.attribute_map.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("model", "read"),
    [
        (contacts.SimplePublicObject, "id properties createdAt updatedAt archivedAt archived objectWriteTraceId"),
        (contacts.SimplePublicUpsertObject, "id new objectWriteTraceId"),
        (contacts.SimplePublicObjectWithAssociations, "associations"),
        (contacts.AssociatedId, "id type"),
        (contacts.BatchResponseSimplePublicObjectWithErrors, "status results errors"),
        (contacts.CollectionResponseWithTotalSimplePublicObjectForwardPaging, "total results paging"),
        (contacts.NextPage, "after"),
        (contacts.StandardError, "message category subCategory status errors context"),
        (contacts.ErrorDetail, "message code in subCategory context"),
        (contacts.models.error.Error, "message category correlationId subCategory errors context"),
        (v4.PublicAssociationMultiWithLabel, "from to paging"),
        (v4.MultiAssociatedObjectWithLabel, "toObjectId associationTypes"),
        (v4.AssociationSpecWithLabel, "category typeId label"),
        (v4.LabelsBetweenObjectPair, "fromObjectId toObjectId labels"),
        (v4.PublicDefaultAssociation, "from to associationSpec"),
        (
            properties.ModelProperty,
            "name label type fieldType groupName options hasUniqueValue calculated hidden archived hubspotDefined "
            "modificationMetadata",
        ),
        (properties.Option, "value label displayOrder hidden"),
        (properties.PropertyModificationMetadata, "readOnlyValue"),
        (properties.PropertyGroup, "name label archived"),
        (lists.RecordListMembership, "listId lastAddedTimestamp"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_fields_that_are_read_are_those_of_hubspots_client(model: type, read: str) -> None:
    assert set(read.split()) <= names_of(model)


TYPE = hubspot.AssociationType("HUBSPOT_DEFINED", 507)
WHOLE = hubspot.ObjectInput("7", [("a", "b")], "t")
NEW = hubspot.ObjectInput("", [("a", "b")], "t", associations=[hubspot.NewAssociation("9", [TYPE])])
LINK = hubspot.AssociationInput("1", "2", [TYPE])
BETWEEN = hubspot.Filter("p", "BETWEEN", "1", high_value="2")


@pytest.mark.parametrize(
    ("body", "model", "input_model"),
    [
        (
            hubspot.write_batch_upsert([WHOLE], id_property="sku"),
            contacts.BatchInputSimplePublicObjectBatchInputUpsert,
            contacts.SimplePublicObjectBatchInputUpsert,
        ),
        (
            hubspot.write_batch_update([WHOLE], id_property="sku"),
            contacts.BatchInputSimplePublicObjectBatchInput,
            contacts.SimplePublicObjectBatchInput,
        ),
        (
            hubspot.write_batch_create([NEW]),
            contacts.BatchInputSimplePublicObjectBatchInputForCreate,
            contacts.SimplePublicObjectBatchInputForCreate,
        ),
        (
            hubspot.write_batch_read(["1"], ["a"], "sku"),
            contacts.BatchReadInputSimplePublicObjectId,
            contacts.SimplePublicObjectId,
        ),
        (
            hubspot.write_batch_archive(["1"]),
            contacts.BatchInputSimplePublicObjectId,
            contacts.SimplePublicObjectId,
        ),
        (
            hubspot.write_associations_create([LINK]),
            v4.BatchInputPublicAssociationMultiPost,
            v4.PublicAssociationMultiPost,
        ),
        (
            hubspot.write_associations_archive([LINK]),
            v4.BatchInputPublicAssociationMultiArchive,
            v4.PublicAssociationMultiArchive,
        ),
        (
            hubspot.write_associations_read([("1", "x")]),
            v4.BatchInputPublicFetchAssociationsBatchRequest,
            v4.PublicFetchAssociationsBatchRequest,
        ),
    ],
    ids=["upsert", "update", "create", "read", "archive", "link", "unlink", "links"],
)
def test_bodies_hold_what_hubspots_client_would_send(body: bytes, model: type, input_model: type) -> None:
    content = json.loads(body)
    assert set(content) == names_of(model)
    assert set(content["inputs"][0]) == names_of(input_model)


def test_a_search_holds_what_hubspots_client_would_send() -> None:
    body = json.loads(
        hubspot.write_object_search(
            groups=[[BETWEEN, hubspot.Filter("q", "IN", values=["a", "b"])]],
            query="w",
            sort_property="p",
            descending=True,
            properties=["p"],
            after="5",
            limit=7,
        )
    )
    assert set(body) == names_of(contacts.PublicObjectSearchRequest)
    between, one_of = body["filterGroups"][0]["filters"]
    assert set(between) | set(one_of) == names_of(contacts.Filter)
    assert (between["value"], between["highValue"], one_of["values"]) == ("1", "2", ["a", "b"])
    assert body["sorts"] == [{"propertyName": "p", "direction": "DESCENDING"}]
    assert json.loads(hubspot.write_object_search()) == {"filterGroups": [], "properties": [], "limit": 100}


def test_associations_are_named_with_category_and_id() -> None:
    content = json.loads(hubspot.write_batch_create([NEW]))
    (link,) = content["inputs"][0]["associations"]
    assert link["to"] == {"id": "9"}
    assert set(link["types"][0]) == names_of(v4.AssociationSpec)
    category, number = link["types"][0]["associationCategory"], link["types"][0]["associationTypeId"]
    assert (category, number) == ("HUBSPOT_DEFINED", 507)


def test_links_are_written_exactly() -> None:
    labelled = hubspot.AssociationType("USER_DEFINED", 9007199254740993 % 2**31)
    written = hubspot.write_associations_create([LINK, hubspot.AssociationInput("3", "\u00e9", [TYPE, labelled])])
    assert written.decode() == (
        '{"inputs":[{"from":{"id":"1"},"to":{"id":"2"},"types":[{"associationCategory":"HUBSPOT_DEFINED",'
        '"associationTypeId":507}]},{"from":{"id":"3"},"to":{"id":"\u00e9"},"types":[{"associationCategory":'
        '"HUBSPOT_DEFINED","associationTypeId":507},{"associationCategory":"USER_DEFINED","associationTypeId":1}]}]}'
    )


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"groups": [[BETWEEN]] * 6}, "hubspot_search_groups_max"),
        ({"groups": [[BETWEEN] * 7]}, "hubspot_search_group_filters_max"),
        ({"groups": [[BETWEEN] * 5] * 4}, "hubspot_search_filters_max"),
        ({"query": "\u20ac" * 3001}, "hubspot_search_query_characters_max"),
        ({"after": "10000"}, "hubspot_search_total_max"),
        ({"limit": 201}, "hubspot_search_results_max"),
    ],
)
def test_a_search_beyond_hubspots_bounds_is_refused_by_name(arguments: dict[str, Any], name: str) -> None:
    with pytest.raises(LimitError) as caught:
        hubspot.write_object_search(**arguments)
    assert caught.value.name == name


@pytest.mark.parametrize(
    "write",
    [
        lambda: hubspot.write_batch_upsert([WHOLE], id_property=""),
        lambda: hubspot.write_batch_upsert([NEW], id_property="email"),
        lambda: hubspot.write_batch_create([WHOLE]),
        lambda: hubspot.write_batch_archive([""]),
        lambda: hubspot.write_associations_create([hubspot.AssociationInput("1", "2")]),
        lambda: hubspot.write_associations_archive([hubspot.AssociationInput("1", "")]),
        lambda: hubspot.write_object_search(groups=[[]]),
    ],
)
def test_nonsense_is_not_written(write: Callable[[], bytes]) -> None:
    with pytest.raises(InputError):
        write()


# Equal to a plain reading


name_texts = st.text("abc_", min_size=1, max_size=3)
texts = st.text(max_size=6)
identifiers = st.integers(1, 2**63 - 1) | st.integers(1, 999).map(str)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.isoformat(timespec="milliseconds") + "Z"
)


def maybe(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Fields that may be missing or null."""
    return st.fixed_dictionaries({}, optional={name: st.none() | value for name, value in values.items()})


def required(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(values)


def merged(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(*parts).map(lambda found: {name: value for part in found for name, value in part.items()})


paging = maybe(paging=maybe(next=required(after=texts)))
objects = merged(
    required(id=texts, properties=st.dictionaries(name_texts, st.none() | texts, max_size=3)),
    maybe(
        createdAt=moments,
        updatedAt=moments,
        archivedAt=moments,
        archived=st.booleans(),
        new=st.booleans(),
        objectWriteTraceId=texts,
        associations=st.dictionaries(
            name_texts,
            required(results=st.lists(merged(required(id=identifiers), maybe(type=texts)), max_size=2)),
            max_size=2,
        ),
        unknown=texts,
    ),
)
types = merged(required(category=texts, typeId=st.integers(0, 2**31)), maybe(label=texts))
links = merged(
    required(
        to=st.lists(required(toObjectId=identifiers, associationTypes=st.lists(types, max_size=2)), max_size=2),
    ),
    identifiers.map(lambda one: {"from": {"id": one}}),
    paging,
)
occasion = merged(
    required(occurredAt=st.integers(0, 2**53)),
    maybe(attemptNumber=st.integers(0, 10), propertyName=texts, propertyValue=texts, eventId=st.integers(0, 2**63 - 1)),
)
merges = merged(
    occasion,
    required(subscriptionType=st.sampled_from(["contact.merge", "object.merge"]), primaryObjectId=identifiers),
    maybe(
        objectId=identifiers,
        newObjectId=identifiers,
        mergedObjectIds=st.lists(identifiers, max_size=2),
        numberOfPropertiesMoved=st.integers(0, 99),
    ),
)
link_changes = merged(
    occasion,
    required(
        subscriptionType=st.sampled_from(["contact.associationChange", "object.associationChange"]),
        fromObjectId=identifiers,
        toObjectId=identifiers,
    ),
    maybe(
        associationType=texts,
        associationRemoved=st.booleans(),
        isPrimaryAssociation=st.booleans(),
        associationTypeId=st.integers(0, 999),
        associationCategory=texts,
        fromObjectTypeId=texts,
        toObjectTypeId=texts,
    ),
)
changes = merged(
    occasion,
    required(
        subscriptionType=st.sampled_from(
            [f"{kind}.{what}" for kind in ("contact", "ticket", "object") for what in ("creation", "propertyChange")]
            + ["contact.deletion", "contact.privacyDeletion", "company.restore", "conversation.newMessage"]
        ),
        objectId=identifiers,
    ),
)


def object_fields(found: hubspot.RemoteObject) -> dict[str, Any]:
    linked = {name: [(one.id, one.type) for one in ids] for name, ids in found.associations.items()}
    return plain(found) | {"associations": linked}  # type: ignore[no-any-return]


@settings(max_examples=300, deadline=None)
@given(st.lists(objects, max_size=3), paging)
def test_objects_are_those_of_a_plain_reading_in_every_answer(nodes: list[Any], page: dict[str, Any]) -> None:
    expected = [reference.remote_object(node) for node in nodes]
    found = hubspot.read_list_page(encode({"results": nodes} | page))
    assert [object_fields(one) for one in found.results] == expected
    assert (found.total, found.after) == (None, reference.after(page))
    searched = hubspot.read_search_page(encode({"results": nodes, "total": 9} | page))
    assert (searched.total, searched.results, searched.after) == (9, found.results, found.after)
    assert hubspot.read_batch_result(encode({"status": "COMPLETE", "results": nodes})).results == found.results
    assert [hubspot.read_object(encode(node)) for node in nodes] == found.results


@settings(max_examples=200, deadline=None)
@given(st.lists(links, max_size=3))
def test_links_are_those_of_a_plain_reading(nodes: list[Any]) -> None:
    found = hubspot.read_associations(encode({"status": "COMPLETE", "results": nodes})).results
    for node, one in zip(nodes, found, strict=True):
        got = {
            "from_id": one.from_id,
            "to": [(to.to_id, [(kind.category, kind.type_id, kind.label) for kind in to.types]) for to in one.to],
            "after": one.after,
        }
        assert got == reference.associations(node)
        page = {name: value for name, value in node.items() if name != "from"} | {"results": node["to"]}
        assert hubspot.read_associations_page(encode(page), one.from_id) == one


@settings(max_examples=300, deadline=None)
@given(st.lists(merges | link_changes | changes, max_size=4))
def test_events_are_those_of_a_plain_reading(nodes: list[Any]) -> None:
    for node, event in zip(nodes, hubspot.read_webhook_events(encode(nodes)), strict=True):
        expected = reference.event(node)
        found = plain(event)
        assert {name: found[name] for name in expected} == expected
        assert repr(event) == f"<WebhookEvent {node['subscriptionType']} of {expected['object_id']}>"


numbers = st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?", fullmatch=True)


@settings(max_examples=500, deadline=None)
@given(st.none() | texts | numbers | moments | st.sampled_from(["true", "false", "2026-02-29", "2026-02-28", "a;b;a"]))
@example("9223372036854775807")
@example("-9223372036854775808")
@example("253402300799999")
@example("253402300800000")
@example("70000000000000000000")
@example("1000000000.0000000000")
@example("9500000000.000000000")
def test_properties_are_those_of_a_plain_reading(text: str | None) -> None:
    body = encode({"id": "1", "properties": {"p": text}})
    found = hubspot.read_object(body)
    for name, expected in reference.typed(text).items():
        if expected is ValueError:
            with pytest.raises(DecodeError) as caught:
                getattr(found, name)("p")
            assert (caught.value.path, caught.value.system) == ("$.properties.p", "hubspot")
            continue
        got = getattr(found, name)("p")
        assert got == expected and type(got) is type(expected)
        if isinstance(got, Decimal) and "e" not in str(text).lower():
            assert str(got) == str(expected)
    assert found.text("p") == (text or None)
    assert found.text("q") is None and found.decimal("q") is None


# What the CRM knows of people


def test_a_contact_becomes_an_engagement_with_the_segments_it_is_in() -> None:
    assert "lifecyclestage" in hubspot.engagement_properties()
    contact = hubspot.read_object(
        encode(
            {"id": "5", "properties": {"email": "a@b.c", "lifecyclestage": "lead", "fit": "7.50", "hs_lead_status": ""}}
        )
    )
    segments = hubspot.read_segments(
        encode({"results": [{"listId": "9", "lastAddedTimestamp": "2026-01-02T03:04:05Z"}, {"listId": "10"}]})
    )
    engagement = hubspot.engagement_of(contact, score_property="fit", segments=segments)
    assert (engagement.person_id, engagement.email, engagement.lifecycle_stage) == ("5", "a@b.c", "lead")
    assert (engagement.score, engagement.lead_status) == (Decimal("7.50"), None)
    assert [one.segment_id for one in engagement.segments] == ["10", "9"]
    assert engagement.segments[1].since == datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    assert "a@b.c" not in repr(engagement)


def test_a_ticket_becomes_a_service_case() -> None:
    assert "hs_pipeline_stage" in hubspot.service_case_properties()
    ticket = hubspot.read_object((CORPUS / "object.json").read_bytes())
    case = hubspot.service_case_of(ticket)
    assert (case.id, case.subject, case.priority, case.categories) == ("512", "s", "high", ["A", "B"])
    assert (case.contact_ids, case.is_archived) == (["1"], True)
    assert case.closed_at == datetime(2026, 5, 1, tzinfo=timezone.utc)
    assert repr(case) == "<ServiceCase 512>"


def test_properties_tell_what_can_be_written() -> None:
    (stage,) = hubspot.read_properties((CORPUS / "properties.json").read_bytes())
    assert (stage.name, stage.type, stage.field_type, stage.read_only) == (
        "lifecyclestage",
        "enumeration",
        "radio",
        False,
    )
    assert [(one.value, one.label) for one in stage.options] == [("lead", "Lead")]
    result = hubspot.read_properties_result((CORPUS / "properties_result.json").read_bytes())
    assert [one.name for one in result.results] == ["n"]
    assert [(one.code, one.place) for one in result.errors[0].details] == [("PROPERTY_EXISTS", "name")]
    assert [one.name for one in hubspot.read_property_groups((CORPUS / "property_groups.json").read_bytes())] == ["g"]


def test_a_limits_code_is_its_policy_and_any_other_refusals_its_category() -> None:
    assert hubspot.read_error((CORPUS / "error_body.json").read_bytes()).code == "DAILY"
    assert hubspot.read_error(b'{"category": "VALIDATION_ERROR"}').code == "VALIDATION_ERROR"
    assert hubspot.read_error(b"{}").code is None


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.data())
def test_a_value_of_any_other_type_is_read_or_refused_with_its_path(name: str, data: st.DataObject) -> None:
    body = json.loads((CORPUS / f"{name}.json").read_bytes())
    place, path = body, []
    while isinstance(place, (dict, list)) and place and (not path or data.draw(st.booleans())):
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        path.append((place, data.draw(st.sampled_from(list(keys)))))
        place = place[path[-1][1]]
    parent, key = path[-1]
    parent[key] = data.draw(st.sampled_from([None, True, -1, 1.5, "Zaphod", [], {}, [None], {"a": []}]))
    try:
        READERS[name](encode(body))
    except CrossdockError as error:
        assert isinstance(error, DecodeError)
        assert error.path.startswith("$") and error.expected and error.found
        assert "Zaphod" not in str(error)
