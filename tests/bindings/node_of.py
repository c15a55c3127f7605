"""Webhooks of people, companies, fulfilments and returns said again as GraphQL nodes, by the names of Shopify's schema.

Written from the schema, not from the readers under test. Where the Admin API writes differently, so does this: global
ids, states in upper case, lists where a webhook joins texts with commas.
"""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]


def upper(text: str | None) -> str | None:
    return None if text is None else re.sub("[a-z]", lambda letter: letter[0].upper(), text)


def gid(kind: str, number: int | None) -> str | None:
    return None if number is None else f"gid://shopify/{kind}/{number}"


def named(kind: str, number: int | None) -> Json | None:
    return None if number is None else {"id": gid(kind, number)}


def nodes(found: list[Json] | None) -> Json:
    return {"nodes": found or []}


def camel(payload: Json, names: str, **renamed: str) -> Json:
    """Fields whose name differs in its writing alone, and those with another name: new="old"."""
    told = {re.sub("_(.)", lambda part: part[1].upper(), name): payload.get(name) for name in names.split()}
    return told | {name: payload.get(key) for name, key in renamed.items()}


def mailing_address(payload: Json) -> Json:
    names = "first_name last_name name company address1 address2 city zip province province_code country phone"
    told = camel(payload, names, countryCodeV2="country_code")
    return told | {"id": gid("MailingAddress", payload["id"])}


def consent(payload: Json | None) -> Json:
    if payload is None:
        return {"marketingState": None}
    return {
        "marketingState": upper(payload["state"]),
        "marketingOptInLevel": upper(payload.get("opt_in_level")),
        "marketingUpdatedAt": payload.get("consent_updated_at"),
        "marketingCollectedFrom": upper(payload.get("consent_collected_from")),
    }


def customer(payload: Json) -> Json:
    home = payload.get("default_address")
    return camel(payload, "first_name last_name note tax_exempt verified_email created_at updated_at") | {
        "id": gid("Customer", payload["id"]),
        "defaultEmailAddress": {"emailAddress": payload.get("email")} | consent(payload.get("email_marketing_consent")),
        "defaultPhoneNumber": {"phoneNumber": payload.get("phone")} | consent(payload.get("sms_marketing_consent")),
        "tags": payload["tags"].split(","),
        "taxExemptions": [upper(one) for one in payload.get("tax_exemptions") or []],
        "state": upper(payload["state"]),
        "amountSpent": {"currencyCode": payload["currency"]},
        "defaultAddress": None if home is None else mailing_address(home),
        "addressesV2": nodes([mailing_address(one) for one in payload.get("addresses") or []]),
    }


def company(payload: Json) -> Json:
    main = payload.get("main_contact_admin_graphql_api_id")
    return camel(payload, "name external_id note created_at updated_at customer_since", id="admin_graphql_api_id") | {
        "mainContact": None if main is None else {"id": main}
    }


def contact(payload: Json) -> Json:
    head = company(payload["company"])
    return camel(payload, "title locale created_at updated_at", id="admin_graphql_api_id") | {
        "company": {"id": head["id"]},
        "customer": {"id": payload["customer_admin_graphql_api_id"]},
        "isMainContact": head["mainContact"] == {"id": payload["admin_graphql_api_id"]},
    }


def company_address(payload: Json | None) -> Json | None:
    names = "first_name last_name recipient address1 address2 city zip province zone_code country country_code phone"
    return None if payload is None else camel(payload, names, id="admin_graphql_api_id")


def location(payload: Json) -> Json:
    taxes = payload["tax_settings"]
    names = "name external_id phone locale note created_at updated_at"
    return camel(payload, names, id="admin_graphql_api_id") | {
        "company": {"id": payload["company"]["admin_graphql_api_id"]},
        "billingAddress": company_address(payload.get("billing_address")),
        "shippingAddress": company_address(payload.get("shipping_address")),
        "taxSettings": camel(taxes, "tax_registration_id tax_exempt")
        | {"taxExemptions": [upper(one) for one in taxes.get("tax_exemptions") or []]},
    }


def market(payload: Json) -> Json:
    regions = [{"code": one["country_code"]} for one in payload.get("regions") or []]
    return {
        "id": gid("Market", payload["id"]),
        "name": payload["name"],
        "status": upper(payload["status"]),
        "type": upper(payload["type"]),
        "handle": "handle",
        "conditions": {"regionsCondition": {"regions": nodes(regions)}},
    }


