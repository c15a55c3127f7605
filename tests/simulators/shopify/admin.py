"""The Admin API over HTTP: token, version, cost budget, execution, and the shape of every refusal."""

from __future__ import annotations

import json
import math
import time
from typing import Any

from aiohttp import web
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
)
from graphql.execution.values import get_variable_values

from tests.simulators.common.answers import cut, json_answer, spoil, status_sent
from tests.simulators.common.calls import CallLog
from tests.simulators.common.clock import iso_utc_milliseconds, now
from tests.simulators.common.faults import Fault, Faults
from tests.simulators.shopify import resolve_catalogue, resolve_money, resolve_orders, resolve_payouts, resolve_shop
from tests.simulators.shopify.bulk import Bulk
from tests.simulators.shopify.cost import SINGLE_COST_MAX, Bucket, Meter
from tests.simulators.shopify.idempotency import Keys
from tests.simulators.shopify.inventory import arrays_too_long
from tests.simulators.shopify.mutations import array_refusal, mutate
from tests.simulators.shopify.resolve import Call, resolve, type_of
from tests.simulators.shopify.schemas import (
    DOCUMENT_BYTES_MAX,
    Version,
    Versions,
    operation_of,
    serving_version,
)
from tests.simulators.shopify.scopes import DEFAULT_SCOPES, ScopeTable, effective
from tests.simulators.shopify.store import Record, Store
from tests.simulators.shopify.webhooks import Webhooks

# Imported for their registrations.
RESOLVER_MODULES = (resolve_catalogue, resolve_orders, resolve_money, resolve_payouts, resolve_shop)
BODY_BYTES_MAX = 2_000_000
THROTTLED = {
    "message": "Throttled",
    "extensions": {"code": "THROTTLED", "documentation": "https://shopify.dev/api/usage/rate-limits"},
}
UNAUTHORIZED = "[API] Invalid API key or access token (unrecognized login or wrong password)"


