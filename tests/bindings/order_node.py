"""A webhook's order said again as the GraphQL object Order, by the field names of Shopify's published schema.

Written from the schema, not from the reader under test. Where the Admin API writes differently, so does this:
states in upper case, times in UTC, amounts without zeros at their end, rates and percentages as numbers.
"""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

FULFILLMENT = {None: "UNFULFILLED", "partial": "PARTIALLY_FULFILLED", "fulfilled": "FULFILLED"}
DISCOUNT_TYPES = {
    "discount_code": "DiscountCodeApplication",
    "manual": "ManualDiscountApplication",
    "automatic": "AutomaticDiscountApplication",
    "script": "ScriptDiscountApplication",
}


def order_node(order: Json) -> Json:
    return {
        "__typename": "Order",
        "id": order["admin_graphql_api_id"],
        "name": order["name"],
        "number": order["order_number"],
        "createdAt": utc(order["created_at"]),
        "updatedAt": utc(order["updated_at"]),
        "processedAt": utc(order["processed_at"]),
        "cancelledAt": utc(order["cancelled_at"]),
        "closedAt": utc(order["closed_at"]),
        "cancelReason": upper(order["cancel_reason"]),
        "currencyCode": order["currency"],
        "presentmentCurrencyCode": order["presentment_currency"],
        "taxesIncluded": order["taxes_included"],
        "test": order["test"],
        "displayFinancialStatus": upper(order["financial_status"]),
        "displayFulfillmentStatus": FULFILLMENT[order["fulfillment_status"]],
        "email": order["email"],
        "phone": order["phone"],
        "note": order["note"],
        "sourceName": order["source_name"],
        "tags": sorted((tag.strip() for tag in order["tags"].split(",")), key=str.lower),
        "customAttributes": [{"key": a["name"], "value": a["value"]} for a in order["note_attributes"]],
        "discountCodes": [code["code"] for code in order["discount_codes"]],
        "paymentGatewayNames": order["payment_gateway_names"],
        "customer": customer(order["customer"]),
        "billingAddress": address(order["billing_address"]),
        "shippingAddress": address(order["shipping_address"]),
        "lineItems": connection([line(item) for item in order["line_items"]]),
        "shippingLines": connection([shipping_line(item) for item in order["shipping_lines"]]),
        "taxLines": [tax_line(tax) for tax in order["tax_lines"]],
        "discountApplications": connection([discount(item) for item in order["discount_applications"]]),
        "totalPriceSet": money(order["total_price_set"]),
        "subtotalPriceSet": money(order["subtotal_price_set"]),
        "totalTaxSet": money(order["total_tax_set"]),
        "totalDiscountsSet": money(order["total_discounts_set"]),
        "totalShippingPriceSet": money(order["total_shipping_price_set"]),
        "totalTipReceivedSet": amount(order["total_tip_received"], order["currency"]),
        "originalTotalDutiesSet": money(order["original_total_duties_set"]),
        "originalTotalAdditionalFeesSet": money(order["original_total_additional_fees_set"]),
        "totalCashRoundingAdjustment": {"paymentSet": money(order["total_cash_rounding_payment_adjustment_set"])},
        "currentTotalPriceSet": money(order["current_total_price_set"]),
    }


def utc(text: str | None) -> str | None:
    if text is None:
        return None
    return datetime.fromisoformat(text).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def upper(text: str | None) -> str | None:
    return text.upper() if text else None


def short(text: str) -> str:
    """ "10.00" as the scalar Decimal writes it: "10.0"."""
    number = format(Decimal(text).normalize(), "f")
    return number if "." in number else f"{number}.0"


def amount(text: str, currency: str) -> Json:
    return {
        "shopMoney": {"amount": short(text), "currencyCode": currency},
        "presentmentMoney": {"amount": short(text), "currencyCode": currency},
    }


def money(bag: Json | None) -> Json | None:
    if bag is None:
        return None
    shop, presentment = bag["shop_money"], bag["presentment_money"]
    return {
        "shopMoney": {"amount": short(shop["amount"]), "currencyCode": shop["currency_code"]},
        "presentmentMoney": {
            "amount": short(presentment["amount"]),
            "currencyCode": presentment["currency_code"],
        },
    }


