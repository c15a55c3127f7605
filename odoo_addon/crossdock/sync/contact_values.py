"""What a CRM is to know of a buyer, computed from Odoo's orders, and how that compares with what the CRM has.

A CRM knows a person by the e-mail address, so there is one contact for each normalised address: where several
partners share one, their orders are summed, and the partner with the most orders (then the newest order, then
the newest partner) lends name, phone, company and id.

>>> same("crossdock_total_spent", "10", "10.00"), same("crossdock_total_spent", "10", "10.01")
(True, False)
>>> same("crossdock_last_order_date", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00.000Z")
True
>>> split_name("Ada King Lovelace"), split_name("Cher")
(('Ada King', 'Lovelace'), ('Cher', ''))
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from odoo.tools import SQL

# Version of the rules below. When they change, contacts of an older version are compared by the old rules.
PROJECTION_VERSION = 1

NUMBERS = frozenset({"crossdock_order_count", "crossdock_total_spent"})
MOMENTS = frozenset({"crossdock_last_order_date"})
PROPERTIES = (
    "firstname",
    "lastname",
    "phone",
    "company",
    "crossdock_order_count",
    "crossdock_total_spent",
    "crossdock_last_order_date",
    "crossdock_odoo_id",
)


@dataclass(frozen=True)
class Buyer:
    """One e-mail address. ``last_order`` is naive UTC; ``spent`` is exact text in the company's currency."""

    email: str
    partner_id: int
    name: str
    phone: str
    company: str
    is_company: bool
    orders: int
    spent: str
    last_order: datetime | None


def buyers(env, connection, partner_ids):
    """{e-mail: Buyer} of every address that these partners have, or had when they were last handed over.

    Addresses without a confirmed order are among them: what to do with those is the caller's to say. An order
    in another currency counts at its own rate, rounded to the company's currency.
    """
    for model, names in (
        (
            "res.partner",
            ["name", "phone", "email_normalized", "is_company", "commercial_company_name", "company_id"],
        ),
        (
            "sale.order",
            [
                "partner_id",
                "state",
                "company_id",
                "currency_id",
                "currency_rate",
                "amount_total",
                "date_order",
            ],
        ),
        ("crossdock.contact", ["connection_id", "partner_id", "email"]),
    ):
        env[model].flush_model(names)
    currency = connection.company_id.currency_id
    env.cr.execute(
        SQL(
            _BUYERS_SQL,
            connection=connection.id,
            company=connection.company_id.id,
            currency=currency.id,
            digits=currency.decimal_places,
            partners=list(partner_ids),
        )
    )
    return {row[0]: Buyer(*row) for row in env.cr.fetchall()}


# The company is named throughout: figures of other companies' orders are none of this connection's business.
_BUYERS_SQL = """
    WITH addresses AS (
        SELECT p.email_normalized AS email FROM res_partner p
         WHERE p.id = ANY(%(partners)s) AND p.email_normalized IS NOT NULL
        UNION
        SELECT c.email FROM crossdock_contact c
         WHERE c.connection_id = %(connection)s AND c.partner_id = ANY(%(partners)s) AND c.email IS NOT NULL
    ), people AS (
        SELECT p.id, p.email_normalized AS email, p.name, p.phone, p.is_company, p.commercial_company_name
          FROM res_partner p JOIN addresses a ON a.email = p.email_normalized
         WHERE p.company_id IS NULL OR p.company_id = %(company)s
    ), figures AS (
        SELECT o.partner_id, count(*) AS orders, max(o.date_order) AS last_order,
               sum(CASE WHEN o.currency_id = %(currency)s THEN o.amount_total
                        ELSE round(o.amount_total / coalesce(nullif(o.currency_rate, 0), 1), %(digits)s)
                   END) AS spent
          FROM sale_order o
         WHERE o.state = 'sale' AND o.company_id = %(company)s AND o.partner_id IN (SELECT id FROM people)
         GROUP BY o.partner_id
    )
    SELECT DISTINCT ON (p.email) p.email, p.id, coalesce(p.name, ''), coalesce(p.phone, ''),
           coalesce(p.commercial_company_name, ''), coalesce(p.is_company, FALSE),
           coalesce(sum(f.orders) OVER (PARTITION BY p.email), 0)::int,
           round(coalesce(sum(f.spent) OVER (PARTITION BY p.email), 0), %(digits)s)::text,
           max(f.last_order) OVER (PARTITION BY p.email)
      FROM people p LEFT JOIN figures f ON f.partner_id = p.id
     ORDER BY p.email, coalesce(f.orders, 0) DESC, f.last_order DESC NULLS LAST, p.id DESC
"""


def _project(buyer):
    """Projection 1: every property as text, empty where Odoo has nothing to say."""
    first, last = ("", "") if buyer.is_company else split_name(buyer.name)
    return {
        "firstname": first,
        "lastname": last,
        "phone": buyer.phone.strip(),
        "company": buyer.name if buyer.is_company else buyer.company,
        "crossdock_order_count": str(buyer.orders),
        "crossdock_total_spent": buyer.spent,
        "crossdock_last_order_date": buyer.last_order.strftime("%Y-%m-%dT%H:%M:%SZ") if buyer.last_order else "",
        "crossdock_odoo_id": str(buyer.partner_id),
    }


PROJECTIONS = {1: _project}


def changes(buyer, known, sent, projection):
    """{property: (from, to)} of what the CRM must be told.

    :param known: {property: text} that the CRM has
    :param sent: {property: text} that we last wrote there; a CRM may keep a value in its own way of writing
    :param projection: version of the rules that made ``sent``
    """
    desired = PROJECTIONS[PROJECTION_VERSION](buyer)
    old = desired if projection not in PROJECTIONS else PROJECTIONS[projection](buyer)
    found = {}
    for name, value in desired.items():
        before, written = known.get(name) or "", sent.get(name)
        if not value and not written:
            # Odoo has nothing to say and never had: what the CRM knows is its own.
            continue
        if same(name, before, value) or (name in old and same(name, before, old[name])):
            continue
        if written is not None and same(name, written, value):
            continue
        found[name] = (before, value)
    return found


def same(name, one, other):
    """Whether two values of a property mean the same, however they are written."""
    one, other = (one or "").strip(), (other or "").strip()
    if one == other:
        return True
    if not one or not other:
        return False
    if name in NUMBERS:
        return _number(one) == _number(other)
    if name in MOMENTS:
        return _moment(one) == _moment(other)
    return False


def split_name(name):
    """(first names, last name): the last word is the last name, and a single word is a first name."""
    first, _space, last = " ".join(name.split()).rpartition(" ")
    return (first, last) if first else (last, "")


def _number(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _moment(text):
    try:
        if text.lstrip("-").isdigit():
            return int(text) / 1000
        return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    except ValueError:
        return text
