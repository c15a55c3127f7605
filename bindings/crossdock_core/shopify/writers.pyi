"""Requests that change the store, and the files and results of bulk mutations.

Each ``write_*`` takes the GraphQL document of its mutation and gives the whole request body; which variables it
writes, the document must declare. All raise ``LimitError`` beyond a bound of Shopify's (250 entries of an array where
nothing else is said) and ``InputError`` for what Shopify would refuse or what would delete by accident: no entry, an
entry twice, ids of zero or less, global ids of another kind, prices below zero, unknown states.

Money is a ``Decimal`` or an ``int`` and is written with exactly its digits.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import ClassVar, Literal, TypedDict, type_check_only

from typing_extensions import Buffer

from ..columns import Table
from ..diff import LevelChanges
from .catalogue import LineError
from .messages import GraphqlError, UserError
from .products import Product

__all__ = [
    "BulkLines",
    "BulkMutationResult",
    "LineRefusal",
    "PriceChanges",
    "PriceRequest",
    "StagedTarget",
    "bulk_levels",
    "bulk_prices",
    "bulk_products",
    "read_bulk_mutation_result",
    "read_staged_targets",
    "write_bulk_mutation",
    "write_bulk_query",
    "write_collection_products",
    "write_fixed_prices_add",
    "write_fixed_prices_delete",
    "write_inventory_activate",
    "write_inventory_item_update",
    "write_metafields_set",
    "write_price_updates",
    "write_product_set",
    "write_publish",
    "write_staged_uploads",
    "write_tags",
    "write_unpublish",
    "write_variants_update",
    "write_webhook_subscribe",
    "write_webhook_update",
]

@type_check_only
class MetafieldInput(TypedDict):
    namespace: str
    key: str
    type: str
    value: str

@type_check_only
class OptionInput(TypedDict, total=False):
    id: int | None
    name: str
    position: int | None
    values: Sequence[str]

@type_check_only
class MediumInput(TypedDict, total=False):
    """A medium of the store by its ``gid``, or a new one by its ``url``."""

    gid: str | None
    url: str | None
    alt: str | None

@type_check_only
class SeoInput(TypedDict, total=False):
    title: str | None
    description: str | None

@type_check_only
class InventoryItemInput(TypedDict, total=False):
    """What is told of an item; what is missing or None stays as it is in the store."""

    id: int | None
    sku: str | None
    tracked: bool | None
    requires_shipping: bool | None
    unit_cost: Decimal | int | None
    country_code_of_origin: str | None
    province_code_of_origin: str | None
    harmonized_system_code: str | None
    country_harmonized_system_codes: Sequence[tuple[str, str]] | None
    weight: tuple[Decimal | int, str] | None

@type_check_only
class VariantInput(TypedDict, total=False):
    """Names and meaning are those of the canonical variant; ``options`` are (option, value) in the product's order."""

    id: int | None
    sku: str | None
    barcode: str | None
    position: int | None
    options: Sequence[tuple[str, str]]
    price: Decimal | int
    compare_at_price: Decimal | int | None
    inventory_policy: str | None
    taxable: bool | None
    tax_code: str | None
    item: InventoryItemInput | None
    media_gids: Sequence[str] | None
    requires_components: bool | None
    metafields: Sequence[MetafieldInput] | None

@type_check_only
class ProductInput(TypedDict, total=False):
    """Names and meaning are those of the canonical product; a name that is none of these is a KeyError."""

    id: int | None
    title: str | None
    handle: str | None
    description_html: str | None
    vendor: str | None
    product_type: str | None
    status: str | None
    tags: Sequence[str] | None
    template_suffix: str | None
    category_gid: str | None
    gift_card: bool | None
    requires_selling_plan: bool | None
    combined_listing_role: str | None
    options: Sequence[OptionInput] | None
    variants: Sequence[VariantInput] | None
    unlisted_variant_ids: Sequence[int] | None
    media: Sequence[MediumInput] | None
    seo: SeoInput | None
    collection_ids: Sequence[int] | None
    metafields: Sequence[MetafieldInput] | None

