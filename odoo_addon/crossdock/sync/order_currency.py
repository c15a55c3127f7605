"""The currency of sale orders: the store's, which Odoo would take from a pricelist."""

AMOUNTS = ("crossdock_remote_total", "crossdock_remitted")


def create_orders(env, values_list):
    """Create sale orders in the currencies of their values.

    Odoo leaves out an order's currency on creation, because it computes it from the pricelist, and orders of a store have
    none; written afterwards it stays. Amounts were rounded in the other currency until then.
    """
    if not values_list:
        return env["sale.order"]
    # Looked up once and given to all: Odoo would ask for each order.
    names = env["sale.order"]._fields.keys() - values_list[0].keys()
    defaults = env["sale.order"].default_get(list(names))
    orders = env["sale.order"].create([{**defaults, **values} for values in values_list])
    for order, values in zip(orders, values_list, strict=True):
        currency = values.get("currency_id")
        if currency and order.currency_id.id != currency:
            order.write({"currency_id": currency})
            order.write({name: values[name] for name in AMOUNTS if name in values})
    return orders
