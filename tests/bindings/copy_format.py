"""Writes PostgreSQL's binary COPY from the manual's description, independently of the core that reads it."""

import datetime
import struct
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

# The sign words of not-a-number and of infinity; that of minus infinity is 0x2000 more.
NOT_FINITE = {"n": 0xC000, "F": 0xD000}
SIGNATURE = b"PGCOPY\n\xff\r\n\x00"


def answer(rows: list[tuple[bytes | None, ...]]) -> bytes:
    """A whole answer; each field is given as its bytes, None is NULL."""
    parts = [SIGNATURE, struct.pack(">ii", 0, 0)]
    for row in rows:
        parts.append(struct.pack(">h", len(row)))
        for field in row:
            parts.append(struct.pack(">i", -1) if field is None else struct.pack(">i", len(field)) + field)
    parts.append(struct.pack(">h", -1))
    return b"".join(parts)


def int4(value: int) -> bytes:
    return struct.pack(">i", value)


def int8(value: int) -> bytes:
    return struct.pack(">q", value)


def float8(value: float) -> bytes:
    return struct.pack(">d", value)


def boolean(value: bool) -> bytes:
    return struct.pack(">?", value)


def int2(value: int) -> bytes:
    return struct.pack(">h", value)


def float4(value: float) -> bytes:
    return struct.pack(">f", value)


def date(value: datetime.date) -> bytes:
    return struct.pack(">i", (value - datetime.date(2000, 1, 1)).days)


def timestamp(value: datetime.datetime) -> bytes:
    """Of a datetime with or without a zone: microseconds since 2000-01-01 of UTC, or of its own clock."""
    epoch = datetime.datetime(2000, 1, 1, tzinfo=value.tzinfo and datetime.timezone.utc)
    return struct.pack(">q", (value - epoch) // datetime.timedelta(microseconds=1))


def numeric(value: Decimal) -> bytes:
    """Groups of four digits, those at both ends not zero, as numeric_send writes them."""
    sign, digits, exponent = value.as_tuple()
    if exponent in NOT_FINITE:
        return struct.pack(">hhHh", 0, 0, NOT_FINITE[exponent] + (0x2000 if exponent == "F" and sign else 0), 0)
    assert isinstance(exponent, int) and exponent <= 0
    scale = -exponent
    text = "".join(map(str, digits)) + "0" * (-scale % 4)
    places = scale + -scale % 4
    text = text.rjust(max(len(text), places), "0")
    text = text.rjust(len(text) + -len(text) % 4, "0")
    groups = [int(text[at : at + 4]) for at in range(0, len(text), 4)]
    weight = len(groups) - places // 4 - 1
    while groups and groups[0] == 0:
        groups, weight = groups[1:], weight - 1
    while groups and groups[-1] == 0:
        groups = groups[:-1]
    if not groups:
        weight, sign = 0, 0
    return struct.pack(">hhHh", len(groups), weight, 0x4000 if sign else 0, scale) + b"".join(map(int2, groups))


def jsonb(value: str) -> bytes:
    return b"\x01" + value.encode()


# How each type's value is written, by PostgreSQL's name of the type.
WRITERS: dict[str, Callable[[Any], bytes]] = {
    "int2": int2,
    "int4": int4,
    "int8": int8,
    "float4": float4,
    "float8": float8,
    "numeric": numeric,
    "text": str.encode,
    "bytea": bytes,
    "bool": boolean,
    "date": date,
    "timestamp": timestamp,
    "timestamptz": timestamp,
    "uuid": lambda value: uuid.UUID(value).bytes,
    "json": str.encode,
    "jsonb": jsonb,
}


def write(schema: list[tuple[str, str]], rows: list[tuple[Any, ...]]) -> bytes:
    """A whole answer of rows of Python's values."""
    writers = [WRITERS[kind.removesuffix(" not null")] for _name, kind in schema]
    return answer(
        [
            tuple(None if value is None else writer(value) for writer, value in zip(writers, row, strict=True))
            for row in rows
        ]
    )
