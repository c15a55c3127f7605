"""A benchmark's figure is the median of its rounds' ratios, is compared the right way round, and is kept."""

import json

import pytest

from bench import _chart, _harness


@pytest.fixture(autouse=True)
def _results_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(_harness, "RESULTS", tmp_path)


def test_the_ratio_is_the_median_of_the_rounds_and_not_of_the_times():
    pair = _harness.Pair(ours=(1.0, 10.0, 2.0), rivals=(3.0, 20.0, 8.0))
    assert pair.ratio == 3.0
    assert pair.share == pytest.approx(1 / 3)


def test_both_are_called_in_turn_and_each_first_as_often():
    calls = []
    pair = _harness.alternate(lambda: calls.append("ours"), lambda: calls.append("rival"), rounds=2)
    assert calls == ["ours", "rival", "ours", "rival", "rival", "ours"]
    assert len(pair.ours) == len(pair.rivals) == 2


@pytest.mark.parametrize(
    ("value", "at_most", "verdict"),
    [(2.0, False, "pass"), (1.99, False, "short"), (2.0, True, "pass"), (2.01, True, "short")],
)
def test_a_bar_is_a_least_or_a_most_value(value, at_most, verdict, tmp_path, capsys):
    passed = _harness.figure("demo", value, bar=2, unit="x", at_most=at_most, details={"seconds": 0.123456})
    assert capsys.readouterr().out == f"bench demo: {value:.2f} x (bar 2) {verdict}\n"
    assert passed == (verdict == "pass")
    kept = json.loads((tmp_path / "demo.json").read_text())
    assert (kept["figure"], kept["passed"], kept["details"]) == (value, passed, {"seconds": 0.1235})


def test_a_race_whose_results_differ_ends_the_benchmark():
    _harness.require_equal("the sum", 1, 1)
    with pytest.raises(SystemExit, match="the sum"):
        _harness.require_equal("the sum", 1, 2)


def test_a_figure_without_a_bar_is_told_and_kept_and_is_not_drawn(tmp_path, capsys):
    _harness.reported("demo", 12.5, unit="ms", details={"seconds": 0.123456})
    assert capsys.readouterr().out == "bench demo: 12.50 ms (no bar)\n"
    kept = json.loads((tmp_path / "demo.json").read_text())
    assert (kept["figure"], kept["details"], "passed" in kept) == (12.5, {"seconds": 0.1235}, False)
    assert _chart.results(tmp_path) == []
