from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import ClassVar

from typing_extensions import Buffer

from .catalogue import BulkObjects
from .stock import InventoryItem

__all__ = [
    "BulkCollections",
    "BulkPriceLists",
    "BulkProducts",
    "Collection",
    "CollectionRule",
    "CollectionRules",
    "Image",
    "Metafield",
    "PriceList",
    "PriceListPrice",
    "Product",
    "ProductCategory",
    "ProductMedia",
    "ProductOption",
    "ProductVariant",
    "PublicationChange",
    "PublicationState",
    "SelectedOption",
    "Seo",
    "read_collection",
    "read_collection_node",
    "read_collections_jsonl",
    "read_price_list_node",
    "read_price_lists_jsonl",
    "read_product",
    "read_product_node",
    "read_products_jsonl",
    "read_publication_change",
    "read_variant",
    "read_variant_node",
]

class Metafield:
    """A field that a merchant or an app added to an object of the store."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def namespace(self) -> str:
        """ "custom"; apps' reserved ones begin with "app--"."""
    @property
    def key(self) -> str: ...
    @property
    def type(self) -> str:
        """ "single_line_text_field", "number_decimal", "list.product_reference", ..."""
    @property
    def value(self) -> str:
        """Always text; JSON for types that hold more than one value."""

class Seo:
    """How search engines are shown an object; the store falls back to title and description."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def title(self) -> str | None: ...
    @property
    def description(self) -> str | None: ...

class PublicationState:
    """Whether an object is shown on one publication (a sales channel or a catalogue)."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def publication_id(self) -> int: ...
    @property
    def published(self) -> bool:
        """False with a date ahead: scheduled."""
    @property
    def publish_date(self) -> datetime | None: ...

class PublicationChange:
    """News that an object is shown on a publication, or was put ahead for it."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def kind(self) -> str:
        """Of the object: "product" or "collection"."""
    @property
    def object_id(self) -> int:
        """The product or collection."""
    @property
    def publication_id(self) -> int | None:
        """Told from 2026-04 on, of collections from 2026-07 on."""
    @property
    def published(self) -> bool:
        """False with a date ahead: scheduled."""
    @property
    def published_at(self) -> datetime | None: ...
    @property
    def updated_at(self) -> datetime | None: ...

class ProductOption:
    """What buyers choose by: "Size" with "Small", "Medium"."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def position(self) -> int:
        """From 1."""
    @property
    def values(self) -> list[str]:
        """In the order in which they are shown."""

class SelectedOption:
    """A variant's choice for one option."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def name(self) -> str:
        """Of the option; empty where the payload carries no options to take it from."""
    @property
    def value(self) -> str: ...

class ProductMedia:
    """A picture, film or model of the product."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def gid(self) -> str:
        """ "gid://shopify/MediaImage/1"; before 2024-07 webhooks know pictures alone, as "gid://shopify/ProductImage/1"."""
    @property
    def kind(self) -> str:
        """ "image", "video", "model_3d", "external_video", or newer."""
    @property
    def url(self) -> str | None:
        """Of the picture, or of a film's preview; None while the store still prepares it."""
    @property
    def alt(self) -> str | None: ...
    @property
    def position(self) -> int:
        """From 1, without gaps."""
    @property
    def status(self) -> str | None:
        """ "ready", "processing", "uploaded", "failed"; None of a ProductImage."""

class ProductCategory:
    """Where a product stands in the vendor's standard taxonomy."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def gid(self) -> str:
        """ "gid://shopify/TaxonomyCategory/aa-1-13-8"; its id is no number."""
    @property
    def full_name(self) -> str: ...

class ProductVariant:
    """One thing that can be bought. What a source does not tell is None, and what is None is to be left alone."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def product_id(self) -> int | None: ...
    @property
    def title(self) -> str: ...
    @property
    def sku(self) -> str | None: ...
    @property
    def barcode(self) -> str | None: ...
    @property
    def position(self) -> int:
        """From 1."""
    @property
    def options(self) -> list[SelectedOption]:
        """In the order of the product's options."""
    @property
    def price(self) -> Decimal:
        """In the store's own currency, with the digits that were written."""
    @property
    def compare_at_price(self) -> Decimal | None: ...
    @property
    def inventory_policy(self) -> str:
        """ "deny" stops selling at zero, "continue" does not; unknown ones as "deny"."""
    @property
    def taxable(self) -> bool: ...
    @property
    def tax_code(self) -> str | None:
        """For tax services; told by queries only."""
    @property
    def inventory_quantity(self) -> int | None:
        """Available at all locations together."""
    @property
    def item(self) -> InventoryItem:
        """Stock, customs and weight; its id is 0 where not told."""
    @property
    def media_gids(self) -> list[str] | None:
        """Of the product's media that show this variant; no webhook of a variant tells them."""
    @property
    def requires_components(self) -> bool | None:
        """Sold as a bundle of others; told by queries only."""
    @property
    def metafields(self) -> list[Metafield] | None:
        """By namespace and key; told by queries only."""
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def updated_at(self) -> datetime | None: ...

