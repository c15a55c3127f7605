"""Properties of HubSpot's contacts: which exist, which are ours to create, and the stages' labels."""

import json
from dataclasses import dataclass, field

from ..outcome import Dead

GROUP = {"name": "crossdock", "label": "Crossdock", "displayOrder": -1}

_COUNT = {"type": "number", "fieldType": "number"}
_MOMENT = {"type": "datetime", "fieldType": "date"}
_TEXT = {"type": "string", "fieldType": "text"}

# What Odoo tells of a buyer that HubSpot has no property for.
OWN_PROPERTIES = tuple(
    {"name": name, "label": label, "groupName": GROUP["name"], "description": description, **kind}
    for name, label, kind, description in (
        ("crossdock_order_count", "Orders", _COUNT, "Confirmed orders in Odoo."),
        (
            "crossdock_total_spent",
            "Total spent",
            _COUNT,
            "Total of the confirmed orders, in the company's currency.",
        ),
        ("crossdock_last_order_date", "Last order", _MOMENT, "When the newest confirmed order was placed."),
        ("crossdock_odoo_id", "Odoo contact", _TEXT, "Id of the contact in Odoo."),
    )
)
# Properties of every account that Odoo writes or reads.
STANDARD_PROPERTIES = ("email", "firstname", "lastname", "phone", "company", "lifecyclestage")


@dataclass
class Schema:
    """What an account's contacts look like. ``stages`` maps values to labels; both can be customised."""

    properties: set = field(default_factory=set)
    groups: set = field(default_factory=set)
    stages: dict = field(default_factory=dict)


def read_schema(session):
    """Ask the account for its contact properties and their groups.

    :raises Dead: a property that every account has is missing, so this is no such account
    """
    definitions, _response = session.read("GET", session.properties_path(), b"", _results)
    groups, _response = session.read("GET", session.properties_path("groups"), b"", _results)
    schema = Schema(
        {one["name"] for one in definitions if not one.get("archived")},
        {one["name"] for one in groups if not one.get("archived")},
    )
    for one in definitions:
        if one["name"] == "lifecyclestage":
            schema.stages = {option["value"]: option["label"] for option in one.get("options") or []}
    absent = [name for name in STANDARD_PROPERTIES if name not in schema.properties]
    if absent:
        raise Dead(f"The account's contacts lack the properties {', '.join(absent)}.")
    return schema


def missing(schema):
    """The next thing to create, as (name, path below the properties API, request), or None when all is there.

    The group comes first and alone: HubSpot refuses properties of a group that does not exist.
    """
    if GROUP["name"] not in schema.groups:
        return "group", "groups", GROUP
    absent = [one for one in OWN_PROPERTIES if one["name"] not in schema.properties]
    if absent:
        return "properties", "batch/create", {"inputs": absent}
    return None


def write_creation(path, request):
    """The bytes of an operation that creates properties: where to send them, and what."""
    return json.dumps({"path": path, "request": request}, separators=(",", ":")).encode()


def read_creation(body):
    """(path, request bytes) of an operation that creates properties; None of any other operation.

    >>> read_creation(write_creation("groups", {"name": "x"}))
    ('groups', b'{"name":"x"}')
    >>> read_creation(b'{"inputs":[]}')
    """
    content = json.loads(body)
    if "path" not in content:
        return None
    return content["path"], json.dumps(content["request"], separators=(",", ":")).encode()


def _results(body):
    """The list that an answer carries. :raises ValueError: it carries none"""
    results = json.loads(bytes(body)).get("results")
    if not isinstance(results, list) or not all(
        isinstance(one, dict) and isinstance(one.get("name"), str) for one in results
    ):
        raise ValueError("no list of named results")
    return results
