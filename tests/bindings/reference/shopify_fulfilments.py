"""Fulfilments, fulfilment orders and what happens to them, read by plain Python from webhooks and nodes."""

from __future__ import annotations

from hypothesis import strategies as st

from .shapes import (
    Fields,
    Json,
    Kind,
    connection,
    each,
    flag,
    gid,
    many,
    maybe,
    moment,
    number,
    optional,
    part,
    said,
    said_state,
    same,
    state,
    state_like,
    whole,
    words,
)

# Fulfilments

FULFILMENT = {
    "id": number,
    "order_id": number,
    "name": said,
    "status": said_state,
    "shipment_status": state,
    "service": words,
    "location_id": maybe(number),
    "created_at": moment,
    "updated_at": moment,
    "tracking_company": words,
    "tracking_numbers": many(said),
    "tracking_urls": many(said),
    "line_items": many(part({"id": number, "quantity": whole})),
}
EVENT_NAMES = "message city province country zip"
EVENT = same({}, EVENT_NAMES, words) | {
    "id": number,
    "fulfillment_id": number,
    "order_id": number,
    "status": said_state,
    "happened_at": moment,
    "estimated_delivery_at": maybe(moment),
}


def fulfilment(of: Fields) -> Json:
    numbers, urls = of["tracking_numbers"], of["tracking_urls"]
    parcels = max(len(numbers), len(urls))
    numbers, urls = ([*found, *[""] * (parcels - len(found))] for found in (numbers, urls))
    return of.pick(
        "id order_id name status shipment_status service location_id created_at updated_at",
    ) | {
        "tracking": [
            {"company": of["tracking_company"], "number": number or None, "url": url or None}
            for number, url in zip(numbers, urls, strict=True)
        ],
        "lines": each(lambda line: line.pick("quantity", line_item_id="id") | {"id": None}, of["line_items"]),
        "events": [],
    }


def event(of: Fields) -> Json:
    return of.pick(
        f"id order_id status happened_at estimated_delivery_at {EVENT_NAMES}", fulfilment_id="fulfillment_id"
    )


NOT_ON_THE_WAY = ("fulfilled", "marked_as_fulfilled", "submitted", "canceled", "not_delivered")
EVENT_NODE = same({}, EVENT_NAMES, words) | {
    "id": gid("FulfillmentEvent"),
    "status": said_state,
    "happenedAt": moment,
    "estimatedDeliveryAt": maybe(moment),
}
FULFILMENT_NODE = {
    "id": gid("Fulfillment"),
    "order": part({"id": gid("Order")}),
    "name": said,
    "status": said_state,
    "displayStatus": state_like("FULFILLED", "Marked_As_Fulfilled", "NOT_DELIVERED", "IN_TRANSIT"),
    "service": maybe(part({"handle": said})),
    "location": maybe(part({"id": gid("Location")})),
    "createdAt": moment,
    "updatedAt": moment,
    "trackingInfo": many(part(same({}, "company number url", words))),
    "fulfillmentLineItems": connection(
        {
            "id": gid("FulfillmentLineItem"),
            "lineItem": part({"id": gid("LineItem")}),
            "quantity": maybe(whole),
        }
    ),
    "events": maybe(connection(EVENT_NODE)),
}


def fulfilment_node(of: Fields, order_id: int | None = None) -> Json:
    """``order_id`` is of the fulfilment order around it, within which a fulfilment need not name its order."""
    if order_id is None or of.raw.get("order") is not None:
        order_id = of["order"]["id"]
    told = of.pick("id name status", created_at="createdAt", updated_at="updatedAt")
    display, service, place = of["displayStatus"], of["service"], of["location"]

    def event_node(one: Fields) -> Json:
        names = one.pick(
            f"id status {EVENT_NAMES}", happened_at="happenedAt", estimated_delivery_at="estimatedDeliveryAt"
        )
        return names | {"fulfilment_id": told["id"], "order_id": order_id}

    return told | {
        "order_id": order_id,
        "shipment_status": None if display in NOT_ON_THE_WAY else display,
        "service": None if service is None else service["handle"],
        "location_id": None if place is None else place["id"],
        "tracking": each(lambda one: one.pick("company number url"), of["trackingInfo"]),
        "lines": [
            {"id": one["id"], "line_item_id": one["lineItem"]["id"], "quantity": one["quantity"] or 0}
            for one in of["fulfillmentLineItems"]
        ],
        "events": each(event_node, of["events"]),
    }


# Fulfilment orders

HOLD = {
    "id": maybe(gid("FulfillmentHold")),
    "reason": said_state,
    "reason_notes": words,
    "handle": words,
    "held_by_app": maybe(part({"id": gid("App")})),
    "held_by_requesting_app": maybe(flag),
}