class Product:
    """A product as a store sells it, whichever way it came: a webhook, a query and a bulk file of the same product
    give equal values as far as each tells.

    A section that only some sources tell is None for "not told" and empty for "there is nothing". Texts of closed sets are
    in lower case; a value unknown today is to be treated as the default that is named.
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def handle(self) -> str: ...
    @property
    def description_html(self) -> str | None: ...
    @property
    def vendor(self) -> str | None: ...
    @property
    def product_type(self) -> str | None:
        """The merchant's own word, beside the category."""
    @property
    def status(self) -> str:
        """ "active", "draft", "archived", "unlisted"; unknown ones as "draft"."""
    @property
    def tags(self) -> list[str]:
        """Sorted."""
    @property
    def template_suffix(self) -> str | None: ...
    @property
    def category(self) -> ProductCategory | None: ...
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def published_at(self) -> datetime | None:
        """On the online store."""
    @property
    def published_scope(self) -> str | None:
        """ "web" or "global"; told by webhooks only."""
    @property
    def gift_card(self) -> bool | None:
        """Told by queries only."""
    @property
    def requires_selling_plan(self) -> bool | None:
        """Told by queries only."""
    @property
    def has_variants_that_require_components(self) -> bool | None:
        """Some variant is a bundle; told by webhooks from 2024-10 on."""
    @property
    def combined_listing_role(self) -> str | None:
        """ "parent" or "child"; told by queries only."""
    @property
    def options(self) -> list[ProductOption]:
        """By position."""
    @property
    def variants(self) -> list[ProductVariant]:
        """By position; those of equal position in the order of the source."""
    @property
    def unlisted_variant_ids(self) -> list[int]:
        """Variants that exist but which the source names only: a webhook carries 100. Ascending."""
    @property
    def media(self) -> list[ProductMedia]:
        """By position."""
    @property
    def seo(self) -> Seo | None:
        """Told by queries only."""
    @property
    def collection_ids(self) -> list[int] | None:
        """Ascending; told by queries only."""
    @property
    def publications(self) -> list[PublicationState] | None:
        """By publication; told by queries only."""
    @property
    def metafields(self) -> list[Metafield] | None:
        """By namespace and key; told by queries only."""

class CollectionRule:
    """One of the rules by which the store fills a collection."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def column(self) -> str:
        """ "tag", "title", "type", "variant_price", ..."""
    @property
    def relation(self) -> str:
        """ "equals", "contains", "greater_than", ..."""
    @property
    def condition(self) -> str:
        """What the column is compared with."""

class CollectionRules:
    """By which the store itself decides what belongs to a collection."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def any(self) -> bool:
        """True: one rule is enough. False: all must hold."""
    @property
    def rules(self) -> list[CollectionRule]: ...

class Image:
    """A picture that stands alone."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def url(self) -> str: ...
    @property
    def alt(self) -> str | None: ...

class Collection:
    """A group of products that the store shows together. What a source does not tell is None."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def handle(self) -> str | None: ...
    @property
    def description_html(self) -> str | None: ...
    @property
    def sort_order(self) -> str | None:
        """ "manual", "best_selling", "alpha_asc", ..."""
    @property
    def template_suffix(self) -> str | None: ...
    @property
    def published_scope(self) -> str | None:
        """ "web" or "global"; told by webhooks only."""
    @property
    def published_at(self) -> datetime | None:
        """Told by webhooks only."""
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def seo(self) -> Seo | None:
        """Told by queries only."""
    @property
    def image(self) -> Image | None: ...
    @property
    def rules(self) -> CollectionRules | None:
        """None as well where products are added by hand."""
    @property
    def product_ids(self) -> list[int] | None:
        """In the store's order; told by queries only."""
    @property
    def publications(self) -> list[PublicationState] | None:
        """By publication; told by queries only."""
    @property
    def metafields(self) -> list[Metafield] | None:
        """By namespace and key; told by queries only."""

