"""Inventory mutations of the simulated store. Self-judged: written from Shopify's published descriptions.

No outside judge covers `@idempotent`, compare-and-set or the atomicity of a set; these tests state what the
documents say and hold the simulator to it.
"""

from __future__ import annotations

import concurrent.futures
from typing import Any

import pytest

from tests.contract.store_client import SET_QUANTITIES, StoreClient

PLAIN_SET = """
mutation Set($input: InventorySetQuantitiesInput!) {
  inventorySetQuantities(input: $input) { userErrors { field code message } }
}
"""
ADJUST = """
mutation Adjust($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { field code } }
}
"""


def codes(errors: list[dict[str, Any]]) -> list[str]:
    return [error["code"] for error in errors]


def given(rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"name": "available", "reason": "correction", "quantities": rows, **more}


def test_a_matching_comparison_sets_and_a_stale_one_names_its_row(store: StoreClient) -> None:
    first, second = store.products(2)
    assert store.set_quantities([store.row(first, 7, changeFromQuantity=10)]) == []
    errors = store.set_quantities(
        [store.row(first, 3, changeFromQuantity=7), store.row(second, 3, changeFromQuantity=9)]
    )
    assert codes(errors) == ["CHANGE_FROM_QUANTITY_STALE"]
    assert errors[0]["field"] == ["input", "quantities", "1", "changeFromQuantity"]


def test_one_refused_row_refuses_the_whole_set(store: StoreClient) -> None:
    first, second = store.products(2)
    store.set_quantities([store.row(first, 1, changeFromQuantity=10), store.row(second, 1, changeFromQuantity=0)])
    assert store.available() == {"S0": 10, "S1": 10}


def test_a_null_comparison_sets_unseen(store: StoreClient) -> None:
    (variant,) = store.products(1)
    assert store.set_quantities([store.row(variant, 4, changeFromQuantity=None)]) == []
    assert store.available() == {"S0": 4}


@pytest.mark.parametrize("version", ["2026-04", "2026-07", "2026-10"])
def test_an_omitted_comparison_is_an_error_from_2026_04(store: StoreClient, version: str) -> None:
    (variant,) = store.products(1)
    variables = {"input": given([store.row(variant, 4)]), "key": "one"}
    body = store.send(SET_QUANTITIES, variables, version).body
    assert "changeFromQuantity" in body["errors"][0]["message"]
    assert body["data"] == {"inventorySetQuantities": None}
    assert store.available() == {"S0": 10}


def test_in_2026_01_the_comparison_must_be_given_or_waived(store: StoreClient) -> None:
    (variant,) = store.products(1)
    row = store.row(variant, 4)
    assert codes(store.set_quantities([row], version="2026-01")) == ["COMPARE_QUANTITY_REQUIRED"]
    assert store.set_quantities([row], version="2026-01", ignoreCompareQuantity=True) == []
    stale = {**row, "compareQuantity": 9}
    assert codes(store.set_quantities([stale], version="2026-01")) == ["COMPARE_QUANTITY_STALE"]


@pytest.mark.parametrize(("version", "refused"), [("2026-01", False), ("2026-04", True), ("2026-10", True)])
def test_the_idempotency_key_is_required_from_2026_04(store: StoreClient, version: str, refused: bool) -> None:
    (variant,) = store.products(1)
    variables = {"input": given([store.row(variant, 4, changeFromQuantity=10)])}
    body = store.send(PLAIN_SET, variables, version).body
    assert ("errors" in body) is refused
    assert store.available() == {"S0": 10 if refused else 4}


def test_a_repeated_key_does_not_run_again(store: StoreClient) -> None:
    (variant,) = store.products(1)
    rows = [store.row(variant, 4, changeFromQuantity=None)]
    assert store.set_quantities(rows, key="same") == []
    store.sim.post("/_sim/levels", {"levels": [{"sku": "S0", "available": 9}]})
    assert store.set_quantities(rows, key="same") == []
    assert store.available() == {"S0": 9}


def test_a_key_with_other_parameters_is_a_mismatch(store: StoreClient) -> None:
    (variant,) = store.products(1)
    assert store.set_quantities([store.row(variant, 4, changeFromQuantity=None)], key="same") == []
    errors = store.set_quantities([store.row(variant, 5, changeFromQuantity=None)], key="same")
    assert codes(errors) == ["IDEMPOTENCY_KEY_PARAMETER_MISMATCH"]
    assert store.available() == {"S0": 4}


def test_a_key_whose_attempt_failed_stays_failed(store: StoreClient) -> None:
    (variant,) = store.products(1)
    rows = [store.row(variant, 4, changeFromQuantity=1)]
    assert codes(store.set_quantities(rows, key="same")) == ["CHANGE_FROM_QUANTITY_STALE"]
    assert codes(store.set_quantities(rows, key="same")) == ["IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"]


def test_a_key_in_flight_is_a_concurrent_request(store: StoreClient) -> None:
    (variant,) = store.products(1)
    rows = [store.row(variant, 4, changeFromQuantity=None)]
    fault = {"kind": "timeout", "operation": "inventorySetQuantities", "seconds": 1.0}
    store.sim.post("/_sim/faults", {"faults": [fault]})
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        slow = pool.submit(store.set_quantities, rows, "same")
        while store.available() != {"S0": 4}:
            pass
        assert codes(store.set_quantities(rows, key="same")) == ["IDEMPOTENCY_CONCURRENT_REQUEST"]
        assert slow.result() == []
    assert store.set_quantities(rows, key="same") == []


