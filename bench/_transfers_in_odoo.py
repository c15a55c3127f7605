"""The part of ``transfer_marks`` that runs within Odoo, in its shell, with Crossdock or without it."""

import json
import time

PLENTY = 100_000


def link(env, products):
    """A live store, to which every product is linked."""
    connection = env["crossdock.connection"].create(
        {"name": "Bench", "system": "shopify", "address": "b.myshopify.com"}
    )
    location = connection.warehouse_id.lot_stock_id
    env["crossdock.location"].create(
        {
            "name": "Here",
            "connection_id": connection.id,
            "remote_id": "655441491",
            "stock_location_ids": [(6, 0, location.ids)],
        }
    )
    env["crossdock.binding"].create(
        [
            {
                "connection_id": connection.id,
                "kind": "variant",
                "remote_id": str(number),
                "item_id": number,
                "res_model": "product.product",
                "res_id": product.id,
            }
            for number, product in enumerate(products, 40_000_000)
        ]
    )
    connection.state = "live"


def products_of(env, lines):
    """The products of earlier turns, or new ones in stock."""
    found = env["product.product"].search([("default_code", "=like", "BENCH-%")], limit=lines)
    if found:
        return found
    values = [{"name": f"Part {n}", "default_code": f"BENCH-{n}", "is_storable": True} for n in range(lines)]
    made = env["product.product"].create(values)
    location = env["stock.warehouse"].search([], limit=1).lot_stock_id
    for product in made:
        env["stock.quant"]._update_available_quantity(product, location, PLENTY)
    if "crossdock.connection" in env:
        link(env, made)
    env.cr.commit()
    return made


def transfer(env, products):
    """A delivery that is reserved and waits to be validated."""
    warehouse = env["stock.warehouse"].search([], limit=1)
    source, target = warehouse.lot_stock_id, env.ref("stock.stock_location_customers")
    picking = env["stock.picking"].create(
        {
            "picking_type_id": warehouse.out_type_id.id,
            "location_id": source.id,
            "location_dest_id": target.id,
            "move_ids": [
                (
                    0,
                    0,
                    {
                        "product_id": product.id,
                        "product_uom_qty": 1,
                        "location_id": source.id,
                        "location_dest_id": target.id,
                    },
                )
                for product in products
            ],
        }
    )
    picking.action_confirm()
    picking.action_assign()
    picking.move_ids.picked = True
    env.cr.commit()
    env.invalidate_all()
    return picking


def run(env, lines, transfers):
    """Tell what each validation took, with its commit; an error where it did not mark what it should have."""
    products = products_of(env, lines)
    found = []
    for _transfer in range(transfers):
        picking = transfer(env, products)
        if "crossdock.mark" in env:
            env.cr.execute("DELETE FROM crossdock_mark")
            env.cr.commit()
        statements, started = env.cr.sql_log_count, time.perf_counter()
        picking.button_validate()
        env.cr.commit()
        found.append({"seconds": time.perf_counter() - started, "statements": env.cr.sql_log_count - statements})
        if picking.state != "done":
            raise AssertionError(f"the transfer is {picking.state}")
        if "crossdock.mark" in env:
            env.cr.execute("SELECT count(DISTINCT res_id) FROM crossdock_mark WHERE kind = 'stock'")
            [(marked,)] = env.cr.fetchall()
            if marked != lines:
                raise AssertionError(f"{marked} of {lines} products are marked")
    print("BENCH " + json.dumps(found))
