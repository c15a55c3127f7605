"""Customers and what happens to them, read by plain Python from webhooks and nodes."""

from __future__ import annotations

from typing import Any

from .shapes import (
    Fields,
    Json,
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
    whole,
    words,
)

ADDRESS_NAMES = "first_name last_name name company address1 address2 city zip province province_code country phone"
NODE_ADDRESS_NAMES = {
    "first_name": "firstName",
    "last_name": "lastName",
    "province_code": "provinceCode",
    "country_code": "countryCodeV2",
} | {name: name for name in ["name", "company", "address1", "address2", "city", "zip", "province", "country", "phone"]}

ADDRESS = same({}, f"{ADDRESS_NAMES} country_code", words)
NODE_ADDRESS = dict.fromkeys(NODE_ADDRESS_NAMES.values(), words)


def address(of: Fields) -> Json:
    return of.pick(f"{ADDRESS_NAMES} country_code")


def node_address(of: Fields) -> Json:
    return of.pick("", **NODE_ADDRESS_NAMES)


def tags(texts: list[str]) -> list[str]:
    trimmed = (text.strip(" \t\r\n") for text in texts)
    return sorted(text for text in trimmed if text)


def exemptions(found: list[str] | None) -> list[str]:
    return sorted(found or [])


# Customers

CONSENT = {
    "state": state,
    "opt_in_level": state,
    "consent_updated_at": maybe(moment),
    "consent_collected_from": state,
}
WHATSAPP_CONSENT = {"state": state, "opt_in_level": state, "updated_at": maybe(moment), "collected_from": state}
BOOK_ADDRESS = ADDRESS | {"id": number, "default": maybe(flag)}
CUSTOMER = same({}, "email first_name last_name phone note currency", words) | {
    "id": number,
    "tags": maybe(said),
    "tax_exempt": flag,
    "tax_exemptions": maybe(many(said_state)),
    "state": state,
    "verified_email": maybe(flag),
    "email_marketing_consent": maybe(part(CONSENT)),
    "sms_marketing_consent": maybe(part(CONSENT)),
    "created_at": moment,
    "updated_at": moment,
    "default_address": maybe(part(BOOK_ADDRESS)),
    "addresses": maybe(many(part(BOOK_ADDRESS), "id")),
}


def consent(of: Fields) -> Json:
    told = of.pick("state opt_in_level", updated_at="consent_updated_at", collected_from="consent_collected_from")
    return told | {"source_location_id": None}


def book_address(of: Fields) -> Json:
    return {"id": of["id"], "is_default": bool(of["default"]), "address": address(of)}


def customer(of: Fields) -> Json:
    home = of["default_address"]
    return of.pick(
        "id email first_name last_name phone tax_exempt state note currency verified_email created_at updated_at"
    ) | {
        "tags": tags((of["tags"] or "").split(",")),
        "tags_told": of["tags"] is not None,
        "tax_exemptions": exemptions(of["tax_exemptions"]),
        "locale": None,
        "email_consent": optional(consent, of["email_marketing_consent"]),
        "sms_consent": optional(consent, of["sms_marketing_consent"]),
        "whatsapp_consent": None,
        "default_address": optional(address, home),
        "default_address_id": None if home is None else home["id"],
        "addresses": each(book_address, of["addresses"]),
    }


LOCATION = {"id": gid("Location")}
OWN_CONSENT = {
    "marketingState": state,
    "marketingOptInLevel": state,
    "marketingUpdatedAt": maybe(moment),
    "marketingCollectedFrom": state,
    "sourceLocation": maybe(part(LOCATION)),
}
NODE_CONSENT = {
    "state": said_state,
    "optInLevel": state,
    "updatedAt": maybe(moment),
    "collectedFrom": state,
    "sourceLocation": maybe(part(LOCATION)),
}
CUSTOMER_NODE = same({}, "firstName lastName note locale", words) | {
    "id": gid("Customer"),
    "defaultEmailAddress": maybe(part(OWN_CONSENT | {"emailAddress": words})),
    "defaultPhoneNumber": maybe(
        part(
            OWN_CONSENT
            | {
                "phoneNumber": words,
                "smsMarketingConsent": maybe(part(NODE_CONSENT)),
                "whatsAppMarketingConsent": maybe(part(NODE_CONSENT)),
            }
        )
    ),
    "tags": many(said),
    "taxExempt": flag,
    "taxExemptions": maybe(many(said_state)),
    "state": said_state,
    "amountSpent": maybe(part({"currencyCode": said})),
    "verifiedEmail": flag,
    "createdAt": moment,
    "updatedAt": moment,
    "defaultAddress": maybe(part(NODE_ADDRESS | {"id": maybe(gid("MailingAddress"))})),
    "addressesV2": maybe(connection(NODE_ADDRESS | {"id": gid("MailingAddress")})),
}


def _place(of: Fields) -> int | None:
    return None if of["sourceLocation"] is None else of["sourceLocation"]["id"]


def node_consent(of: Fields) -> Json:
    told = of.pick("state", opt_in_level="optInLevel", updated_at="updatedAt", collected_from="collectedFrom")
    return told | {"source_location_id": _place(of)}


