"""crossdock_core.columns.Table: binary COPY of any schema to typed columns and back."""

import array
import datetime
import gc
import threading
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import columns
from crossdock_core.columns import CopyDecoder, CopyFile, Table
from crossdock_core.errors import DecodeError, InputError, LimitError

from . import copy_format
from .table_rows import same_rows, tables
from .threads import advances_during

SCHEMA = [
    ("id", "int8 not null"),
    ("price", "numeric"),
    ("sku", "text"),
    ("live", "bool"),
    ("day", "date"),
    ("at", "timestamptz"),
    ("key", "uuid"),
]
ROWS = [
    (
        2**63 - 1,
        Decimal("19.990"),
        "Größe",
        True,
        datetime.date(2026, 2, 28),
        datetime.datetime(2026, 1, 1, 12, 30, 15, 123456, tzinfo=datetime.timezone.utc),
        "0123abcd-ef45-6789-abcd-ef0123456789",
    ),
    (7, None, None, None, None, None, None),
    (-1, Decimal("-0.0005"), "", False, datetime.date(1, 1, 1), None, None),
]
DATA = copy_format.write(SCHEMA, ROWS)


def test_every_cell_comes_back_as_what_it_was():
    table = columns.read_table_copy(SCHEMA, DATA)
    assert table.rows() == ROWS
    assert (len(table), table[0], table[-1], table.schema) == (3, ROWS[0], ROWS[2], SCHEMA)
    assert str(table[0][1]) == "19.990", "the scale is kept"
    assert columns.write_table_copy(table) == DATA


@given(table=tables())
def test_any_rows_are_read_as_plain_python_wrote_them(table):
    schema, rows = table
    data = copy_format.write(schema, rows)
    assert same_rows(columns.read_table_copy(schema, data).rows(), rows)


@given(table=tables())
def test_any_rows_are_written_as_plain_python_writes_them(table):
    schema, rows = table
    made = Table.from_rows(schema, rows)
    assert columns.write_table_copy(made) == copy_format.write(schema, rows)
    assert made == columns.read_table_copy(schema, copy_format.write(schema, rows))


@given(table=tables(), cuts=st.lists(st.integers(0, 400), max_size=8))
def test_chunks_of_any_size_give_what_the_whole_gives(table, cuts):
    schema, rows = table
    data = copy_format.write(schema, rows)
    decoder = CopyDecoder(schema)
    taken = []
    bounds = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for begin, end in pairwise(bounds):
        assert decoder.feed(data[begin:end]) == end - begin
        taken += decoder.take().rows()
        assert len(decoder) == 0
    assert same_rows(taken + decoder.finish().rows(), rows)


@given(table=tables(), sizes=st.lists(st.integers(1, 50), min_size=1))
def test_file_gives_the_same_bytes_however_much_is_read(table, sizes):
    schema, rows = table
    made = Table.from_rows(schema, rows)
    file, parts = CopyFile(made), []
    while part := file.read(sizes[len(parts) % len(sizes)]):
        assert len(part) <= sizes[len(parts) % len(sizes)]
        parts.append(part)
    assert b"".join(parts) == copy_format.write(schema, rows)
    assert (file.read(), CopyFile(made).read()) == (b"", copy_format.write(schema, rows))


