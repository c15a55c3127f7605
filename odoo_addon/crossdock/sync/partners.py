"""Customers and their addresses: found by binding, then by e-mail, never by a fuzzy search; else created."""

import hashlib
from functools import cached_property

from odoo.tools import SQL, email_normalize

from crossdock_core import sales

from . import consent
from .companies import Companies


class Partners:
    """Partners of one batch of orders. Within a batch nobody is created twice."""

    def __init__(self, connection, orders, companies=None):
        """``companies``: what the store told of businesses that Odoo does not know (``companies.Known``)."""
        self.connection = connection
        self.env = connection.env
        self._companies = Companies(connection, companies, self._bind)
        # Partners by what they are known by, and which of it is bound.
        self._people = {}
        self._bound = set()
        self._orders = list(orders)

    def of(self, order):
        """(customer, delivery address, invoice address) of an order; addresses are contacts below the customer."""
        return self.of_all([order])[order.id]

    def of_all(self, orders):
        """The same of many orders: {order id: the three}. Customers that are new are created by one call, and so are
        addresses."""
        told = {order.id: self._mapping.values(order) for order in orders}
        found = {order.id: self._of_business(order, *told[order.id]) for order in orders if order.company}
        private = [order for order in orders if not order.company]
        customers = self._customers([(order, told[order.id][0]) for order in private])
        asked = []
        for order in private:
            _person, delivery, invoice = told[order.id]
            asked += [(customers[order.id], delivery, "delivery"), (customers[order.id], invoice, "invoice")]
        addresses = iter(self._addresses(asked))
        for order in private:
            customer = customers[order.id]
            found[order.id] = customer, next(addresses) or customer, next(addresses) or customer
        consent.note_of_orders([(order.customer, found[order.id][0]) for order in orders])
        return found

    def take(self, order, partner):
        """Say that a partner is the order's customer, unless somebody else is already."""
        if order.customer and not order.company:
            self._bind("customer", str(order.customer.id), partner)

    def _of_business(self, order, person, delivery, invoice):
        """The buyer is a contact below the company, and addresses are the company's."""
        company, place = self._companies.of(order)
        if not order.customer and not person["email"]:
            buyer = company
        else:
            buyer = self._below(company, self._customers([(order, person)], company)[order.id], person)
        if place and delivery and _is_there(place, delivery):
            shipping = place
        else:
            [address] = self._addresses([(company, delivery, "delivery")])
            shipping = address or place or company
        if invoice and not _is_there(company, invoice):
            [billing] = self._addresses([(company, invoice, "invoice")])
        else:
            billing = company
        return buyer, shipping, billing

    def _below(self, company, buyer, values):
        """The buyer as a contact of the company. Who buys elsewhere, too, stays there and gets a second contact here."""
        if buyer == company or buyer.commercial_partner_id == company:
            return buyer
        is_free = not (buyer.parent_id or buyer.is_company)
        if is_free and not self.env["sale.order"].search_count([("partner_id", "=", buyer.id)], limit=1):
            buyer.write({"parent_id": company.id, "company_name": False})
            return buyer
        for contact in company.child_ids.filtered(lambda child: child.type == "contact"):
            if contact.email_normalized and contact.email_normalized == buyer.email_normalized:
                return contact
        return self.env["res.partner"].create(
            {
                "name": buyer.name,
                "email": buyer.email,
                "phone": values["phone"],
                "lang": buyer.lang,
                "parent_id": company.id,
                "type": "contact",
            }
        )

    # -- the customer -------------------------------------------------------------------------------------

    def _customers(self, asked, company=None):
        """{order id: partner} for pairs of an order and what it says of its buyer; a new one goes below ``company``."""
        keys = {order.id: _keys(order, person) for order, person in asked}
        self._look_up(set().union(*keys.values()))
        new, same = {}, {}
        for order, person in asked:
            mine = keys[order.id]
            if any(key in self._people for key in mine):
                continue
            first = next((same[key] for key in mine if key in same), mine[0])
            if first not in new:
                new[first] = self._new_customer(order, person, company)
            same.update(dict.fromkeys(mine, first))
        made = dict(zip(new, self.env["res.partner"].create(list(new.values())), strict=True)) if new else {}
        self._people.update({key: made[first] for key, first in same.items()})
        customers, unbound = {}, {}
        for order, _person in asked:
            customers[order.id] = partner = next(self._people[key] for key in keys[order.id] if key in self._people)
            unbound.update({key: partner for key in keys[order.id] if key[0] == "customer" and key not in self._bound})
        # Of two workers that meet the same new buyer at once, the constraint lets one be first; the other looks again.
        met = {("guest", _hash(text)): made[first] for (kind, text), first in same.items() if kind == "email"}
        self._bind_all({**unbound, **met})
        self._people.update(unbound)
        self._bound.update(unbound)
        return customers

    def _look_up(self, keys):
        """Learn which partners are bound to customers, and which have the very e-mail addresses, normalised.

        Of addresses only partners of this company (or of all) count, and none that is an address contact.
        """
        wanted = keys - self._people.keys()
        remote_ids = [text for kind, text in wanted if kind == "customer"]
        if remote_ids:
            bindings = self.env["crossdock.binding"]._find(self.connection, "customer", remote_ids)
            partners = self.env["res.partner"].browse(one.res_id for one in bindings.values()).exists()
            by_id = {partner.id: partner for partner in partners}
            for remote_id, binding in bindings.items():
                self._bound.add(("customer", remote_id))
                if binding.res_id in by_id:
                    self._people["customer", remote_id] = by_id[binding.res_id]
        emails = [text for kind, text in wanted if kind == "email"]
        if emails:
            partners = self.env["res.partner"].search(
                [
                    ("email_normalized", "in", emails),
                    ("company_id", "in", (False, self.connection.company_id.id)),
                    ("type", "not in", ("delivery", "invoice")),
                ],
                order="parent_id nulls first, id",
            )
            for partner in partners:
                self._people.setdefault(("email", partner.email_normalized), partner)

    def _new_customer(self, order, person, company):
        """What a customer is created with."""
        email = email_normalize(person["email"] or "") or False
        name = person["name"] or email or self.env._("Customer of %s", order.name)
        made = {**person, "name": name, "email": email}
        if company:
            made = {"name": name, "email": email, "phone": person["phone"], "parent_id": company.id}
        language = self._language(order.customer_locale)
        if language:
            made["lang"] = language
        if order.customer and order.customer.tax_exempt:
            made["comment"] = self.env._("Tax exempt at %s.", self.connection.name)
        return made

    def _language(self, locale):
        """Code of the active language that a locale ("en-CA") means, else of one that is the same but for the country."""
        if not locale:
            return None
        wanted = locale.replace("-", "_")
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        if wanted in codes:
            return wanted
        family = wanted.split("_")[0].lower()
        return next((code for code in codes if code.split("_")[0].lower() == family), None)

    def _bind(self, kind, remote_id, partner):
        self._bind_all({(kind, remote_id): partner})

    def _bind_all(self, partners):
        """Bind {(kind, remote id): partner}. The constraint decides who was first (I2); an existing binding stays."""
        if not partners:
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_binding (connection_id, company_id, kind, res_model, remote_id, res_id, create_uid,"
                " write_uid, create_date, write_date) SELECT %s, %s, t.kind, 'res.partner', t.remote_id, t.partner_id, %s, %s,"
                " now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC' FROM unnest(%s::text[], %s::text[], %s::int[])"
                " AS t (kind, remote_id, partner_id) ORDER BY 3, 5 ON CONFLICT DO NOTHING",
                self.connection.id,
                self.connection.company_id.id,
                self.env.uid,
                self.env.uid,
                [kind for kind, _remote_id in partners],
                [remote_id for _kind, remote_id in partners],
                [partner.id for partner in partners.values()],
            )
        )

    # -- addresses ------------------------------------------------------------------------------------------

    def _addresses(self, asked):
        """The contacts that say exactly what is asked for, created by one call where there is none.

        :param asked: list of (customer, values of the address or None, type of the contact)
        :returns: list of partners: the customer's own where it says the same, None without an address
        """
        found, new = [], {}
        for customer, values, kind in asked:
            if values is None:
                found.append(None)
                continue
            if self._says(customer, values):
                found.append(customer)
                continue
            values = {**values}
            values["name"] = _name_below(customer, values.pop("company_name"), values["name"])
            contacts = customer.child_ids.filtered(lambda child, kind=kind: child.type in (kind, "other"))
            contact = next((one for one in contacts if self._says(one, values)), None)
            if contact is None:
                contact = (customer.id, kind, *sorted(values.items()))
                new[contact] = {**values, "parent_id": customer.id, "type": kind}
            found.append(contact)
        made = dict(zip(new, self.env["res.partner"].create(list(new.values())), strict=True)) if new else {}
        return [made.get(one, one) if isinstance(one, tuple) else one for one in found]

    def _says(self, partner, values):
        for field, value in values.items():
            shown = partner[field].id if field in ("country_id", "state_id") else partner[field]
            if field == "name" and not value:
                continue
            if (shown or False) != (value or False):
                return False
        return True

    # -- what stands for what -----------------------------------------------------------------------------

    @cached_property
    def _mapping(self):
        """Countries and states that addresses of the orders name."""
        found = [address for order in self._orders for address in _places(order)]
        codes = {address.country_code for address in found} - {None}
        countries = self.env["res.country"].search([("code", "in", list(codes))])
        states = self.env["res.country.state"].search(
            [
                ("country_id", "in", countries.ids),
                ("code", "in", list({address.province_code for address in found} - {None})),
            ]
        )
        return sales.PartnerMapping(
            countries={country.code: country.id for country in countries},
            states={(state.country_id.code, state.code): state.id for state in states},
        )


def _keys(order, person):
    """By what the buyer of an order is known, first things first: the store's customer, the e-mail address, else nothing."""
    email = email_normalize(person["email"] or "")
    keys = [("customer", str(order.customer.id))] if order.customer else []
    if email:
        keys.append(("email", email))
    return keys or [("order", str(order.id))]


def _hash(text):
    """Stands for an e-mail address where only its sameness matters."""
    return hashlib.sha256(text.encode()).hexdigest()


def _places(order):
    own = order.customer and order.customer.default_address
    return [address for address in (order.billing_address, order.shipping_address, own) if address]


def _is_there(partner, values):
    """Whether a partner's address is this one, whatever the names."""
    return all(
        (partner[field].id if field in ("country_id", "state_id") else partner[field] or False)
        == (values[field] or False)
        for field in ("street", "street2", "city", "zip", "country_id", "state_id")
    )


def _name_below(customer, company, name):
    """Name of an address contact. Odoo empties the company's name of contacts that have a parent: it goes in here."""
    parts = [part for part in (name, company) if part]
    return ", ".join(dict.fromkeys(parts)) or customer.name