class Admin:
    """The GraphQL endpoint of one store and its one app."""

    def __init__(self, store: Store, faults: Faults, webhooks: Webhooks, bulk: Bulk, versions: Versions) -> None:
        self._store = store
        self._faults = faults
        self._webhooks = webhooks
        self._bulk = bulk
        self._versions = versions
        self._scope_tables: dict[str, ScopeTable] = {}
        self.token = "shpat_demo"
        self.client_id = "demo-client-id"
        self.secret = "shpss_demo"
        self.log = CallLog()
        self.keys = Keys()
        self.reset()

    def reset(self) -> None:
        self.installed = True
        self.scopes = list(DEFAULT_SCOPES)
        self.plan = "standard"
        self.cost_model = "measured"
        self.bucket = Bucket(self.plan)
        self.keys.clear()

    def set_plan(self, plan: str) -> None:
        self.bucket = Bucket(plan)
        self.plan = plan

    def granted(self) -> frozenset[str]:
        return effective(self.scopes)

    async def access_token(self, request: web.Request) -> web.Response:
        """POST /admin/oauth/access_token, the client credentials grant."""
        is_json = request.content_type == "application/json"
        form = await request.json() if is_json else dict(await request.post())
        if form.get("client_id") != self.client_id or form.get("client_secret") != self.secret:
            return json_answer({"error": "invalid_client", "error_description": "Client credentials are invalid"}, 401)
        if form.get("grant_type") != "client_credentials" or not self.installed:
            return json_answer({"error": "invalid_request", "error_description": "Unsupported grant type"}, 400)
        return json_answer({"access_token": self.token, "scope": ",".join(self.scopes), "expires_in": 86399})

    async def graphql(self, request: web.Request) -> web.Response:
        """POST /admin/api/{version}/graphql.json"""
        started = time.monotonic()
        entry: Record = {
            "at": iso_utc_milliseconds(now()),
            "operation": None,
            "kind": None,
            "version": request.match_info["version"],
            "status": 200,
            "cost": None,
            "error_codes": [],
            "inputs": 0,
            "idempotency_key": None,
        }
        call: Call | None = None
        try:
            answer, call, fault = await self._answer(request, entry)
            answer = await spoil(request, answer, fault)
            entry["status"] = status_sent(answer)
            return answer
        finally:
            if call is not None:
                call.settle()
            entry["duration_ms"] = round((time.monotonic() - started) * 1000, 3)
            self.log.add(entry)

    async def _answer(self, request: web.Request, entry: Record) -> tuple[web.Response, Call | None, Fault | None]:
        version_name = serving_version(request.match_info["version"])
        if version_name is None:
            return json_answer({"errors": "Not Found"}, 404), None, None
        headers = {"X-Shopify-API-Version": version_name, "X-Request-Id": self._store.ids.uuid()}
        entry["version"] = version_name
        if not self.installed or request.headers.get("X-Shopify-Access-Token") != self.token:
            return json_answer({"errors": UNAUTHORIZED}, 401, headers), None, None
        body = await _body(request)
        if body is None:
            return json_answer({"errors": "Bad Request"}, 400, headers), None, None
        version = self._versions.get(version_name)
        document, errors = version.document(body["query"])
        operation = operation_of(document, body.get("operationName")) if document is not None else None
        names = _describe(entry, operation, body)
        fault = self._faults.take_call(names)
        if fault is not None and fault.kind in ("http", "cut_before", "throttle"):
            return self._refused(request, fault, entry, headers), None, None
        if errors or document is None or operation is None:
            errors = errors or [GraphQLError("An operation name is required")]
            return self._errors(errors, entry, headers), None, fault
        payload, call = self._execute(version, document, operation, body, entry, fault)
        return json_answer(payload, 200, headers), call, fault

    def _refused(self, request: web.Request, fault: Fault, entry: Record, headers: dict[str, str]) -> web.Response:
        if fault.kind == "cut_before":
            return cut(request)
        if fault.kind == "http":
            status = fault.status or 503
            entry["error_codes"] = [f"HTTP_{status}"]
            if fault.seconds:
                headers = {**headers, "Retry-After": str(fault.seconds)}
            return json_answer({"errors": "Service Unavailable"}, status, headers)
        entry["error_codes"] = ["THROTTLED"]
        return json_answer(self._throttled(SINGLE_COST_MAX), fault.status or 200, headers)

    def _throttled(self, requested: int) -> Record:
        return {"errors": [THROTTLED], "extensions": {"cost": self._cost(requested, None)}}

    def _cost(self, requested: int, actual: int | None) -> Record:
        return {
            "requestedQueryCost": requested,
            "actualQueryCost": actual,
            "throttleStatus": self.bucket.status(),
        }

    def _errors(self, errors: list[GraphQLError], entry: Record, headers: dict[str, str]) -> web.Response:
        formatted = [error.formatted for error in errors]
        entry["error_codes"] = [_code(error) for error in errors]
        return json_answer({"errors": formatted}, 200, headers)

    def _execute(
        self,
        version: Version,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        body: Record,
        entry: Record,
        fault: Fault | None,
    ) -> tuple[Record, Call | None]:
        """Price, pay, execute, refund. HTTP 200 whatever comes of it."""
        variables = body.get("variables") or {}
        refusal = self._refuse_variables(version, operation, variables)
        if refusal:
            entry["error_codes"] = [_code(error) for error in refusal]
            return {"errors": [error.formatted for error in refusal]}, None
        coerced = get_variable_values(version.schema, operation.variable_definitions or (), variables)
        meter = Meter(version.schema, document, coerced, self.cost_model)
        requested = meter.requested(operation)
        if requested > SINGLE_COST_MAX:
            entry["error_codes"] = ["MAX_COST_EXCEEDED"]
            return {"errors": [_too_costly(requested)]}, None
        if requested > self.bucket.available():
            entry["error_codes"] = ["THROTTLED"]
            return self._throttled(requested), None
        self.bucket.spend(requested)
        call = self._call(version, fault)
        result = execute_sync(
            version.schema,
            document,
            variable_values=variables,
            operation_name=body.get("operationName"),
            context_value=call,
            field_resolver=_resolve,
            type_resolver=type_of,
        )
        actual = meter.actual(operation, result.data)
        self.bucket.spend(actual - requested)
        entry["cost"] = {"requested": requested, "actual": actual}
        codes = [_code(error) for error in result.errors or []]
        entry["error_codes"] = codes + call.user_error_codes
        return self._payload(result, call, requested, actual), call

    def _refuse_variables(
        self, version: Version, operation: OperationDefinitionNode, variables: Record
    ) -> list[GraphQLError]:
        too_long = arrays_too_long(variables)
        if too_long is not None:
            return [array_refusal(too_long)]
        coerced = get_variable_values(version.schema, operation.variable_definitions or (), variables)
        return coerced if isinstance(coerced, list) else []

    def _call(self, version: Version, fault: Fault | None) -> Call:
        table = self._scope_tables.get(version.name)
        if table is None:
            table = self._scope_tables[version.name] = ScopeTable(version)
        return Call(
            store=self._store,
            webhooks=self._webhooks,
            bulk=self._bulk,
            keys=self.keys,
            scope_table=table,
            granted=self.granted(),
            version=version.name,
            app_title="Demo",
            internal_fault=fault is not None and fault.kind == "internal",
        )

    def _payload(self, result: ExecutionResult, call: Call, requested: int, actual: int) -> Record:
        payload: Record = {"data": result.data}
        if result.errors:
            payload["errors"] = [_formatted(error) for error in result.errors]
        payload["extensions"] = {"cost": self._cost(requested, actual)}
        if call.search_warnings:
            payload["extensions"]["search"] = call.search_warnings
        return payload


