"""The three ways in which the store tells one order: a webhook, a query's node, the lines of a bulk file.

Said from the webhook's payload by the names of Shopify's schema, as far as the product's queries ask: refunds are left out.
"""

import json
import random
from datetime import datetime, timezone
from decimal import Decimal
from urllib.parse import urljoin

from ..sync.orders import IMPORTED, POLLED
from . import order_payload

WAYS = ("webhook", "node", "bulk")

ADDRESS = [
    "first_name",
    "last_name",
    "name",
    "company",
    "address1",
    "address2",
    "city",
    "zip",
    "province",
    "province_code",
    "country",
    "country_code",
    "phone",
]
RENAMED = {"country_code": "countryCodeV2"}
STATES = {None: "UNFULFILLED", "partial": "PARTIALLY_FULFILLED"}
DISCOUNTS = {"discount_code": "DiscountCodeApplication", "automatic": "AutomaticDiscountApplication"}


def told(payload, way, topic):
    """(topic, bytes) of an order that is told this way."""
    if way == "webhook":
        return topic, order_payload.encode(payload)
    node = order_node(payload)
    return (POLLED, json.dumps(node).encode()) if way == "node" else (IMPORTED, bulk_lines(node))


def bulk_lines(node):
    """A node as a bulk file has it: its connections' nodes in lines of their own, in any order behind their parent."""
    nested = {name: value["nodes"] for name, value in node.items() if isinstance(value, dict) and "nodes" in value}
    own = {name: value for name, value in node.items() if name not in nested}
    children = [{**child, "__parentId": node["id"]} for nodes in nested.values() for child in nodes]
    kinds = {}
    for child in children:
        kinds.setdefault(child.get("id", "").split("/")[-2:][0], []).append(child)
    mixed = random.Random(len(children)).sample(list(kinds), len(kinds))
    lines = [own, *(child for kind in mixed for child in kinds[kind])]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def order_node(order):
    """The GraphQL object of a webhook's order."""
    currency, buyer = order["currency"], order["presentment_currency"]

    def money(name):
        bag = order.get(name)
        return _bag(bag) if bag else None

    def total(name):
        return money(name) or _zero(order)

    return {
        "id": order["admin_graphql_api_id"],
        "name": order["name"],
        "number": order["order_number"],
        **{_camel(name): _utc(order[name]) for name in ("created_at", "updated_at", "processed_at")},
        **{_camel(name): _utc(order[name]) for name in ("cancelled_at", "closed_at")},
        "cancelReason": order["cancel_reason"] and order["cancel_reason"].upper(),
        "currencyCode": currency,
        "presentmentCurrencyCode": buyer,
        **{_camel(name): order.get(name) for name in ("taxes_included", "test", "email", "phone", "note", "po_number")},
        "sourceName": order["source_name"],
        "customerJourneySummary": _journey(order),
        "taxExempt": order.get("tax_exempt", False),
        "displayFinancialStatus": order["financial_status"].upper(),
        "displayFulfillmentStatus": STATES.get(order["fulfillment_status"]) or order["fulfillment_status"].upper(),
        "purchasingEntity": _company(order.get("company")),
        "tags": [tag.strip() for tag in order["tags"].split(",") if tag.strip()],
        "customAttributes": _attributes(order["note_attributes"]),
        "discountCodes": [code["code"] for code in order["discount_codes"]],
        "paymentGatewayNames": order["payment_gateway_names"],
        "customer": _customer(order["customer"]),
        "billingAddress": _address(order["billing_address"]),
        "shippingAddress": _address(order["shipping_address"]),
        "lineItems": _connection([_line(line, order) for line in order["line_items"]]),
        "shippingLines": _connection([_shipping(line) for line in order["shipping_lines"]]),
        "taxLines": [],
        "discountApplications": _connection([_discount(one) for one in order["discount_applications"]]),
        "totalPriceSet": money("total_price_set"),
        "subtotalPriceSet": money("subtotal_price_set"),
        "totalTaxSet": money("total_tax_set"),
        "totalDiscountsSet": money("total_discounts_set"),
        "totalShippingPriceSet": money("total_shipping_price_set"),
        "totalTipReceivedSet": {
            "shopMoney": _amount(order["total_tip_received"], currency),
            "presentmentMoney": _amount(order["total_tip_received"], currency),
        },
        "originalTotalDutiesSet": money("original_total_duties_set"),
        "originalTotalAdditionalFeesSet": money("original_total_additional_fees_set"),
        "totalCashRoundingAdjustment": {
            "paymentSet": total("total_cash_rounding_payment_adjustment_set"),
            "refundSet": total("total_cash_rounding_refund_adjustment_set"),
        },
        "currentTotalPriceSet": money("current_total_price_set"),
        "currentShippingPriceSet": _shipping_left(order),
        "risk": order.get("risk"),
    }