class PriceListPrice:
    """The price of one variant in a price list."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def variant_id(self) -> int: ...
    @property
    def price(self) -> Decimal:
        """In the list's currency."""
    @property
    def compare_at_price(self) -> Decimal | None: ...
    @property
    def origin(self) -> str:
        """ "fixed" is set for this variant, "relative" is computed by the list's percentage."""

class PriceList:
    """Prices beside the variants' own, of a market or of a company's catalogue, all in one currency."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object, /) -> bool: ...
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def currency(self) -> str:
        """ISO 4217."""
    @property
    def catalog_gid(self) -> str | None:
        """What uses the list; a market's or a company location's."""
    @property
    def adjustment_kind(self) -> str | None:
        """ "percentage_decrease" or "percentage_increase"; None without."""
    @property
    def adjustment_percent(self) -> Decimal | None:
        """10 is ten per cent."""
    @property
    def prices(self) -> list[PriceListPrice]:
        """In the order of the source."""

class BulkProducts(BulkObjects[Product]):
    """The products of a bulk file. ``len()`` is their number."""

class BulkCollections(BulkObjects[Collection]):
    """The collections of a bulk file. ``len()`` is their number."""

class BulkPriceLists(BulkObjects[PriceList]):
    """The price lists of a bulk file. ``len()`` is their number."""

def read_product(body: Buffer, topic: str = "products/update") -> Product:
    """Read the payload of products/create or products/update; ``topic`` stands in errors.

    It holds the first 100 variants whole and names the others.
    """

def read_product_node(body: Buffer) -> Product:
    """Read a Product node with id, title, handle, status, tags, createdAt, updatedAt, options { id name position values },
    variants with what ``read_variant_node`` asks for (but product) and media { id mediaContentType alt status preview {
    image { url } } }.

    Everything else is read where it was asked for. A connection with more pages is an error.
    """

def read_products_jsonl(
    path: Buffer | str | PathLike[str],
    *,
    collections: bool = False,
    publications: bool = False,
    metafields: bool = False,
    variant_media: bool = False,
    variant_metafields: bool = False,
) -> BulkProducts:
    """Read a bulk file of products with the selection of ``read_product_node``; ``path`` is a file or its bytes.

    A file without a line of a section looks the same whether there was nothing or nobody asked, so the sections that the
    query selected are to be named; lines of others cost their product. Publications need ``__typename`` in the query.
    """

def read_variant(body: Buffer, topic: str = "variants/in_stock") -> ProductVariant:
    """Read the payload of variants/in_stock or variants/out_of_stock, which names neither options nor stock items."""

def read_variant_node(body: Buffer) -> ProductVariant:
    """Read a ProductVariant node with id, product { id }, title, position, selectedOptions, price, inventoryPolicy and
    taxable; everything else is read where it was asked for.
    """

def read_collection(body: Buffer, topic: str = "collections/update") -> Collection:
    """Read the payload of collections/create or collections/update; ``topic`` stands in errors."""

def read_collection_node(body: Buffer) -> Collection:
    """Read a Collection node with id, title, sortOrder and updatedAt; everything else is read where it was asked
    for: handle, descriptionHtml, templateSuffix, seo, image, ruleSet, products { id }, publications, metafields.
    """

def read_collections_jsonl(
    path: Buffer | str | PathLike[str],
    *,
    products: bool = False,
    publications: bool = False,
    metafields: bool = False,
) -> BulkCollections:
    """Read a bulk file of collections with the selection of ``read_collection_node``; ``path`` is a file or its bytes.

    The sections that the query selected are to be named, as for ``read_products_jsonl``.
    """

def read_publication_change(body: Buffer, topic: str) -> PublicationChange:
    """Read the payload of create or update of product_publications or collection_publications, told apart by the topic."""

def read_price_list_node(body: Buffer) -> PriceList:
    """Read a PriceList node with id, name, currency and prices { variant { id } price compareAtPrice originType }.

    catalog { id } and parent { adjustment { type value } } are read where they were asked for. An amount in another
    currency than the list's is an error.
    """

def read_price_lists_jsonl(path: Buffer | str | PathLike[str]) -> BulkPriceLists:
    """Read a bulk file of price lists with the selection of ``read_price_list_node``, prices with ``__typename``.

    ``path`` is a file or its bytes.
    """
