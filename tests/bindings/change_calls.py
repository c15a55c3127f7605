"""A call of each writer of Shopify's mutations, and of what decides about changes: differences, plans, sale orders."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crossdock_core import diff, plan, sales, shopify

from .object_calls import CORPUS
from .plain import plain
from .published import encode, rich_order
from .reference import sale_order
from .repeatable import Call, whole

PRODUCT = "gid://shopify/Product/7"
METAFIELD: Any = {"namespace": "custom", "key": "cut", "type": "json", "value": "[]"}
LINES: dict[str, Any] = {"reason": "correction", "reference_uri": "gid://crossdock/Push/1"}


def change_calls() -> dict[str, Call]:
    return writer_calls() | bulk_mutation_calls() | difference_calls() | sale_calls()


def prices() -> shopify.PriceChanges:
    return shopify.PriceChanges.from_rows([(7, 8, Decimal("1.50"), None), (9, 10, 3, Decimal("4"))])


def product() -> shopify.Product:
    return shopify.read_product_node((CORPUS / "product_node.json").read_bytes())


def writer_calls() -> dict[str, Call]:
    whole_product, changes = product(), prices()
    variant: Any = {"id": 8, "price": 2, "options": [("Size", "S")], "metafields": [METAFIELD]}
    return {
        "write_inventory_set_quantities": lambda: shopify.write_inventory_set_quantities(
            "m", levels(), idempotency_key="k", reason="correction", reference_uri="u"
        ),
        "write_inventory_activate": lambda: shopify.write_inventory_activate("m", 5, 6, idempotency_key="k"),
        "write_inventory_item_update": lambda: shopify.write_inventory_item_update(
            "m", {"id": 5, "unit_cost": Decimal("3.14"), "weight": (Decimal("0.5"), "kilograms")}
        ),
        "write_variants_update": lambda: shopify.write_variants_update("m", 7, [variant]),
        "write_price_updates": whole(shopify.write_price_updates, "m", changes),
        "write_product_set": lambda: shopify.write_product_set(
            "m", {"handle": "h", "options": [{"name": "Size", "values": ["S"]}], "variants": [variant]}, variants=True
        ),
        "write_product_set of a product": lambda: shopify.write_product_set(
            "m", whole_product, variants=True, media=True, tags=True
        ),
        "write_fixed_prices_add": lambda: shopify.write_fixed_prices_add("m", 3, "CHF", [(5, Decimal("19.990"), 20)]),
        "write_fixed_prices_delete": lambda: shopify.write_fixed_prices_delete("m", 3, [5]),
        "write_publish": lambda: shopify.write_publish("m", PRODUCT, {1: None, 2: whole_product.created_at}),
        "write_unpublish": lambda: shopify.write_unpublish("m", PRODUCT, [1]),
        "write_collection_products": lambda: shopify.write_collection_products("m", 3, [7]),
        "write_tags": lambda: shopify.write_tags("m", PRODUCT, ["a"]),
        "write_metafields_set": lambda: shopify.write_metafields_set("m", [(PRODUCT, METAFIELD, "digest")]),
        "write_bulk_query": lambda: shopify.write_bulk_query("m", "query"),
        "write_bulk_mutation": lambda: shopify.write_bulk_mutation("m", "mutation", "tmp/1"),
        "write_staged_uploads": lambda: shopify.write_staged_uploads("m", [("a.jsonl", "text/jsonl", "FILE", 5)]),
        "read_staged_targets": whole(shopify.read_staged_targets, (CORPUS / "staged_targets.json").read_bytes()),
        "write_webhook_subscribe": lambda: shopify.write_webhook_subscribe("m", "ORDERS_CREATE", "https://a.example/"),
        "write_webhook_update": lambda: shopify.write_webhook_update(
            "m", "gid://shopify/WebhookSubscription/4", "https://a.example/"
        ),
        "PriceChanges": lambda: prices().rows(),
    }


def levels() -> diff.LevelChanges:
    return diff.LevelChanges.from_rows([(9007199254740993, 2, 0, 5), (3, 4, None, 0)])


def chunks(lines: shopify.BulkLines) -> list[bytes]:
    return [*iter(lambda: lines.chunk(100), b"")]


def bulk_mutation_calls() -> dict[str, Call]:
    products: list[Any] = [{"id": 1, "title": "T"}, product()]
    result = (CORPUS / "bulk_mutation_result.jsonl").read_bytes()

    def outcomes() -> object:
        read = shopify.read_bulk_mutation_result(result, "productSet", 5)
        return [read.outcome(line) for line in range(5)], read.lines("done"), plain(read)

    return {
        "bulk_levels": lambda: chunks(
            shopify.bulk_levels(levels(), keys=["a", "b"], levels_per_line=1, **LINES),
        ),
        "bulk_prices": lambda: chunks(shopify.bulk_prices(prices())),
        "bulk_products": lambda: chunks(shopify.bulk_products(iter(products))),
        "bulk_products left": lambda: shopify.bulk_products(iter(products)).chunk(1),
        "read_bulk_mutation_result": outcomes,
    }


def difference_calls() -> dict[str, Call]:
    desired = product()
    observed = shopify.read_product((CORPUS / "product_webhook.json").read_bytes())
    altered = shopify.read_product(encode(_renamed(desired)))
    older = shopify.read_order(encode(rich_order()))
    newer = shopify.read_order(encode(rich_order() | {"note": "changed", "line_items": [], "refunds": []}))
    kinds = [plan.Kind("price", count_max=2), plan.Kind("refund", nature="effect")]
    operations = [
        plan.Operation(number, kind, f"variant/{number % 3}", content=b"x", size_bytes=number, cost=1)
        for number, kind in enumerate(["price", "refund", "price", "price", "price"])
    ]
    oversized = plan.Operation(9, "price", "variant/9", after=["variant/1"], size_bytes=1 << 30)

    def operations_of_a_product() -> object:
        differences = diff.products(altered, desired)
        return plan.product(altered, desired, differences, key="product/7")

    return {
        "diff.products": whole(diff.products, desired, observed),
        "diff.products of three": whole(diff.products, altered, desired, agreed=observed),
        "diff.orders": whole(diff.orders, older, newer),
        "diff.part_names": diff.part_names,
        "plan.make": lambda: plan.make(kinds, [*operations, oversized]),
        "plan.product": operations_of_a_product,
    }


def _renamed(read: shopify.Product) -> dict[str, object]:
    """The webhook of a product of the same id that has another name and another variant."""
    moment = "2026-01-02T03:04:05Z"
    variant = {"id": 1, "product_id": read.id, "title": "S", "price": "1", "position": 1, "option1": "S"}
    variant |= {"inventory_policy": "deny", "taxable": True, "inventory_item_id": 1, "inventory_quantity": 0}
    option = {"id": 1, "name": "Size", "position": 1, "values": ["S"]}
    return {
        "id": read.id,
        "title": "Another",
        "handle": "another",
        "status": "active",
        "tags": "x",
        "created_at": moment,
        "updated_at": moment,
        "options": [option],
        "variants": [variant | {"created_at": moment, "updated_at": moment}],
        "media": [],
    }


def sale_calls() -> dict[str, Call]:
    order = shopify.read_order(encode(rich_order()))
    included = order.taxes_included
    taxed: list[Any] = [*order.lines, *order.shipping_lines]
    mapping = sale_order.Mapping(
        products={line.variant_id: (5, "P") for line in order.lines if line.variant_id},
        taxes={sale_order.tax_key(tax.title, tax.rate or 0, included): 6 for one in taxed for tax in one.tax_lines},
        currencies={order.currency: (1, 2)},
        default_shipping=(7, "Freight"),
        custom_product=8,
        discount_product=9,
        header={"company_id": 1},
    )
    made = sales.SaleMapping(**vars(mapping))
    bare = sales.SaleMapping(**vars(sale_order.Mapping()))
    values, lacks = made.values(order)
    assert values is not None and lacks == []
    places: dict[str, Any] = {"countries": {"US": 233}, "states": {("US", "KY"): 25}}
    partners = sales.PartnerMapping(**places)
    assert partners.values(order)[1] is not None
    return {
        "PartnerMapping": lambda: sales.PartnerMapping(**places),
        "PartnerMapping.values": lambda: partners.values(order),
        "SaleMapping": lambda: sales.SaleMapping(**vars(mapping)),
        "SaleMapping.values": lambda: made.values(order),
        "SaleMapping.values of nothing": lambda: plain(bare.values(order)[1]),
        "expected_total": lambda: sales.expected_total(order),
    }
