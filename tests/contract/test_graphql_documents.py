"""Every GraphQL document of the addon, judged by Shopify's published schemas.

A document that spreads a fragment gets the `*_fragment.graphql` files of its folder appended. A first line
`# versions: 2026-04,2026-07` limits a document to those versions; any other must hold in all that are
supported.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from graphql import GraphQLError, parse, validate

from tests.simulators.shopify.schemas import REPOSITORY, VERSIONS, Version, schema_directory

DOCUMENTS = sorted((REPOSITORY / "odoo_addon").rglob("*.graphql"))
STANDALONE = [path for path in DOCUMENTS if not path.name.endswith("_fragment.graphql")]
_VERSIONS_LINE = re.compile(r"^# versions: *([0-9, -]+)\n")


@cache
def version(name: str) -> Version:
    return Version(name, schema_directory())


def whole(path: Path) -> str:
    """The document as the addon sends it, fragments appended."""
    text = path.read_text()
    fragments = [fragment.read_text() for fragment in sorted(path.parent.glob("*_fragment.graphql"))]
    while True:
        spread = set(re.findall(r"\.\.\.\s*(\w+)", text)) - {"on"}
        needed = [one for one in fragments if spread & set(re.findall(r"fragment\s+(\w+)\s+on", one))]
        if not needed:
            return text
        fragments = [one for one in fragments if one not in needed]
        text = "\n".join([text, *needed])


def versions_of(path: Path) -> list[str]:
    found = _VERSIONS_LINE.match(path.read_text())
    if found is None:
        return list(VERSIONS)
    return [name.strip() for name in found.group(1).split(",")]


def test_documents_are_found() -> None:
    if not (REPOSITORY / "odoo_addon").is_dir():
        pytest.skip("the addon is not in this checkout")
    assert len(STANDALONE) >= 5


@pytest.mark.parametrize("name", VERSIONS)
def test_every_document_validates_against_the_published_schema(name: str) -> None:
    problems = []
    for path in STANDALONE:
        if name not in versions_of(path):
            continue
        try:
            errors = validate(version(name).schema, parse(whole(path)))
        except GraphQLError as error:
            errors = [error]
        problems.extend(f"{path.name}: {error.message}" for error in errors)
    assert problems == []


@pytest.mark.parametrize("path", STANDALONE, ids=lambda path: path.stem)
def test_a_document_that_limits_its_versions_names_supported_ones(path: Path) -> None:
    assert set(versions_of(path)) <= set(VERSIONS)
    assert versions_of(path)


def test_a_document_with_an_unknown_field_is_refused() -> None:
    errors = validate(version(VERSIONS[-1]).schema, parse("{ shop { name noSuchField } }"))
    assert ["noSuchField" in error.message for error in errors] == [True]
