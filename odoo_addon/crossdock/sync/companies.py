"""Businesses that buy: a store's company is a company in Odoo, its locations are addresses below it.

They are found by binding, then by the very number that the store has for them (the company's external id is Odoo's
reference, the tax registration its VAT number), never by name; else created. An order names ids alone, so a company that
Odoo does not know yet is read from the store.
"""

from dataclasses import dataclass, field

from odoo.exceptions import ValidationError
from odoo.tools import plaintext2html

from crossdock_core import shopify

from .shopify.nodes import read_nodes

COMPANY = "company"
LOCATION = "company_location"
COMPANIES_PER_READ_MAX = 50


@dataclass
class Known:
    """What the store told of companies and their locations, by id."""

    companies: dict = field(default_factory=dict)
    locations: dict = field(default_factory=dict)


def unknown(connection, orders):
    """Global ids of the orders' companies and locations that Odoo has not."""
    binding = connection.env["crossdock.binding"]
    bought = [order.company for order in orders if order.company]
    found = []
    for kind, name, ids in (
        (COMPANY, "Company", {one.company_id for one in bought}),
        (LOCATION, "CompanyLocation", {one.location_id for one in bought if one.location_id}),
    ):
        bound = binding._find(connection, kind, ids) if ids else {}
        found += [shopify.gid(name, remote_id) for remote_id in sorted(ids) if str(remote_id) not in bound]
    return found


def read(session, gids):
    """Read companies and locations; ``Known`` lacks those that the store has no more."""
    known = Known()
    for gid, node in read_nodes(session, "companies_read", gids, COMPANIES_PER_READ_MAX):
        if "/CompanyLocation/" in gid:
            location = shopify.read_company_location_node(node)
            known.locations[location.id] = location
        else:
            company = shopify.read_company_node(node)
            known.companies[company.id] = company
    return known


class Companies:
    """Companies of one batch of orders. Within a batch nothing is created twice."""

    def __init__(self, connection, known, bind):
        """``bind(kind, remote id, partner)`` links a partner with what it stands for."""
        self.connection = connection
        self.env = connection.env
        self._known = known or Known()
        self._bind = bind
        self._found = {}

    def of(self, order):
        """(the company's partner, the location's or None) of an order that was bought for a business."""
        location = self._known.locations.get(order.company.location_id)
        company = self._once(COMPANY, order.company.company_id, lambda: self._company(order, location))
        place = None
        if order.company.location_id:
            place = self._once(LOCATION, order.company.location_id, lambda: self._location(order, company, location))
        return company, place

    def _once(self, kind, remote_id, make):
        key = (kind, remote_id)
        if key not in self._found:
            binding = self.env["crossdock.binding"]._find(self.connection, kind, [remote_id]).get(str(remote_id))
            partner = binding and self.env["res.partner"].browse(binding.res_id).exists()
            if not partner:
                partner = make()
                self._bind(kind, str(remote_id), partner)
            self._found[key] = partner
        return self._found[key]

    def _company(self, order, location):
        company = self._known.companies.get(order.company.company_id)
        billing = order.billing_address
        name = (company and company.name) or (billing and billing.company) or str(order.company.company_id)
        found = self._with("ref", company and company.external_id) or self._with("vat", location and location.tax_id)
        partner = found or self.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "ref": (company and company.external_id) or False,
                "comment": plaintext2html(company.note) if company and company.note else False,
                **self._address(location and (location.billing_address or location.shipping_address)),
            }
        )
        if location:
            self._note_taxes(partner, location)
        return partner

    def _location(self, order, company, location):
        shipping = location and location.shipping_address
        name = (location and location.name) or str(order.company.location_id)
        partner = self.env["res.partner"].create(
            {
                "name": name,
                "parent_id": company.id,
                "type": "delivery",
                "ref": (location and location.external_id) or False,
                "phone": (location and location.phone) or False,
                **self._address(shipping),
            }
        )
        if location and (location.tax_exempt or location.tax_exemptions):
            self._note(company, self._exemption(location))
        return partner

    def _with(self, field, value):
        """The only company of ours that has this very number."""
        nobody = self.env["res.partner"]
        if not value:
            return nobody
        found = nobody.search(
            [
                (field, "=", value),
                ("is_company", "=", True),
                ("parent_id", "=", False),
                ("company_id", "in", (False, self.connection.company_id.id)),
            ],
            limit=2,
        )
        return found if len(found) == 1 else nobody

    def _note_taxes(self, company, location):
        """The tax registration is the VAT number, if Odoo accepts it; else a note."""
        if not location.tax_id or company.vat:
            return
        try:
            with self.env.cr.savepoint():
                company.vat = location.tax_id
        except ValidationError:
            self._note(company, self.env._("Tax registration at the store: %s", location.tax_id))

    def _exemption(self, location):
        names = ", ".join(location.tax_exemptions) or self.env._("all taxes")
        return self.env._("Tax exempt at the store (%(place)s): %(names)s", place=location.name, names=names)

    def _note(self, partner, text):
        """A line in the partner's notes, once."""
        if text not in (partner.comment or ""):
            partner.comment = (partner.comment or "") + plaintext2html(text)

    def _address(self, given):
        """Fields of a company's address; nothing without one."""
        if not given:
            return {}
        address = given.address
        country = self.env["res.country"].search([("code", "=", address.country_code)], limit=1)
        state = self.env["res.country.state"].search(
            [("country_id", "=", country.id), ("code", "=", address.province_code)], limit=1
        )
        return {
            "street": address.address1 or False,
            "street2": address.address2 or False,
            "city": address.city or False,
            "zip": address.zip or False,
            "country_id": country.id,
            "state_id": state.id,
        }