def fulfilment(payload: Json) -> Json:
    numbers, urls = payload["tracking_numbers"], payload["tracking_urls"]
    parcels = max(len(numbers), len(urls))
    numbers, urls = ([*found, *[None] * (parcels - len(found))] for found in (numbers, urls))
    return camel(payload, "name created_at updated_at") | {
        "id": gid("Fulfillment", payload["id"]),
        "order": named("Order", payload["order_id"]),
        "status": upper(payload["status"]),
        "displayStatus": upper(payload.get("shipment_status")),
        "service": {"handle": payload["service"]},
        "location": named("Location", payload.get("location_id")),
        "trackingInfo": [
            {"company": payload.get("tracking_company"), "number": number, "url": url}
            for number, url in zip(numbers, urls, strict=True)
        ],
        "fulfillmentLineItems": nodes(
            [
                {
                    "id": gid("FulfillmentLineItem", index + 1),
                    "lineItem": named("LineItem", line["id"]),
                    "quantity": line["quantity"],
                }
                for index, line in enumerate(payload["line_items"])
            ]
        ),
    }


def hold(payload: Json) -> Json:
    names = "id reason_notes handle held_by_app held_by_requesting_app"
    return camel(payload, names) | {"reason": upper(payload["reason"])}


def fulfilment_order(payload: Json, fulfilments: list[Json]) -> Json:
    """What webhooks of fulfilment orders tell, and what they do not made up."""
    place, method = payload.get("assigned_location_id"), payload.get("delivery_method")
    return {
        "id": payload["id"],
        "orderId": gid("Order", 5),
        "status": upper(payload["status"]),
        "requestStatus": upper(payload["request_status"]),
        "assignedLocation": {"name": "Shop", "location": None if place is None else {"id": place}},
        "fulfillAt": payload.get("fulfill_at"),
        "createdAt": "2026-01-01T00:00:00Z",
        "updatedAt": "2026-01-02T00:00:00Z",
        "deliveryMethod": None if method is None else {"methodType": upper(method["method_type"])},
        "fulfillmentHolds": [hold(one) for one in payload.get("fulfillment_holds") or []],
        "lineItems": nodes([]),
        "fulfillments": nodes(fulfilments),
    }


def money(bag: Json) -> Json:
    return {
        name: {"amount": bag[key]["amount"], "currencyCode": bag[key]["currency_code"]}
        for name, key in (("shopMoney", "shop_money"), ("presentmentMoney", "presentment_money"))
    }


def return_line(payload: Json) -> Json:
    sent = payload.get("fulfillment_line_item")
    kind = "UnverifiedReturnLineItem" if sent is None else "ReturnLineItem"
    item = None if sent is None else sent.get("line_item")
    return camel(payload, "quantity return_reason_note customer_note") | {
        "id": gid(kind, payload["id"]),
        "fulfillmentLineItem": None
        if sent is None
        else {
            "id": gid("FulfillmentLineItem", sent["id"]),
            "lineItem": None if item is None else named("LineItem", item["id"]),
        },
        "returnReason": upper(payload.get("return_reason")),
    }


def exchange_line(payload: Json) -> Json:
    item = payload.get("line_item")
    return {
        "id": gid("ExchangeLineItem", payload["id"]),
        "lineItems": [] if item is None else [named("LineItem", item["id"])],
    }


def whole_return(payload: Json) -> Json:
    refusal = payload.get("decline")
    return {
        "id": gid("Return", payload["id"]),
        "order": named("Order", payload["order"]["id"]),
        "name": payload["name"],
        "status": upper(payload["status"]),
        "createdAt": "2026-01-01T00:00:00Z",
        "decline": None if refusal is None else camel(refusal, "note") | {"reason": upper(refusal["reason"])},
        "returnLineItems": nodes([return_line(one) for one in payload.get("return_line_items") or []]),
        "exchangeLineItems": nodes([exchange_line(one) for one in payload.get("exchange_line_items") or []]),
        "returnShippingFees": [
            {"id": gid("ReturnShippingFee", one["id"]), "amountSet": money(one["price"])}
            for one in payload.get("return_shipping_fees") or []
        ],
    }