def test_a_key_is_forgotten_after_a_day(store: StoreClient) -> None:
    (variant,) = store.products(1)
    rows = [store.row(variant, 4, changeFromQuantity=None)]
    store.set_quantities(rows, key="same")
    store.sim.post("/_sim/levels", {"levels": [{"sku": "S0", "available": 9}]})
    store.sim.post("/_sim/keys/age", {"seconds": 24 * 3600 + 1})
    assert store.set_quantities(rows, key="same") == []
    assert store.available() == {"S0": 4}


def test_a_blank_key_is_refused(store: StoreClient) -> None:
    (variant,) = store.products(1)
    variables = {"input": given([store.row(variant, 4, changeFromQuantity=None)]), "key": "  "}
    assert "empty" in store.send(SET_QUANTITIES, variables).body["errors"][0]["message"]


def test_an_answer_cut_off_after_the_effect_is_repaired_by_the_same_key(store: StoreClient) -> None:
    (variant,) = store.products(1)
    rows = [store.row(variant, 4, changeFromQuantity=10)]
    store.sim.post("/_sim/faults", {"faults": [{"kind": "cut_after", "operation": "inventorySetQuantities"}]})
    with pytest.raises(OSError):
        store.set_quantities(rows, key="same")
    assert store.available() == {"S0": 4}
    assert store.set_quantities(rows, key="same") == []


def test_an_internal_error_has_no_effect_and_spends_the_key(store: StoreClient) -> None:
    (variant,) = store.products(1)
    rows = [store.row(variant, 4, changeFromQuantity=10)]
    store.sim.post("/_sim/faults", {"faults": [{"kind": "internal", "operation": "inventorySetQuantities"}]})
    body = store.send(SET_QUANTITIES, {"input": given(rows), "key": "same"}).body
    assert body["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert store.available() == {"S0": 10}
    assert codes(store.set_quantities(rows, key="same")) == ["IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"]


def test_what_a_set_refuses(store: StoreClient) -> None:
    (variant,) = store.products(1)
    row = store.row(variant, 4, changeFromQuantity=None)
    assert codes(store.set_quantities([row, row])) == ["NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"]
    assert codes(store.set_quantities([{**row, "quantity": -1}])) == ["INVALID_QUANTITY_NEGATIVE"]
    assert codes(store.set_quantities([{**row, "quantity": 1_000_000_001}])) == ["INVALID_QUANTITY_TOO_HIGH"]
    assert codes(store.set_quantities([row], reason="because")) == ["INVALID_REASON"]
    assert codes(store.set_quantities([row], name="committed")) == ["INVALID_NAME"]
    unknown = {**row, "inventoryItemId": "gid://shopify/InventoryItem/1"}
    assert codes(store.set_quantities([unknown])) == ["INVALID_INVENTORY_ITEM"]
    other = store.sim.post("/_sim/locations", {"name": "Second"})["id"]
    elsewhere = {**row, "locationId": f"gid://shopify/Location/{other}"}
    assert codes(store.set_quantities([elsewhere])) == ["INVALID_LOCATION"]
    for uri in ("no uri", "gid://incomplete/1"):
        assert codes(store.set_quantities([row], referenceDocumentUri=uri)) == ["INVALID_REFERENCE_DOCUMENT"]
    assert store.set_quantities([row], referenceDocumentUri="gid://crossdock/Push/1") == []


def test_an_input_array_holds_at_most_250_rows(store: StoreClient) -> None:
    variants = store.products(251)
    rows = [store.row(variants[0], 1, changeFromQuantity=None)]
    location = rows[0]["locationId"]
    many = [
        {
            "inventoryItemId": f"gid://shopify/InventoryItem/{variant['inventory_item_id']}",
            "locationId": location,
            "quantity": 3,
            "changeFromQuantity": 10,
        }
        for variant in variants
    ]
    body = store.send(SET_QUANTITIES, {"input": given(many), "key": "many"}).body
    assert "250" in body["errors"][0]["message"]
    assert store.set_quantities(many[:250]) == []
    assert sorted(set(store.available().values())) == [3, 10]


def test_an_adjustment_adds_and_on_hand_keeps_what_is_committed(store: StoreClient) -> None:
    (variant,) = store.products(1)
    store.sim.post("/_sim/orders", {"orders": [{"lines": [{"sku": "S0", "quantity": 2}]}]})
    row = store.row(variant, 0)
    change = {"inventoryItemId": row["inventoryItemId"], "locationId": row["locationId"], "delta": 5}
    variables = {"input": {"name": "available", "reason": "received", "changes": [{**change, "changeFromQuantity": 8}]}}
    assert store.data(ADJUST, {**variables, "key": "a"})["inventoryAdjustQuantities"]["userErrors"] == []
    assert store.available() == {"S0": 13}
    errors = store.set_quantities([store.row(variant, 20, changeFromQuantity=15)], name="on_hand")
    assert errors == []
    assert store.available() == {"S0": 18}
