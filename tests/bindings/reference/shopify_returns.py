"""Returns and what comes back with them, read by plain Python from webhooks and nodes."""

from __future__ import annotations

from .shapes import (
    Fields,
    Json,
    amount,
    connection,
    each,
    gid,
    many,
    maybe,
    moment,
    number,
    optional,
    part,
    said,
    said_state,
    state,
    whole,
    words,
)

# Webhooks

NUMBERED = {"id": number}
MONEY = {"amount": amount, "currency_code": said}
RETURN = {
    "id": number,
    "order": maybe(part(NUMBERED)),
    "order_id": maybe(number),
    "name": words,
    "status": said_state,
    "decline": maybe(part({"reason": said_state, "note": words})),
    "return_line_items": maybe(
        many(
            part(
                {
                    "id": number,
                    "fulfillment_line_item": maybe(part({"id": number, "line_item": maybe(part(NUMBERED))})),
                    "quantity": whole,
                    "return_reason": state,
                    "return_reason_note": words,
                    "customer_note": words,
                }
            )
        )
    ),
    "exchange_line_items": maybe(many(part({"id": number, "line_item": maybe(part(NUMBERED))}))),
    "return_shipping_fees": maybe(
        many(part({"id": number, "price": part({"shop_money": part(MONEY), "presentment_money": part(MONEY)})}))
    ),
}


def number_of(of: Fields | None) -> int | None:
    return None if of is None else of["id"]


def line(of: Fields) -> Json:
    sent = of["fulfillment_line_item"]
    nobody = "reason_handle reason_name processed_quantity refundable_quantity refunded_quantity restocking_fee"
    return (
        dict.fromkeys(nobody.split())
        | of.pick("id quantity customer_note", reason="return_reason", reason_note="return_reason_note")
        | {
            "verified": sent is not None,
            "fulfilment_line_id": number_of(sent),
            "line_item_id": None if sent is None else number_of(sent["line_item"]),
        }
    )


def exchange_line(of: Fields) -> Json:
    item = number_of(of["line_item"])
    unknown = dict.fromkeys(("variant_id", "quantity", "processed_quantity"))
    return unknown | {"id": of["id"], "line_item_ids": [] if item is None else [item]}


def fee(of: Fields) -> Json:
    shop, presentment = of["price"]["shop_money"], of["price"]["presentment_money"]
    return (
        shop.pick("amount", currency="currency_code")
        | presentment.pick("", presentment_amount="amount", presentment_currency="currency_code")
        | {"id": of["id"], "percentage": None}
    )


def decline(of: Fields) -> Json:
    return of.pick("reason note")


def whole_return(of: Fields) -> Json:
    order = number_of(of["order"])
    return of.pick("id name status") | {
        "order_id": of["order_id"] if order is None else order,
        "created_at": None,
        "approved_at": None,
        "closed_at": None,
        "decline": optional(decline, of["decline"]),
        "lines": each(line, of["return_line_items"]),
        "exchange_lines": each(exchange_line, of["exchange_line_items"]),
        "shipping_fees": each(fee, of["return_shipping_fees"]),
        "reverse_fulfilment_orders": [],
    }


NAMED = {"admin_graphql_api_id": gid()}
FEE_CHANGES = maybe(part({"removals": maybe(many(part(NAMED))), "updates": maybe(many(part(NAMED)))}))
UPDATE = {
    "admin_graphql_api_id": gid("Return"),
    "return_line_items": maybe(
        part({"removals": maybe(many(part({"admin_graphql_api_id": gid("ReturnLineItem"), "delta": whole})))})
    ),
    "restocking_fees": FEE_CHANGES,
    "return_shipping_fees": FEE_CHANGES,
}


def update(of: Fields) -> Json:
    lines = of["return_line_items"]
    changed = [one for one in (of["restocking_fees"], of["return_shipping_fees"]) if one is not None]

    def fees(what: str) -> list[int]:
        return [one["admin_graphql_api_id"] for changes in changed for one in changes[what] or []]

    return {
        "return_id": of["admin_graphql_api_id"],
        "removed_lines": each(
            lambda one: one.pick("", line_id="admin_graphql_api_id", quantity="delta"),
            None if lines is None else lines["removals"],
        ),
        "removed_fee_ids": fees("removals"),
        "updated_fee_ids": fees("updates"),
    }


