"""Companies, what belongs to them, and markets, read by plain Python from webhooks and nodes."""

from __future__ import annotations

from dataclasses import dataclass, replace
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

NAMES = "first_name last_name address1 address2 city zip province country country_code phone"
NODE_NAMES = {
    "first_name": "firstName",
    "last_name": "lastName",
    "name": "recipient",
    "province_code": "zoneCode",
    "country_code": "countryCode",
} | {name: name for name in ["address1", "address2", "city", "zip", "province", "country", "phone"]}

# Webhooks

ADDRESS = same({"admin_graphql_api_id": gid("CompanyAddress")}, f"{NAMES} recipient zone_code", words)
COMPANY = {
    "admin_graphql_api_id": gid("Company"),
    "name": said,
    "external_id": words,
    "note": words,
    "main_contact_admin_graphql_api_id": maybe(gid("CompanyContact")),
    "created_at": moment,
    "updated_at": moment,
    "customer_since": maybe(moment),
}
CONTACT = {
    "admin_graphql_api_id": gid("CompanyContact"),
    "company": part(COMPANY),
    "customer_admin_graphql_api_id": gid("Customer"),
    "title": words,
    "locale": words,
    "created_at": moment,
    "updated_at": moment,
}
LOCATION = same({}, "external_id phone locale note", words) | {
    "admin_graphql_api_id": gid("CompanyLocation"),
    "company": part(COMPANY),
    "name": said,
    "billing_address": maybe(part(ADDRESS)),
    "shipping_address": maybe(part(ADDRESS)),
    "tax_settings": maybe(
        part({"tax_registration_id": words, "tax_exempt": maybe(flag), "tax_exemptions": maybe(many(said_state))})
    ),
    "tax_registration": maybe(part({"tax_id": words})),
    "tax_exemptions": maybe(many(said_state)),
    "created_at": moment,
    "updated_at": moment,
}
ASSIGNMENT = {
    "company_contact_role": part({"name": said}),
    "company_contact": part(CONTACT),
    "company_location": part(LOCATION),
}


def address(of: Fields) -> Json:
    postal = of.pick(NAMES, name="recipient", province_code="zone_code") | {"company": None}
    return {"id": of["admin_graphql_api_id"], "address": postal}


def company(of: Fields) -> Json:
    told = of.pick(
        "name external_id note created_at updated_at customer_since",
        id="admin_graphql_api_id",
        main_contact_id="main_contact_admin_graphql_api_id",
    )
    return told | {"default_role_id": None, "roles": [], "contacts": [], "locations": []}


def contact(of: Fields) -> Json:
    owner = company(of["company"])
    told = of.pick(
        "title locale created_at updated_at", id="admin_graphql_api_id", customer_id="customer_admin_graphql_api_id"
    )
    return told | {
        "company_id": owner["id"],
        "is_main": owner["main_contact_id"] == told["id"],
        "role_assignments": [],
    }


def location(of: Fields) -> Json:
    settings, registration = of["tax_settings"], of["tax_registration"] if of["tax_settings"] is None else None
    exemptions = of["tax_exemptions"] if settings is None else settings["tax_exemptions"]
    number_of = settings["tax_registration_id"] if settings is not None else None
    return of.pick(
        "name external_id phone locale note created_at updated_at",
        id="admin_graphql_api_id",
    ) | {
        "company_id": of["company"]["admin_graphql_api_id"],
        "currency": None,
        "billing_address": optional(address, of["billing_address"]),
        "shipping_address": optional(address, of["shipping_address"]),
        "tax_id": number_of if registration is None else registration["tax_id"],
        "tax_exempt": None if settings is None else settings["tax_exempt"],
        "tax_exemptions": sorted(exemptions or []),
        "checkout_to_draft": None,
        "editable_shipping_address": None,
        "payment_terms": None,
        "catalog_ids": [],
        "role_assignments": [],
    }


def assignment(of: Fields) -> Json:
    who, where = contact(of["company_contact"]), location(of["company_location"])
    return {
        "id": None,
        "role_id": None,
        "role_name": of["company_contact_role"]["name"],
        "company_id": who["company_id"],
        "contact_id": who["id"],
        "location_id": where["id"],
    }


# Nodes. What stands within a company's node need not say whose it is.

