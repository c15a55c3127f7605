from datetime import datetime
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from .catalogue import BulkObjects
from .people import Address

__all__ = [
    "BulkCompanies",
    "Company",
    "CompanyAddress",
    "CompanyContact",
    "CompanyLocation",
    "CompanyPaymentTerms",
    "CompanyRole",
    "CompanyRoleAssignment",
    "Market",
    "read_companies_jsonl",
    "read_company",
    "read_company_contact",
    "read_company_contact_node",
    "read_company_location",
    "read_company_location_node",
    "read_company_node",
    "read_company_role_assignment",
    "read_market",
    "read_market_node",
]

class CompanyAddress:
    """Where a company's location gets goods or invoices."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def address(self) -> Address:
        """``name`` is the recipient, ``province_code`` the zone."""

class CompanyRole:
    """What a company's contact may be."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def note(self) -> str | None: ...

class CompanyRoleAssignment:
    """One contact's role at one location. A webhook tells neither the assignment's id nor the role's."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int | None: ...
    @property
    def role_id(self) -> int | None: ...
    @property
    def role_name(self) -> str: ...
    @property
    def company_id(self) -> int | None: ...
    @property
    def contact_id(self) -> int: ...
    @property
    def location_id(self) -> int: ...

class CompanyContact:
    """A customer who buys for a company."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def company_id(self) -> int: ...
    @property
    def customer_id(self) -> int: ...
    @property
    def title(self) -> str | None: ...
    @property
    def locale(self) -> str | None: ...
    @property
    def is_main(self) -> bool:
        """The company's main contact."""
    @property
    def created_at(self) -> datetime: ...
    @property
    def updated_at(self) -> datetime: ...
    @property
    def role_assignments(self) -> list[CompanyRoleAssignment]:
        """No webhook tells them."""

class CompanyPaymentTerms:
    """When a location's orders are to be paid."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def template_id(self) -> int: ...
    @property
    def name(self) -> str:
        """ "Net 30"."""
    @property
    def type(self) -> str:
        """ "net", "fixed", "receipt", "fulfillment", or newer."""
    @property
    def due_in_days(self) -> int | None: ...

class CompanyLocation:
    """A place of a company, with taxes, payment terms and catalogues of its own."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def company_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def external_id(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def locale(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def currency(self) -> str | None:
        """ISO 4217; no webhook tells it."""
    @property
    def billing_address(self) -> CompanyAddress | None: ...
    @property
    def shipping_address(self) -> CompanyAddress | None: ...
    @property
    def tax_id(self) -> str | None:
        """The tax registration."""
    @property
    def tax_exempt(self) -> bool | None:
        """None where it was never said."""
    @property
    def tax_exemptions(self) -> list[str]:
        """Sorted: "ca_bc_reseller_exemption"."""
    @property
    def checkout_to_draft(self) -> bool | None:
        """Whether its orders wait as drafts to be looked at."""
    @property
    def editable_shipping_address(self) -> bool | None: ...
    @property
    def payment_terms(self) -> CompanyPaymentTerms | None: ...
    @property
    def catalog_ids(self) -> list[int]:
        """Sorted; no webhook tells them."""
    @property
    def created_at(self) -> datetime: ...
    @property
    def updated_at(self) -> datetime: ...
    @property
    def role_assignments(self) -> list[CompanyRoleAssignment]:
        """No webhook tells them."""

class Company:
    """A business that buys; webhooks tell its head alone, queries and bulk files the whole tree."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def external_id(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def main_contact_id(self) -> int | None: ...
    @property
    def default_role_id(self) -> int | None:
        """Of new contacts; no webhook tells it."""
    @property
    def created_at(self) -> datetime: ...
    @property
    def updated_at(self) -> datetime: ...
    @property
    def customer_since(self) -> datetime | None: ...
    @property
    def roles(self) -> list[CompanyRole]: ...
    @property
    def contacts(self) -> list[CompanyContact]: ...
    @property
    def locations(self) -> list[CompanyLocation]: ...

class Market:
    """A part of the world, or of the buyers, to whom a store sells on its own terms."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def status(self) -> str:
        """ "active" or "draft"."""
    @property
    def type(self) -> str | None:
        """ "region", "company_location", "location", ...; from 2025-04 on."""
    @property
    def handle(self) -> str | None:
        """No webhook tells it."""
    @property
    def country_codes(self) -> list[str]:
        """Sorted; webhooks from 2025-04 on do not tell them."""
    @property
    def currency(self) -> str | None:
        """ISO 4217: what its prices are in; no webhook tells it."""
    @property
    def local_currencies(self) -> bool | None:
        """Whether buyers see the currency of their own country."""
    @property
    def tax_pricing(self) -> str | None:
        """ "add_taxes_at_checkout", "includes_taxes_in_price", or newer."""
    @property
    def catalog_ids(self) -> list[int]:
        """Sorted; no webhook tells them."""

class BulkCompanies(BulkObjects[Company]):
    """The companies of a bulk file. ``len()`` is their number."""

def read_company(body: Buffer, topic: str = "companies/update") -> Company:
    """Read the payload of companies/create, update or delete; ``topic`` stands in errors."""

def read_company_contact(body: Buffer, topic: str = "company_contacts/update") -> CompanyContact:
    """Read the payload of company_contacts/create, update or delete; ``topic`` stands in errors."""

def read_company_location(body: Buffer, topic: str = "company_locations/update") -> CompanyLocation:
    """Read the payload of company_locations/create, update or delete; ``topic`` stands in errors."""

def read_company_role_assignment(body: Buffer, topic: str = "company_contact_roles/assign") -> CompanyRoleAssignment:
    """Read the payload of company_contact_roles/assign or revoke; ``topic`` stands in errors."""

def read_company_node(body: Buffer) -> Company:
    """Read a Company node, with contactRoles, contacts and locations where they were asked for.

    Their nodes need no ``company``; contacts and locations may have roleAssignments, locations catalogs.
    """

def read_company_contact_node(body: Buffer) -> CompanyContact:
    """Read a CompanyContact node, which names its company."""

def read_company_location_node(body: Buffer) -> CompanyLocation:
    """Read a CompanyLocation node, which names its company."""

def read_market(body: Buffer, topic: str = "markets/update") -> Market:
    """Read the payload of markets/create or markets/update; ``topic`` stands in errors."""

def read_market_node(body: Buffer) -> Market:
    """Read a Market node with id, name, status, type and handle.

    conditions, currencySettings, priceInclusions and catalogs are read where they were asked for.
    """

def read_companies_jsonl(path: Buffer | str | PathLike[str]) -> BulkCompanies:
    """Read a bulk file of companies with the selection of ``read_company_node``.

    ``path`` is a file or its bytes. Children may stand anywhere. A bad line costs the object it belongs to.
    """
