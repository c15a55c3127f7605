"""Products as plain values, and what becomes of one when differences are carried out on it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from crossdock_core.diff import Difference

Json = dict[str, Any]

# None says nothing about these; of the others it is a value like any other.
TOLD = {"gift_card", "requires_selling_plan", "category", "seo", "tax_code", "requires_components", "media_gids"}
ITEM = {
    "tracked",
    "requires_shipping",
    "unit_cost",
    "country_code_of_origin",
    "province_code_of_origin",
    "harmonized_system_code",
    "weight",
}
PRODUCT = {
    "title",
    "handle",
    "description_html",
    "vendor",
    "product_type",
    "status",
    "template_suffix",
    "category",
    "gift_card",
    "requires_selling_plan",
    "seo",
}
VARIANT = {"sku", "barcode", "inventory_policy", "taxable", "tax_code", "media_gids", "requires_components"}
PRICE = {"price", "compare_at_price"}
SETS = {"tag": "tags", "collection": "collection_ids", "publication": "publications", "metafield": "metafields"}


def whose(desired: object, observed: object, agreed: object) -> str | None:
    """Whose a difference is, from the three values; None where there is none."""
    if desired == observed == agreed:
        return None
    if desired == observed:
        return "both"
    if observed == agreed:
        return "ours"
    return "theirs" if desired == agreed else "conflict"


def choices(variant: Json) -> dict[str, str]:
    return {option["name"]: option["value"] for option in variant["options"]}


def differing(part: str, desired: Json, observed: Json) -> list[str]:
    """The fields of one part that must change, sorted by name."""
    names = {"product": PRODUCT, "variant": VARIANT, "price": PRICE, "item": ITEM}[part]
    told = TOLD | (ITEM if part == "item" else set())
    return sorted(
        name
        for name in names
        if meaning(name, desired[name]) != meaning(name, observed[name])
        and not (name in told and desired[name] in (None, []))
    )


def meaning(name: str, value: Any) -> Any:
    if name == "category":
        return value and value["gid"]
    if name == "seo":
        return value or {"title": None, "description": None}
    return value


def is_shown(publication: Json) -> bool:
    return publication["published"] or publication["publish_date"] is not None


class Application:
    """Differences of two products carried out on the observed one; ``result`` then is as desired."""

    def __init__(self, differences: Sequence[Difference], desired: Json, observed: Json) -> None:
        self.differences, self.desired, self.observed = differences, desired, observed
        self.result = copy.deepcopy(observed)
        assert all(one.whose == "ours" for one in differences)
        for one in self.of("product", "changed"):
            self.take(one.fields, desired, self.result)
        for part, name in SETS.items():
            if self.result[name] is not None:
                self.result[name] = self.carried_out(part, self.result[name], desired[name])
        self.media()
        self.options()
        self.variants()

    def of(self, part: str, kind: str) -> list[Difference]:
        return [one for one in self.differences if (one.part, one.kind) == (part, kind)]

    @staticmethod
    def take(fields: Sequence[str], source: Json, target: Json) -> None:
        assert fields
        for name in fields:
            assert meaning(name, source[name]) != meaning(name, target[name]), f"{name} is equal already"
            target[name] = copy.deepcopy(source[name])

    def carried_out(self, part: str, elements: list, desired: list, parent: int | None = None) -> list:
        """A list without what is removed, with what is changed, and with what is added at its end."""

        def within(kind: str) -> list[Difference]:
            return [one for one in self.of(part, kind) if one.parent_observed == parent]

        elements = list(elements)
        for one in within("changed"):
            self.take(one.fields, desired[one.desired], elements[one.observed])
        gone = {one.observed for one in within("removed")}
        kept = [element for place, element in enumerate(elements) if place not in gone]
        return kept + [copy.deepcopy(desired[one.desired]) for one in within("added")]

    def media(self) -> None:
        media = self.carried_out("media", self.result["media"], self.desired["media"])
        if self.of("media", "reordered"):
            order = [one["gid"] for one in self.desired["media"]]
            media.sort(key=lambda one: order.index(one["gid"]))
        self.result["media"] = media

    def options(self) -> None:
        options = self.result["options"]
        for one in self.of("option_value", "changed"):
            name = options[one.parent_observed]["name"]
            before, after = (
                product["options"][parent]["values"][place]
                for product, parent, place in (
                    (self.observed, one.parent_observed, one.observed),
                    (self.desired, one.parent_desired, one.desired),
                )
            )
            options[one.parent_observed]["values"][one.observed] = after
            for number, variant in enumerate(self.observed["variants"]):
                for place, choice in enumerate(variant["options"]):
                    if (choice["name"], choice["value"]) == (name, before):
                        self.result["variants"][number]["options"][place]["value"] = after
        for number, option in enumerate(options):
            partner = next(
                (
                    one.parent_desired
                    for one in self.differences
                    if one.part == "option_value" and one.parent_observed == number
                ),
                None,
            )
            if partner is None:
                continue
            wanted = self.desired["options"][partner]["values"]
            values = [
                value
                for place, value in enumerate(option["values"])
                if place
                not in {one.observed for one in self.of("option_value", "removed") if one.parent_observed == number}
            ]
            values += [wanted[one.desired] for one in self.of("option_value", "added") if one.parent_observed == number]
            if any(one.parent_observed == number for one in self.of("option_value", "reordered")):
                assert values != wanted
                values.sort(key=wanted.index)
            option["values"] = values
        renamed = {
            self.observed["options"][one.observed]["name"]: self.desired["options"][one.desired]["name"]
            for one in self.of("option", "changed")
        }
        gone = {self.observed["options"][one.observed]["name"] for one in self.of("option", "removed")}
        for variant in self.result["variants"]:
            variant["options"] = [one for one in variant["options"] if one["name"] not in gone]
            for choice in variant["options"]:
                choice["name"] = renamed.get(choice["name"], choice["name"])
        options = [one for one in options if one["name"] not in gone]
        for option in options:
            option["name"] = renamed.get(option["name"], option["name"])
        options += [copy.deepcopy(self.desired["options"][one.desired]) for one in self.of("option", "added")]
        if self.of("option", "reordered"):
            order = [one["name"] for one in self.desired["options"]]
            options.sort(key=lambda one: order.index(one["name"]))
        self.result["options"] = options

    def variants(self) -> None:
        wanted, variants = self.desired["variants"], self.result["variants"]
        for one in self.of("variant", "changed"):
            fields = list(one.fields)
            if "options" in fields:
                fields.remove("options")
                assert choices(variants[one.observed]) != choices(wanted[one.desired])
                variants[one.observed]["options"] = copy.deepcopy(wanted[one.desired]["options"])
            if fields:
                self.take(fields, wanted[one.desired], variants[one.observed])
        for one in self.of("price", "changed"):
            self.take(one.fields, wanted[one.desired], variants[one.observed])
        for one in self.of("item", "changed"):
            self.take(one.fields, wanted[one.desired]["item"], variants[one.observed]["item"])
        parents = {
            one.parent_observed: one.parent_desired for one in self.differences if one.part == "variant_metafield"
        }
        for observed, desired in parents.items():
            variants[observed]["metafields"] = self.carried_out(
                "variant_metafield", variants[observed]["metafields"], wanted[desired]["metafields"], observed
            )
        gone = {one.observed for one in self.of("variant", "removed")}
        variants = [one for place, one in enumerate(variants) if place not in gone]
        variants += [copy.deepcopy(wanted[one.desired]) for one in self.of("variant", "added")]
        if self.of("variant", "reordered"):
            order = [choices(one) for one in wanted]
            assert [choices(one) for one in variants] != order
            variants.sort(key=lambda one: order.index(choices(one)))
        self.result["variants"] = variants


def assert_as_desired(result: Json, desired: Json) -> None:
    """That nothing which the desired product says differs in the result."""
    assert differing("product", desired, result) == []
    assert sorted(result["tags"]) == sorted(desired["tags"])
    for name in ("collection_ids", "publications", "metafields"):
        if desired[name] is not None:
            assert as_set(name, result[name]) == as_set(name, desired[name])
    assert [(one["gid"], one["alt"]) for one in result["media"]] == [
        (one["gid"], one["alt"]) for one in desired["media"]
    ]
    assert [(one["name"], one["values"]) for one in result["options"]] == [
        (one["name"], one["values"]) for one in desired["options"]
    ]
    assert len(result["variants"]) == len(desired["variants"])
    for one, other in zip(result["variants"], desired["variants"], strict=True):
        assert choices(one) == choices(other)
        for part in ("variant", "price"):
            assert differing(part, other, one) == []
        assert differing("item", other["item"], one["item"]) == []
        if other["metafields"] is not None:
            assert as_set("metafields", one["metafields"]) == as_set("metafields", other["metafields"])


def as_set(name: str, elements: list) -> list:
    if name == "publications":
        elements = [
            (one["publication_id"], one["published"], None if one["published"] else one["publish_date"])
            for one in elements
            if is_shown(one)
        ]
    return sorted(elements, key=repr)