ROLE_NODE = {"id": gid("CompanyContactRole"), "name": said, "note": words}


def names(kind: str) -> Any:
    return part({"id": gid(kind)})


ASSIGNMENT_NODE = {
    "id": gid("CompanyContactRoleAssignment"),
    "role": part(ROLE_NODE),
    "companyContact": names("CompanyContact"),
    "companyLocation": names("CompanyLocation"),
}
CONTACT_NODE = {
    "id": gid("CompanyContact"),
    "company": names("Company"),
    "customer": names("Customer"),
    "title": words,
    "locale": words,
    "isMainContact": maybe(flag),
    "createdAt": moment,
    "updatedAt": moment,
    "roleAssignments": maybe(
        connection(ASSIGNMENT_NODE | {"companyContact": maybe(ASSIGNMENT_NODE["companyContact"])})
    ),
}
ADDRESS_NODE = {"id": gid("CompanyAddress")} | dict.fromkeys(NODE_NAMES.values(), words)
TERMS_NODE = {
    "id": gid("PaymentTermsTemplate"),
    "name": said,
    "paymentTermsType": said_state,
    "dueInDays": maybe(whole),
}
LOCATION_NODE = same({}, "externalId phone locale note currency", words) | {
    "id": gid("CompanyLocation"),
    "company": names("Company"),
    "name": said,
    "billingAddress": maybe(part(ADDRESS_NODE)),
    "shippingAddress": maybe(part(ADDRESS_NODE)),
    "taxSettings": maybe(
        part({"taxRegistrationId": words, "taxExempt": maybe(flag), "taxExemptions": maybe(many(said_state))})
    ),
    "buyerExperienceConfiguration": maybe(
        part(
            {"checkoutToDraft": flag, "editableShippingAddress": flag, "paymentTermsTemplate": maybe(part(TERMS_NODE))}
        )
    ),
    "catalogs": maybe(connection({"id": gid("CompanyLocationCatalog", "MarketCatalog")})),
    "createdAt": moment,
    "updatedAt": moment,
    "roleAssignments": maybe(
        connection(ASSIGNMENT_NODE | {"companyLocation": maybe(ASSIGNMENT_NODE["companyLocation"])})
    ),
}
COMPANY_NODE = {
    "id": gid("Company"),
    "name": said,
    "externalId": words,
    "note": words,
    "mainContact": maybe(names("CompanyContact")),
    "defaultRole": maybe(names("CompanyContactRole")),
    "createdAt": moment,
    "updatedAt": moment,
    "customerSince": maybe(moment),
    "contactRoles": maybe(connection(ROLE_NODE)),
    "contacts": maybe(connection(CONTACT_NODE | {"company": maybe(CONTACT_NODE["company"])})),
    "locations": maybe(connection(LOCATION_NODE | {"company": maybe(LOCATION_NODE["company"])})),
}


@dataclass(frozen=True)
class Around:
    """The ids of what a node stands in."""

    company_id: int | None = None
    main_contact_id: int | None = None
    contact_id: int | None = None
    location_id: int | None = None


def told_or_known(of: Fields, key: str, known: int | None) -> int:
    told = of[key] if known is None or of.raw.get(key) is not None else None
    return known if told is None else told["id"]  # type: ignore[return-value]


def role_node(of: Fields) -> Json:
    return of.pick("id name note")


def assignment_nodes(of: list[Fields] | None, around: Around) -> list[Json]:
    found = []
    for one in of or []:
        role = role_node(one["role"])
        found.append(
            {
                "id": one["id"],
                "role_id": role["id"],
                "role_name": role["name"],
                "company_id": around.company_id,
                "contact_id": told_or_known(one, "companyContact", around.contact_id),
                "location_id": told_or_known(one, "companyLocation", around.location_id),
            }
        )
    return found


def contact_node(of: Fields, around: Around = Around()) -> Json:
    told = of.pick("id title locale", created_at="createdAt", updated_at="updatedAt")
    owner = told_or_known(of, "company", around.company_id)
    main = of["isMainContact"]
    return told | {
        "company_id": owner,
        "customer_id": of["customer"]["id"],
        "is_main": around.main_contact_id == told["id"] if main is None else main,
        "role_assignments": assignment_nodes(
            of["roleAssignments"], replace(around, company_id=owner, contact_id=told["id"])
        ),
    }