def _resolve(source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
    """Fields of the mutation root run mutations; all others read."""
    if info.parent_type is info.schema.mutation_type:
        call: Call = info.context
        named = info.return_type
        refusal = call.scope_table.refusal(info.parent_type.name, info.field_name, str(named), call.granted)
        if refusal is not None:
            raise refusal
        return mutate(info, arguments)
    return resolve(source, info, **arguments)


async def _body(request: web.Request) -> Record | None:
    raw = await request.read()
    if len(raw) > BODY_BYTES_MAX:
        return None
    if request.content_type == "application/graphql":
        return {"query": raw.decode("utf-8", "replace")}
    try:
        body = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(body, dict) or not isinstance(body.get("query"), str):
        return None
    variables = body.get("variables")
    if variables is not None and not isinstance(variables, dict):
        return None
    return body if len(body["query"]) <= DOCUMENT_BYTES_MAX else None


def _describe(entry: Record, operation: OperationDefinitionNode | None, body: Record) -> list[str]:
    """Fill in what the log says of the call; returns the names that a fault may match."""
    if operation is None:
        return []
    fields = [node.name.value for node in operation.selection_set.selections if hasattr(node, "name")]
    entry["operation"] = fields[0] if fields else None
    entry["kind"] = "mutation" if operation.operation is OperationType.MUTATION else "query"
    variables = body.get("variables") or {}
    entry["inputs"] = _longest(variables)
    entry["idempotency_key"] = variables.get("idempotencyKey") or variables.get("key")
    name = operation.name.value if operation.name is not None else None
    entry["operation_name"] = name
    return [*fields, *([name] if name else []), entry["kind"]]


def _longest(value: Any) -> int:
    """The length of the longest array in the variables: how many rows the call is about."""
    if isinstance(value, dict):
        return max(map(_longest, value.values()), default=0)
    if isinstance(value, list):
        return max(len(value), max(map(_longest, value), default=0))
    return 0


def _code(error: GraphQLError) -> str:
    return (error.extensions or {}).get("code") or "GRAPHQL_ERROR"


def _formatted(error: GraphQLError) -> Record:
    """An error of execution; one that was not raised on purpose shows as an internal error."""
    formatted = dict(error.formatted)
    if not error.extensions:
        formatted["extensions"] = {"code": "INTERNAL_SERVER_ERROR"}
        formatted["message"] = f"Internal error: {error.message}"
    return formatted


def _too_costly(requested: int) -> Record:
    return {
        "message": (
            f"Query cost is {requested}, which exceeds the single query max cost limit "
            f"({SINGLE_COST_MAX}).\n\n"
            "See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\n"
            "cost of a query is calculated."
        ),
        "extensions": {
            "code": "MAX_COST_EXCEEDED",
            "cost": math.ceil(requested),
            "maxCost": SINGLE_COST_MAX,
            "documentation": "https://shopify.dev/api/usage/rate-limits",
        },
    }
