"""From a canonical order to the values of its partners, in plain Python: what ``sales.PartnerMapping`` must agree with."""

from __future__ import annotations

from typing import Any

Values = dict[str, Any]


def partner_values(
    order: Any, countries: dict[str, int], states: dict[tuple[str, str], int]
) -> tuple[Values, Values | None, Values | None]:
    """The customer, the delivery and the invoice address."""

    def contact(address: Any) -> Values:
        return {
            "name": name_on(address) or False,
            "street": clean(address.address1),
            "street2": clean(address.address2),
            "city": clean(address.city),
            "zip": clean(address.zip),
            "country_id": countries.get(address.country_code, False),
            "state_id": states.get((address.country_code, address.province_code), False),
            "phone": clean(address.phone),
            "company_name": clean(address.company),
        }

    def address(found: Any) -> Values | None:
        values = contact(found) if found else {}
        return values if any(value for name, value in values.items() if name != "name") else None

    customer = order.customer
    own = order.billing_address or order.shipping_address or (customer and customer.default_address)
    values = contact(own) if own else {}
    person = customer and clean(f"{customer.first_name or ''} {customer.last_name or ''}")
    values |= {
        "name": person or values.get("name") or False,
        "email": (customer and customer.email) or order.email or False,
        "phone": (customer and customer.phone) or order.phone or values.get("phone") or False,
        "company_id": False,
        "customer_rank": 1,
    }
    return values, address(order.shipping_address), address(order.billing_address)


def clean(text: str | None) -> str | bool:
    return " ".join((text or "").split()) or False


def name_on(address: Any) -> str | bool:
    return (
        clean(address.name) or clean(f"{address.first_name or ''} {address.last_name or ''}") or clean(address.company)
    )
