"""A HubSpot account in memory, behind the real session: the core reads and writes, without a network."""

import json
from datetime import datetime, timedelta

from ..sync.hubspot.schema import GROUP, OWN_PROPERTIES
from ..sync.hubspot.session import HubspotSession

START = datetime(2026, 11, 1, 12, 0, 0)
STAGES = {"lead": "Lead", "customer": "Customer", "fan": "Our fan"}
STANDARD = ("email", "firstname", "lastname", "phone", "company", "lifecyclestage", "lastmodifieddate")


class FakeResponse:
    """What the transport gives back."""

    def __init__(self, status, content, outcome="answered"):
        self.outcome = outcome
        self.status = status
        self.body = json.dumps(content).encode()
        self.error = "" if outcome == "answered" else "connection cut"

    def header(self, name):
        return None


class FakeHubspot(HubspotSession):
    """Answers by path. ``calls``: (end of the path, inputs). ``bodies``: the bytes of upserts."""

    def __init__(self):
        super().__init__("http://127.0.0.1:1", "2026-09", "pat-test")
        self.contacts = {}
        self.properties = set(STANDARD)
        self.groups = {"contactinformation"}
        self.stages = dict(STAGES)
        self.calls = []
        self.bodies = []
        self.faults = []
        self.bad_addresses = set()
        self.moment = START

    # -- what people do in the account --------------------------------------------------------------------

    def complete(self):
        """As after the set-up."""
        self.groups.add(GROUP["name"])
        self.properties |= {one["name"] for one in OWN_PROPERTIES}

    def edit(self, email, **values):
        """Somebody creates or edits a contact; its id."""
        remote_id = next((key for key, one in self.contacts.items() if one["email"] == email), None)
        if remote_id is None:
            remote_id = str(9_007_199_254_740_993 + len(self.contacts))
            self.contacts[remote_id] = {"email": email}
        self.moment += timedelta(milliseconds=7)
        self.contacts[remote_id].update(values, lastmodifieddate=f"{self.moment.isoformat()}Z")
        return remote_id

    def by_email(self, email):
        return next((one for one in self.contacts.values() if one["email"] == email), None)

    # -- the API -----------------------------------------------------------------------------------------

    def request(self, method, path, body=b""):
        content = json.loads(body) if body else {}
        name = path.partition("/contacts")[2].strip("/") or "properties"
        self.calls.append((name, len(content.get("inputs", []))))
        fault = self.faults.pop(0) if self.faults else None
        if fault == "cut before":
            return FakeResponse(0, {}, "unknown")
        response = self._answer(method, name, content, body)
        return FakeResponse(0, {}, "unknown") if fault == "cut after" else response

    def _answer(self, method, name, content, body):
        if name == "batch/upsert":
            self.bodies.append(bytes(body))
            return self._upsert(content["inputs"])
        if name == "batch/read":
            return self._read(content)
        if name == "search":
            return self._search(content)
        if name == "groups" and method == "GET":
            return FakeResponse(200, {"results": [{"name": one, "label": one} for one in sorted(self.groups)]})
        if name == "groups":
            self.groups.add(content["name"])
            return FakeResponse(201, {"name": content["name"], "label": content["label"]})
        if name == "batch/create":
            self.properties |= {one["name"] for one in content["inputs"]}
            return FakeResponse(201, {"status": "COMPLETE", "results": content["inputs"]})
        options = [{"value": value, "label": label} for value, label in self.stages.items()]
        definitions = [{"name": one, "options": options} for one in sorted(self.properties)]
        return FakeResponse(200, {"results": definitions})

    def _upsert(self, inputs):
        results, errors = [], []
        for given in inputs:
            unknown = given["properties"].keys() - self.properties
            if unknown or given["id"] in self.bad_addresses:
                code = "PROPERTY_DOESNT_EXIST" if unknown else "INVALID_EMAIL"
                context = {"objectWriteTraceId": [given["objectWriteTraceId"]]}
                errors.append({"message": code, "category": "VALIDATION_ERROR", "context": context})
                continue
            known = self.by_email(given["id"]) is not None
            remote_id = self.edit(given["id"], **given["properties"])
            result = self._shown(remote_id, given["properties"].keys())
            results.append({**result, "new": not known, "objectWriteTraceId": given["objectWriteTraceId"]})
        if errors and not results:
            return FakeResponse(400, {**errors[0], "errors": errors})
        return FakeResponse(207 if errors else 200, {"status": "COMPLETE", "results": results, "errors": errors})

    def _read(self, content):
        results, missing = [], []
        for one in content["inputs"]:
            key = one["id"]
            if content.get("idProperty") == "email":
                key = next((found for found, values in self.contacts.items() if values["email"] == key), None)
            if key in self.contacts:
                results.append(self._shown(key, content["properties"]))
            else:
                missing.append(one["id"])
        errors = [{"message": "gone", "category": "OBJECT_NOT_FOUND", "context": {"ids": missing}}] if missing else []
        status = 207 if missing else 200
        return FakeResponse(status, {"status": "COMPLETE", "results": results, "errors": errors})

    def _search(self, content):
        since = int(content["filterGroups"][0]["filters"][0]["value"])
        found = [
            (values["lastmodifieddate"], key)
            for key, values in self.contacts.items()
            if _milliseconds(values["lastmodifieddate"]) >= since
        ]
        start, limit = int(content.get("after", 0)), content["limit"]
        shown = [self._shown(key, content["properties"]) for _moment, key in sorted(found)[start : start + limit]]
        page = {"total": len(found), "results": shown}
        if start + limit < len(found):
            page["paging"] = {"next": {"after": str(start + limit)}}
        return FakeResponse(200, page)

    def _shown(self, remote_id, names):
        values = self.contacts[remote_id]
        return {
            "id": remote_id,
            "properties": {name: values.get(name) or None for name in (*names, "email")},
            "updatedAt": values["lastmodifieddate"],
            "createdAt": "2026-11-01T12:00:00Z",
            "archived": False,
        }


def _milliseconds(text):
    return round((datetime.fromisoformat(text.rstrip("Z")) - datetime(1970, 1, 1)).total_seconds() * 1000)
