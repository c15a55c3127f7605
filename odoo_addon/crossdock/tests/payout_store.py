"""A store's payment account: its payouts and their balance transactions, as its queries answer them."""

import json
from decimal import Decimal

from .money_store import MoneyStore

SCOPES = ("read_shopify_payments_accounts", "read_shopify_payments_payouts")


class PayoutStore(MoneyStore):
    """A session to a store that also has payouts. ``asked``: which queries came, in order."""

    def __init__(self):
        super().__init__()
        self.payouts = {}
        self.movements = {}
        self.asked = []
        self.scopes = SCOPES
        self.page = 50

    def pay_out(self, number, movements, currency="USD", status="paid", at="2026-11-24T00:00:00Z", **more):
        """A payout of movements: (type, amount, fee, order transaction, ...). Its net is their sum."""
        self.movements[number] = [
            {
                "id": f"gid://shopify/ShopifyPaymentsBalanceTransaction/{number * 1000 + place}",
                "type": one[0].upper(),
                "test": False,
                "amount": self._amount(one[1], currency),
                "fee": self._amount(one[2], currency),
                "net": self._amount(Decimal(one[1]) - Decimal(one[2]), currency),
                "transactionDate": "2026-11-22T10:00:00Z",
                "sourceType": None,
                "sourceId": None,
                "sourceOrderTransactionId": str(one[3]) if len(one) > 3 and one[3] else None,
                "associatedOrder": {"id": f"gid://shopify/Order/{one[4].id}", "name": one[4].payload["name"]}
                if len(one) > 4
                else None,
                "associatedPayout": {"id": f"gid://shopify/ShopifyPaymentsPayout/{number}", "status": status.upper()},
                "adjustmentReason": None,
                "adjustmentsOrders": [],
            }
            for place, one in enumerate(movements)
        ]
        net = sum((Decimal(one[1]) - Decimal(one[2]) for one in movements), Decimal(0))
        self.payouts[number] = {
            "id": f"gid://shopify/ShopifyPaymentsPayout/{number}",
            "issuedAt": at,
            "status": status.upper(),
            "transactionType": "WITHDRAWAL" if net < 0 else "DEPOSIT",
            "net": self._amount(more.get("net", net), currency),
            "externalTraceId": f"trace-{number}",
        }
        return number

    def _amount(self, amount, currency):
        return {"amount": str(amount), "currencyCode": currency}

    def read(self, document, variables):  # pylint: disable=method-required-super
        name = document.split("query ", 1)[1].split("(")[0].split(" ")[0]
        self.asked.append(name)
        answers = {
            "ConnectionTest": self._granted,
            "PayoutsPage": self._list,
            "PayoutsRead": self._nodes,
            "PayoutTransactions": self._transactions,
        }
        if name not in answers:
            return super().read(document, variables)
        return json.dumps(answers[name](variables)).encode(), None

    def _granted(self, _variables):
        return {"currentAppInstallation": {"accessScopes": [{"handle": one} for one in self.scopes]}}

    def _list(self, variables):
        start = variables["query"].partition(">='")[2].rstrip("'")
        found = sorted(
            (one for one in self.payouts.values() if one["issuedAt"] >= start), key=lambda one: one["issuedAt"]
        )
        return {"shopifyPaymentsAccount": {"payouts": self._page(found, variables)}}

    def _nodes(self, variables):
        return {"nodes": [self.payouts.get(int(one.rsplit("/", 1)[-1])) for one in variables["ids"]]}

    def _transactions(self, variables):
        number = int(variables["query"].partition(":")[2])
        return {"shopifyPaymentsAccount": {"balanceTransactions": self._page(self.movements[number], variables)}}

    def _page(self, found, variables):
        size, start = min(self.page, variables["first"]), int(variables["after"] or 0)
        more = start + size < len(found)
        return {
            "nodes": found[start : start + size],
            "pageInfo": {"hasNextPage": more, "endCursor": str(start + size) if more else None},
        }
