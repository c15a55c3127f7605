"""What the connection test asks a Shopify store."""

import json

from crossdock_core import shopify

from .documents import document
from .payouts_read import lacking

# Scope and what goes without it. From the published access table of the Admin API.
SCOPES = {
    "read_orders": "orders cannot be read",
    "read_products": "products cannot be linked",
    "read_inventory": "stock levels cannot be read",
    "write_inventory": "stock levels cannot be set",
    "read_locations": "locations cannot be read",
    "read_customers": "customers of orders stay unknown",
}
# Needed where the connection lets the store decide from where orders are delivered.
PLACES_SCOPE = "read_merchant_managed_fulfillment_orders"
DISPUTE_SCOPE = "read_shopify_payments_disputes"

# A write scope includes its read scope.
IMPLIED_BY = {
    f"read_{name}": f"write_{name}"
    for name in (
        "orders",
        "products",
        "inventory",
        "locations",
        "customers",
        "merchant_managed_fulfillment_orders",
    )
}

SUPPORTED_VERSIONS = ("2026-01", "2026-04", "2026-07", "2026-10")


def _scopes_of(connection):
    """Scopes that only some connections need."""
    return {PLACES_SCOPE: "no order of this connection is confirmed"} if connection.assigned_warehouse else {}


def check(connection, session):
    """Yield (ok, text). Stops at the first thing that makes the rest meaningless."""
    env = connection.env
    body = shopify.write_request(document("connection_test"), b"{}")
    response = session.post(body)
    if response.outcome != "answered":
        yield False, env._("The store's address does not answer: %s. Check the address.", response.error)
        return
    if response.status in (401, 403):
        yield False, env._("The store refuses the access token. Enter the Admin API access token of your app.")
        return
    if response.status == 404:
        yield False, env._("There is no Shopify store at this address.")
        return
    answer = session.interpret(response)
    if answer.error_code == "ACCESS_DENIED":
        yield False, env._("The access token lacks rights: %s", answer.detail)
        return
    if answer.outcome != "answered" or answer.error_code or response.status != 200:
        yield False, env._("The store answered with an error: %s", answer.detail or response.status)
        return
    data = json.loads(bytes(answer.data.data))
    served = response.header("x-shopify-api-version")
    yield (
        True,
        env._(
            "Connected to “%(name)s” (%(currency)s).", name=data["shop"]["name"], currency=data["shop"]["currencyCode"]
        ),
    )
    if served and served != connection.api_version:
        yield (
            False,
            env._(
                "The store serves API version %(served)s instead of %(asked)s. Choose a supported version.",
                served=served,
                asked=connection.api_version,
            ),
        )
    granted = {scope["handle"] for scope in data["currentAppInstallation"]["accessScopes"]}
    scopes = {**SCOPES, **_scopes_of(connection)}
    for scope, loss in scopes.items():
        if scope not in granted and IMPLIED_BY.get(scope) not in granted:
            yield False, env._("The access scope %(scope)s is missing: %(loss)s.", scope=scope, loss=loss)
    for scope in lacking(granted) if connection._wants_payouts() else ():
        yield False, env._("The access scope %s is missing: payouts cannot be read.", scope)
    if connection.follow_disputes and DISPUTE_SCOPE not in granted:
        yield False, env._("The access scope %s is missing: disputes are not told.", DISPUTE_SCOPE)
    if not env["res.currency"].search_count([("name", "=", data["shop"]["currencyCode"])]):
        yield False, env._("The store's currency %s is not active in Odoo.", data["shop"]["currencyCode"])
