"""crossdock_core.diff.products: the smallest set of changes, and whose each is."""

import copy
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import diff, plan
from crossdock_core.errors import InputError

from .plain import plain
from .products import connection, gid, nodes, read
from .reference import products as reference

SHIRT = {
    "id": gid("Product", 7),
    "title": "Shirt",
    "handle": "shirt",
    "status": "ACTIVE",
    "tags": [],
    "createdAt": "2026-01-01T00:00:00Z",
    "updatedAt": "2026-01-01T00:00:00Z",
    "options": [{"id": gid("ProductOption", 1), "name": "Size", "position": 1, "values": ["S", "M"]}],
    "variants": connection(
        [
            {
                "id": gid("ProductVariant", number),
                "title": size,
                "position": place,
                "selectedOptions": [{"name": "Size", "value": size}],
                "price": "10.00",
                "inventoryPolicy": "DENY",
                "taxable": True,
            }
            for place, (number, size) in enumerate([(11, "S"), (12, "M")], 1)
        ]
    ),
    "media": connection([]),
}


def shirt(**changes):
    """A shirt with other fields; ``variants`` maps a variant's place to its other fields."""
    node = copy.deepcopy(SHIRT)
    for place, fields in changes.pop("variants", {}).items():
        node["variants"]["nodes"][place].update(fields)
    return read(node | changes)


def told(differences):
    return [(one.part, one.kind, one.desired, one.observed, one.fields) for one in differences]


@given(desired=nodes(), observed=nodes())
def test_carrying_out_the_differences_on_the_observed_product_gives_the_desired_one(desired, observed):
    desired, observed = read(desired), read(observed)
    differences = diff.products(desired, observed)
    application = reference.Application(differences, plain(desired), plain(observed))
    reference.assert_as_desired(application.result, plain(desired))


@given(node=nodes())
def test_a_product_differs_from_itself_in_nothing(node):
    assert diff.products(read(node), read(node)) == []


@given(desired=nodes(), observed=nodes())
def test_no_more_is_told_than_differs(desired, observed):
    desired, observed = read(desired), read(observed)
    ours, theirs = plain(desired), plain(observed)
    differences = diff.products(desired, observed)

    def fields_of(part, place=None):
        found = [
            one.fields for one in differences if one.part == part and one.desired == place and one.kind == "changed"
        ]
        assert len(found) <= 1
        return sorted(name for fields in found for name in fields if name != "options")

    assert fields_of("product") == reference.differing("product", ours, theirs)
    by_id = {one["id"]: one for one in theirs["variants"]}
    for place, variant in enumerate(ours["variants"]):
        other = by_id.pop(variant["id"], None)
        if other is None:
            assert ("variant", "added", place, None, []) in told(differences)
            continue
        for part in ("variant", "price"):
            assert fields_of(part, place) == reference.differing(part, variant, other)
        assert fields_of("item", place) == reference.differing("item", variant["item"], other["item"])
    removed = [one.observed for one in differences if (one.part, one.kind) == ("variant", "removed")]
    assert sorted(theirs["variants"][place]["id"] for place in removed) == sorted(by_id)
    for part, name in (("tag", "tags"), ("collection", "collection_ids")):
        added = [ours[name][one.desired] for one in differences if (one.part, one.kind) == (part, "added")]
        gone = [theirs[name][one.observed] for one in differences if (one.part, one.kind) == (part, "removed")]
        assert sorted(added) == sorted(set(ours[name]) - set(theirs[name]))
        assert sorted(gone) == sorted(set(theirs[name]) - set(ours[name]))
    assert len({repr(one) + repr(told([one])) + str(one.parent_observed) for one in differences}) == len(differences)


@given(desired=nodes(), observed=nodes(), data=st.data())
def test_order_without_meaning_does_not_matter(desired, observed, data):
    shuffled = copy.deepcopy(observed)
    for name in ("collections", "resourcePublicationsV2", "metafields"):
        shuffled[name]["nodes"] = data.draw(st.permutations(shuffled[name]["nodes"]))
    shuffled["tags"] = data.draw(st.permutations(shuffled["tags"]))
    assert diff.products(read(desired), read(shuffled)) == diff.products(read(desired), read(observed))


@given(desired=nodes(), observed=nodes())
def test_two_states_are_three_of_which_two_are_alike(desired, observed):
    ours, theirs, agreed = read(desired), read(observed), read(observed)
    assert diff.products(ours, theirs, agreed=agreed) == diff.products(ours, theirs)
    assert {one.whose for one in diff.products(theirs, ours, agreed=agreed)} <= {"theirs"}