def hold(of: Fields) -> Json:
    app = of["held_by_app"]
    told = of.pick("id reason reason_notes handle held_by_requesting_app")
    return told | {"held_by_app_id": None if app is None else app["id"]}


# Shopify's own example of a move names a location 0, which is none.
_LOCATION = gid("Location")
LOCATION = maybe(
    Kind(
        lambda value: None if value == "gid://shopify/Location/0" else _LOCATION.read(value),
        _LOCATION.made | st.just("gid://shopify/Location/0"),
    )
)
ORDER = {
    "id": gid("FulfillmentOrder"),
    "status": state,
    "request_status": state,
    "assigned_location_id": LOCATION,
    "fulfill_at": maybe(moment),
    "delivery_method": maybe(part({"method_type": said_state})),
    "fulfillment_holds": maybe(many(part(HOLD))),
}
QUANTITY = {"id": gid("FulfillmentOrderLineItem"), "quantity": whole}


def order(of: Fields) -> Json:
    """All that webhooks tell of a fulfilment order."""
    method = of["delivery_method"]
    unknown = "order_id assigned_location_name fulfil_by created_at updated_at destination destination_email"
    return of.pick("id status request_status assigned_location_id", fulfil_at="fulfill_at") | {
        **dict.fromkeys(unknown.split()),
        "delivery_method": None
        if method is None
        else dict.fromkeys(("presented_name", "service_code", "earliest_at", "latest_at"))
        | {"type": method["method_type"]},
        "holds": each(hold, of["fulfillment_holds"]),
        "lines": [],
        "fulfilments": [],
    }


def quantity(of: Fields) -> Json:
    return of.pick("quantity", line_id="id") | {"fulfilment_order_id": 0}


_ORDER, _MAYBE_ORDER = part(ORDER), maybe(part(ORDER))
_MESSAGE = {"message": words}
USUAL = {
    "fulfillment_order": _ORDER,
    "remaining_fulfillment_order": _MAYBE_ORDER,
    "replacement_fulfillment_order": _MAYBE_ORDER,
    "created_fulfillment_hold": maybe(part(HOLD)),
    "fulfillment_hold": maybe(part(HOLD)),
    "held_fulfillment_order_line_items": maybe(many(part(QUANTITY))),
    "split_line_items": maybe(many(part(QUANTITY))),
    "message": words,
    "fulfillment_order_merchant_request": maybe(part(_MESSAGE)),
    "progress_report": maybe(part({"reason_notes": words})),
    "initial_status": state,
}
SUBMITTED = {name: kind for name, kind in USUAL.items() if name != "fulfillment_order"} | {
    "original_fulfillment_order": _ORDER,
    "submitted_fulfillment_order": _ORDER,
}
MOVED = {
    "original_fulfillment_order": _ORDER,
    "moved_fulfillment_order": _ORDER,
    "fulfillment_order_line_items_requested": maybe(many(part(QUANTITY))),
    "destination_location_id": LOCATION,
    "source_location": maybe(part({"id": LOCATION})),
}
MERGED = {
    "fulfillment_order_merges": part({"fulfillment_order": _ORDER}),
    "merge_intents": many(
        part(
            {
                "fulfillment_order_id": number,
                "fulfillment_order_line_items": many(part({"id": number, "quantity": whole})),
            }
        )
    ),
}


def change_shape(topic: str) -> dict[str, Kind]:
    of_kind = {"moved": MOVED, "merged": MERGED, "fulfillment_request_submitted": SUBMITTED}
    return of_kind.get(topic.split("/")[1], USUAL)


def change(of: Fields, topic: str) -> Json:
    area, kind = topic.split("/")
    nothing = "remaining replacement moved submitted hold message initial_status source_location_id"
    told: Json = dict.fromkeys([*nothing.split(), "destination_location_id"]) | {"kind": kind, "lines": []}
    if kind == "merged":
        return told | {
            "fulfilment_order": order(of["fulfillment_order_merges"]["fulfillment_order"]),
            "lines": [
                line.pick("quantity", line_id="id") | {"fulfilment_order_id": intent["fulfillment_order_id"]}
                for intent in of["merge_intents"]
                for line in intent["fulfillment_order_line_items"]
            ],
        }
    if kind == "moved":
        source = of["source_location"]
        return told | {
            "fulfilment_order": order(of["original_fulfillment_order"]),
            "moved": order(of["moved_fulfillment_order"]),
            "lines": each(quantity, of["fulfillment_order_line_items_requested"]),
            "source_location_id": None if source is None else source["id"],
            "destination_location_id": of["destination_location_id"],
        }
    if kind == "fulfillment_request_submitted":
        told["submitted"] = order(of["submitted_fulfillment_order"])
        told["fulfilment_order"] = order(of["original_fulfillment_order"])
    else:
        told["fulfilment_order"] = order(of["fulfillment_order"])
    placed = of["fulfillment_hold" if area == "fulfillment_holds" else "created_fulfillment_hold"]
    lines = of["split_line_items" if kind == "split" else "held_fulfillment_order_line_items"]
    return told | {
        "remaining": optional(order, of["remaining_fulfillment_order"]),
        "replacement": optional(order, of["replacement_fulfillment_order"]),
        "hold": optional(hold, placed),
        "lines": each(quantity, lines),
        "message": message(of),
        "initial_status": of["initial_status"],
    }


