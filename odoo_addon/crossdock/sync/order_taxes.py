"""What the taxes of a store are in Odoo: by title, rate and region; what of them the sales channel owes; what is created.

The most specific mapping wins: of the state, of the country, of anywhere. An order's region is where it goes, else where
its bill goes, else, sold in person, the company's own country.
"""

from decimal import ROUND_HALF_UP, Decimal

from . import reasons
from .outcome import Held

# Ids of taxes that are not mapped; no record has them.
NOT_MAPPED_FIRST = -1


class Taxes:
    """Taxes of one connection for a batch of orders."""

    def __init__(self, connection):
        self.connection = connection
        self.env = connection.env
        self._regions = {}

    def of(self, order):
        """{key: tax id} of what is mapped in the order's region; taxes that are left out are there, too."""
        region = region_of(self.connection, order)
        if region not in self._regions:
            mappings = self.connection.tax_mapping_ids.filtered(lambda mapping: mapping._is_for(*region))
            self._regions[region] = {
                reasons.tax_key(mapping.title, mapping.rate, mapping.included): mapping.tax_id.id
                for mapping in mappings.sorted(lambda mapping: (bool(mapping.country_id), bool(mapping.state_id)))
            }
        found = self._regions[region]
        if not leaves_out(self.connection):
            return found
        left_out = {tax_key(order, tax) for line in _taxed(order) for tax in line.tax_lines if tax.channel_liable}
        missing = sorted(left_out - found.keys())
        return {**found, **{key: NOT_MAPPED_FIRST - number for number, key in enumerate(missing)}} if missing else found

    def leave_out(self, order, taxes, line, values):
        """Take what the channel owes from one line.

        :raises Held: what is left cannot be computed
        """
        owed = [tax for tax in line.tax_lines if tax.channel_liable and tax.price]
        if not owed or not leaves_out(self.connection):
            return
        rest = [tax for tax in line.tax_lines if not tax.channel_liable and tax.price]
        kept = {taxes[key] for tax in rest if (key := tax_key(order, tax)) in taxes}
        gone = {taxes[tax_key(order, tax)] for tax in owed} - kept
        if rest and order.taxes_included:
            raise Held(
                reasons.TAX,
                tax_key(order, owed[0]),
                self.env._(
                    "The price of “%(line)s” includes “%(owed)s”, which the channel remits, and “%(rest)s”, which it does"
                    " not. Odoo cannot take one of them out of the price. Have both mapped on the connection, or enter the"
                    " order by hand.",
                    line=line.title,
                    owed=owed[0].title,
                    rest=rest[0].title,
                ),
            )
        [(_set, _zero, ids)] = values["tax_ids"]
        values["tax_ids"] = [(6, 0, [tax_id for tax_id in ids if tax_id not in gone])]
        if any(tax_id <= NOT_MAPPED_FIRST for tax_id in values["tax_ids"][0][2]):
            tax = next(tax for tax in rest if taxes.get(tax_key(order, tax), 0) <= NOT_MAPPED_FIRST)
            raise Held(reasons.TAX, tax_key(order, tax), self.sentence(order, tax.title, tax.rate or Decimal(0)))

    def sentence(self, order, title, rate):
        """Why an order waits for a tax."""
        return self.env._(
            "The tax “%(title)s” of %(rate)s %% (%(how)s) is not mapped for orders to %(region)s. Map it on the connection;"
            " the order then goes through by itself.",
            title=title,
            rate=percent(rate),
            how=self.env._("in the price") if order.taxes_included else self.env._("on top of the price"),
            region="-".join(filter(None, region_of(self.connection, order))) or "-",
        )

    # -- taxes that Odoo lacks ----------------------------------------------------------------------------

    def create(self, order, lacks):
        """Create and map what an order's taxes lack; the mapping has the order's country."""
        country_code, _state = region_of(self.connection, order)
        country = self.env["res.country"].search([("code", "=", country_code)], limit=1)
        for key, lack in {lack.key: lack for lack in lacks}.items():
            tax = self._existing(order, lack, country) or self._new(order, lack, country)
            # sudo: workers may not map taxes; the connection's managers allowed this kind of mapping.
            self.env["crossdock.tax.mapping"].sudo().create(
                {
                    "connection_id": self.connection.id,
                    "title": lack.title,
                    "rate": float(lack.rate),
                    "included": order.taxes_included,
                    "country_id": country.id,
                    "tax_id": tax.id,
                }
            )
            self.connection.message_post(
                body=self.env._(
                    "The store's tax “%(title)s” (%(key)s) was mapped to “%(tax)s” because of order %(order)s.",
                    title=lack.title,
                    key=key,
                    tax=tax.name,
                    order=order.name,
                )
            )
        self._regions.clear()

    def _candidates(self, order):
        company = self.connection.company_id
        # sudo: workers see no accounting; the company is named.
        return (
            self.env["account.tax"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("type_tax_use", "=", "sale"),
                    ("amount_type", "=", "percent"),
                    ("country_id", "=", company.account_fiscal_country_id.id),
                ]
            )
        )

    def _existing(self, order, lack, country):
        """The company's own tax of this rate, if there is just one and no other tax of the store's stands for it."""
        amount = float(lack.rate * 100)
        found = self._candidates(order).filtered(
            lambda tax: tax.price_include == order.taxes_included and abs(tax.amount - amount) < 0.00005
        )
        named = found.filtered(lambda tax: tax.name == self._name(order, lack, country))
        if named:
            return named[0]
        taken = self.connection.tax_mapping_ids.filtered(lambda mapping: mapping.title != lack.title).tax_id
        domestic = country == self.connection.company_id.account_fiscal_country_id
        return found if domestic and len(found) == 1 and found not in taken else found.browse()

    def _name(self, order, lack, country):
        name = f"{lack.title} {percent(lack.rate)}%" + (f" {country.code}" if country else "")
        return self.env._("%s (included)", name) if order.taxes_included else name

    def _new(self, order, lack, country):
        """A tax of the company's fiscal country, as Odoo has them for sales abroad, with the accounts of its usual one."""
        company = self.connection.company_id
        usual = company.sudo().account_sale_tax_id or self._candidates(order)[:1]
        accounts = {
            field: usual[field].filtered(lambda part: part.repartition_type == "tax")[:1].account_id.id
            for field in ("invoice_repartition_line_ids", "refund_repartition_line_ids")
        }
        # sudo: workers may not create taxes; the connection's managers allowed it.
        tax = (
            self.env["account.tax"]
            .sudo()
            .create(
                {
                    "name": self._name(order, lack, country),
                    "invoice_label": f"{lack.title} {percent(lack.rate)}%",
                    "amount": float(lack.rate * 100),
                    "amount_type": "percent",
                    "type_tax_use": "sale",
                    "price_include_override": "tax_included" if order.taxes_included else "tax_excluded",
                    "company_id": company.id,
                    "country_id": company.account_fiscal_country_id.id,
                    "tax_group_id": self._group(lack, usual).id,
                    **{
                        field: [
                            (0, 0, {"repartition_type": "base"}),
                            (0, 0, {"repartition_type": "tax", "account_id": account}),
                        ]
                        for field, account in accounts.items()
                    },
                }
            )
        )
        tax.message_post(
            body=self.env._(
                "Created by Crossdock for order %(order)s of %(store)s. Check its accounts and its place in the tax report.",
                order=order.name,
                store=self.connection.name,
            )
        )
        return tax

    def _group(self, lack, usual):
        """The group of the company's taxes of the same name; made like the usual tax's, with its accounts."""
        company = self.connection.company_id
        name = f"{lack.title} {percent(lack.rate)}%"
        groups = self.env["account.tax.group"].sudo()  # sudo: as above.
        fiscal = [("company_id", "=", company.id), ("country_id", "=", company.account_fiscal_country_id.id)]
        found = groups.search([*fiscal, ("name", "=", name)], limit=1)
        return found or groups.create(
            {
                "name": name,
                "company_id": company.id,
                "country_id": company.account_fiscal_country_id.id,
                "tax_payable_account_id": usual.tax_group_id.tax_payable_account_id.id,
                "tax_receivable_account_id": usual.tax_group_id.tax_receivable_account_id.id,
            }
        )


