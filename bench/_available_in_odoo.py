"""The part of ``available`` that runs within Odoo, in its shell: many variants at ten locations, made by SQL.

Quantities are of whole and of broken units, some of them reserved; three variants of four lie at every location.
"""

import io
import json
import time

from odoo.addons.crossdock.sync.inventory import desired_levels
from odoo.addons.crossdock.sync.inventory_snapshot import location_map

LOCATIONS = 10
FIRST_REMOTE, FIRST_ITEM = 655_441_491, 40_000_000_000_000
PLAIN_SQL = """
    COPY (SELECT product_id, location_id, sum(quantity)::float8 - sum(reserved_quantity)::float8 FROM stock_quant
           WHERE location_id IN (%s) GROUP BY 1, 2) TO STDOUT (FORMAT binary)
"""
BUFFER_BYTES = 1 << 20


class Nothing(io.RawIOBase):
    def writable(self):
        return True

    def write(self, chunk):
        return len(chunk)


def copies_of(env, table, record_id, count, **changed):
    """Copy a row so many times, but for some columns (SQL, in which ``n`` counts from 1); the new ids in order."""
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " AND column_name <> 'id' AND is_generated = 'NEVER'",
        (table,),
    )
    columns = [row[0] for row in env.cr.fetchall()]
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    env.cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, generate_series(1, %s) AS n WHERE id = %s"
        " ORDER BY n RETURNING id",
        (count, record_id),
    )
    return [row[0] for row in env.cr.fetchall()]


def fill(env, variants):
    """A connection with so many linked variants in stock."""
    company = env.company
    connection = env["crossdock.connection"].create(
        {
            "name": "Bench",
            "system": "shopify",
            "address": "bench.myshopify.com",
            "company_id": company.id,
            "warehouse_id": env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1).id,
        }
    )
    root = connection.warehouse_id.view_location_id
    places = env["stock.location"].create(
        [{"name": f"Hall {n}", "usage": "internal", "location_id": root.id} for n in range(LOCATIONS)]
    )
    env["crossdock.location"].create(
        [
            {
                "name": place.name,
                "connection_id": connection.id,
                "remote_id": str(FIRST_REMOTE + number),
                "stock_location_ids": [(6, 0, place.ids)],
            }
            for number, place in enumerate(places)
        ]
    )
    model = env["product.product"].create({"name": "Part", "is_storable": True})
    env.flush_all()
    templates = copies_of(env, "product_template", model.product_tmpl_id.id, variants)
    first = templates[0] - 1
    products = copies_of(env, "product_product", model.id, variants, product_tmpl_id=f"{first} + n")
    env.cr.execute(
        "INSERT INTO crossdock_binding (connection_id, company_id, kind, remote_id, res_model, res_id, item_id)"
        " SELECT %s, %s, 'variant', (%s + n)::text, 'product.product', p, %s + n"
        " FROM unnest(%s::int[]) WITH ORDINALITY AS t (p, n)",
        (connection.id, company.id, FIRST_ITEM, FIRST_ITEM, products),
    )
    env.cr.execute(
        "INSERT INTO stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date)"
        " SELECT p, l, %s, (n * 13 + l * 7) %% 500 + CASE WHEN n %% 8 = 0 THEN 0.25 ELSE 0 END, (n * 7 + l) %% 20, now()"
        " FROM unnest(%s::int[]) WITH ORDINALITY AS t (p, n), unnest(%s::int[]) AS l WHERE n %% 4 <> 3",
        (company.id, products, places.ids),
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return connection, places, products


def odoos(env, places, products):
    """{(product, place): free quantity} by Odoo's own method."""
    records = env["product.product"].browse(products)
    found = {}
    for place in places:
        figures = records.with_context(location=place.id)._compute_quantities_dict(None, None, None)
        for product, values in figures.items():
            found[product, place.id] = values["free_qty"]
    return found


def plain(env, places):
    """What the best plain SQL takes to say the same, which nobody reads."""
    with io.BufferedWriter(Nothing(), BUFFER_BYTES) as sink:
        env.cr._obj.copy_expert(PLAIN_SQL % ", ".join(map(str, places.ids)), sink)


def seconds_of(action):
    started = time.perf_counter()
    result = action()
    return time.perf_counter() - started, result


def run(env, variants, rounds, odoo_rounds):
    """Print what each round took; ends with an error where a figure differs from Odoo's."""
    connection, places, products = fill(env, variants)
    locations = location_map(env, connection)

    def ours():
        return desired_levels(env, connection, products, locations)

    levels = ours()
    items = {FIRST_ITEM + number: product for number, product in enumerate(products, 1)}
    remotes = {FIRST_REMOTE + number: place.id for number, place in enumerate(places)}
    odoo_seconds = []
    for _round in range(odoo_rounds):
        env.invalidate_all()
        theirs, free = seconds_of(lambda: odoos(env, places, products))
        odoo_seconds.append((seconds_of(ours)[0], theirs))
    for item, remote, quantity, _updated in levels.rows():
        wanted = max(0, int(free[items[item], remotes[remote]]))
        if quantity != wanted:
            raise AssertionError(f"item {item} at {remote}: {quantity}, and Odoo says {wanted}")
    plain_seconds = []
    for _round in range(rounds):
        plain_seconds.append((seconds_of(ours)[0], seconds_of(lambda: plain(env, places))[0]))
    print("BENCH " + json.dumps({"levels": len(levels), "odoo": odoo_seconds, "plain": plain_seconds}))
