"""The mutations, and the wrapper that gives the inventory ones their idempotency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import GraphQLError, GraphQLResolveInfo
from graphql.execution.values import get_directive_values

from tests.simulators.shopify import idempotency, ids, inventory, orders
from tests.simulators.shopify.idempotency import MESSAGES
from tests.simulators.shopify.resolve import Call, internal_error
from tests.simulators.shopify.store import Record, StoreError

INPUT_ARRAY_MAX = 250
Mutation = Callable[[Call, dict[str, Any]], Record]
MUTATIONS: dict[str, Mutation] = {}
# The user error type of each idempotent mutation; plain UserError has no code.
ERROR_TYPES = {
    "inventorySetQuantities": "InventorySetQuantitiesUserError",
    "inventoryAdjustQuantities": "InventoryAdjustQuantitiesUserError",
    "inventorySetOnHandQuantities": "InventorySetOnHandQuantitiesUserError",
    "inventoryActivate": "UserError",
}


def mutation(name: str) -> Callable[[Mutation], Mutation]:
    def register(function: Mutation) -> Mutation:
        MUTATIONS[name] = function
        return function

    return register


def mutate(info: GraphQLResolveInfo, arguments: dict[str, Any]) -> Record:
    """Run a mutation of the root: limits first, then the idempotency key, then the effect."""
    call: Call = info.context
    name = info.field_name
    too_long = inventory.arrays_too_long(arguments, INPUT_ARRAY_MAX)
    if too_long is not None:
        raise array_refusal(too_long)
    function = MUTATIONS.get(name)
    if function is None:
        raise GraphQLError(
            f"the simulator does not model the mutation {name}", extensions={"code": "INTERNAL_SERVER_ERROR"}
        )
    if name not in idempotency.MUTATIONS:
        if call.internal_fault:
            raise internal_error()
        return _noted(call, function(call, arguments))
    key = _key(info)
    if key is None:
        if idempotency.required(name, call.version):
            message = "The @idempotent directive is required for this mutation but was not provided."
            raise GraphQLError(message, extensions={"code": "BAD_REQUEST"})
        if call.internal_fault:
            raise internal_error()
        return _noted(call, function(call, arguments))
    return _noted(call, _once(call, name, key, function, arguments))


def _once(call: Call, name: str, key: str, function: Mutation, arguments: dict[str, Any]) -> Record:
    code, attempt = call.keys.begin(key, name, arguments)
    if code == "done":
        return attempt.made
    if code is not None:
        error = {"__typename": ERROR_TYPES[name], "field": None, "code": code, "message": MESSAGES[code]}
        return {"userErrors": [error]}
    try:
        if call.internal_fault:
            raise internal_error()
        attempt.made = function(call, arguments)
    except Exception:
        call.attempts.append((attempt, "failed"))
        raise
    call.attempts.append((attempt, "failed" if attempt.made["userErrors"] else "done"))
    return attempt.made


def _noted(call: Call, payload: Record) -> Record:
    """Keep the codes of user errors for the log of calls."""
    call.user_error_codes.extend(error.get("code") or "USER_ERROR" for error in payload["userErrors"])
    return payload


def _key(info: GraphQLResolveInfo) -> str | None:
    directive = info.schema.get_directive("idempotent")
    if directive is None:
        return None
    values = get_directive_values(directive, info.field_nodes[0], info.variable_values)
    if values is None:
        return None
    key = values["key"]
    if not key.strip():
        message = "The idempotency key cannot be an empty string or whitespace only."
        raise GraphQLError(message, extensions={"code": "BAD_REQUEST"})
    return key


def array_refusal(length: int) -> GraphQLError:
    return GraphQLError(
        f"The input array size of {length} is greater than the maximum allowed of {INPUT_ARRAY_MAX}.",
        extensions={"code": "MAX_INPUT_SIZE_EXCEEDED"},
    )


def _group(answer: inventory.Answer) -> Record:
    group, errors = answer
    return {"inventoryAdjustmentGroup": group, "userErrors": errors}


@mutation("inventorySetQuantities")
def _set_quantities(call: Call, arguments: dict[str, Any]) -> Record:
    return _group(inventory.set_quantities(call.store, arguments["input"], call.version))


@mutation("inventoryAdjustQuantities")
def _adjust_quantities(call: Call, arguments: dict[str, Any]) -> Record:
    return _group(inventory.adjust_quantities(call.store, arguments["input"], call.version))


@mutation("inventorySetOnHandQuantities")
def _set_on_hand(call: Call, arguments: dict[str, Any]) -> Record:
    return _group(inventory.set_on_hand(call.store, arguments["input"], call.version))


@mutation("inventoryActivate")
def _activate(call: Call, arguments: dict[str, Any]) -> Record:
    level, errors = inventory.activate(call.store, arguments)
    return {"inventoryLevel": level, "userErrors": errors}


@mutation("webhookSubscriptionCreate")
def _subscribe(call: Call, arguments: dict[str, Any]) -> Record:
    record, errors = call.webhooks.create(arguments["topic"], arguments["webhookSubscription"], call.version)
    return {"webhookSubscription": record, "userErrors": errors}


@mutation("webhookSubscriptionUpdate")
def _change_subscription(call: Call, arguments: dict[str, Any]) -> Record:
    number = ids.number(arguments["id"], "WebhookSubscription")
    record, errors = call.webhooks.change(number, arguments["webhookSubscription"])
    return {"webhookSubscription": record, "userErrors": errors}


@mutation("webhookSubscriptionDelete")
def _unsubscribe(call: Call, arguments: dict[str, Any]) -> Record:
    errors = call.webhooks.remove(ids.number(arguments["id"], "WebhookSubscription"))
    return {"deletedWebhookSubscriptionId": None if errors else arguments["id"], "userErrors": errors}


@mutation("bulkOperationRunQuery")
def _run_bulk(call: Call, arguments: dict[str, Any]) -> Record:
    record, errors = call.bulk.start(arguments["query"], bool(arguments.get("groupObjects")), call)
    return {"bulkOperation": record, "userErrors": errors}


@mutation("bulkOperationCancel")
def _cancel_bulk(call: Call, arguments: dict[str, Any]) -> Record:
    record, errors = call.bulk.cancel(ids.number(arguments["id"], "BulkOperation"))
    return {"bulkOperation": record, "userErrors": errors}


@mutation("orderCancel")
def _cancel_order(call: Call, arguments: dict[str, Any]) -> Record:
    number = ids.number(arguments["orderId"], "Order")
    reason = arguments["reason"].lower()
    try:
        orders.cancel(call.store, number or 0, reason, arguments["restock"])
    except StoreError as error:
        failure = {
            "__typename": "OrderCancelUserError",
            "field": ["orderId"],
            "code": "INVALID",
            "message": str(error),
        }
        return {
            "job": None,
            "orderCancelUserErrors": [failure],
            "userErrors": [{**failure, "__typename": "UserError"}],
        }
    job = {"__typename": "Job", "id": f"gid://shopify/Job/{call.store.ids.uuid()}", "done": True}
    return {"job": job, "orderCancelUserErrors": [], "userErrors": []}
