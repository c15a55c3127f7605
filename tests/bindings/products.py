"""Products of a few small parts, so that two of them often have something in common."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from crossdock_core import shopify
from crossdock_core.shopify import Product

Json = dict[str, Any]

MOMENT = "2026-01-01T00:00:00Z"
WORDS = st.sampled_from(["", "a", "b", "Grün"])
AMOUNTS = st.sampled_from(["1", "1.0", "1.00", "2.5", "0"])
FLAGS = st.none() | st.booleans()
OPTIONS = {1: "Size", 2: "Colour", 3: "Stuff"}


def gid(kind: str, number: int) -> str:
    return f"gid://shopify/{kind}/{number}"


def connection(nodes: list[Json]) -> Json:
    return {"nodes": nodes, "pageInfo": {"hasNextPage": False}}


def read(node: Json) -> Product:
    return shopify.read_product_node(json.dumps(node).encode())


@st.composite
def metafields(draw: st.DrawFn) -> Json:
    keys = draw(st.lists(st.sampled_from(["care", "fit", "season"]), unique=True))
    return connection(
        [
            {
                "id": gid("Metafield", 1),
                "namespace": draw(st.sampled_from(["custom", "app"])),
                "key": key,
                "type": draw(st.sampled_from(["single_line_text_field", "json"])),
                "value": draw(st.sampled_from(["1", "2"])),
            }
            for key in keys
        ]
    )


@st.composite
def option_lists(draw: st.DrawFn) -> list[Json]:
    """One or two options; their names may differ from what their ids usually have."""
    numbers = draw(st.lists(st.sampled_from(sorted(OPTIONS)), min_size=1, max_size=2, unique=True))
    names = {number: draw(st.sampled_from([OPTIONS[number], f"{OPTIONS[number]} (new)"])) for number in numbers}
    return [
        {
            "id": gid("ProductOption", number),
            "name": names[number],
            "position": place,
            "values": draw(st.lists(st.sampled_from(["S", "M", "L"]), min_size=1, max_size=3, unique=True)),
        }
        for place, number in enumerate(numbers, 1)
    ]


@st.composite
def variants(draw: st.DrawFn, options: list[Json]) -> list[Json]:
    """Variants of different choices. All have ids: readers know no others."""
    chosen = draw(
        st.lists(
            st.tuples(*(st.sampled_from(option["values"]) for option in options)), min_size=1, max_size=5, unique=True
        )
    )
    ids = draw(st.permutations(range(1, 8)))
    nodes = []
    for place, values in enumerate(chosen):
        number = ids[place]
        cost = draw(st.none() | AMOUNTS)
        node = {
            "id": gid("ProductVariant", number),
            "title": "made of the options",
            "sku": draw(st.sampled_from([None, "SKU 1", "SKU 2", f"SKU of {'-'.join(values)}"])),
            "barcode": draw(st.none() | WORDS),
            "position": place + 1,
            "selectedOptions": [
                {"name": option["name"], "value": value} for option, value in zip(options, values, strict=True)
            ],
            "price": draw(AMOUNTS),
            "compareAtPrice": draw(st.none() | AMOUNTS),
            "inventoryPolicy": draw(st.sampled_from(["DENY", "CONTINUE"])),
            "taxable": draw(st.booleans()),
            "taxCode": draw(st.none() | WORDS),
            "inventoryQuantity": draw(st.integers(0, 3)),
            "requiresComponents": draw(FLAGS),
            "inventoryItem": {
                "id": gid("InventoryItem", number),
                "tracked": draw(FLAGS),
                "requiresShipping": draw(FLAGS),
                "unitCost": cost and {"amount": cost},
                "countryCodeOfOrigin": draw(st.sampled_from([None, "CA"])),
                "provinceCodeOfOrigin": None,
                "harmonizedSystemCode": draw(st.sampled_from([None, "610910"])),
                "measurement": {"weight": {"value": draw(st.sampled_from([0.5, 1])), "unit": "KILOGRAMS"}},
            },
            "metafields": draw(metafields()),
        }
        nodes.append(node)
    return nodes


@st.composite
def nodes(draw: st.DrawFn) -> Json:
    options = draw(option_lists())
    media = draw(st.lists(st.integers(1, 4), unique=True))
    publications = draw(st.lists(st.integers(1, 3), unique=True))
    category = draw(st.sampled_from([None, "aa-1", "aa-2"]))
    return {
        "id": gid("Product", 7),
        "title": draw(st.sampled_from(["Shirt", "Shirts"])),
        "handle": draw(st.sampled_from(["shirt", "shirts"])),
        "descriptionHtml": draw(WORDS),
        "vendor": draw(WORDS),
        "productType": draw(WORDS),
        "status": draw(st.sampled_from(["ACTIVE", "DRAFT"])),
        "tags": draw(st.lists(st.sampled_from(["cotton", "new", "summer"]), unique=True)),
        "templateSuffix": draw(st.none() | WORDS),
        "category": category and {"id": gid("TaxonomyCategory", category), "fullName": draw(WORDS)},
        "createdAt": MOMENT,
        "updatedAt": MOMENT,
        "isGiftCard": draw(FLAGS),
        "requiresSellingPlan": draw(FLAGS),
        "options": options,
        "seo": draw(st.none() | st.fixed_dictionaries({"title": WORDS, "description": WORDS})),
        "variants": connection(draw(variants(options))),
        "media": connection(
            [
                {
                    "__typename": "MediaImage",
                    "id": gid("MediaImage", number),
                    "mediaContentType": "IMAGE",
                    "alt": draw(WORDS),
                    "status": "READY",
                    "preview": None,
                }
                for number in media
            ]
        ),
        "collections": connection(
            [{"id": gid("Collection", number)} for number in draw(st.lists(st.integers(1, 4), unique=True))]
        ),
        "resourcePublicationsV2": connection(
            [
                {
                    "isPublished": draw(st.booleans()),
                    "publishDate": draw(st.sampled_from([None, MOMENT, "2031-01-01T00:00:00Z"])),
                    "publication": {"id": gid("Publication", number)},
                }
                for number in publications
            ]
        ),
        "metafields": draw(metafields()),
    }
