"""Reading payouts of a store's payment account, and the balance transactions that they are made of."""

import json

from crossdock_core import shopify

from ..outcome import Dead
from .documents import document
from .nodes import read_nodes

PAYOUTS_PER_PAGE_MAX = 100
PAGES_MAX = 100
PAYOUTS_PER_READ_MAX = 50
# A page of so many stays below the points that one query may cost.
TRANSACTIONS_PER_PAGE_MAX = 50
TRANSACTION_PAGES_MAX = 400

# Any one of the first two, and the third or the first.
ACCOUNT_SCOPES = frozenset({"read_shopify_payments", "read_shopify_payments_accounts"})
PAYOUT_SCOPES = frozenset({"read_shopify_payments", "read_shopify_payments_payouts"})


def missing_scopes(session):
    """Access scopes without which payouts cannot be read; empty where all are there.

    Asked before the payouts are: a store that refuses a query for want of a scope looks as if it refused us altogether.
    """
    data, _now = session.read(document("connection_test"), {})
    return lacking({one["handle"] for one in json.loads(bytes(data))["currentAppInstallation"]["accessScopes"]})


def lacking(granted):
    """Of the scopes that payouts need, those that are not among ``granted``.

    >>> lacking({"read_orders", "read_shopify_payments_accounts"}), lacking({"read_shopify_payments"})
    (['read_shopify_payments_payouts'], [])
    """
    wanted = {"read_shopify_payments_accounts": ACCOUNT_SCOPES, "read_shopify_payments_payouts": PAYOUT_SCOPES}
    return sorted(name for name, either in wanted.items() if not granted & either)


def list_payouts(session, query):
    """Yield pages of (payout, its node as bytes), the oldest first. Nothing where the store has no payment account."""
    after = None
    for _page in range(PAGES_MAX):
        data, _now = session.read(
            document("payouts_page"), {"query": query, "first": PAYOUTS_PER_PAGE_MAX, "after": after}
        )
        account = json.loads(bytes(data))["shopifyPaymentsAccount"]
        if account is None:
            return
        yield [_payout(node) for node in account["payouts"]["nodes"]]
        if not account["payouts"]["pageInfo"]["hasNextPage"]:
            return
        after = account["payouts"]["pageInfo"]["endCursor"]


def read_payouts(session, payout_ids):
    """{payout id: payout as it is now} of those that the store still has."""
    gids = [shopify.gid("ShopifyPaymentsPayout", one) for one in payout_ids]
    payouts = (
        shopify.read_payout_node(node) for _gid, node in read_nodes(session, "payouts_read", gids, PAYOUTS_PER_READ_MAX)
    )
    return {payout.id: payout for payout in payouts}


def read_transactions(session, payout_id):
    """All balance transactions of a payout but its own transfer.

    :raises Dead: there are more than can be read
    """
    found, after = {}, None
    for _page in range(TRANSACTION_PAGES_MAX):
        data, _now = session.read(
            document("payout_transactions"),
            {"query": f"payments_transfer_id:{payout_id}", "first": TRANSACTIONS_PER_PAGE_MAX, "after": after},
        )
        page = json.loads(bytes(data))["shopifyPaymentsAccount"]["balanceTransactions"]
        for node in page["nodes"]:
            one = shopify.read_balance_transaction_node(json.dumps(node).encode())
            if one.payout_id == payout_id and one.type != "transfer":
                found[one.id] = one
        if not page["pageInfo"]["hasNextPage"]:
            return list(found.values())
        after = page["pageInfo"]["endCursor"]
    raise Dead(
        f"Payout {payout_id} has more than {TRANSACTION_PAGES_MAX * TRANSACTIONS_PER_PAGE_MAX} transactions, which is"
        " more than can be read. Enter it by hand."
    )


def _payout(node):
    body = json.dumps(node).encode()
    return shopify.read_payout_node(body), body
