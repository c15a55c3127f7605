"""Decoding a million rows of five fields of a binary COPY to columns, against the COPY itself into nothing.

The rows lie in a table of the project's PostgreSQL; the rival is psycopg2 copying them into a sink that throws them away,
behind a buffer (without one, Python would be called once a row). What is decoded are those same bytes. How long the
server alone takes, into /dev/null of its own, is printed beside.
"""

import io
import sys

from bench._harness import alternate, figure, memory_bandwidth, report, require_equal, seconds_of
from crossdock_core.columns import CopyDecoder, read_table_copy
from tools.environment import connect, start_cluster

ROWS = 1_000_000
BAR = 0.3
BUFFER_BYTES = 1 << 20
DATABASE = "postgres"
SCHEMA = [
    ("id", "int8 not null"),
    ("location_id", "int4 not null"),
    ("quantity", "numeric"),
    ("sku", "text"),
    ("write_date", "timestamp not null"),
]
MAKE = f"""
    CREATE TEMPORARY TABLE bench_copy AS
    SELECT 40000000000000 + n AS id,
           (n % 10)::int4 AS location_id,
           CASE WHEN n % 7 <> 0 THEN (n % 100000)::numeric / 100 END AS quantity,
           CASE WHEN n % 11 <> 0 THEN 'SKU-' || lpad(n::text, 8, '0') END AS sku,
           timestamp '2026-01-01' + n * interval '1 second' AS write_date
    FROM generate_series(1, {ROWS}) AS n
"""
COPY = "COPY bench_copy TO STDOUT (FORMAT binary)"


class Nothing(io.RawIOBase):
    def writable(self):
        return True

    def write(self, chunk):
        return len(chunk)


def copied(cursor, sink):
    with io.BufferedWriter(sink, BUFFER_BYTES) as buffered:
        cursor.copy_expert(COPY, buffered)


def whole_copy(cursor):
    content = io.BytesIO()
    cursor.copy_expert(COPY, content)
    return content.getvalue()


def require_right(table, cursor):
    """The columns say what the server says about its rows."""
    cursor.execute(
        "SELECT count(*), sum(id), sum(location_id), count(quantity), sum(quantity), count(sku), max(write_date)"
        " FROM bench_copy"
    )
    rows = table.rows()
    quantities = [row[2] for row in rows if row[2] is not None]
    mine = (
        len(rows),
        sum(row[0] for row in rows),
        sum(row[1] for row in rows),
        len(quantities),
        sum(quantities),
        sum(row[3] is not None for row in rows),
        max(row[4] for row in rows),
    )
    require_equal("what was decoded", mine, cursor.fetchone())


def main():
    start_cluster()
    connection = connect(DATABASE)
    try:
        with connection.cursor() as cursor:
            cursor.execute(MAKE)
            cursor.execute("ANALYZE bench_copy")
            content = whole_copy(cursor)
            require_right(read_table_copy(SCHEMA, content), cursor)
            pair = alternate(lambda: read_table_copy(SCHEMA, content), lambda: copied(cursor, Nothing()))
            details = pair.details("COPY into nothing through psycopg2", size_bytes=len(content), rows=ROWS)
            details["server_alone_seconds"] = min(
                seconds_of(lambda: cursor.execute("COPY bench_copy TO '/dev/null' (FORMAT binary)"))
                for _round in range(5)
            )
    finally:
        connection.close()
    details["fed_in_pieces_seconds"] = min(seconds_of(lambda: in_pieces(content)) for _round in range(5))
    details |= memory_bandwidth()
    details["share_of_read_bandwidth"] = details["megabytes_per_second"] * 1e6 / details["read_bytes_per_second"]
    return report(figure("copy_decoding", pair.share, bar=BAR, at_most=True, details=details))


def in_pieces(content):
    """The same as a running COPY would feed it."""
    decoder = CopyDecoder(SCHEMA)
    view = memoryview(content)
    for start in range(0, len(content), BUFFER_BYTES):
        decoder.feed(view[start : start + BUFFER_BYTES])
    return decoder.finish()


if __name__ == "__main__":
    sys.exit(main())
