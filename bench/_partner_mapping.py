"""The rival's partners: from what orjson read straight to the dictionaries that create consumes.

Written for speed: a function for each address, each text read once. It checks nothing of the payload.
"""

from __future__ import annotations

from typing import Any

Values = dict[str, Any]


class PartnerMapping:
    def __init__(self, countries: dict[str, int], states: dict[tuple[str, str], int]) -> None:
        """:param countries: as for ``sales.PartnerMapping``, and so are ``states``"""
        self.countries = countries
        self.states = states

    def values(self, order: Values) -> tuple[Values, Values | None, Values | None]:
        """The values of the customer, the delivery and the invoice address."""
        customer, billing, shipping = order.get("customer"), order.get("billing_address"), order.get("shipping_address")
        invoice = self.contact(billing) if billing else None
        delivery = self.contact(shipping) if shipping else None
        values = dict(invoice or delivery or self.own(customer))
        email, phone, name = order.get("email"), order.get("phone"), None
        if customer:
            email, phone = customer.get("email") or email, customer.get("phone") or phone
            name = " ".join(f"{customer.get('first_name') or ''} {customer.get('last_name') or ''}".split())
        values["name"] = name or values.get("name") or False
        values["email"] = email or False
        values["phone"] = phone or values.get("phone") or False
        values["company_id"] = False
        values["customer_rank"] = 1
        return values, delivery and says_something(delivery), invoice and says_something(invoice)

    def own(self, customer: Values | None) -> Values:
        address = customer and customer.get("default_address")
        return self.contact(address) if address else {}

    def contact(self, address: Values) -> Values:
        get = address.get
        company = clean(get("company"))
        code = get("country_code")
        return {
            "name": clean(get("name")) or clean(f"{get('first_name') or ''} {get('last_name') or ''}") or company,
            "street": clean(get("address1")),
            "street2": clean(get("address2")),
            "city": clean(get("city")),
            "zip": clean(get("zip")),
            "country_id": self.countries.get(code, False),
            "state_id": self.states.get((code, get("province_code")), False),
            "phone": clean(get("phone")),
            "company_name": company,
        }


def clean(text: str | None) -> str | bool:
    return (text and " ".join(text.split())) or False


def says_something(values: Values) -> Values | None:
    return values if any(value for name, value in values.items() if name != "name") else None
