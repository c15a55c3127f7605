"""Orders of ``order_payload`` as the store's GraphQL API answers them, and as the lines of a bulk file.

States are in upper case, ids global, times UTC, amounts in bags; the children of a bulk file name their parent.
"""

import json
from datetime import datetime, timezone

FULFILMENT = {None: "UNFULFILLED", "partial": "PARTIALLY_FULFILLED", "fulfilled": "FULFILLED"}
DISCOUNTS = {
    "discount_code": "DiscountCodeApplication",
    "manual": "ManualDiscountApplication",
    "automatic": "AutomaticDiscountApplication",
}
CONNECTIONS = ("lineItems", "shippingLines", "discountApplications")


def node_of(order):
    """The node of ``order_fragment.graphql``."""
    return {
        **_head(order),
        **_totals(order),
        "lineItems": _connection([_line(line, order) for line in order["line_items"]]),
        "shippingLines": _connection([_shipping(line, order) for line in order["shipping_lines"]]),
        "discountApplications": _connection([_discount(one, order) for one in order["discount_applications"]]),
    }


def lines_of(order):
    """The lines (dicts) of a bulk file: the order's own, then its children's."""
    node = node_of(order)
    children = [
        {**child, "__parentId": node["id"]} for connection in CONNECTIONS for child in node[connection]["nodes"]
    ]
    return [{name: value for name, value in node.items() if name not in CONNECTIONS}, *children]


def jsonl(lines):
    """Bytes of lines."""
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def _head(order):
    customer = order["customer"]
    return {
        "id": gid("Order", order["id"]),
        "name": order["name"],
        "number": order["order_number"],
        "createdAt": _utc(order["created_at"]),
        "updatedAt": _utc(order["updated_at"]),
        "processedAt": _utc(order["processed_at"]),
        "cancelledAt": _utc(order["cancelled_at"]),
        "closedAt": _utc(order["closed_at"]),
        "cancelReason": _upper(order["cancel_reason"]),
        "currencyCode": order["currency"],
        "presentmentCurrencyCode": order["presentment_currency"],
        "taxesIncluded": order["taxes_included"],
        "taxExempt": order.get("tax_exempt", False),
        "test": order["test"],
        "confirmed": True,
        "displayFinancialStatus": _upper(order["financial_status"]),
        "displayFulfillmentStatus": FULFILMENT[order["fulfillment_status"]],
        "email": order["email"],
        "phone": order["phone"],
        "note": order["note"],
        "poNumber": order.get("po_number"),
        "sourceName": order["source_name"],
        "customerLocale": order.get("customer_locale"),
        "tags": [tag.strip() for tag in order["tags"].split(",") if tag.strip()],
        "customAttributes": [{"key": one["name"], "value": one["value"]} for one in order["note_attributes"]],
        "discountCodes": [one["code"] for one in order["discount_codes"]],
        "paymentGatewayNames": order["payment_gateway_names"],
        "customer": customer
        and {
            "id": gid("Customer", customer["id"]),
            "firstName": customer["first_name"],
            "lastName": customer["last_name"],
            "taxExempt": customer.get("tax_exempt", False),
            "updatedAt": _utc(customer.get("updated_at")),
            "defaultEmailAddress": customer["email"] and {"emailAddress": customer["email"]},
            "defaultPhoneNumber": customer.get("phone") and {"phoneNumber": customer["phone"]},
            "defaultAddress": _address(customer.get("default_address")),
        },
        "billingAddress": _address(order["billing_address"]),
        "shippingAddress": _address(order["shipping_address"]),
        "taxLines": [_tax(one, order) for one in order["tax_lines"]],
    }


def _totals(order):
    names = {
        "totalPriceSet": "total_price",
        "subtotalPriceSet": "subtotal_price",
        "totalTaxSet": "total_tax",
        "totalDiscountsSet": "total_discounts",
        "totalTipReceivedSet": "total_tip_received",
        "currentTotalPriceSet": "current_total_price",
    }
    told = {camel: _money(order[name], order) for camel, name in names.items()}
    none = _money("0.00", order)
    told["totalCashRoundingAdjustment"] = {
        "paymentSet": _bag(order.get("total_cash_rounding_payment_adjustment_set")) or none,
        "refundSet": _bag(order.get("total_cash_rounding_refund_adjustment_set")) or none,
    }
    told["totalShippingPriceSet"] = _bag(order["total_shipping_price_set"])
    told["originalTotalDutiesSet"] = _bag(order["original_total_duties_set"])
    told["originalTotalAdditionalFeesSet"] = _bag(order["original_total_additional_fees_set"])
    return told


