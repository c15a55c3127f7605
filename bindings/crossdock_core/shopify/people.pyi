from datetime import datetime
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from .catalogue import BulkObjects

__all__ = [
    "Address",
    "BulkCustomers",
    "ConsentUpdate",
    "Customer",
    "CustomerAddress",
    "CustomerMerge",
    "MarketingConsent",
    "MergeError",
    "PrivacyRequest",
    "TagsChange",
    "read_consent_update",
    "read_customer",
    "read_customer_merge",
    "read_customer_node",
    "read_customers_jsonl",
    "read_privacy_request",
    "read_tags_change",
]

class Address:
    """A postal address; empty texts are None."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def first_name(self) -> str | None: ...
    @property
    def last_name(self) -> str | None: ...
    @property
    def name(self) -> str | None:
        """The whole name, as the store shows it."""
    @property
    def company(self) -> str | None: ...
    @property
    def address1(self) -> str | None: ...
    @property
    def address2(self) -> str | None: ...
    @property
    def city(self) -> str | None: ...
    @property
    def zip(self) -> str | None: ...
    @property
    def province(self) -> str | None: ...
    @property
    def province_code(self) -> str | None: ...
    @property
    def country(self) -> str | None: ...
    @property
    def country_code(self) -> str | None:
        """ISO 3166-1 alpha-2."""
    @property
    def phone(self) -> str | None: ...

class CustomerAddress:
    """An address in a customer's address book."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def is_default(self) -> bool: ...
    @property
    def address(self) -> Address: ...

class MarketingConsent:
    """Whether a customer agreed to be written to on one channel."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def state(self) -> str | None:
        """ "subscribed", "not_subscribed", "pending", "unsubscribed", "redacted", or newer."""
    @property
    def opt_in_level(self) -> str | None:
        """ "single_opt_in", "confirmed_opt_in", "unknown", or newer."""
    @property
    def updated_at(self) -> datetime | None:
        """When the customer last said so."""
    @property
    def collected_from(self) -> str | None:
        """ "shopify" or "other"; no e-mail consent tells it."""
    @property
    def source_location_id(self) -> int | None:
        """Where it was given in person; no webhook tells it."""

class Customer:
    """A shopper; equal whichever way one came, as far as each way tells."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def email(self) -> str | None: ...
    @property
    def first_name(self) -> str | None: ...
    @property
    def last_name(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def tags(self) -> list[str]:
        """Sorted; empty where the sender leaves them out (webhooks from 2025-01 on do)."""
    @property
    def tags_told(self) -> bool:
        """Whether the sender of a customer named tags at all; an order's never does."""
    @property
    def tax_exempt(self) -> bool: ...
    @property
    def tax_exemptions(self) -> list[str]:
        """Sorted: "ca_bc_reseller_exemption"."""
    @property
    def state(self) -> str | None:
        """ "enabled", "disabled", "invited", "declined"."""
    @property
    def note(self) -> str | None: ...
    @property
    def locale(self) -> str | None:
        """No webhook tells it."""
    @property
    def currency(self) -> str | None:
        """ISO 4217, of what the customer spent."""
    @property
    def verified_email(self) -> bool | None: ...
    @property
    def email_consent(self) -> MarketingConsent | None:
        """Webhooks from 2025-01 on tell consent in topics of its own."""
    @property
    def sms_consent(self) -> MarketingConsent | None: ...
    @property
    def whatsapp_consent(self) -> MarketingConsent | None:
        """From 2026-07 on."""
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def default_address(self) -> Address | None: ...
    @property
    def default_address_id(self) -> int | None: ...
    @property
    def addresses(self) -> list[CustomerAddress]:
        """In the store's order."""

class ConsentUpdate:
    """News about consent on one channel."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def customer_id(self) -> int: ...
    @property
    def channel(self) -> str:
        """ "email", "sms" or "whatsapp"."""
    @property
    def recipient(self) -> str | None:
        """The e-mail address or the phone number it is about."""
    @property
    def consent(self) -> MarketingConsent: ...

class TagsChange:
    """Tags that a customer got or lost."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def customer_id(self) -> int: ...
    @property
    def added(self) -> bool:
        """Otherwise removed."""
    @property
    def tags(self) -> list[str]:
        """Sorted."""
    @property
    def occurred_at(self) -> datetime: ...

class MergeError:
    """Why a merge of customers failed."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def customer_ids(self) -> list[int]: ...
    @property
    def field(self) -> str | None: ...
    @property
    def message(self) -> str: ...

class CustomerMerge:
    """Two customers became one, or did not."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def kept_id(self) -> int: ...
    @property
    def deleted_id(self) -> int: ...
    @property
    def job_gid(self) -> str | None: ...
    @property
    def status(self) -> str:
        """ "requested", "in_progress", "completed", "failed"."""
    @property
    def errors(self) -> list[MergeError]: ...

class PrivacyRequest:
    """A demand of privacy law: to tell or to erase what is known of a customer, or to erase a whole store."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def kind(self) -> str:
        """ "data_request", "customer_redact" or "shop_redact"."""
    @property
    def shop_id(self) -> int: ...
    @property
    def shop_domain(self) -> str: ...
    @property
    def customer_id(self) -> int | None:
        """None where the store knows only an address, and for a store."""
    @property
    def email(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def order_ids(self) -> list[int]:
        """Asked for, or to be redacted."""
    @property
    def data_request_id(self) -> int | None: ...

class BulkCustomers(BulkObjects[Customer]):
    """The customers of a bulk file. ``len()`` is their number."""

def read_customer(body: Buffer, topic: str = "customers/update") -> Customer:
    """Read the payload of customers/create, update, enable or disable; ``topic`` stands in errors."""

def read_customer_node(body: Buffer) -> Customer:
    """Read a Customer node with id, firstName, lastName, state, note, tags, taxExempt, taxExemptions, verifiedEmail,
    createdAt and updatedAt.

    defaultEmailAddress, defaultPhoneNumber, defaultAddress, addressesV2, locale and amountSpent are read where they
    were asked for; DecodeError when a connection has more pages.
    """

def read_customer_merge(body: Buffer) -> CustomerMerge:
    """Read the payload of customers/merge."""

def read_consent_update(body: Buffer, topic: str) -> ConsentUpdate:
    """Read the payload of a topic of marketing consent, which the topic tells apart."""

def read_tags_change(body: Buffer, topic: str) -> TagsChange:
    """Read the payload of customer.tags_added or customer.tags_removed, which the topic tells apart."""

def read_privacy_request(body: Buffer, topic: str) -> PrivacyRequest:
    """Read the payload of customers/data_request, customers/redact or shop/redact, which the topic tells apart."""

def read_customers_jsonl(path: Buffer | str | PathLike[str]) -> BulkCustomers:
    """Read a bulk file of customers with the selection of ``read_customer_node``.

    ``path`` is a file or its bytes. Children may stand anywhere. A bad line costs the object it belongs to.
    """