def test_every_cut_answer_is_refused_at_once_and_in_pieces():
    for size in range(len(DATA)):
        with pytest.raises(DecodeError) as caught:
            columns.read_table_copy(SCHEMA, DATA[:size])
        assert 0 <= caught.value.offset <= size
        decoder = CopyDecoder(SCHEMA)
        decoder.feed(DATA[: size // 2])
        decoder.feed(DATA[size // 2 : size])
        with pytest.raises(DecodeError):
            decoder.finish()


@given(table=tables(), data=st.data())
def test_damaged_answers_are_read_or_refused_but_never_crash(table, data):
    schema, rows = table
    damaged = bytearray(copy_format.write(schema, rows))
    for _change in range(3):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = columns.read_table_copy(schema, damaged)
    except (DecodeError, LimitError):
        return
    assert columns.read_table_copy(schema, columns.write_table_copy(read)) == read


@pytest.mark.parametrize("kind", ["int2", "int4", "int8", "float4", "float8", "bool", "date", "timestamp", "uuid"])
def test_field_of_another_width_is_refused_with_row_and_column(kind):
    data = copy_format.answer([(None,), (b"abc",)])
    with pytest.raises(DecodeError) as caught:
        columns.read_table_copy([("amount", kind)], data, "prices")
    error = caught.value
    assert (error.system, error.topic, error.path) == ("postgresql", "prices", "$[1].amount")
    assert (error.found, error.offset) == ("a field of 3 bytes", 19 + 2 + 4 + 2)


@pytest.mark.parametrize("text", ["10000000000000000000", "0.0000000000000000001", "-9223372036854775809"])
def test_numeric_that_is_not_exact_is_refused_by_name(text):
    data = copy_format.answer([(copy_format.numeric(Decimal(text)),)])
    with pytest.raises(DecodeError, match="exact in 64 bits and 18 places"):
        columns.read_table_copy([("amount", "numeric")], data)


def test_views_outlive_their_table_and_hold_what_the_columns_hold():
    table = columns.read_table_copy(SCHEMA, DATA)
    ids, valid, prices, scales = table.values("id"), table.valid("price"), table.values("price"), table.scales("price")
    texts, offsets, live, days = table.values("sku"), table.offsets("sku"), table.values("live"), table.values("day")
    del table
    gc.collect()
    assert (ids.format, ids.readonly, ids.tolist()) == ("q", True, [2**63 - 1, 7, -1])
    assert (valid.tolist(), prices.tolist(), scales.tolist()) == ([1, 0, 1], [19990, 0, -5], [3, 0, 4])
    assert (bytes(texts).decode(), offsets.tolist()) == ("Größe", [0, 7, 7, 7])
    assert live.tolist() == [1, 0, 0]
    assert days.tolist() == [datetime.date(2026, 2, 28).toordinal() - 719163, 0, 1 - 719163]
    with pytest.raises(TypeError):
        ids[0] = 1


def test_columns_go_in_as_buffers_and_are_copied():
    ids, texts = array.array("q", [1, 2, 3]), b"abc"
    table = Table.from_columns(
        [("id", "int8"), ("sku", "text"), ("price", "numeric")],
        {
            "id": ids,
            "sku": (array.array("q", [0, 1, 1, 3]), texts),
            "price": (array.array("q", [1999, 0, 5]), bytes([2, 0, 1])),
        },
        {"price": bytes([1, 0, 1])},
    )
    ids[0] = 99
    assert table.rows() == [(1, "a", Decimal("19.99")), (2, "", None), (3, "bc", Decimal("0.5"))]


@given(table=tables())
def test_columns_that_came_out_go_in_again(table):
    schema, rows = table
    made = Table.from_rows(schema, rows)
    given_columns = {}
    for name, kind in schema:
        if kind.startswith("numeric"):
            given_columns[name] = (made.values(name), made.scales(name))
        elif kind.split()[0] in {"text", "bytea", "uuid", "json", "jsonb"}:
            given_columns[name] = (made.offsets(name), made.values(name))
        else:
            given_columns[name] = made.values(name)
    valid = {name: made.valid(name) for name, _kind in schema}
    assert Table.from_columns(schema, given_columns, valid) == made


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("int8", b"1234567"),
        ("int8", [1, 2]),
        ("text", b"abc"),
        ("text", (array.array("q", [0, 5]), b"abc")),
        ("text", (array.array("q", [0, 1]), b"\xff")),
        ("bool", bytes([2])),
        ("numeric", (array.array("q", [1]), bytes([19]))),
    ],
)
def test_columns_that_break_a_rule_are_refused(kind, column):
    with pytest.raises((TypeError, ValueError)):
        Table.from_columns([("amount", kind)], {"amount": column})


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("int2", 2**15, OverflowError),
        ("int8", 1.0, TypeError),
        ("int8", True, TypeError),
        ("bool", 1, TypeError),
        ("numeric", 0.1, TypeError),
        ("numeric", Decimal("NaN"), InputError),
        ("numeric", Decimal("1e30"), InputError),
        ("text", b"a", TypeError),
        ("text", "a\0b", InputError),
        ("bytea", "a", TypeError),
        ("uuid", "0123ABCD-ef45-6789-abcd-ef0123456789", InputError),
        ("date", datetime.datetime(2026, 1, 1), TypeError),
        ("timestamp", datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc), TypeError),
        ("timestamptz", datetime.datetime(2026, 1, 1), TypeError),
        ("int8 not null", None, InputError),
    ],
)
def test_rows_of_another_type_are_refused(kind, value, error):
    with pytest.raises(error):
        Table.from_rows([("amount", kind)], [(value,)])