DISPOSITIONS = {
    "id": number,
    "dispositions": many(
        part(
            {
                "type": said_state,
                "quantity": whole,
                "location": maybe(part(NUMBERED)),
                "reverse_fulfillment_order_line_item": part(NUMBERED),
            }
        )
    ),
}


def dispositions(of: Fields) -> Json:
    return {
        "id": of["id"],
        "order_id": None,
        "status": None,
        "dispositions": each(
            lambda one: (
                one.pick("type quantity")
                | {
                    "location_id": number_of(one["location"]),
                    "line_id": number_of(one["reverse_fulfillment_order_line_item"]),
                }
            ),
            of["dispositions"],
        ),
        "lines": [],
        "deliveries": [],
    }


DELIVERY = {
    "id": number,
    "return": maybe(part(NUMBERED)),
    "shipping_deliverable": maybe(
        part(
            {
                "tracking": maybe(part({"carrier_name": words, "tracking_number": words, "tracking_url": words})),
                "label": maybe(part({"public_file_url": words})),
            }
        )
    ),
}


def tracking(of: Fields) -> Json:
    return of.pick("", company="carrier_name", number="tracking_number", url="tracking_url")


def delivery(of: Fields) -> Json:
    parcel = of["shipping_deliverable"]
    label = None if parcel is None else parcel["label"]
    return {
        "id": of["id"],
        "return_id": number_of(of["return"]),
        "tracking": None if parcel is None else optional(tracking, parcel["tracking"]),
        "label_url": None if label is None else label["public_file_url"],
        "lines": [],
    }


# Nodes

NODE_MONEY = {"amount": amount, "currencyCode": said}
NODE_BAG = part({"shopMoney": part(NODE_MONEY), "presentmentMoney": part(NODE_MONEY)})
SENT = maybe(part({"id": gid("FulfillmentLineItem"), "lineItem": maybe(part({"id": gid("LineItem")}))}))
LINE_NODE = {
    "id": gid("ReturnLineItem", "UnverifiedReturnLineItem"),
    "fulfillmentLineItem": SENT,
    "quantity": whole,
    "returnReason": state,
    "returnReasonDefinition": maybe(part({"handle": words, "name": words})),
    "returnReasonNote": words,
    "customerNote": words,
    "processedQuantity": maybe(whole),
    "refundableQuantity": maybe(whole),
    "refundedQuantity": maybe(whole),
    "restockingFee": maybe(part({"id": gid("RestockingFee"), "amountSet": NODE_BAG, "percentage": amount})),
}
EXCHANGE_NODE = {
    "id": gid("ExchangeLineItem"),
    "lineItems": maybe(many(part({"id": gid("LineItem")}))),
    "variantId": maybe(gid("ProductVariant")),
    "quantity": maybe(whole),
    "processedQuantity": maybe(whole),
}
REVERSE_LINE_NODE = {
    "id": gid("ReverseFulfillmentOrderLineItem"),
    "fulfillmentLineItem": SENT,
    "totalQuantity": whole,
    "dispositions": maybe(
        many(part({"type": said_state, "quantity": whole, "location": maybe(part({"id": gid("Location")}))}))
    ),
}
DELIVERY_NODE = {
    "id": gid("ReverseDelivery"),
    "deliverable": maybe(
        part(
            {
                "tracking": maybe(part({"carrierName": words, "number": words, "url": words})),
                "label": maybe(part({"publicFileUrl": words})),
            }
        )
    ),
    "reverseDeliveryLineItems": maybe(
        connection(
            {
                "id": gid("ReverseDeliveryLineItem"),
                "reverseFulfillmentOrderLineItem": part({"id": gid("ReverseFulfillmentOrderLineItem")}),
                "quantity": whole,
            }
        )
    ),
}
REVERSE_ORDER_NODE = {
    "id": gid("ReverseFulfillmentOrder"),
    "status": said_state,
    "lineItems": maybe(connection(REVERSE_LINE_NODE)),
    "reverseDeliveries": maybe(connection(DELIVERY_NODE)),
}
RETURN_NODE = {
    "id": gid("Return"),
    "order": part({"id": gid("Order")}),
    "name": said,
    "status": said_state,
    "createdAt": moment,
    "requestApprovedAt": maybe(moment),
    "closedAt": maybe(moment),
    "decline": maybe(part({"reason": said_state, "note": words})),
    "returnLineItems": maybe(connection(LINE_NODE)),
    "exchangeLineItems": maybe(connection(EXCHANGE_NODE)),
    "returnShippingFees": maybe(many(part({"id": gid("ReturnShippingFee"), "amountSet": NODE_BAG}))),
    "reverseFulfillmentOrders": maybe(connection(REVERSE_ORDER_NODE)),
}
ORDER_NODE = {
    "id": gid("Order"),
    "returns": connection(RETURN_NODE | {"order": maybe(RETURN_NODE["order"])}),
}


