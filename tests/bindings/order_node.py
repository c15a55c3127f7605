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
        "confirmed": order["confirmed"],
        "confirmationNumber": order["confirmation_number"],
        "dutiesIncluded": order["duties_included"],
        "estimatedTaxes": order["estimated_taxes"],
        "taxExempt": order["tax_exempt"],
        "displayFinancialStatus": upper(order["financial_status"]),
        "displayFulfillmentStatus": FULFILLMENT[order["fulfillment_status"]],
        "email": order["email"],
        "phone": order["phone"],
        "note": order["note"],
        "poNumber": order["po_number"],
        "sourceName": order["source_name"],
        "sourceIdentifier": order["source_identifier"],
        "app": reference("App", order["app_id"]),
        "merchantOfRecordApp": reference("App", order["merchant_of_record_app_id"]),
        "retailLocation": reference("Location", order["location_id"]),
        "customerLocale": order["customer_locale"],
        "customerAcceptsMarketing": order["buyer_accepts_marketing"],
        "purchasingEntity": company(order["company"]),
        "paymentTerms": payment_terms(order["payment_terms"]),
        "tags": sorted((tag.strip() for tag in order["tags"].split(",")), key=str.lower),
        "customAttributes": [{"key": a["name"], "value": a["value"]} for a in order["note_attributes"]],
        "discountCodes": [code["code"] for code in order["discount_codes"]],
        "paymentGatewayNames": order["payment_gateway_names"],
        "customer": customer(order["customer"]),
        "billingAddress": address(order["billing_address"]),
        "shippingAddress": address(order["shipping_address"]),
        "lineItems": connection([line(item, order["line_item_groups"]) for item in order["line_items"]]),
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
        "totalCashRoundingAdjustment": {
            "paymentSet": money(order["total_cash_rounding_payment_adjustment_set"]),
            "refundSet": money(order["total_cash_rounding_refund_adjustment_set"]),
        },
        "currentTotalPriceSet": money(order["current_total_price_set"]),
        "currentSubtotalPriceSet": money(order["current_subtotal_price_set"]),
        "currentTotalTaxSet": money(order["current_total_tax_set"]),
        "currentTotalDiscountsSet": money(order["current_total_discounts_set"]),
        "currentShippingPriceSet": money(order["current_shipping_price_set"]),
        "currentTotalDutiesSet": money(order["current_total_duties_set"]),
        "currentTotalAdditionalFeesSet": money(order["current_total_additional_fees_set"]),
        "totalOutstandingSet": amount(order["total_outstanding"], order["currency"]),
        "refunds": [refund(given) for given in order["refunds"]],
        "fulfillments": [],
        "returns": connection([{"id": f"gid://shopify/Return/{given['id']}"} for given in order["returns"]]),
    }


def money_node(order: Json) -> Json:
    """The same with what a query alone tells, and with the fulfilments and the refunds' transactions of the webhook."""
    node = order_node(order)
    fee = {"id": "gid://shopify/AdditionalFee/9007199254741033", "name": "Import fee", "price": amount("1.05", "USD")}
    node["additionalFees"] = [fee | {"taxLines": []}]
    node["risk"] = {
        "recommendation": "INVESTIGATE",
        "assessments": [
            {
                "riskLevel": "MEDIUM",
                "provider": {"id": "gid://shopify/App/9007199254741035"},
                "facts": [{"description": "Paid from afar", "sentiment": "NEGATIVE"}],
            }
        ],
    }
    node["refundDiscrepancySet"] = amount("-0.50", order["currency"])
    node["fulfillments"] = [fulfilment(given) for given in order["fulfillments"]]
    for node_refund, given in zip(node["refunds"], order["refunds"], strict=True):
        node_refund["totalRefundedSet"] = amount("112.87", order["currency"])
        node_refund["transactions"] = connection([transaction(one) for one in given["transactions"]])
    node["transactions"] = [transaction(one) for given in order["refunds"] for one in given["transactions"]]
    for bag in bags(node):
        bag["presentmentMoney"]["currencyCode"] = order["presentment_currency"]
    return node