def connection(nodes: list[Json]) -> Json:
    return {"nodes": nodes, "pageInfo": {"hasNextPage": False}}


def reference(kind: str, number: int | None) -> Json | None:
    return None if number is None else {"id": f"gid://shopify/{kind}/{number}"}


def address(given: Json | None) -> Json | None:
    if given is None:
        return None
    return {
        "firstName": given["first_name"],
        "lastName": given["last_name"],
        "name": given["name"],
        "company": given["company"],
        "address1": given["address1"],
        "address2": given["address2"],
        "city": given["city"],
        "zip": given["zip"],
        "province": given["province"],
        "provinceCode": given["province_code"],
        "country": given["country"],
        "countryCodeV2": given["country_code"],
        "phone": given["phone"],
    }


def customer(given: Json | None) -> Json | None:
    if given is None:
        return None
    return {
        "id": f"gid://shopify/Customer/{given['id']}",
        "firstName": given["first_name"],
        "lastName": given["last_name"],
        "taxExempt": given["tax_exempt"],
        "updatedAt": utc(given["updated_at"]),
        "defaultEmailAddress": {"emailAddress": given["email"]} if given["email"] else None,
        "defaultPhoneNumber": {"phoneNumber": given["phone"]} if given["phone"] else None,
        "defaultAddress": address(given["default_address"]),
    }


def tax_line(tax: Json) -> Json:
    return {
        "title": tax["title"],
        "rate": tax["rate"],
        "priceSet": money(tax["price_set"]),
        "channelLiable": tax["channel_liable"],
    }


def allocation(given: Json) -> Json:
    return {
        "allocatedAmountSet": money(given["amount_set"]),
        # The interface's type is asked for by the executor alone.
        "discountApplication": {
            "__typename": "DiscountCodeApplication",
            "index": given["discount_application_index"],
        },
    }


def line(item: Json) -> Json:
    return {
        "id": item["admin_graphql_api_id"],
        "variant": reference("ProductVariant", item["variant_id"]),
        "product": reference("Product", item["product_id"]),
        "sku": item["sku"] or None,
        "title": item["title"],
        "variantTitle": item["variant_title"],
        "name": item["name"],
        "quantity": item["quantity"],
        "currentQuantity": item["current_quantity"],
        "originalUnitPriceSet": money(item["price_set"]),
        "discountAllocations": [allocation(given) for given in item["discount_allocations"]],
        "totalDiscountSet": money(item["total_discount_set"]),
        "taxLines": [tax_line(tax) for tax in item["tax_lines"]],
        "requiresShipping": item["requires_shipping"],
        "taxable": item["taxable"],
        "isGiftCard": item["gift_card"],
        "customAttributes": [{"key": p["name"], "value": p["value"]} for p in item["properties"]],
    }


def shipping_line(item: Json) -> Json:
    return {
        "id": f"gid://shopify/ShippingLine/{item['id']}",
        "title": item["title"],
        "code": item["code"],
        "source": item["source"],
        "carrierIdentifier": item["carrier_identifier"],
        "originalPriceSet": money(item["price_set"]),
        "discountAllocations": [allocation(given) for given in item["discount_allocations"]],
        "taxLines": [tax_line(tax) for tax in item["tax_lines"]],
        "isRemoved": item["is_removed"],
    }


def discount(given: Json) -> Json:
    value = Decimal(given["value"])
    node: Json = {
        "__typename": DISCOUNT_TYPES[given["type"]],
        "targetType": given["target_type"].upper(),
        "allocationMethod": given["allocation_method"].upper(),
        "value": {"__typename": "PricingPercentageValue", "percentage": float(value)}
        if given["value_type"] == "percentage"
        else {"__typename": "MoneyV2", "amount": short(given["value"])},
    }
    names = {key: given[key] for key in ("code", "title", "description") if given.get(key)}
    return node | names