def own_consent(of: Fields | None) -> Json | None:
    """Consent as an address or a number tells it of itself, where its state was asked for."""
    if of is None or of.raw.get("marketingState") is None:
        return None
    told = of.pick(
        "",
        state="marketingState",
        opt_in_level="marketingOptInLevel",
        updated_at="marketingUpdatedAt",
        collected_from="marketingCollectedFrom",
    )
    return told | {"source_location_id": _place(of)}


def customer_node(of: Fields) -> Json:
    email, phone, home = of["defaultEmailAddress"], of["defaultPhoneNumber"], of["defaultAddress"]
    home_id = None if home is None else home["id"]
    sms = None if phone is None else optional(node_consent, phone["smsMarketingConsent"])
    return of.pick(
        "id state note locale",
        first_name="firstName",
        last_name="lastName",
        tax_exempt="taxExempt",
        verified_email="verifiedEmail",
        created_at="createdAt",
        updated_at="updatedAt",
    ) | {
        "email": None if email is None else email["emailAddress"],
        "phone": None if phone is None else phone["phoneNumber"],
        "tags": tags(of["tags"]),
        "tags_told": True,
        "tax_exemptions": exemptions(of["taxExemptions"]),
        "currency": None if of["amountSpent"] is None else of["amountSpent"]["currencyCode"],
        "email_consent": own_consent(email),
        "sms_consent": sms or own_consent(phone),
        "whatsapp_consent": None if phone is None else optional(node_consent, phone["whatsAppMarketingConsent"]),
        "default_address": optional(node_address, home),
        "default_address_id": home_id,
        "addresses": [
            {"id": one["id"], "is_default": one["id"] == home_id, "address": node_address(one)}
            for one in of["addressesV2"] or []
        ],
    }


# What happens to them

MERGE = {
    "admin_graphql_api_customer_kept_id": gid("Customer"),
    "admin_graphql_api_customer_deleted_id": gid("Customer"),
    "admin_graphql_api_job_id": words,
    "status": said_state,
    "errors": maybe(many(part({"customer_ids": maybe(many(whole)), "field": words, "message": maybe(said)}))),
}


def merge(of: Fields) -> Json:
    return of.pick(
        "status",
        kept_id="admin_graphql_api_customer_kept_id",
        deleted_id="admin_graphql_api_customer_deleted_id",
        job_gid="admin_graphql_api_job_id",
    ) | {
        "errors": each(
            lambda one: {
                "customer_ids": one["customer_ids"] or [],
                "field": one["field"],
                "message": one["message"] or "",
            },
            of["errors"],
        )
    }


EMAIL_CONSENT = {"customer_id": number, "email_address": words, "email_marketing_consent": part(CONSENT)}
SMS_CONSENT = {"id": number, "phone": words, "sms_marketing_consent": part(CONSENT)}
WHATSAPP = {"customer_id": number, "phone_number": words, "whats_app_marketing_consent": part(WHATSAPP_CONSENT)}


def email_consent(of: Fields) -> Json:
    told = of.pick("customer_id", recipient="email_address")
    return told | {"channel": "email", "consent": consent(of["email_marketing_consent"])}


def sms_consent(of: Fields) -> Json:
    told = of.pick("", customer_id="id", recipient="phone")
    return told | {"channel": "sms", "consent": consent(of["sms_marketing_consent"])}


def whatsapp_consent(of: Fields) -> Json:
    given = of["whats_app_marketing_consent"].pick("state opt_in_level updated_at collected_from")
    told = of.pick("customer_id", recipient="phone_number")
    return told | {"channel": "whatsapp", "consent": given | {"source_location_id": None}}


TAGS = {"customerId": gid("Customer"), "tags": many(said), "occurredAt": moment}


def tags_change(of: Fields, *, added: bool) -> Json:
    told = of.pick("", customer_id="customerId", occurred_at="occurredAt")
    return told | {"added": added, "tags": tags(of["tags"])}


SHOP = {"shop_id": number, "shop_domain": said}
PERSON = {"id": maybe(number), "email": words, "phone": words}
DATA_REQUEST = SHOP | {
    "customer": part(PERSON),
    "orders_requested": maybe(many(whole)),
    "data_request": maybe(part({"id": number})),
}
REDACTION = SHOP | {
    "customer": part(PERSON),
    "orders_to_redact": maybe(many(whole)),
    "data_request": maybe(part({"id": number})),
}


def privacy_request(of: Fields, kind: str, orders: str | None) -> Json:
    nobody: dict[str, Any] = {
        "customer_id": None,
        "email": None,
        "phone": None,
        "order_ids": [],
        "data_request_id": None,
    }
    told = of.pick("shop_id shop_domain") | {"kind": kind}
    if orders is None:
        return nobody | told
    request = of["data_request"]
    return (
        told
        | of["customer"].pick("email phone", customer_id="id")
        | {"order_ids": of[orders] or [], "data_request_id": None if request is None else request["id"]}
    )