def leaves_out(connection):
    """Whether taxes that the channel owes are left out of sale orders."""
    return connection.liable_tax_policy == "exclude"


def remitted(connection, order):
    """What of the order's total the channel keeps to remit it: by title, to the currency's minor unit."""
    if not leaves_out(connection):
        return {}
    currency = connection.env["res.currency"].search([("name", "=", order.currency)], limit=1)
    unit = Decimal(1).scaleb(-currency.decimal_places)
    amounts = {}
    for line in _taxed(order):
        for tax in line.tax_lines:
            if tax.channel_liable and tax.price:
                left, ordered = _quantities(line)
                amount = tax.price if left == ordered else (tax.price * left / ordered).quantize(unit, ROUND_HALF_UP)
                amounts[tax.title] = amounts.get(tax.title, Decimal(0)) + amount
    return {title: amount for title, amount in amounts.items() if amount}


def region_of(connection, order):
    """(country code, code of the state) by which an order is taxed; empty texts where unknown."""
    address = order.shipping_address or order.billing_address
    if address is None and order.customer:
        address = order.customer.default_address
    if address is None or not address.country_code:
        company = connection.company_id
        return company.country_id.code or "", company.state_id.code or ""
    return address.country_code, address.province_code or ""


def tax_key(order, tax):
    return reasons.tax_key(tax.title, tax.rate or 0, order.taxes_included)


def percent(rate):
    """A fraction as people write it: 0.21 is 21."""
    text = f"{rate * 100:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _taxed(order):
    return [*order.lines, *(line for line in order.shipping_lines if not line.is_removed)]


def _quantities(line):
    return (getattr(line, "current_quantity", 1), getattr(line, "quantity", 1) or 1)
