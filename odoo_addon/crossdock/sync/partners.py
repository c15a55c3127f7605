"""Customers and their addresses: found by binding, then by e-mail, never by a fuzzy search; else created."""

from functools import cached_property

from odoo.tools import SQL, email_normalize

from crossdock_core import sales

from .companies import Companies


class Partners:
    """Partners of one batch of orders. Within a batch nobody is created twice."""

    def __init__(self, connection, orders, companies=None):
        """``companies``: what the store told of businesses that Odoo does not know (``companies.Known``)."""
        self.connection = connection
        self.env = connection.env
        self._companies = Companies(connection, companies, self._bind)
        self._by_customer = {}
        self._by_email = {}
        self._orders = list(orders)

    def of(self, order):
        """(customer, delivery address, invoice address) of an order; addresses are contacts below the customer."""
        person, delivery, invoice = self._mapping.values(order)
        if order.company:
            return self._of_business(order, person, delivery, invoice)
        customer = self._customer(order, person)
        shipping = self._address(customer, delivery, "delivery") or customer
        billing = self._address(customer, invoice, "invoice") or customer
        return customer, shipping, billing

    def take(self, order, partner):
        """Say that a partner is the order's customer, unless somebody else is already."""
        if order.customer and not order.company and not self._bound(str(order.customer.id)):
            self._bind("customer", str(order.customer.id), partner)

    def _of_business(self, order, person, delivery, invoice):
        """The buyer is a contact below the company, and addresses are the company's."""
        company, place = self._companies.of(order)
        if not order.customer and not person["email"]:
            buyer = company
        else:
            buyer = self._below(company, self._customer(order, person, company), person)
        if place and delivery and _is_there(place, delivery):
            shipping = place
        else:
            shipping = self._address(company, delivery, "delivery") or place or company
        if invoice and not _is_there(company, invoice):
            billing = self._address(company, invoice, "invoice")
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

    def _customer(self, order, values, company=None):
        remote = order.customer
        email = email_normalize(values["email"] or "") or None
        remote_id = str(remote.id) if remote else None
        partner = self._by_customer.get(remote_id) or (self._by_email.get(email) if email else None)
        if not partner and remote_id:
            partner = self._bound(remote_id)
        if not partner and email:
            partner = self._with_email(email)
        if not partner:
            partner = self._create(order, values, email, company)
        if remote_id and remote_id not in self._by_customer:
            self._bind("customer", remote_id, partner)
            self._by_customer[remote_id] = partner
        if email:
            self._by_email[email] = partner
        return partner

    def _bound(self, remote_id):
        binding = self.env["crossdock.binding"]._find(self.connection, "customer", [remote_id]).get(remote_id)
        return binding and self.env["res.partner"].browse(binding.res_id).exists()

    def _with_email(self, email):
        """A partner of this company (or of all) whose normalised address is the very same; not an address contact."""
        return self.env["res.partner"].search(
            [
                ("email_normalized", "=", email),
                ("company_id", "in", (False, self.connection.company_id.id)),
                ("type", "not in", ("delivery", "invoice")),
            ],
            order="parent_id nulls first, id",
            limit=1,
        )

    def _create(self, order, values, email, company=None):
        name = values["name"] or email or self.env._("Customer of %s", order.name)
        made = {**values, "name": name, "email": email or False}
        if company:
            made = {"name": name, "email": email or False, "phone": values["phone"], "parent_id": company.id}
        language = self._language(order.customer_locale)
        if language:
            made["lang"] = language
        if order.customer and order.customer.tax_exempt:
            made["comment"] = self.env._("Tax exempt at %s.", self.connection.name)
        return self.env["res.partner"].create(made)

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
        """The constraint decides who was first (I2); an existing binding stays."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_binding (connection_id, company_id, kind, res_model, remote_id, res_id, create_uid,"
                " write_uid, create_date, write_date) VALUES (%s, %s, %s, 'res.partner', %s, %s, %s, %s,"
                " now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC') ON CONFLICT DO NOTHING",
                self.connection.id,
                self.connection.company_id.id,
                kind,
                remote_id,
                partner.id,
                self.env.uid,
                self.env.uid,
            )
        )

    # -- addresses ------------------------------------------------------------------------------------------

    def _address(self, customer, values, kind):
        """The contact below the customer that says exactly this; created if there is none. None without an address."""
        if values is None:
            return None
        if self._says(customer, values):
            return customer
        values["name"] = _name_below(customer, values.pop("company_name"), values["name"])
        for contact in customer.child_ids.filtered(lambda child: child.type in (kind, "other")):
            if self._says(contact, values):
                return contact
        return self.env["res.partner"].create({**values, "parent_id": customer.id, "type": kind})

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
        found = [address for order in self._orders for address in _addresses(order)]
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


def _addresses(order):
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