def _line(line, order):
    group = next(
        (one for one in order.get("line_item_groups", []) if one["id"] == line.get("sales_line_item_group_id")), None
    )
    return {
        "id": f"gid://shopify/LineItem/{line['id']}",
        "variant": _reference("ProductVariant", line["variant_id"]),
        "product": _reference("Product", line["product_id"]),
        **{
            _camel(name): line[name]
            for name in ("sku", "title", "variant_title", "name", "quantity", "current_quantity")
        },
        **{_camel(name): line[name] for name in ("requires_shipping", "taxable")},
        "unfulfilledQuantity": line["current_quantity"],
        "originalUnitPriceSet": _bag(line["price_set"]),
        "discountAllocations": _allocations(line),
        "totalDiscountSet": _zero(order),
        "taxLines": [_tax(tax) for tax in line["tax_lines"]],
        "isGiftCard": line["gift_card"],
        "customAttributes": _attributes(line["properties"]),
        "lineItemGroup": group
        and {
            "id": f"gid://shopify/LineItemGroup/{group['id']}",
            "title": group["title"],
            "quantity": group["quantity"],
            "variantId": None,
            "productId": None,
            "variantSku": None,
            "customAttributes": [],
        },
    }


def _shipping(line):
    return {
        "id": f"gid://shopify/ShippingLine/{line['id']}",
        **{name: line[name] for name in ("title", "code", "source")},
        "carrierIdentifier": None,
        "originalPriceSet": _bag(line["price_set"]),
        "discountAllocations": _allocations(line),
        "taxLines": [_tax(tax) for tax in line["tax_lines"]],
        "isRemoved": line["is_removed"],
    }


def _allocations(line):
    return [
        {
            "allocatedAmountSet": _bag(one["amount_set"]),
            "discountApplication": {"index": one["discount_application_index"]},
        }
        for one in line["discount_allocations"]
    ]


def _tax(tax):
    return {
        "title": tax["title"],
        "rate": tax["rate"],
        "priceSet": _bag(tax["price_set"]),
        "channelLiable": tax.get("channel_liable", False),
        "source": None,
    }


def _discount(one):
    names = {key: one[key] for key in ("code", "title") if key in one}
    value = {"amount": one["value"]} if one["value_type"] == "fixed_amount" else {"percentage": float(one["value"])}
    return {
        "__typename": DISCOUNTS[one["type"]],
        "targetType": one["target_type"].upper(),
        "allocationMethod": one["allocation_method"].upper(),
        "targetSelection": one["target_selection"].upper(),
        "value": value,
        **names,
    }


def _journey(order):
    """The visit in which the buyer ordered; none where the order was not placed on a page."""
    page, referrer = order.get("landing_site"), order.get("referring_site")
    visit = {"landingPage": page and urljoin("https://store.example.com/", page), "referrerUrl": referrer}
    return {"lastVisit": visit if page or referrer else None}


def _customer(customer):
    if customer is None:
        return None
    return {
        "id": f"gid://shopify/Customer/{customer['id']}",
        "firstName": customer["first_name"],
        "lastName": customer["last_name"],
        "taxExempt": customer["tax_exempt"],
        "updatedAt": None,
        "defaultEmailAddress": {"emailAddress": customer["email"], "marketingState": "NOT_SUBSCRIBED"},
        "defaultPhoneNumber": None,
        "defaultAddress": None,
    }


def _company(company):
    if company is None:
        return None
    location = _reference("CompanyLocation", company["location_id"])
    return {"company": _reference("Company", company["id"]), "location": location, "contact": None}


def _address(address):
    return address and {RENAMED.get(name) or _camel(name): address[name] for name in ADDRESS}


def _attributes(given):
    return [{"key": one["name"], "value": one["value"]} for one in given]


def _reference(kind, number):
    return None if number is None else {"id": f"gid://shopify/{kind}/{number}"}


def _connection(nodes):
    return {"nodes": nodes, "pageInfo": {"hasNextPage": False}}


def _bag(bag):
    return {
        "shopMoney": _amount(bag["shop_money"]["amount"], bag["shop_money"]["currency_code"]),
        "presentmentMoney": _amount(bag["presentment_money"]["amount"], bag["presentment_money"]["currency_code"]),
    }


def _shipping_left(order):
    """Shipping less what refunds gave back of it, which the node tells and the webhook's refunds say."""
    lines = [line for line in order["shipping_lines"] if not line["is_removed"]]
    left = sum((Decimal(line["price"]) for line in lines), Decimal(0))
    left -= sum((Decimal(one["amount"]) for line in lines for one in line["discount_allocations"]), Decimal(0))
    for refund in order["refunds"]:
        for one in refund["refund_shipping_lines"]:
            left -= Decimal(one["subtotal_amount_set"]["shop_money"]["amount"])
    shop = _amount(left, order["currency"])
    return {"shopMoney": shop, "presentmentMoney": shop}


def _zero(order):
    return {
        "shopMoney": _amount("0", order["currency"]),
        "presentmentMoney": _amount("0", order["presentment_currency"]),
    }


def _amount(amount, currency):
    return {"amount": str(amount), "currencyCode": currency}


def _camel(name):
    first, *more = name.split("_")
    return first + "".join(word.capitalize() for word in more)


def _utc(text):
    return text and datetime.fromisoformat(text).astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