def message(of: Fields) -> str | None:
    """What was said, by whoever says it in this topic."""
    plain, report, request = of["message"], of["progress_report"], of["fulfillment_order_merchant_request"]
    asked = None if request is None else request["message"]
    if report is not None:
        return report["reason_notes"]  # type: ignore[no-any-return]
    return plain if request is None else asked


HOLD_NODE = {
    "id": gid("FulfillmentHold"),
    "reason": said_state,
    "reasonNotes": words,
    "handle": words,
    "heldByApp": maybe(part({"id": gid("App")})),
    "heldByRequestingApp": maybe(flag),
}
METHOD_NODE = {
    "methodType": said_state,
    "presentedName": words,
    "serviceCode": words,
    "minDeliveryDateTime": maybe(moment),
    "maxDeliveryDateTime": maybe(moment),
}
DESTINATION = {
    "first_name": "firstName",
    "last_name": "lastName",
    "country_code": "countryCode",
} | {name: name for name in ["company", "address1", "address2", "city", "zip", "province", "phone"]}
LINE_NODE = {
    "id": gid("FulfillmentOrderLineItem"),
    "lineItem": part({"id": gid("LineItem")}),
    "variant": maybe(part({"id": gid("ProductVariant")})),
    "inventoryItemId": maybe(gid("InventoryItem")),
    "sku": words,
    "totalQuantity": whole,
    "remainingQuantity": whole,
    "requiresShipping": flag,
}
ORDER_NODE = {
    "id": gid("FulfillmentOrder"),
    "orderId": gid("Order"),
    "status": said_state,
    "requestStatus": said_state,
    "assignedLocation": part({"name": said, "location": maybe(part({"id": gid("Location")}))}),
    "fulfillAt": maybe(moment),
    "fulfillBy": maybe(moment),
    "createdAt": moment,
    "updatedAt": moment,
    "deliveryMethod": maybe(part(METHOD_NODE)),
    "destination": maybe(part(dict.fromkeys([*DESTINATION.values(), "email"], words))),
    "fulfillmentHolds": many(part(HOLD_NODE)),
    "lineItems": connection(LINE_NODE),
    "fulfillments": maybe(connection(FULFILMENT_NODE | {"order": maybe(FULFILMENT_NODE["order"])})),
}


def hold_node(of: Fields) -> Json:
    app = of["heldByApp"]
    told = of.pick("id reason handle", reason_notes="reasonNotes", held_by_requesting_app="heldByRequestingApp")
    return told | {"held_by_app_id": None if app is None else app["id"]}


def method_node(of: Fields) -> Json:
    return of.pick(
        "",
        type="methodType",
        presented_name="presentedName",
        service_code="serviceCode",
        earliest_at="minDeliveryDateTime",
        latest_at="maxDeliveryDateTime",
    )


def line_node(of: Fields) -> Json:
    variant = of["variant"]
    return of.pick(
        "id sku",
        inventory_item_id="inventoryItemId",
        total_quantity="totalQuantity",
        remaining_quantity="remainingQuantity",
        requires_shipping="requiresShipping",
    ) | {"line_item_id": of["lineItem"]["id"], "variant_id": None if variant is None else variant["id"]}


def order_node(of: Fields) -> Json:
    assigned, destination = of["assignedLocation"], of["destination"]
    told = of.pick(
        "id status",
        order_id="orderId",
        request_status="requestStatus",
        fulfil_at="fulfillAt",
        fulfil_by="fulfillBy",
        created_at="createdAt",
        updated_at="updatedAt",
    )
    place = assigned["location"]
    postal = dict.fromkeys(("name", "province_code", "country"))
    return told | {
        "assigned_location_name": assigned["name"],
        "assigned_location_id": None if place is None else place["id"],
        "delivery_method": optional(method_node, of["deliveryMethod"]),
        "destination": None if destination is None else postal | destination.pick("", **DESTINATION),
        "destination_email": None if destination is None else destination["email"],
        "holds": each(hold_node, of["fulfillmentHolds"]),
        "lines": each(line_node, of["lineItems"]),
        "fulfilments": [fulfilment_node(one, told["order_id"]) for one in of["fulfillments"] or []],
    }
