"""The tax in the fees of payouts: what the store takes includes it."""


def split_tax(tax, total, currency):
    """What a sum of fees comes to as journal items: values with ``amount``, the base first, then its taxes.

    :param tax: account.tax, or none
    """
    if not tax:
        return [{"amount": total}]
    refund = total < 0
    result = tax.with_context(force_price_include=True).compute_all(
        total, currency=currency, quantity=1.0, is_refund=refund, handle_price_include=True
    )
    base_amount = result["total_excluded"]
    parts = [
        {
            "amount": base_amount,
            "tax_ids": [(6, 0, tax.ids)],
            "tax_tag_ids": [(6, 0, result["base_tags"])],
        }
    ]
    for one in result["taxes"]:
        part = {
            "amount": one["amount"],
            "name": one["name"],
            "tax_repartition_line_id": one["tax_repartition_line_id"],
            "tax_tag_ids": [(6, 0, one["tag_ids"])],
            "tax_base_amount": abs(base_amount),
        }
        if one["account_id"]:
            part["account_id"] = one["account_id"]
        parts.append(part)
    left = currency.round(total - sum(part["amount"] for part in parts))
    parts[0]["amount"] = currency.round(base_amount + left)
    return parts