class PriceChanges:
    """New prices of variants as columns. Read-only."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def rows(self) -> list[tuple[int, int, Decimal, Decimal | None]]:
        """(product id, variant id, price, compare-at price; None takes the former one away)."""
    @staticmethod
    def from_rows(
        rows: Iterable[tuple[int, int, Decimal | int, Decimal | int | None]],
    ) -> PriceChanges: ...
    @staticmethod
    def from_table(table: Table) -> PriceChanges:
        """From columns ``product_id`` and ``variant_id`` of int8, ``price`` and ``compare_at_price`` (may be NULL) of
        numeric."""

class PriceRequest:
    """One request of productVariantsBulkUpdate."""

    @property
    def product_id(self) -> int: ...
    @property
    def rows(self) -> list[int]:
        """Rows of the changes that it carries, in the order of its variants."""
    @property
    def body(self) -> bytes: ...

class StagedTarget:
    """Where a file may be uploaded to, by POST of a form whose last field is the file."""

    @property
    def url(self) -> str: ...
    @property
    def resource_url(self) -> str | None: ...
    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The form's other fields, in their order."""
    @property
    def path(self) -> str | None:
        """What bulkOperationRunMutation calls the file; None where the target has no field "key"."""

class BulkLines:
    """Files of variables of a bulk mutation, in chunks of whole lines.

    ``chunk()`` gives b"" where the file ends; while ``has_more``, ``next_file()`` begins another one. After an error
    every call raises: what was written of the file is not the whole.
    """

    def chunk(self, bytes: int = 1048576) -> bytes:
        """So many bytes or a line more; fewer at the end of the file. The GIL is released for levels and prices.

        LimitError for a line that alone is larger than a file.
        """
    def next_file(self) -> None:
        """InputError where the file is not full."""
    @property
    def has_more(self) -> bool:
        """Whether the file is full and lines wait for the next one."""
    @property
    def file_lines(self) -> int:
        """Lines of the present file so far."""
    @property
    def file_bytes(self) -> int: ...

class LineRefusal:
    """A line that was refused by user errors, or failed by GraphQL's."""

    @property
    def line(self) -> int:
        """As sent, from 0."""
    @property
    def user_errors(self) -> list[UserError]: ...
    @property
    def errors(self) -> list[GraphqlError]: ...

class BulkMutationResult:
    """What became of each line of a bulk mutation; its length is how many were sent."""

    def __len__(self) -> int: ...
    def outcome(self, line: int) -> Literal["missing", "done", "refused", "failed"]:
        """Of a line, from 0. "missing": the result does not say, so it may have run or not."""
    def lines(self, outcome: Literal["missing", "done", "refused", "failed"]) -> list[int]:
        """The lines of which this became, ascending."""
    @property
    def refusals(self) -> list[LineRefusal]:
        """The first 1,000, in the order of the result."""
    @property
    def unnumbered(self) -> list[GraphqlError]:
        """Errors that name no line, the first 1,000."""
    @property
    def errors(self) -> list[LineError]:
        """Lines of the result that cannot be read, from 1, the first 1,000."""
    @property
    def error_count(self) -> int: ...
    @property
    def truncated(self) -> bool:
        """The last line of the result is cut off."""

def write_inventory_activate(
    document: str,
    inventory_item_id: int,
    location_id: int,
    *,
    idempotency_key: str,
    available: int | None = None,
) -> bytes:
    """inventoryActivate: variables inventoryItemId, locationId, idempotencyKey; available where it is given."""

def write_inventory_item_update(document: str, item: InventoryItemInput) -> bytes:
    """inventoryItemUpdate: variables id and input, with what is told. InputError where nothing is."""

def write_variants_update(
    document: str, product_id: int, variants: Iterable[VariantInput], *, allow_partial_updates: bool = False
) -> bytes:
    """productVariantsBulkUpdate: variables productId, variants, allowPartialUpdates.

    Of each variant its id and the fields to change; a field that is there with None is cleared. ``position`` and
    fields that are not there stay as they are in the store.
    """

def write_price_updates(
    document: str, changes: PriceChanges, *, allow_partial_updates: bool = False
) -> list[PriceRequest]:
    """The same for prices: requests of up to 250 variants of one product, by product, whatever the order of rows."""