def test_times_of_another_zone_are_the_same_moment():
    zone = datetime.timezone(datetime.timedelta(hours=-5, minutes=-30))
    moment = datetime.datetime(2026, 1, 1, 22, tzinfo=zone)
    table = Table.from_rows([("at", "timestamptz")], [(moment,)])
    assert table[0][0] == moment and table[0][0].tzinfo is datetime.timezone.utc


@pytest.mark.parametrize("schema", [[], [("a", "money")], [("a", "int8"), ("a", "text")], [("", "int8")]])
def test_schema_that_means_nothing_is_refused(schema):
    with pytest.raises(InputError):
        columns.read_table_copy(schema, DATA)


def test_rows_are_taken_by_number():
    table = columns.read_table_copy(SCHEMA, DATA)
    assert table.take(array.array("I", [2, 0, 2])).rows() == [ROWS[2], ROWS[0], ROWS[2]]
    with pytest.raises(IndexError):
        table.take(array.array("I", [3]))
    with pytest.raises(IndexError):
        table[3]
    with pytest.raises(KeyError):
        table.values("none")
    with pytest.raises(TypeError):
        table.scales("sku")


def test_repr_names_counts_only():
    assert repr(columns.read_table_copy(SCHEMA, DATA)) == "Table(columns=7, rows=3)"


def test_unfinished_row_is_bounded():
    decoder = CopyDecoder([("body", "bytea")])
    with pytest.raises(LimitError) as caught:
        decoder.feed(copy_format.answer([])[:-2] + b"\0\1" + (2**30).to_bytes(4, "big"))
    assert caught.value.name == "copy_row_bytes_max"


def test_decoder_keeps_no_more_than_what_is_not_taken():
    schema = [("id", "int8"), ("sku", "text")]
    block = copy_format.write(schema, [(number, "x" * 90) for number in range(1000)])[19:-2]
    decoder = CopyDecoder(schema)
    decoder.feed(copy_format.answer([])[:-2])
    for _round in range(50):
        decoder.feed(block)
        assert len(decoder.take()) == 1000
    decoder.feed(b"\xff\xff")
    assert len(decoder.finish()) == 0


@pytest.mark.parametrize("name", ["read", "feed", "write", "take"])
def test_other_threads_run_meanwhile(name):
    schema = [("id", "int8"), ("sku", "text")]
    row = copy_format.answer([(copy_format.int8(1), b"x" * 20)])[19:-2]
    data = copy_format.answer([])[:-2] + row * 400_000 + b"\xff\xff"
    table = columns.read_table_copy(schema, data)
    numbers = array.array("I", range(len(table)))
    actions = {
        "read": lambda: columns.read_table_copy(schema, data),
        "feed": lambda: CopyDecoder(schema).feed(data),
        "write": lambda: columns.write_table_copy(table),
        "take": lambda: table.take(numbers),
    }
    assert advances_during(actions[name]) > 100


def test_decoder_in_use_by_a_thread_refuses_a_second_one():
    row = copy_format.answer([(b"x" * 20,)])[19:-2]
    data = copy_format.answer([])[:-2] + row * 200_000
    refused, over = threading.Event(), threading.Event()

    def feed(decoder):
        while not over.is_set():
            try:
                decoder.feed(data)
            except InputError:
                refused.set()
            except DecodeError:
                return  # The second header of a decoder that was fed twice is no row.

    for _round in range(100):
        decoder = CopyDecoder([("sku", "text")])
        over.clear()
        threads = [threading.Thread(target=feed, args=(decoder,)) for _thread in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if refused.is_set():
            return
    pytest.fail("no two threads met in the decoder")
