"""The CRM API over HTTP: token, scopes, rate limits, contacts, properties, account details.

Paths of the dated versions (/crm/objects/2026-09/contacts) and of v3 (/crm/v3/objects/contacts) are the same
here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.simulators.common.answers import cut, json_answer, spoil, status_sent
from tests.simulators.common.calls import CallLog
from tests.simulators.common.clock import iso_utc_milliseconds, now
from tests.simulators.common.faults import Fault, Faults
from tests.simulators.hubspot.answers import Refusal, batch, error_body, invalid_properties, standard_error
from tests.simulators.hubspot.contacts import Contacts
from tests.simulators.hubspot.limits import Limits
from tests.simulators.hubspot.properties import Properties, Record
from tests.simulators.hubspot.search import SearchError, search

BATCH_MAX = 100
VERSIONS = "2026-03|2026-09"
SOURCE = "INTEGRATION"
DEFAULT_SCOPES = [
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.schemas.contacts.read",
    "crm.schemas.contacts.write",
    "oauth",
]
READ, WRITE = "crm.objects.contacts.read", "crm.objects.contacts.write"
SCHEMA_READ, SCHEMA_WRITE = "crm.schemas.contacts.read", "crm.schemas.contacts.write"

Answer = tuple[int, Any]
Handler = Callable[[web.Request, Any], Answer]


class Api:
    """The endpoints of one account and its one app."""

    def __init__(self, faults: Faults, portal: int, token: str) -> None:
        self._faults = faults
        self.portal = portal
        self.token = token
        self.log = CallLog()
        self.limits = Limits()
        self.scopes = list(DEFAULT_SCOPES)
        self.properties = Properties()
        self.contacts = Contacts(self.properties, 1)

    def routes(self) -> list[web.RouteDef]:
        objects = [f"/crm/objects/{{version:{VERSIONS}}}/contacts", "/crm/{version:v3}/objects/contacts"]
        schemas = [
            f"/crm/properties/{{version:{VERSIONS}}}/contacts",
            "/crm/{version:v3}/properties/contacts",
        ]
        routes = [web.get("/account-info/{version}/details", self._wrap("details", None, self.details))]
        for base in objects:
            routes += [
                web.post(f"{base}/batch/upsert", self._wrap("batch/upsert", WRITE, self.batch_upsert)),
                web.post(f"{base}/batch/read", self._wrap("batch/read", READ, self.batch_read)),
                web.post(f"{base}/search", self._wrap("search", READ, self.search)),
                web.get(base, self._wrap("list", READ, self.list)),
                web.post(base, self._wrap("create", WRITE, self.create)),
                web.get(f"{base}/{{id}}", self._wrap("read", READ, self.read)),
                web.patch(f"{base}/{{id}}", self._wrap("update", WRITE, self.update)),
                web.delete(f"{base}/{{id}}", self._wrap("archive", WRITE, self.archive)),
            ]
        for base in schemas:
            routes += [
                web.get(f"{base}/groups", self._wrap("groups", SCHEMA_READ, self.groups)),
                web.post(f"{base}/groups", self._wrap("groups/create", SCHEMA_WRITE, self.create_group)),
                web.get(f"{base}/groups/{{name}}", self._wrap("groups/read", SCHEMA_READ, self.group)),
                web.post(
                    f"{base}/batch/create",
                    self._wrap("properties/batch/create", SCHEMA_WRITE, self.create_many),
                ),
                web.get(base, self._wrap("properties", SCHEMA_READ, self.all_properties)),
                web.post(base, self._wrap("properties/create", SCHEMA_WRITE, self.create_property)),
                web.get(f"{base}/{{name}}", self._wrap("properties/read", SCHEMA_READ, self.property)),
            ]
        return routes

    def _wrap(self, operation: str, scope: str | None, handler: Handler) -> Callable[[web.Request], Awaitable[Any]]:
        """Everything that happens around a handler, the same for all."""

        async def handle(request: web.Request) -> web.StreamResponse:
            started = time.monotonic()
            entry: Record = {
                "at": iso_utc_milliseconds(now()),
                "operation": operation,
                "kind": request.method,
                "version": request.match_info.get("version"),
                "status": 0,
                "cost": None,
                "error_codes": [],
                "inputs": 0,
                "idempotency_key": None,
            }
            try:
                fault = self._faults.take_call([operation, request.method])
                answer = await self._answer(request, operation, scope, handler, entry, fault)
                answer = await spoil(request, answer, fault)
                entry["status"] = status_sent(answer)
                return answer
            finally:
                entry["duration_ms"] = round((time.monotonic() - started) * 1000, 3)
                self.log.add(entry)

        return handle

    async def _answer(
        self,
        request: web.Request,
        operation: str,
        scope: str | None,
        handler: Handler,
        entry: Record,
        fault: Fault | None,
    ) -> web.Response:
        headers: dict[str, str] = {}
        try:
            if fault is not None and fault.kind == "cut_before":
                return cut(request)
            self._admit(request, scope)
            policy = self.limits.refusal(operation == "search")
            headers = {} if operation == "search" else self.limits.headers()
            _strike(fault, headers)
            if policy is not None:
                raise Refusal(429, "RATE_LIMITS", f"You have reached your {policy.lower()} limit.", policy=policy)
            status, body = handler(request, await _body(request, entry))
        except Refusal as refusal:
            status, body = refusal.status, refusal.body()
        except SearchError as error:
            status, body = 400, error_body("VALIDATION_ERROR", str(error))
        if isinstance(body, dict):
            wrong = body.get("errors") or ([body] if status >= 400 else [])
            entry["error_codes"] = [one.get("category") or one.get("errorType") for one in wrong]
        return json_answer(body, status, headers) if status != 204 else web.Response(status=204, headers=headers)

    def _admit(self, request: web.Request, scope: str | None) -> None:
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            message = "Authentication credentials not found. This API supports OAuth 2.0 authentication."
            raise Refusal(401, "INVALID_AUTHENTICATION", message)
        if scope is not None and scope not in self.scopes:
            message = "This app hasn't been granted all required scopes to make this call."
            detail = {
                "message": "One or more of the following scopes are required.",
                "context": {"requiredGranularScopes": [scope]},
            }
            raise Refusal(403, "MISSING_SCOPES", message, errors=[detail])

    def details(self, request: web.Request, body: Any) -> Answer:
        return 200, {
            "portalId": self.portal,
            "accountType": "STANDARD",
            "timeZone": "US/Eastern",
            "companyCurrency": "USD",
            "additionalCurrencies": [],
            "utcOffset": "-05:00",
            "utcOffsetMilliseconds": -18_000_000,
            "uiDomain": "app.hubspot.com",
            "dataHostingLocation": "na1",
        }

    def batch_upsert(self, request: web.Request, body: Any) -> Answer:
        """Update or create each input by its own; what is wrong with one does not hold up the others."""
        inputs = _inputs(body)
        ids = [(str(one.get("id")), one.get("idProperty")) for one in inputs]
        repeated = sorted({key for key, prop in ids if ids.count((key, prop)) > 1})
        if repeated:
            message = f"Duplicate IDs found in batch input: {repeated}. IDs must be unique"
            raise Refusal(400, "VALIDATION_ERROR", message)
        started, results, errors = now(), [], []
        for one in inputs:
            try:
                results.append(self._upsert(one))
            except Refusal as refusal:
                errors.append(standard_error(refusal, one))
        if errors and not results:
            first = errors[0]
            return 400, {**error_body(first["category"], first["message"]), "errors": errors}
        return (207 if errors else 200), batch(started, results, errors)

    def _upsert(self, one: Record) -> Record:
        id_property = one.get("idProperty") or "hs_object_id"
        definition = self.properties.definitions.get(id_property)
        if id_property != "hs_object_id" and (definition is None or not definition["hasUniqueValue"]):
            raise Refusal(400, "VALIDATION_ERROR", f"Property {id_property!r} is not a unique property")
        values = self._read_values(one.get("properties") or {})
        contact = self.contacts.find(str(one["id"]), id_property)
        is_new = contact is None
        if contact is None:
            if id_property == "hs_object_id":
                raise Refusal(404, "OBJECT_NOT_FOUND", f"Object not found. objectId: {one['id']}")
            values = {**self._read_values({id_property: one["id"]}), **values}
            self._claim_email(values.get("email"), None)
            contact = self.contacts.create(values, SOURCE)
        else:
            self._claim_email(values.get("email"), contact)
            self.contacts.change(contact, values, SOURCE)
        shown = {**self.contacts.shown(contact, list(values)), "new": is_new}
        if one.get("objectWriteTraceId"):
            shown["objectWriteTraceId"] = one["objectWriteTraceId"]
        return shown

    def batch_read(self, request: web.Request, body: Any) -> Answer:
        inputs = _inputs(body)
        started, results, missing = now(), [], []
        for one in inputs:
            contact = self.contacts.find(str(one.get("id")), body.get("idProperty"))
            if contact is None:
                missing.append(str(one.get("id")))
            else:
                results.append(self.contacts.shown(contact, body.get("properties") or None))
        if not missing:
            return 200, batch(started, results, [])
        message = "Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid."
        refusal = Refusal(404, "OBJECT_NOT_FOUND", message, context={"ids": missing})
        return 207, batch(started, results, [standard_error(refusal, {})])

    def search(self, request: web.Request, body: Any) -> Answer:
        return 200, search(self.contacts, body)

    def list(self, request: web.Request, body: Any) -> Answer:
        limit = min(100, int(request.query.get("limit") or 10))
        after = int(request.query.get("after") or 0)
        found = [one for one in self.contacts.all() if one["id"] > after]
        page: Record = {"results": [self.contacts.shown(one, _asked(request)) for one in found[:limit]]}
        if len(found) > limit:
            page["paging"] = {"next": {"after": str(found[limit - 1]["id"])}}
        return 200, page

    def create(self, request: web.Request, body: Any) -> Answer:
        values = self._read_values(body.get("properties") or {})
        self._claim_email(values.get("email"), None)
        contact = self.contacts.create(values, SOURCE)
        return 201, self.contacts.shown(contact, list(values))

    def read(self, request: web.Request, body: Any) -> Answer:
        return 200, self.contacts.shown(self._contact(request), _asked(request))

    def update(self, request: web.Request, body: Any) -> Answer:
        contact = self._contact(request)
        values = self._read_values(body.get("properties") or {})
        self._claim_email(values.get("email"), contact)
        self.contacts.change(contact, values, SOURCE)
        return 200, self.contacts.shown(contact, list(values))

    def archive(self, request: web.Request, body: Any) -> Answer:
        self.contacts.archive(self._contact(request))
        return 204, None

    def all_properties(self, request: web.Request, body: Any) -> Answer:
        return 200, {"results": list(self.properties.definitions.values())}

    def property(self, request: web.Request, body: Any) -> Answer:
        name = request.match_info["name"]
        if name not in self.properties.definitions:
            raise Refusal(404, "OBJECT_NOT_FOUND", f'Property "{name}" does not exist')
        return 200, self.properties.definitions[name]

    def create_property(self, request: web.Request, body: Any) -> Answer:
        return 201, _created(self.properties.create(body))

    def create_many(self, request: web.Request, body: Any) -> Answer:
        started, results, errors = now(), [], []
        for one in _inputs(body):
            try:
                results.append(_created(self.properties.create(one)))
            except Refusal as refusal:
                errors.append(standard_error(refusal, {"id": one.get("name")}))
        return (207 if errors else 201), batch(started, results, errors)

    def groups(self, request: web.Request, body: Any) -> Answer:
        return 200, {"results": list(self.properties.groups.values())}

    def group(self, request: web.Request, body: Any) -> Answer:
        name = request.match_info["name"]
        if name not in self.properties.groups:
            raise Refusal(404, "OBJECT_NOT_FOUND", f'Property group "{name}" does not exist')
        return 200, self.properties.groups[name]

    def create_group(self, request: web.Request, body: Any) -> Answer:
        return 201, _created(self.properties.create_group(body))

    def _contact(self, request: web.Request) -> Record:
        key = request.match_info["id"]
        contact = self.contacts.find(key, request.query.get("idProperty"))
        if contact is None:
            raise Refusal(404, "OBJECT_NOT_FOUND", f"Object not found. objectId: {key} objectTypeId: 0-1")
        return contact

    def _read_values(self, given: Record) -> dict[str, str]:
        values, errors = self.properties.read(given)
        if errors:
            raise invalid_properties(errors)
        return values

    def _claim_email(self, email: str | None, own: Record | None) -> None:
        other = self.contacts.find(email, "email") if email else None
        if other is not None and other is not own:
            message = f"Contact already exists. Existing ID: {other['id']}"
            raise Refusal(409, "CONFLICT", message)


def _strike(fault: Fault | None, headers: dict[str, str]) -> None:
    """The faults that stand in for an answer."""
    if fault is None:
        return
    if fault.kind == "throttle":
        policy = "TEN_SECONDLY_ROLLING"
        raise Refusal(429, "RATE_LIMITS", f"You have reached your {policy.lower()} limit.", policy=policy)
    if fault.kind == "http":
        if fault.seconds:
            headers["Retry-After"] = str(fault.seconds)
        raise Refusal(fault.status or 503, "SERVICE_UNAVAILABLE", "Service unavailable")
    if fault.kind == "internal":
        raise Refusal(500, "INTERNAL_ERROR", "internal error")


async def _body(request: web.Request, entry: Record) -> Any:
    if request.method in ("GET", "DELETE"):
        return {}
    try:
        body = json.loads(await request.read())
    except ValueError as error:
        message = "Invalid input JSON: the body could not be parsed"
        raise Refusal(400, "VALIDATION_ERROR", message) from error
    if not isinstance(body, dict):
        raise Refusal(400, "VALIDATION_ERROR", "Invalid input JSON: an object was expected")
    entry["inputs"] = len(body["inputs"]) if isinstance(body.get("inputs"), list) else 0
    return body


def _inputs(body: Record) -> list[Record]:
    inputs = body.get("inputs")
    if not isinstance(inputs, list) or not inputs or not all(isinstance(one, dict) for one in inputs):
        raise Refusal(400, "VALIDATION_ERROR", "Invalid input JSON: 'inputs' must be a list with at least one entry")
    if len(inputs) > BATCH_MAX:
        raise Refusal(400, "VALIDATION_ERROR", f"A batch may hold at most {BATCH_MAX} inputs, got {len(inputs)}")
    return inputs


def _asked(request: web.Request) -> list[str] | None:
    names = [name for text in request.query.getall("properties", []) for name in text.split(",") if name]
    return names or None


def _created(outcome: tuple[Record | None, str | None, str]) -> Record:
    made, category, message = outcome
    if made is None:
        raise Refusal(409 if category == "CONFLICT" else 400, category or "VALIDATION_ERROR", message)
    return made
