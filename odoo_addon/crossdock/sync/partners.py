"""Customers and their addresses: found by binding, then by e-mail, never by a fuzzy search; else created."""

from odoo.tools import SQL, email_normalize


class Partners:
    """Partners of one batch of orders. Within a batch nobody is created twice."""

    def __init__(self, connection):
        self.connection = connection
        self.env = connection.env
        self._by_customer = {}
        self._by_email = {}
        self._countries = {}
        self._states = {}

    def of(self, order):
        """(customer, delivery address, invoice address) of an order; addresses are contacts below the customer."""
        customer = self._customer(order)
        shipping = self._address(customer, order.shipping_address, "delivery") or customer
        billing = self._address(customer, order.billing_address, "invoice") or customer
        return customer, shipping, billing

    # -- the customer -------------------------------------------------------------------------------------

    def _customer(self, order):
        remote = order.customer
        email = email_normalize((remote and remote.email) or order.email or "") or None
        remote_id = str(remote.id) if remote else None
        partner = self._by_customer.get(remote_id) or (self._by_email.get(email) if email else None)
        if not partner and remote_id:
            partner = self._bound(remote_id)
        if not partner and email:
            partner = self._with_email(email)
        if not partner:
            partner = self._create(order, email)
        if remote_id and remote_id not in self._by_customer:
            self._bind(remote_id, partner)
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

    def _create(self, order, email):
        address = order.billing_address or order.shipping_address or (order.customer and order.customer.default_address)
        values = self._address_values(address) if address else {}
        name = _person(order.customer) or values.get("name") or email or self.env._("Customer of %s", order.name)
        values.update(
            {
                "name": name,
                "email": email or False,
                "phone": (order.customer and order.customer.phone) or order.phone or values.get("phone") or False,
                "company_id": False,
                "customer_rank": 1,
            }
        )
        values.pop("parent_id", None)
        return self.env["res.partner"].create(values)

    def _bind(self, remote_id, partner):
        """The constraint decides who was first (I2); an existing binding stays."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO crossdock_binding (connection_id, company_id, kind, res_model, remote_id, res_id, create_uid,"
                " write_uid, create_date, write_date) VALUES (%s, %s, 'customer', 'res.partner', %s, %s, %s, %s,"
                " now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC') ON CONFLICT DO NOTHING",
                self.connection.id,
                self.connection.company_id.id,
                remote_id,
                partner.id,
                self.env.uid,
                self.env.uid,
            )
        )

    # -- addresses ------------------------------------------------------------------------------------------

    def _address(self, customer, address, kind):
        """The contact below the customer that says exactly this; created if there is none. None without an address."""
        if address is None:
            return None
        values = self._address_values(address)
        if not any(value for key, value in values.items() if key != "name"):
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

    def _address_values(self, address):
        country = self._country(address.country_code)
        return {
            "name": _name(address),
            "street": _clean(address.address1),
            "street2": _clean(address.address2),
            "city": _clean(address.city),
            "zip": _clean(address.zip),
            "country_id": country.id,
            "state_id": self._state(country, address.province_code).id,
            "phone": _clean(address.phone),
            "company_name": _clean(address.company),
        }

    def _country(self, code):
        if code not in self._countries:
            self._countries[code] = self.env["res.country"].search([("code", "=", code or "")], limit=1)
        return self._countries[code]

    def _state(self, country, code):
        key = (country.id, code)
        if key not in self._states:
            self._states[key] = self.env["res.country.state"].search(
                [("country_id", "=", country.id), ("code", "=", code or "")], limit=1
            )
        return self._states[key]


def _clean(text):
    return " ".join((text or "").split()) or False


def _name_below(customer, company, name):
    """Name of an address contact. Odoo empties the company's name of contacts that have a parent: it goes in here."""
    parts = [part for part in (name, company) if part]
    return ", ".join(dict.fromkeys(parts)) or customer.name


def _person(customer):
    return customer and _clean(f"{customer.first_name or ''} {customer.last_name or ''}")


def _name(address):
    return (
        _clean(address.name)
        or _clean(f"{address.first_name or ''} {address.last_name or ''}")
        or _clean(address.company)
    )
