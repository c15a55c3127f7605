"""Contact properties: which exist, what they accept, how their values are stored (always as text).

Sources: developers.hubspot.com, CRM properties and contacts; validation answers as HubSpot words them.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.simulators.common.clock import iso_utc_milliseconds, parse_iso

Record = dict[str, Any]
TEXT_CHARACTERS_MAX = 65_536
LIFECYCLE_STAGES = (
    ("subscriber", "Subscriber"),
    ("lead", "Lead"),
    ("marketingqualifiedlead", "Marketing Qualified Lead"),
    ("salesqualifiedlead", "Sales Qualified Lead"),
    ("opportunity", "Opportunity"),
    ("customer", "Customer"),
    ("evangelist", "Evangelist"),
    ("other", "Other"),
)
STAGE_ORDER = {value: position for position, (value, _) in enumerate(LIFECYCLE_STAGES)}
READ_ONLY = frozenset({"hs_object_id", "createdate", "lastmodifieddate"})
TYPES = {
    "string": {"text", "textarea", "phonenumber", "html", "file"},
    "number": {"number"},
    "datetime": {"date"},
    "date": {"date"},
    "enumeration": {"select", "radio", "checkbox", "booleancheckbox"},
    "bool": {"booleancheckbox"},
}
_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
_NAME = re.compile(r"^[a-z][a-z0-9_]{0,99}$")


class Properties:
    """The definitions of one account, by name, and their groups."""

    def __init__(self) -> None:
        self.groups: dict[str, Record] = {
            "contactinformation": {
                "name": "contactinformation",
                "label": "Contact information",
                "displayOrder": 0,
            }
        }
        self.definitions: dict[str, Record] = {}
        for name, kind, field in (
            ("email", "string", "text"),
            ("firstname", "string", "text"),
            ("lastname", "string", "text"),
            ("phone", "string", "phonenumber"),
            ("company", "string", "text"),
            ("lifecyclestage", "enumeration", "radio"),
            ("hs_object_id", "number", "number"),
            ("createdate", "datetime", "date"),
            ("lastmodifieddate", "datetime", "date"),
        ):
            self._add(name, kind, field, "contactinformation", {"hubspotDefined": True})
        self.definitions["email"]["hasUniqueValue"] = True
        self.definitions["lifecyclestage"]["options"] = [
            {"label": label, "value": value, "displayOrder": position, "hidden": False, "description": ""}
            for position, (value, label) in enumerate(LIFECYCLE_STAGES)
        ]

    def create(self, given: Record) -> tuple[Record | None, str | None, str]:
        """(definition, None, "") or (None, category, message)."""
        name, kind = str(given.get("name") or "").lower(), given.get("type")
        field, group = given.get("fieldType"), given.get("groupName")
        if not _NAME.match(name):
            return None, "VALIDATION_ERROR", f"Invalid property name: {name!r}"
        if kind not in TYPES or field not in TYPES[kind]:
            return (
                None,
                "VALIDATION_ERROR",
                f"Invalid type {kind!r} or fieldType {field!r} for property {name!r}",
            )
        if group not in self.groups:
            return None, "VALIDATION_ERROR", f"Property group {group!r} does not exist"
        if name in self.definitions:
            return None, "CONFLICT", f'A property named "{name}" already exists.'
        return self._add(name, kind, field, group, given), None, ""

    def create_group(self, given: Record) -> tuple[Record | None, str | None, str]:
        name = str(given.get("name") or "").lower()
        if not _NAME.match(name) or not given.get("label"):
            return None, "VALIDATION_ERROR", "A property group needs a name and a label"
        if name in self.groups:
            return None, "CONFLICT", f'A property group named "{name}" already exists.'
        group = {"name": name, "label": given["label"], "displayOrder": int(given.get("displayOrder", -1))}
        self.groups[name] = {**group, "archived": False}
        return self.groups[name], None, ""

    def _add(self, name: str, kind: str, field: str, group: str, given: Record) -> Record:
        self.definitions[name] = {
            "name": name,
            "label": given.get("label") or name,
            "type": kind,
            "fieldType": field,
            "groupName": group,
            "description": given.get("description") or "",
            "options": list(given.get("options") or []),
            "displayOrder": int(given.get("displayOrder", -1)),
            "calculated": False,
            "externalOptions": False,
            "hasUniqueValue": bool(given.get("hasUniqueValue", False)),
            "hidden": bool(given.get("hidden", False)),
            "formField": bool(given.get("formField", False)),
            "hubspotDefined": bool(given.get("hubspotDefined", False)),
            "archived": False,
        }
        return self.definitions[name]

    def read(self, given: Record) -> tuple[dict[str, str], list[Record]]:
        """Values in their stored form and the errors of those that cannot be stored. "" clears a property."""
        values: dict[str, str] = {}
        errors: list[Record] = []
        for name, value in given.items():
            text = "" if value is None else str(value)
            error = self._problem(name, text)
            if error is not None:
                errors.append(error)
            else:
                values[name] = self._stored(name, text)
        return values, errors

    def _problem(self, name: str, text: str) -> Record | None:
        definition = self.definitions.get(name)
        if definition is None:
            return _invalid(name, "PROPERTY_DOESNT_EXIST", f'Property "{name}" does not exist')
        if name in READ_ONLY:
            return _invalid(name, "READ_ONLY_VALUE", f'"{name}" is a read only property; its value cannot be set')
        if text == "":
            return None
        if name == "email" and not _EMAIL.match(text):
            return _invalid(name, "INVALID_EMAIL", f"Email address {text} is invalid")
        if len(text) > TEXT_CHARACTERS_MAX:
            return _invalid(name, "VALUE_TOO_LONG", f"{name} is longer than {TEXT_CHARACTERS_MAX} characters")
        kind = definition["type"]
        if kind == "number" and not _is_number(text):
            return _invalid(name, "INVALID_DOUBLE", f"{text} was not a valid number.")
        if kind in ("datetime", "date") and _moment(text) is None:
            return _invalid(name, "INVALID_DATE", f"{text} was not a valid long.")
        if kind == "enumeration" and text not in [option["value"] for option in definition["options"]]:
            allowed = ", ".join(option["value"] for option in definition["options"])
            return _invalid(name, "INVALID_OPTION", f"{text} was not one of the allowed options: [{allowed}]")
        return None

    def _stored(self, name: str, text: str) -> str:
        if text and self.definitions[name]["type"] == "datetime":
            moment = _moment(text)
            assert moment is not None
            return iso_utc_milliseconds(moment)
        return text.strip().lower() if name == "email" else text

    def sortable(self, name: str, value: str | None) -> Any:
        """A value in the form in which search compares and sorts it; None when there is none."""
        if value is None or value == "":
            return None
        kind = self.definitions[name]["type"]
        if kind == "number":
            return float(value)
        return _moment(value) if kind in ("datetime", "date") else value.lower()


def _moment(text: str) -> float | None:
    """Seconds of a time given in milliseconds or as ISO 8601."""
    try:
        return int(text) / 1000 if re.fullmatch(r"-?\d+", text) else parse_iso(text)
    except (ValueError, OverflowError):
        return None


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _invalid(name: str, error: str, message: str) -> Record:
    return {
        "isValid": False,
        "message": message,
        "error": error,
        "name": name,
        "localizedErrorMessage": message,
    }
