"""Why work is held, and the keys by which mending the cause releases it. One place for both sides.

>>> tax_key(" VAT ", 0.21, True)
'VAT|0.210000|included'
>>> carrier_key(None)
'(no shipping method)'
>>> title("tax", tax_key("VAT", 0.21, True)), title("product", product_key(7)), title("pause", "pause")
('Unknown tax: VAT, 21 %, included', 'Unknown product: variant 7', 'Paused')
"""

PREVIEW = "preview"
BRAKE = "brake"
PRODUCT = "product"
TAX = "tax"
CARRIER = "carrier"
CURRENCY = "currency"
TOTAL = "total"
EDITED = "edited"
ORDER = "order"
GATEWAY = "gateway"
# The key is the id of the journal that lacks the accounts.
CASH_ROUNDING = "cash_rounding"
PAYOUT = "payout"
RECONCILE = "reconcile"
# Key of the product for refunded amounts, where it is missing.
REFUND_PRODUCT = "refund"
# Keys of what payouts wait for: the scopes to read them, a journal of their currency, accounts by what they carry.
PAYOUT_SCOPES = "payout_scopes"
PAYOUT_JOURNAL = "payout_journal"
PAYOUT_ACCOUNTS = ("payout_fee", "payout_dispute", "payout_adjustment", "payout_reserve", "payout_other")

LABELS = {
    PREVIEW: "Preview",
    BRAKE: "Brake on mass change",
    PRODUCT: "Unknown product",
    TAX: "Unknown tax",
    CARRIER: "Unknown shipping method",
    CURRENCY: "Currency not active",
    TOTAL: "Totals differ",
    EDITED: "Edited after confirmation",
    ORDER: "Needs a decision",
    GATEWAY: "Unknown payment gateway",
    CASH_ROUNDING: "Cash was rounded, journal",
    PAYOUT: "Payouts wait",
    RECONCILE: "Stock could not be compared",
    "pause": "Paused",
    "binding": "To be confirmed for this database",
    "linking": "Linking failed",
}

# Keys that are not the name of what is missing, in words.
KEYS = {
    "lines": "too many lines",
    "unstocked": "items that are not stocked",
    "contacts": "buyers for the CRM",
    "crm_properties": "properties of the CRM",
    "refund": "for refunded amounts",
    "payout_scopes": "payouts cannot be read",
    "payout_journal": "journal of payouts",
    "payout_fee": "account of payout fees",
    "payout_dispute": "account of disputes in payouts",
    "payout_adjustment": "account of adjustments in payouts",
    "payout_reserve": "account of reserves in payouts",
    "payout_other": "account of other movements in payouts",
    "payout_exchange": "accounts of exchange differences",
}


def held(code, reason):
    """Values of an operation that waits for a person, or for the end of a preview."""
    return {"state": "held", "reason_code": code, "reason_key": code, "reason": reason}


def tax_key(title, rate, included):
    """Key of a tax as the store names it. ``rate`` is a fraction."""
    return f"{(title or '').strip()}|{float(rate):.6f}|{'included' if included else 'excluded'}"


def carrier_key(title):
    """Key of a shipping method as the store names it."""
    return (title or "").strip() or "(no shipping method)"


def gateway_key(name):
    """Key of a payment gateway as the store names it."""
    return (name or "").strip().lower() or "(no gateway)"


def product_key(variant_id):
    """Key of a store's product variant."""
    return f"variant:{variant_id}"


def title(code, key):
    """What a person reads in the list of activities; different for each code and key, as one of them is found again by it."""
    label = LABELS.get(code, code)
    if key == code:
        return label
    if code == TAX and key.count("|") >= 2:
        name, rate, included = key.rsplit("|", 2)
        key = f"{name}, {float(rate) * 100:.4f}".rstrip("0").rstrip(".") + f" %, {included}"
    return f"{label}: {KEYS.get(key, key).replace('variant:', 'variant ')}"
