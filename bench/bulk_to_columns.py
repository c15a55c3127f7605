"""A bulk file of variants and levels to columns, one thread: the core against DuckDB's read_json with an explicit schema.

Both read the same file from the page cache and hold all columns at the end: the core its tables, DuckDB a table in memory.
DuckDB gets the easier task. It keeps the global ids as texts in one table of all lines, while the core also takes the numbers
out of them, tells variants from levels, finds the available quantity, refuses variants that stand there twice, and validates
what DuckDB does not look at (keys that repeat, numbers beyond 64 bits, the rest of UTF-8). That both have read the same is
then checked by SQL that does these steps too, outside of the race.
"""

import sys
import tempfile
from pathlib import Path

import duckdb
import numpy

from crossdock_core import shopify

from ._bulk_file import write_bulk_file
from ._harness import alternate, figure, memory_bandwidth, report, require_equal

BAR = 2
CACHE = Path(__file__).parent.parent / ".cache" / "bench"
SIZES = {"200_thousand": (200_000, 9), "2_million": (2_000_000, 5)}
SCHEMA = {
    "id": "VARCHAR",
    "sku": "VARCHAR",
    "barcode": "VARCHAR",
    "title": "VARCHAR",
    "product": "STRUCT(id VARCHAR, title VARCHAR)",
    "inventoryItem": "STRUCT(id VARCHAR, tracked BOOLEAN)",
    "updatedAt": "TIMESTAMP",
    "location": "STRUCT(id VARCHAR)",
    "quantities": "STRUCT(name VARCHAR, quantity BIGINT)[]",
    "__parentId": "VARCHAR",
}
NUMBER = "CAST(regexp_extract({}, '[0-9]+') AS BIGINT)"
VARIANTS = (
    f"SELECT {NUMBER.format('id')} variant_id, {NUMBER.format('product.id')} product_id,"
    f" {NUMBER.format('inventoryItem.id')} inventory_item_id, sku, barcode, title, product.title product_title,"
    " inventoryItem.tracked tracked FROM lines WHERE __parentId IS NULL"
)
LEVELS = (
    "SELECT CAST(regexp_extract(id, 'inventory_item_id=([0-9]+)', 1) AS BIGINT) inventory_item_id,"
    f" {NUMBER.format('location.id')} location_id, quantities[1].quantity available, epoch_us(updatedAt) updated_at"
    " FROM lines WHERE __parentId IS NOT NULL"
)


def read_core(path):
    reader = shopify.CatalogueReader(path)
    parts = []
    while (part := reader.next_tables()) is not None:
        parts.append(part)
    require_equal("the number of errors", reader.error_count, 0)
    return parts


def rival_of(path):
    """A connection, and what reads the file into its table ``lines``."""
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    fields = ", ".join(f"'{name}': '{kind}'" for name, kind in SCHEMA.items())
    read = f"read_json('{path}', format = 'newline_delimited', columns = {{{fields}}})"
    return connection, lambda: connection.execute(f"CREATE OR REPLACE TEMP TABLE lines AS SELECT * FROM {read}")


def check(parts, connection):
    """Both hold the same rows in the same order, that of the file."""
    for table, query in enumerate((VARIANTS, LEVELS)):
        theirs = connection.execute(query).fetchnumpy()
        for name, kind in parts[0][table].schema:
            if kind.startswith("text"):
                position = [one for one, _kind in parts[0][table].schema].index(name)
                ours = [row[position] for part in parts for row in part[table].rows()]
                column = numpy.ma.array(theirs[name])
                require_equal(name, ours, [None if one is numpy.ma.masked else one for one in column])
            else:
                ours = numpy.concatenate([numpy.asarray(part[table].values(name)) for part in parts])
                require_equal(
                    name, ours.astype("int64").tolist(), numpy.ma.getdata(theirs[name]).astype("int64").tolist()
                )


def race(name, lines, rounds, folder, bandwidth):
    path = folder / f"{name}.jsonl"
    write_bulk_file(path, lines_max=lines)
    connection, read_rival = rival_of(path)
    read_rival()
    check(read_core(path), connection)
    pair = alternate(lambda: read_core(path), read_rival, rounds=rounds)
    details = pair.details("DuckDB read_json", size_bytes=path.stat().st_size, rows=lines)
    details["share_of_memory_bandwidth"] = details["megabytes_per_second"] * 1e6 / bandwidth
    print(f"  {details['megabytes_per_second']:.0f} MB/s, {details['share_of_memory_bandwidth']:.1%} of reading memory")
    connection.close()
    path.unlink()
    return figure(f"bulk_to_columns_{name}", pair.ratio, bar=BAR, unit="x", details=details)


def main():
    bandwidth = memory_bandwidth()["read_bytes_per_second"]
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        passed = [race(name, *size, Path(folder), bandwidth) for name, size in SIZES.items()]
    return report(*passed)


if __name__ == "__main__":
    sys.exit(main())
