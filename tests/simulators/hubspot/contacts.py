"""The contacts of one account, and what the search index knows of them, which may lag behind.

Every change is reported to `listener` as (contact, property or None for a creation, value, source).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.simulators.common.clock import iso_utc_milliseconds, now, parse_iso
from tests.simulators.hubspot.properties import STAGE_ORDER, Properties, Record

FIRST_ID = 90_101_000_000
DEFAULT_PROPERTIES = ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname")
Listener = Callable[[Record, str | None, str | None, str], None]


class Contacts:
    """Contacts by id; e-mail addresses are unique."""

    def __init__(self, properties: Properties, seed: int) -> None:
        self.properties = properties
        self.listener: Listener = lambda contact, name, value, source: None
        self.search_lag_seconds = 0.0
        self._random = random.Random(seed)
        self._last_id = FIRST_ID
        self._by_id: dict[int, Record] = {}
        self._by_email: dict[str, int] = {}

    def find(self, key: str, id_property: str | None) -> Record | None:
        """A living contact by its id, its e-mail address or another unique property."""
        if id_property in (None, "", "hs_object_id"):
            return self._by_id.get(int(key)) if key.isdigit() else None
        if id_property == "email":
            return self._by_id.get(self._by_email.get(key.strip().lower(), -1))
        wanted = key.lower()
        return next((one for one in self.all() if (one["values"].get(id_property) or "").lower() == wanted), None)

    def all(self) -> list[Record]:
        return list(self._by_id.values())

    def create(self, values: dict[str, str], source: str) -> Record:
        """A new contact; the caller has made sure that its address is free."""
        self._last_id += self._random.randint(1, 40) * 50 + 1
        moment = now()
        contact: Record = {
            "id": self._last_id,
            "values": {},
            "created": moment,
            "updated": moment,
            "versions": [],
        }
        self._by_id[contact["id"]] = contact
        contact["values"]["hs_object_id"] = str(contact["id"])
        contact["values"]["createdate"] = iso_utc_milliseconds(moment)
        self.listener(contact, None, None, source)
        self.change(contact, values, source, created=True)
        return contact

    def change(self, contact: Record, values: dict[str, str], source: str, created: bool = False) -> None:
        """Take over values; nothing moves when nothing differs. A person may set any lifecycle stage."""
        changed = {}
        for name, value in values.items():
            if name == "lifecyclestage" and source != "CRM_UI" and self._backwards(contact, value):
                continue
            if (contact["values"].get(name) or "") != value:
                changed[name] = value
        if not changed and not created:
            return
        old_email = contact["values"].get("email")
        contact["values"].update(changed)
        if "email" in changed:
            self._by_email.pop(old_email or "", None)
            if changed["email"]:
                self._by_email[changed["email"]] = contact["id"]
        contact["updated"] = now()
        contact["values"]["lastmodifieddate"] = iso_utc_milliseconds(contact["updated"])
        self._index(contact)
        for name, value in changed.items():
            self.listener(contact, name, value, source)

    def archive(self, contact: Record) -> None:
        del self._by_id[contact["id"]]
        self._by_email.pop(contact["values"].get("email") or "", None)

    def indexed(self) -> list[Record]:
        """The values of all contacts as search sees them: not younger than the lag."""
        newest = now() - self.search_lag_seconds
        seen = []
        for contact in self._by_id.values():
            known = [values for moment, values in contact["versions"] if moment <= newest]
            if known:
                seen.append({**contact, "values": known[-1]})
        return seen

    def shown(self, contact: Record, names: list[str] | None = None) -> Record:
        """A contact as the API gives it: the default properties, and those asked for."""
        wanted = [*DEFAULT_PROPERTIES, *(names or [])] if names is None else ["hs_object_id", *names]
        if names is not None:
            wanted.extend(("createdate", "lastmodifieddate"))
        values = contact["values"]
        known = [name for name in dict.fromkeys(wanted) if name in self.properties.definitions]
        return {
            "id": str(contact["id"]),
            "properties": {name: values.get(name) or None for name in known},
            "createdAt": values["createdate"],
            "updatedAt": values["lastmodifieddate"],
            "archived": False,
        }

    def dump(self) -> list[Record]:
        return [{**contact, "versions": []} for contact in self._by_id.values()]

    def load(self, records: list[Record]) -> None:
        for contact in records:
            self._by_id[contact["id"]] = contact
            self._last_id = max(self._last_id, contact["id"])
            if contact["values"].get("email"):
                self._by_email[contact["values"]["email"]] = contact["id"]
            contact["versions"] = [(parse_iso(contact["values"]["lastmodifieddate"]), dict(contact["values"]))]

    def _index(self, contact: Record) -> None:
        newest = now() - self.search_lag_seconds
        versions: list[tuple[float, Any]] = contact["versions"]
        versions.append((contact["updated"], dict(contact["values"])))
        while len(versions) > 1 and versions[1][0] <= newest:
            versions.pop(0)

    @staticmethod
    def _backwards(contact: Record, value: str) -> bool:
        """The stage only moves forward; clearing it first is allowed."""
        current = contact["values"].get("lifecyclestage")
        return bool(current) and value != "" and STAGE_ORDER.get(value, 0) < STAGE_ORDER.get(current, 0)
