"""Currencies of no, two and three digits, prices in the buyer's currency, and cash that is rounded."""

from decimal import Decimal

from .row import MWST, Row, mug, pay, refund


def presented(code, factor):
    """Shows every amount in the buyer's currency, too."""

    def visit(value):
        if isinstance(value, dict):
            if "presentment_money" in value:
                amount = Decimal(value["shop_money"]["amount"]) * Decimal(factor)
                value["presentment_money"] = {"amount": f"{amount:.2f}", "currency_code": code}
            value = value.values()
        for one in value if not isinstance(value, str | int | float | bool | None) else ():
            visit(one)

    def alter(payload):
        payload["presentment_currency"] = code
        visit(payload)

    return alter


def cash_rounded(amount):
    """The drawer takes so much more; the store's total and the amounts of its transactions are without it."""

    def alter(payload):
        both = {"amount": amount, "currency_code": payload["currency"]}
        payload["total_cash_rounding_payment_adjustment_set"] = {"shop_money": both, "presentment_money": dict(both)}

    return alter


def till(case):
    """Cash has a journal of its own, with Odoo's accounts of cash differences."""
    company = case.connection.company_id
    case.map_gateway("cash", case.env["account.journal"].create({"name": "Till", "type": "cash", "code": "TILL"}))
    case.assertTrue(company.default_cash_difference_income_account_id)
    case.assertTrue(company.default_cash_difference_expense_account_id)


def differences(gained, lost):
    """What the accounts of cash differences show of an order's payments, in its currency."""

    def check(case, order):
        company = order.company_id
        items = order.crossdock_transaction_ids.payment_id.move_id.line_ids
        for account, wanted in (
            (company.default_cash_difference_income_account_id, -Decimal(gained)),
            (company.default_cash_difference_expense_account_id, Decimal(lost)),
        ):
            booked = sum(items.filtered(lambda item, of=account: item.account_id == of).mapped("amount_currency"))
            case.assertEqual(case.exact(order, booked), wanted)
        receivable = items.filtered(lambda item: item.account_id.account_type == "asset_receivable")
        case.assertEqual(set(receivable.mapped("reconciled")), {True})

    return check


ROWS = [
    Row(
        "euros with the tax included",
        [mug("11.90", 3)],
        "35.70",
        "5.70",
        {"MwSt": "5.70"},
        order={"currency": "EUR", "included": True, "taxes": [MWST]},
    ),
    Row("pounds", [mug("7.77", 2)], "17.09", "1.55", {"VAT": "1.55"}, order={"currency": "GBP"}),
    # 10 % of 5,940 yen.
    Row("yen", [mug("1980", 3)], "6534", "594", {"VAT": "594"}, order={"currency": "JPY"}),
    # 19 % in 1,000 yen: 159.66.
    Row(
        "yen with the tax included",
        [mug("1000")],
        "1000",
        "160",
        {"MwSt": "160"},
        order={"currency": "JPY", "included": True, "taxes": [MWST]},
    ),
    Row(
        "yen, refunded in part",
        [mug("1980", 3)],
        "6534",
        "594",
        order={"currency": "JPY"},
        steps=(pay("6534"), refund({0: 1})),
        ends="6534",
        paid=(("inbound", "6534"), ("outbound", "2178")),
        credited=(("2178", "198"),),
        stock={"Mug": 2},
    ),
    # 10 % of 18.375 dinars: 1.8375.
    Row("dinars", [mug("6.125", 3)], "20.213", "1.838", {"VAT": "1.838"}, order={"currency": "KWD"}),
    Row(
        "francs, the cash rounded up",
        [mug("9.07")],
        "9.98",
        "0.91",
        order={"currency": "CHF"},
        alter=cash_rounded("0.02"),
        steps=(pay("9.98", gateway="cash", rounding="0.02"),),
        prepare=till,
        paid=(("inbound", "10.00"),),
        check=differences("0.02", "0.00"),
    ),
    Row(
        "francs, the cash rounded down and one of two given back",
        [mug("9.10", 2)],
        "20.02",
        "1.82",
        order={"currency": "CHF"},
        alter=cash_rounded("-0.02"),
        steps=(
            pay("20.02", gateway="cash", rounding="-0.02"),
            refund({0: 1}, gateway="cash", rounding="-0.01"),
        ),
        prepare=till,
        paid=(("inbound", "20.00"), ("outbound", "10.00")),
        credited=(("10.01", "0.91"),),
        check=differences("0.01", "0.02"),
        stock={"Mug": 1},
    ),
    Row(
        "dollars that the buyer pays in euros",
        [mug("10.00", 2)],
        "22.00",
        "2.00",
        alter=presented("EUR", "0.9"),
        steps=(pay("22.00", buyer=("19.80", "EUR")),),
    ),
]