def write_product_set(
    document: str,
    product: ProductInput | Product,
    *,
    variants: bool = False,
    media: bool = False,
    tags: bool = False,
    synchronous: bool = True,
) -> bytes:
    """productSet: variables identifier, input, synchronous.

    Shopify deletes what is not in a list of this mutation, and leaves alone a list that is left out. Variants with
    their options, media and tags are written where asked for, and then whole; collections and metafields where they are
    not None. A product that was read is written as it was read. InputError for variants that are not whole
    (``unlisted_variant_ids``) or empty.
    """

def write_fixed_prices_add(
    document: str,
    price_list_id: int,
    currency: str,
    prices: Iterable[tuple[int, Decimal | int, Decimal | int | None]],
) -> bytes:
    """priceListFixedPricesAdd: variables priceListId, prices. Rows are (variant id, price, compare-at price)."""

def write_fixed_prices_delete(document: str, price_list_id: int, variant_ids: Sequence[int]) -> bytes:
    """priceListFixedPricesDelete: variables priceListId, variantIds."""

def write_publish(document: str, gid: str, publications: Mapping[int, datetime | None]) -> bytes:
    """publishablePublish: variables id (a product or a collection) and input.

    By publication id the moment from which it is shown; None is now. ValueError for a datetime without offset.
    """

def write_unpublish(document: str, gid: str, publication_ids: Sequence[int]) -> bytes:
    """publishableUnpublish: variables id and input."""

def write_collection_products(document: str, collection_id: int, product_ids: Sequence[int]) -> bytes:
    """collectionAddProducts or collectionRemoveProducts: variables id, productIds."""

def write_tags(document: str, gid: str, tags: Sequence[str]) -> bytes:
    """tagsAdd or tagsRemove: variables id, tags. InputError for a tag that is blank or holds a comma."""

def write_metafields_set(
    document: str,
    metafields: Iterable[tuple[str, MetafieldInput] | tuple[str, MetafieldInput, str | None]],
) -> bytes:
    """metafieldsSet of up to 25: (owner's global id, metafield, digest it must still have)."""

def write_bulk_query(document: str, query: str) -> bytes:
    """bulkOperationRunQuery: variable query."""

def write_bulk_mutation(document: str, mutation: str, staged_upload_path: str) -> bytes:
    """bulkOperationRunMutation: variables mutation, stagedUploadPath."""

def write_staged_uploads(
    document: str, uploads: Iterable[tuple[str, str, str] | tuple[str, str, str, int | None]]
) -> bytes:
    """stagedUploadsCreate: (file name, MIME type, resource such as "BULK_MUTATION_VARIABLES", size in bytes)."""

def read_staged_targets(data: Buffer) -> list[StagedTarget]:
    """Read the targets out of "data" of stagedUploadsCreate, in the order of the uploads."""

def write_webhook_subscribe(document: str, topic: str, uri: str) -> bytes:
    """webhookSubscriptionCreate: variables topic ("ORDERS_CREATE") and webhookSubscription."""

def write_webhook_update(document: str, gid: str, uri: str) -> bytes:
    """webhookSubscriptionUpdate: variables id and webhookSubscription."""

def bulk_levels(
    changes: LevelChanges,
    *,
    keys: Sequence[str],
    reason: str,
    reference_uri: str,
    levels_per_line: int = 250,
    file_bytes_max: int = 100000000,
) -> BulkLines:
    """Lines of inventorySetQuantities: variables input, idempotencyKey.

    ``keys`` are idempotency keys, one a line, each stored with the intent of its line before anything is sent. InputError
    for more or fewer keys than lines, and for a level or a key that stands twice.
    """

def bulk_prices(
    changes: PriceChanges, *, allow_partial_updates: bool = False, file_bytes_max: int = 100000000
) -> BulkLines:
    """Lines of productVariantsBulkUpdate, put together as ``write_price_updates`` does it."""

def bulk_products(
    products: Iterable[ProductInput | Product],
    *,
    variants: bool = False,
    media: bool = False,
    tags: bool = False,
    file_bytes_max: int = 100000000,
) -> BulkLines:
    """Lines of productSet, taken one by one while chunks are asked for; sections as ``write_product_set`` has them."""

def read_bulk_mutation_result(path: str | PathLike[str] | Buffer, mutation: str, lines_sent: int) -> BulkMutationResult:
    """Read the result file of a file of so many lines. A line that it does not mention is "missing", never done."""
