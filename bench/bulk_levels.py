"""The file of a bulk mutation that sets a million levels, from columns in memory, against orjson on the same columns.

The rival builds the dictionaries of each line from the columns, as any Python would that has no writer of its own, and
lets orjson write them; both give the file in chunks of whole lines, of which each is forgotten before the next one, as one
that was sent. The bytes are the same.
"""

import sys
from array import array

import orjson

from bench._harness import alternate, figure, memory_bandwidth, report, require_equal
from crossdock_core import diff, shopify
from crossdock_core.columns import Table

LEVELS, LEVELS_PER_LINE = 1_000_000, 250
LOCATIONS = 10
BAR = 3
REASON, REFERENCE = "correction", "gid://crossdock/StockPush/1"
SCHEMA = [
    ("inventory_item_id", "int8 not null"),
    ("location_id", "int8 not null"),
    ("change_from", "int8"),
    ("quantity", "int8 not null"),
]


def columns():
    """Item, location, former quantity (every tenth unknown) and quantity, as a computation would leave them."""
    items = array("q", (40_000_000_000_000 + row // LOCATIONS for row in range(LEVELS)))
    locations = array("q", (655_441_491 + row % LOCATIONS for row in range(LEVELS)))
    known = bytes(row % 10 != 0 for row in range(LEVELS))
    formers = array("q", (row * 7 % 500 if known[row] else 0 for row in range(LEVELS)))
    quantities = array("q", (row * 13 % 500 for row in range(LEVELS)))
    return items, locations, formers, known, quantities


def ours(changes, keys):
    """The chunks of as many files as it takes."""
    lines = shopify.bulk_levels(changes, keys=keys, reason=REASON, reference_uri=REFERENCE)
    while True:
        while chunk := lines.chunk():
            yield chunk
        if not lines.has_more:
            return
        lines.next_file()


def rival(items, locations, formers, known, quantities, keys):
    rows = zip(items, locations, formers, known, quantities, strict=True)
    for key in keys:
        levels = [
            {
                "inventoryItemId": f"gid://shopify/InventoryItem/{item}",
                "locationId": f"gid://shopify/Location/{location}",
                "quantity": quantity,
                "changeFromQuantity": former if is_known else None,
            }
            for _row, (item, location, former, is_known, quantity) in zip(range(LEVELS_PER_LINE), rows, strict=False)
        ]
        line = {
            "input": {
                "name": "available",
                "reason": REASON,
                "referenceDocumentUri": REFERENCE,
                "quantities": levels,
            },
            "idempotencyKey": key,
        }
        yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def sent(chunks):
    """How many bytes went nowhere."""
    return sum(map(len, chunks))


def main():
    items, locations, formers, known, quantities = columns()
    given = {"inventory_item_id": items, "location_id": locations, "change_from": formers, "quantity": quantities}
    changes = diff.LevelChanges.from_table(Table.from_columns(SCHEMA, given, {"change_from": known}))
    keys = [f"00000000-0000-4000-8000-{line:012}" for line in range(LEVELS // LEVELS_PER_LINE)]
    # Python's own objects as lists, so that the rival need not unpack an array first.
    lists = [list(items), list(locations), list(formers), list(known), list(quantities), keys]
    written = b"".join(ours(changes, keys))
    require_equal("the file", written, b"".join(rival(*lists)))
    pair = alternate(lambda: sent(ours(changes, keys)), lambda: sent(rival(*lists)))
    details = pair.details("dictionaries and orjson", size_bytes=len(written), rows=LEVELS)
    details |= memory_bandwidth()
    details["share_of_copy_bandwidth"] = details["megabytes_per_second"] * 1e6 / details["copy_bytes_per_second"]
    return report(figure("bulk_levels", pair.ratio, bar=BAR, unit="x", details=details))


if __name__ == "__main__":
    sys.exit(main())