def _line(line, order):
    return {
        "id": gid("LineItem", line["id"]),
        "variant": line["variant_id"] and {"id": gid("ProductVariant", line["variant_id"])},
        "product": line["product_id"] and {"id": gid("Product", line["product_id"])},
        "sku": line["sku"],
        "title": line["title"],
        "variantTitle": line["variant_title"],
        "name": line["name"],
        "quantity": line["quantity"],
        "currentQuantity": line["current_quantity"],
        "originalUnitPriceSet": _money(line["price"], order),
        "discountAllocations": [_allocation(one, order) for one in line["discount_allocations"]],
        "totalDiscountSet": _money(line["total_discount"], order),
        "taxLines": [_tax(one, order) for one in line["tax_lines"]],
        "requiresShipping": line["requires_shipping"],
        "taxable": line["taxable"],
        "isGiftCard": line["gift_card"],
        "customAttributes": [{"key": one["name"], "value": one["value"]} for one in line["properties"]],
        "lineItemGroup": _group(line.get("sales_line_item_group_id"), order),
    }


def _group(group_id, order):
    group = next((one for one in order.get("line_item_groups", ()) if one["id"] == group_id), None)
    return group and {
        "id": gid("LineItemGroup", group["id"]),
        "title": group["title"],
        "quantity": group["quantity"],
        "variantId": gid("ProductVariant", group["variant_id"]),
        "productId": gid("Product", group["product_id"]),
        "variantSku": group["variant_sku"],
        "customAttributes": [],
    }


def _shipping(line, order):
    return {
        "id": gid("ShippingLine", line["id"]),
        "title": line["title"],
        "code": line["code"],
        "source": line["source"],
        "originalPriceSet": _money(line["price"], order),
        "discountAllocations": [_allocation(one, order) for one in line["discount_allocations"]],
        "taxLines": [_tax(one, order) for one in line["tax_lines"]],
        "isRemoved": line["is_removed"],
    }


def _discount(one, order):
    percentage = one["value_type"] == "percentage"
    value = (
        {"percentage": float(one["value"])}
        if percentage
        else {"amount": one["value"], "currencyCode": order["currency"]}
    )
    name = {"code": one["code"]} if one["type"] == "discount_code" else {"title": one["title"]}
    return {
        "__typename": DISCOUNTS[one["type"]],
        **name,
        "value": value,
        "targetType": _upper(one["target_type"]),
        "targetSelection": _upper(one["target_selection"]),
        "allocationMethod": _upper(one["allocation_method"]),
    }


def _allocation(one, order):
    return {
        "allocatedAmountSet": _money(one["amount"], order),
        "discountApplication": {"index": one["discount_application_index"]},
    }


def _tax(one, order):
    return {
        "title": one["title"],
        "rate": one["rate"],
        "priceSet": _money(one["price"], order),
        "channelLiable": one.get("channel_liable", False),
    }


def _money(amount, order):
    both = {"amount": str(amount), "currencyCode": order["currency"]}
    return {"shopMoney": both, "presentmentMoney": {**both, "currencyCode": order["presentment_currency"]}}


def _bag(given):
    return given and {
        f"{side}Money": {
            "amount": given[f"{side}_money"]["amount"],
            "currencyCode": given[f"{side}_money"]["currency_code"],
        }
        for side in ("shop", "presentment")
    }


def _address(given):
    return given and {
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


def gid(kind, number):
    """A global id."""
    return f"gid://shopify/{kind}/{number}"


def _connection(nodes):
    return {"nodes": nodes, "pageInfo": {"hasNextPage": False}}


def _upper(text):
    return text and text.upper()


def _utc(text):
    return text and datetime.fromisoformat(text).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