@given(states=st.tuples(nodes(), nodes(), nodes()))
def test_i7_fields_of_three_states_tell_whose_they_are(states):
    products = [read(node) for node in states]
    differences = diff.products(*products[:2], agreed=products[2])
    desired, observed, agreed = (plain(product) for product in products)
    found = next((one for one in differences if one.part == "product"), None)
    for name in sorted(reference.PRODUCT):
        if name in reference.TOLD and desired[name] is None:
            continue
        expected = reference.whose(*(reference.meaning(name, one[name]) for one in (desired, observed, agreed)))
        for whose in ("ours", "theirs", "both", "conflicts"):
            names = getattr(found, whose) if found else []
            assert (name in names) == (whose.removesuffix("s") == (expected or "").removesuffix("s")), (name, whose)


@pytest.mark.parametrize("values", list(itertools.product(["1", "2", "3"], repeat=3)))
def test_i7_a_price_tells_whose_it_is_in_every_combination(values):
    products = [shirt(variants={1: {"price": value}}) for value in values]
    differences = diff.products(products[0], products[1], agreed=products[2])
    assert [one.whose for one in differences] == [one for one in [reference.whose(*values)] if one]
    assert all((one.part, one.desired) == ("price", 1) for one in differences)


@pytest.mark.parametrize("presence", list(itertools.product([True, False], repeat=3)))
def test_i7_what_comes_or_goes_tells_whose_it_is_in_every_combination(presence):
    products = [shirt(tags=["new"] if there else []) for there in presence]
    differences = diff.products(products[0], products[1], agreed=products[2])
    expected = reference.whose(*presence)
    assert [one.whose for one in differences] == ([expected] if expected else [])
    assert all(one.kind == ("removed" if presence[2] else "added") for one in differences)


def test_decimals_compare_by_value():
    assert diff.products(shirt(variants={0: {"price": "10"}}), shirt()) == []


def test_sections_that_are_not_told_are_left_alone_or_read_first():
    metafield = {"namespace": "custom", "key": "care", "type": "json", "value": "1"}
    full = shirt(metafields=connection([metafield]), collections=connection([{"id": gid("Collection", 1)}]))
    assert diff.products(shirt(), full) == []
    assert told(diff.products(full, shirt())) == [
        ("collection", "unknown", None, None, []),
        ("metafield", "unknown", None, None, []),
    ]


def test_parts_limit_the_comparison():
    desired = shirt(title="Shirts", variants={0: {"price": "11"}})
    assert [one.part for one in diff.products(desired, shirt())] == ["product", "price"]
    assert [one.part for one in diff.products(desired, shirt(), parts=["price"])] == ["price"]
    assert diff.products(desired, shirt(), parts=[]) == []
    assert {"product", "variant", "price", "line", "refund"} <= set(diff.part_names())
    with pytest.raises(InputError, match="No part has the name prices"):
        diff.products(desired, shirt(), parts=["prices"])


def test_a_difference_shows_no_values():
    (one,) = diff.products(shirt(title="Secret"), shirt())
    assert repr(one) == "Difference(product changed, ours, title)"
    with pytest.raises(TypeError):
        hash(one)


@given(desired=nodes(), observed=nodes())
def test_operations_settle_each_difference_once_and_make_a_plan(desired, observed):
    desired, observed = read(desired), read(observed)
    differences = diff.products(desired, observed)
    operations, unread = plan.product(desired, observed, differences, key="product/7")
    settled = [place for one in operations for place in one.differences]
    assert sorted(settled + unread) == list(range(len(differences)))
    kinds = [plan.Kind(name, step, count_max=2, is_scope_alone=True) for step, name in enumerate(STEPS)]
    made = plan.make(
        kinds,
        [
            plan.Operation(number, one.step, one.object, one.after, scope="product/7")
            for number, one in enumerate(operations)
        ],
    )
    waves = {number: batch.wave for batch in made.batches for number in batch.ids}
    assert sorted(waves) == list(range(len(operations)))
    by_step = {step: [waves[number] for number, one in enumerate(operations) if one.step == step] for step in STEPS}
    for earlier, later in (
        ("product", "variant"),
        ("options", "variant"),
        ("variant", "publish"),
        ("price", "publish"),
    ):
        assert max(by_step[earlier], default=-1) < min(by_step[later], default=99)


STEPS = [
    "unpublish",
    "product",
    "media",
    "options",
    "variant",
    "variant_delete",
    "variant_order",
    "option_delete",
    "price",
    "item",
    "metafields",
    "collections",
    "publish",
]


def test_differences_of_other_products_are_refused():
    node = copy.deepcopy(SHIRT)
    node["variants"]["nodes"] = node["variants"]["nodes"][:1]
    differences = diff.products(shirt(variants={1: {"price": "11"}}), shirt())
    with pytest.raises(InputError, match="of other products"):
        plan.product(read(node), read(node), differences, key="product/7")