def address_node(of: Fields) -> Json:
    return {"id": of["id"], "address": of.pick("", **NODE_NAMES) | {"company": None}}


def terms_node(of: Fields) -> Json:
    return of.pick("name", template_id="id", type="paymentTermsType", due_in_days="dueInDays")


def location_node(of: Fields, around: Around = Around()) -> Json:
    told = of.pick(
        "id name phone locale note currency", external_id="externalId", created_at="createdAt", updated_at="updatedAt"
    )
    owner = told_or_known(of, "company", around.company_id)
    taxes: Json = {"tax_id": None, "tax_exempt": None, "tax_exemptions": []}
    if (settings := of["taxSettings"]) is not None:
        taxes = settings.pick("", tax_id="taxRegistrationId", tax_exempt="taxExempt")
        taxes["tax_exemptions"] = sorted(settings["taxExemptions"] or [])
    buying: Json = {"checkout_to_draft": None, "editable_shipping_address": None, "payment_terms": None}
    if (experience := of["buyerExperienceConfiguration"]) is not None:
        buying = experience.pick(
            "", checkout_to_draft="checkoutToDraft", editable_shipping_address="editableShippingAddress"
        )
        buying["payment_terms"] = optional(terms_node, experience["paymentTermsTemplate"])
    return (
        told
        | taxes
        | buying
        | {
            "company_id": owner,
            "billing_address": optional(address_node, of["billingAddress"]),
            "shipping_address": optional(address_node, of["shippingAddress"]),
            "catalog_ids": sorted(one["id"] for one in of["catalogs"] or []),
            "role_assignments": assignment_nodes(
                of["roleAssignments"], replace(around, company_id=owner, location_id=told["id"])
            ),
        }
    )


def company_node(of: Fields) -> Json:
    told = of.pick(
        "id name note",
        external_id="externalId",
        created_at="createdAt",
        updated_at="updatedAt",
        customer_since="customerSince",
    )
    main, role = of["mainContact"], of["defaultRole"]
    around = Around(told["id"], None if main is None else main["id"])
    return told | {
        "main_contact_id": around.main_contact_id,
        "default_role_id": None if role is None else role["id"],
        "roles": each(role_node, of["contactRoles"]),
        "contacts": [contact_node(one, around) for one in of["contacts"] or []],
        "locations": [location_node(one, around) for one in of["locations"] or []],
    }


# Markets

MARKET = {
    "id": number,
    "name": said,
    "status": state,
    "enabled": flag,
    "type": state,
    "regions": maybe(many(part({"country_code": said}))),
}
REGIONS = connection({"code": said})
MARKET_NODE = {
    "id": gid("Market"),
    "name": said,
    "status": said_state,
    "type": said_state,
    "handle": said,
    "conditions": maybe(part({"regionsCondition": maybe(part({"regions": REGIONS}))})),
    "currencySettings": maybe(part({"baseCurrency": part({"currencyCode": said}), "localCurrencies": flag})),
    "priceInclusions": maybe(part({"inclusiveTaxPricingStrategy": said_state})),
    "catalogs": maybe(connection({"id": gid()})),
}


def market(of: Fields) -> Json:
    if of.raw.get("status") is None:
        # Versions before 2025-04 tell it so.
        status = "active" if of["enabled"] else "draft"
    else:
        status = said_state.read(of.raw["status"])
    return of.pick("id name type") | {
        "status": status,
        "handle": None,
        "country_codes": sorted(one["country_code"] for one in of["regions"] or []),
        "currency": None,
        "local_currencies": None,
        "tax_pricing": None,
        "catalog_ids": [],
    }


def market_node(of: Fields) -> Json:
    conditions, settings, prices = of["conditions"], of["currencySettings"], of["priceInclusions"]
    condition = None if conditions is None else conditions["regionsCondition"]
    return of.pick("id name status type handle") | {
        "country_codes": sorted(one["code"] for one in condition["regions"]) if condition is not None else [],
        "currency": None if settings is None else settings["baseCurrency"]["currencyCode"],
        "local_currencies": None if settings is None else settings["localCurrencies"],
        "tax_pricing": None if prices is None else prices["inclusiveTaxPricingStrategy"],
        "catalog_ids": sorted(one["id"] for one in of["catalogs"] or []),
    }
