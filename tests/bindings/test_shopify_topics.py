"""Every topic Crossdock knows, over every example Shopify publishes for it: read whole, cut short, and with wrong types."""

from __future__ import annotations

import json

import pytest

from crossdock_core import shopify
from crossdock_core.errors import DecodeError
from tests.bindings.places import json_path, places, replaced
from tests.bindings.plain import plain
from tests.bindings.published import distinct_examples

EXAMPLES = distinct_examples(shopify.READERS)
# Whose example names no object.
NAMELESS = {"orders/risk_assessment_changed"}


def name_of(example: tuple[str, bytes, list[str]]) -> str:
    return f"{example[0]}-{example[2][-1]}"


def test_every_topic_that_has_a_reader_has_a_published_example() -> None:
    assert set(shopify.READERS) == {topic for topic, _body, _versions in EXAMPLES}
    assert {version for _topic, _body, versions in EXAMPLES for version in versions} >= {"2023-07", "2026-07"}


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_every_published_example_is_read_and_its_object_is_named(example: tuple[str, bytes, list[str]]) -> None:
    topic, body, _versions = example
    assert plain(shopify.READERS[topic](body)) is not None
    if topic in NAMELESS:
        with pytest.raises(DecodeError):
            shopify.identify(topic, body)
    else:
        assert shopify.identify(topic, body).object_key


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_a_payload_that_is_cut_short_anywhere_is_refused(example: tuple[str, bytes, list[str]]) -> None:
    topic, body, _versions = example
    read = shopify.READERS[topic]
    for length in range(len(body)):
        with pytest.raises(DecodeError):
            read(body[:length])


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_a_value_of_no_possible_type_is_refused_where_it_stands_unless_nobody_reads_it(
    example: tuple[str, bytes, list[str]],
) -> None:
    topic, body, _versions = example
    document = json.loads(body)
    expected = plain(shopify.READERS[topic](body))
    read_places = 0
    for path in places(document):
        # An object in an array is no field of any payload, nor is an array in an array.
        wrong = [[[]]]
        try:
            result = plain(shopify.READERS[topic](replaced(document, path, wrong)))
        except DecodeError as error:
            read_places += 1
            assert error.path.startswith(json_path(path)), (error.path, path)
            assert (error.system, error.topic) == ("shopify", topic)
        else:
            assert result == expected, json_path(path)
    assert read_places
