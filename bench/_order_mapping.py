"""The rival's mapping: from what orjson read straight to the dictionaries that create consumes, money as Decimal.

Written for speed: one pass, local names, no objects between, each amount made Decimal once, discounts and exempt taxes
computed only where there are any. It checks nothing of the payload.
"""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Values = dict[str, Any]

ZERO, HUNDRED = Decimal(0), Decimal(100)
HALF_HUNDREDTH = Decimal("0.005")


class OrderMapping:
    def __init__(self, mapping: Any) -> None:
        """:param mapping: with the arguments of ``sales.SaleMapping`` as attributes"""
        self.mapping = mapping
        self.step = Decimal(1).scaleb(-mapping.percent_digits)
        self.minor = {code: Decimal(1).scaleb(-digits) for code, (_id, digits) in mapping.currencies.items()}

    def values(self, order: Values) -> Values:
        mapping = self.mapping
        currency, included = order["currency"], order["taxes_included"]
        minor = self.minor[currency]
        products, custom = mapping.products, mapping.custom_product
        found, reduced = [], False
        sequence = 9
        for line in order["line_items"]:
            sequence += 1
            quantity = line["quantity"]
            current = line.get("current_quantity", quantity)
            if current != quantity:
                reduced = True
            if current <= 0:
                continue
            price, title = Decimal(line["price"]), line["title"]
            variant = line["variant_id"]
            product, name = products[variant] if variant else (custom, title)
            if product == custom:
                name = title
            for one in line["properties"]:
                if not one["name"].startswith("_"):
                    name = f"{name}\n{one['name']}: {one['value'] or ''}"
            discount = self.allocated(line)
            values = {
                "product_id": product,
                "name": name,
                "product_uom_qty": current,
                "price_unit": float(price),
                "tax_ids": [(6, 0, self.taxes(line["tax_lines"], included, price, quantity, discount))],
                "sequence": sequence,
                "crossdock_remote_line_id": str(line["id"]),
            }
            found.append((0, 0, values))
            if discount and current < quantity:
                net = ((price * quantity - discount) * current / quantity).quantize(minor, ROUND_HALF_UP)
                discount = price * current - net
            if discount:
                self.discount(found, values, price * current, discount, title, minor)
        for line in order["shipping_lines"]:
            if not line.get("is_removed"):
                self.shipping(found, line, included, minor)
        self.extras(found, order)
        moment = datetime.fromisoformat(order["processed_at"] or order["created_at"]).astimezone(timezone.utc)
        name = order["name"]
        return {
            **mapping.header,
            "currency_id": mapping.currencies[currency][0],
            "client_order_ref": name,
            "origin": f"{mapping.origin} {name}",
            "date_order": moment.replace(tzinfo=None, microsecond=0),
            "note": order["note"] or False,
            "crossdock_remote_id": str(order["id"]),
            "crossdock_financial_status": order["financial_status"] or False,
            "crossdock_remote_total": float(Decimal(order["current_total_price" if reduced else "total_price"])),
            "order_line": found,
        }

    def shipping(self, found: list[Any], line: Values, included: bool, minor: Decimal) -> None:
        price, title = Decimal(line["price"]), line["title"]
        product, name = self.mapping.carriers.get(title.strip()) or self.mapping.default_shipping
        discount = self.allocated(line)
        values = {
            "product_id": product,
            "name": title or name,
            "product_uom_qty": 1,
            "price_unit": float(price),
            "tax_ids": [(6, 0, self.taxes(line["tax_lines"], included, price, 1, discount))],
            "sequence": 900,
        }
        found.append((0, 0, values))
        if discount:
            self.discount(found, values, price, discount, title, minor)

    def extras(self, found: list[Any], order: Values) -> None:
        tip, duties, fees, _discount = self.mapping.labels
        for label, amount in (
            (tip, order.get("total_tip_received")),
            (duties, of_shop(order.get("original_total_duties_set"))),
            (fees, of_shop(order.get("original_total_additional_fees_set"))),
        ):
            if amount and (exact := Decimal(amount)):
                values = {
                    "product_id": self.mapping.custom_product,
                    "name": label,
                    "product_uom_qty": 1,
                    "price_unit": float(exact),
                    "tax_ids": [(6, 0, [])],
                    "sequence": 950,
                }
                found.append((0, 0, values))

    @staticmethod
    def allocated(line: Values) -> Decimal:
        allocations = line["discount_allocations"]
        if not allocations:
            return ZERO
        if len(allocations) == 1:
            return Decimal(allocations[0]["amount"])
        return sum((Decimal(one["amount"]) for one in allocations), ZERO)

    def taxes(
        self, tax_lines: list[Values], included: bool, price: Decimal, quantity: int, discount: Decimal
    ) -> list[int]:
        ids, how = [], "included" if included else "excluded"
        for tax in tax_lines:
            rate = tax["rate"] or 0
            if not Decimal(tax["price"]):
                base = price * quantity - discount
                if not rate or not base or abs(base * Decimal(str(rate))) >= HALF_HUNDREDTH:
                    continue
            ids.append(self.mapping.taxes[f"{tax['title'].strip()}|{rate:.6f}|{how}"])
        return ids

    def discount(
        self, found: list[Any], values: Values, gross: Decimal, discount: Decimal, title: str, minor: Decimal
    ) -> None:
        if gross:
            percent = (discount * HUNDRED / gross).quantize(self.step, ROUND_HALF_UP)
            net = (gross * (HUNDRED - percent) / HUNDRED).quantize(minor, ROUND_HALF_UP)
            if net == gross - discount:
                values["discount"] = float(percent)
                return
        line = {
            "product_id": self.mapping.discount_product,
            "name": self.mapping.labels[3].replace("%s", title, 1),
            "product_uom_qty": 1,
            "price_unit": float(-discount),
            "tax_ids": values["tax_ids"],
            "sequence": values["sequence"],
        }
        found.append((0, 0, line))


def of_shop(bag: Values | None) -> str | None:
    return bag["shop_money"]["amount"] if bag else None