def bags(value: Any) -> list[Json]:
    """Every money bag in a node."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [bag for child in children for bag in bags(child)]
    return [*found, value] if isinstance(value, dict) and "presentmentMoney" in value else found


def company(given: Json | None) -> Json | None:
    if given is None:
        return None
    return {
        "__typename": "PurchasingCompany",
        "company": reference("Company", given["id"]),
        "location": reference("CompanyLocation", given["location_id"]),
        "contact": None,
    }


def payment_terms(given: Json | None) -> Json | None:
    if given is None:
        return None
    return {
        "id": f"gid://shopify/PaymentTerms/{given['id']}",
        "paymentTermsName": given["payment_terms_name"],
        "paymentTermsType": given["payment_terms_type"].upper(),
        "dueInDays": given["due_in_days"],
        "paymentSchedules": connection(
            [
                {
                    "id": f"gid://shopify/PaymentSchedule/{one['id']}",
                    "amount": {"amount": short(one["amount"]), "currencyCode": one["currency"]},
                    "balanceDue": {"amount": short(one["balance_due"]), "currencyCode": one["currency"]},
                    "issuedAt": utc(one["issued_at"]),
                    "dueAt": utc(one["due_at"]),
                    "completedAt": utc(one["completed_at"]),
                }
                for one in given["payment_schedules"]
            ]
        ),
    }


def refund(given: Json) -> Json:
    return {
        "id": f"gid://shopify/Refund/{given['id']}",
        "createdAt": utc(given["created_at"]),
        "processedAt": utc(given["processed_at"]),
        "note": given["note"],
        "return": given["return"] and reference("Return", given["return"]["id"]),
        "duties": [
            {"originalDuty": reference("Duty", one["duty_id"]), "amountSet": money(one["amount_set"])}
            for one in given["duties"]
        ],
        "refundLineItems": connection(
            [
                {
                    "id": f"gid://shopify/RefundLineItem/{one['id']}",
                    "lineItem": reference("LineItem", one["line_item_id"]),
                    "quantity": one["quantity"],
                    "restockType": one["restock_type"].upper(),
                    "location": reference("Location", one["location_id"]),
                    "subtotalSet": money(one["subtotal_set"]),
                    "totalTaxSet": money(one["total_tax_set"]),
                }
                for one in given["refund_line_items"]
            ]
        ),
        "refundShippingLines": connection(
            [
                {
                    "id": f"gid://shopify/RefundShippingLine/{one['id']}",
                    "shippingLine": reference("ShippingLine", one["shipping_line_id"]),
                    "subtotalAmountSet": money(one["subtotal_amount_set"]),
                    "taxAmountSet": money(one["tax_amount_set"]),
                }
                for one in given["refund_shipping_lines"]
            ]
        ),
        "orderAdjustments": connection(
            [
                {
                    "id": f"gid://shopify/OrderAdjustment/{one['id']}",
                    "reason": one["reason"].upper().replace(" ", "_"),
                    "amountSet": money(one["amount_set"]),
                    "taxAmountSet": money(one["tax_amount_set"]),
                }
                for one in given["order_adjustments"]
            ]
        ),
        "transactions": connection([]),
    }


def transaction(given: Json) -> Json:
    """A transaction; the store's side of its amounts is nine tenths of the buyer's, which the webhook tells."""

    def both(text: str | None) -> Json | None:
        if text is None:
            return None
        return {
            "presentmentMoney": {"amount": short(text), "currencyCode": given["currency"]},
            "shopMoney": {"amount": short(str(Decimal(text) * Decimal("0.9"))), "currencyCode": "USD"},
        }

    return {
        "id": f"gid://shopify/OrderTransaction/{given['id']}",
        "parentTransaction": reference("OrderTransaction", given["parent_id"]),
        "kind": given["kind"].upper(),
        "status": given["status"].upper(),
        "gateway": given["gateway"],
        "amountSet": both(given["amount"]),
        "amountRoundingSet": both(given["amount_rounding"]),
        "totalUnsettledSet": both(given["total_unsettled_set"]["presentment_money"]["amount"]),
        "createdAt": utc(given["created_at"]),
        "processedAt": utc(given["processed_at"]),
        "test": given["test"],
        "manualPaymentGateway": given["manual_payment_gateway"],
        "authorizationCode": given["authorization"],
        "paymentId": given["payment_id"],
        "errorCode": upper(given["error_code"]),
        "paymentDetails": {
            "__typename": "CardPaymentDetails",
            "paymentMethodName": given["payment_details"]["payment_method_name"],
            "company": given["payment_details"]["credit_card_company"],
        },
        "location": reference("Location", given["location_id"]),
        "device": reference("PointOfSaleDevice", given["device_id"]),
        "fees": [
            {
                "type": "processing_fee",
                "amount": {"amount": "0.59", "currencyCode": "USD"},
                "taxAmount": {"amount": "0.0", "currencyCode": "USD"},
                "rate": "0.029",
                "rateName": "Domestic",
            }
        ],
    }


def fulfilment(given: Json) -> Json:
    tracking = zip(given["tracking_numbers"], given["tracking_urls"], strict=True)
    return {
        "id": f"gid://shopify/Fulfillment/{given['id']}",
        "name": given["name"],
        "status": given["status"].upper(),
        "displayStatus": upper(given["shipment_status"]),
        "service": {"handle": given["service"]} if given["service"] else None,
        "location": reference("Location", given["location_id"]),
        "createdAt": utc(given["created_at"]),
        "updatedAt": utc(given["updated_at"]),
        "trackingInfo": [
            {"company": given["tracking_company"], "number": number, "url": url} for number, url in tracking
        ],
        "fulfillmentLineItems": connection(
            [
                {
                    "id": f"gid://shopify/FulfillmentLineItem/{number + 1}",
                    "lineItem": reference("LineItem", item["id"]),
                    "quantity": item["quantity"],
                }
                for number, item in enumerate(given["line_items"])
            ]
        ),
    }


def utc(text: str | None) -> str | None:
    if text is None:
        return None
    return datetime.fromisoformat(text).astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


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
        "defaultEmailAddress": {"emailAddress": given["email"], **consent(given["email_marketing_consent"])},
        "defaultPhoneNumber": {"phoneNumber": given["phone"], **consent(given["sms_marketing_consent"])},
        "defaultAddress": address(given["default_address"]),
    }


def consent(given: Json) -> Json:
    return {
        "marketingState": given["state"].upper(),
        "marketingOptInLevel": given["opt_in_level"].upper(),
        "marketingUpdatedAt": utc(given["consent_updated_at"]),
        "marketingCollectedFrom": given.get("consent_collected_from"),
    }


def tax_line(tax: Json) -> Json:
    return {
        "title": tax["title"],
        "rate": tax["rate"],
        "priceSet": money(tax["price_set"]),
        "channelLiable": tax["channel_liable"],
        "source": tax["source"],
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


def group(given: Json) -> Json:
    return {
        "id": f"gid://shopify/LineItemGroup/{given['id']}",
        "title": given["title"],
        "quantity": given["quantity"],
        "variantId": f"gid://shopify/ProductVariant/{given['variant_id']}",
        "productId": f"gid://shopify/Product/{given['product_id']}",
        "variantSku": given["variant_sku"],
        "customAttributes": [{"key": p["name"], "value": p["value"]} for p in given["properties"]],
    }


def duty(given: Json) -> Json:
    return {
        "id": given["admin_graphql_api_id"],
        "harmonizedSystemCode": given["harmonized_system_code"],
        "countryCodeOfOrigin": given["country_code_of_origin"],
        "price": money(given),
        "taxLines": [tax_line(tax) for tax in given["tax_lines"]],
    }


def line(item: Json, groups: list[Json]) -> Json:
    own = [group(given) for given in groups if given["id"] == item["sales_line_item_group_id"]]
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
        "unfulfilledQuantity": item["fulfillable_quantity"],
        "originalUnitPriceSet": money(item["price_set"]),
        "discountAllocations": [allocation(given) for given in item["discount_allocations"]],
        "totalDiscountSet": money(item["total_discount_set"]),
        "taxLines": [tax_line(tax) for tax in item["tax_lines"]],
        "requiresShipping": item["requires_shipping"],
        "taxable": item["taxable"],
        "isGiftCard": item["gift_card"],
        "customAttributes": [{"key": p["name"], "value": p["value"]} for p in item["properties"]],
        "lineItemGroup": own[0] if own else None,
        "duties": [duty(given) for given in item["duties"]],
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
        "targetSelection": given["target_selection"].upper(),
        "value": {"__typename": "PricingPercentageValue", "percentage": float(value)}
        if given["value_type"] == "percentage"
        else {"__typename": "MoneyV2", "amount": short(given["value"])},
    }
    names = {key: given[key] for key in ("code", "title", "description") if given.get(key)}
    return node | names