def node_fee(of: Fields, *, restocking: bool) -> Json:
    shop, presentment = of["amountSet"]["shopMoney"], of["amountSet"]["presentmentMoney"]
    return (
        shop.pick("amount", currency="currencyCode")
        | presentment.pick("", presentment_amount="amount", presentment_currency="currencyCode")
        | {"id": of["id"], "percentage": of["percentage"] if restocking else None}
    )


def sent_line(of: Fields) -> Json:
    sent = of["fulfillmentLineItem"]
    return {
        "fulfilment_line_id": number_of(sent),
        "line_item_id": None if sent is None else number_of(sent["lineItem"]),
    }


def line_node(of: Fields) -> Json:
    meaning, restocking = of["returnReasonDefinition"], of["restockingFee"]
    return (
        of.pick(
            "id quantity",
            reason="returnReason",
            reason_note="returnReasonNote",
            customer_note="customerNote",
            processed_quantity="processedQuantity",
            refundable_quantity="refundableQuantity",
            refunded_quantity="refundedQuantity",
        )
        | sent_line(of)
        | {
            "verified": "/UnverifiedReturnLineItem/" not in of.raw["id"],
            "reason_handle": None if meaning is None else meaning["handle"],
            "reason_name": None if meaning is None else meaning["name"],
            "restocking_fee": None if restocking is None else node_fee(restocking, restocking=True),
        }
    )


def exchange_node(of: Fields) -> Json:
    told = of.pick("id quantity", variant_id="variantId", processed_quantity="processedQuantity")
    return told | {"line_item_ids": each(lambda one: one["id"], of["lineItems"])}


def reverse_line_node(of: Fields) -> Json:
    return (
        of.pick("id", total_quantity="totalQuantity")
        | sent_line(of)
        | {
            "dispositions": each(
                lambda one: (
                    one.pick("type quantity") | {"location_id": number_of(one["location"]), "line_id": of["id"]}
                ),
                of["dispositions"],
            )
        }
    )


def delivery_node(of: Fields, return_id: int) -> Json:
    parcel = of["deliverable"]
    label = None if parcel is None else parcel["label"]

    def parcel_line(one: Fields) -> Json:
        return one.pick("id quantity") | {"reverse_line_id": one["reverseFulfillmentOrderLineItem"]["id"]}

    return {
        "id": of["id"],
        "return_id": return_id,
        "tracking": None
        if parcel is None
        else optional(lambda told: told.pick("number url", company="carrierName"), parcel["tracking"]),
        "label_url": None if label is None else label["publicFileUrl"],
        "lines": each(parcel_line, of["reverseDeliveryLineItems"]),
    }


def return_node(of: Fields, order_id: int | None = None) -> Json:
    """``order_id`` is of the order around it, within which a return need not name its order."""
    if order_id is None or of.raw.get("order") is not None:
        order_id = of["order"]["id"]
    told = of.pick("id name status", created_at="createdAt", approved_at="requestApprovedAt", closed_at="closedAt")

    def reverse_order(one: Fields) -> Json:
        lines = each(reverse_line_node, one["lineItems"])
        return one.pick("id status") | {
            "order_id": order_id,
            "lines": lines,
            "dispositions": [found for line in lines for found in line["dispositions"]],
            "deliveries": each(lambda parcel: delivery_node(parcel, told["id"]), one["reverseDeliveries"]),
        }

    return told | {
        "order_id": order_id,
        "decline": optional(decline, of["decline"]),
        "lines": each(line_node, of["returnLineItems"]),
        "exchange_lines": each(exchange_node, of["exchangeLineItems"]),
        "shipping_fees": each(lambda one: node_fee(one, restocking=False), of["returnShippingFees"]),
        "reverse_fulfilment_orders": each(reverse_order, of["reverseFulfillmentOrders"]),
    }


def returns_of_order(of: Fields) -> list[Json]:
    return [return_node(one, of["id"]) for one in of["returns"]]
