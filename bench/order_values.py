"""An order's webhook to the dictionaries that ORM create consumes: the core against orjson and a mapping in Python.

They are the sale order's with its lines, and those of its partners: customer, delivery and invoice address.
"""

import sys

import orjson

from crossdock_core import sales, shopify
from tests.bindings.reference.sale_order import Mapping, carrier_key, tax_key

from ._harness import alternate, figure, memory_bandwidth, report, require_equal
from ._order_bodies import bodies, repeated
from ._order_mapping import OrderMapping
from ._partner_mapping import PartnerMapping

BAR = 3
CALLS = 200
ROUNDS = 31


def mapping_for(order):
    """What a connection would have mapped for an order: everything."""
    taxed = [*order.lines, *order.shipping_lines]
    titles = {(tax.title, tax.rate) for line in taxed for tax in line.tax_lines}
    return Mapping(
        products={line.variant_id: (line.variant_id % 1000, "Mug") for line in order.lines if line.variant_id},
        taxes={tax_key(title, rate, order.taxes_included): number for number, (title, rate) in enumerate(titles, 1)},
        carriers={carrier_key(line.title): (2, "Freight") for line in order.shipping_lines},
        currencies={order.currency: (1, 2)},
        custom_product=3,
        discount_product=4,
        header={"company_id": 1, "pricelist_id": False, "warehouse_id": 1, "team_id": 1, "user_id": False},
    )


def places_for(order):
    """Odoo's records for the codes in an order's addresses."""
    found = [order.billing_address, order.shipping_address, order.customer.default_address]
    return {
        "countries": {address.country_code: 200 for address in found},
        "states": {(address.country_code, address.province_code): 7 for address in found},
    }


def main():
    bandwidth = memory_bandwidth()["read_bytes_per_second"]
    passed = []
    for name, body in bodies().items():
        order = shopify.read_order(body)
        mapping, places = mapping_for(order), places_for(order)
        ours = sales.SaleMapping(**vars(mapping)).values, sales.PartnerMapping(**places).values
        theirs = OrderMapping(mapping).values, PartnerMapping(**places).values

        def with_core(body, ours=ours):
            order = shopify.read_order(body)
            return ours[0](order)[0], ours[1](order)

        def with_python(body, theirs=theirs):
            order = orjson.loads(body)
            return theirs[0](order), theirs[1](order)

        require_equal(f"the {name} order", with_core(body), with_python(body))
        pair = alternate(
            repeated(with_core, body, calls=CALLS), repeated(with_python, body, calls=CALLS), rounds=ROUNDS
        )
        details = pair.details("orjson and Python", size_bytes=CALLS * len(body), rows=CALLS)
        details["share_of_memory_bandwidth"] = details["megabytes_per_second"] * 1e6 / bandwidth
        print(f"  {name}: {len(body)} bytes, {details['share_of_memory_bandwidth']:.1%} of memory bandwidth")
        passed.append(figure(f"order_values_{name}", pair.ratio, bar=BAR, unit="x", details=details))
    return report(*passed)


if __name__ == "__main__":
    sys.exit(main())
