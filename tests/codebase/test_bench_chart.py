"""The drawing of the benchmarks shows every kept figure against its bar, and the same bytes for the same results."""

import xml.etree.ElementTree as ElementTree

from bench import _chart, _harness


def result(name, figure, *, at_most=False, **details):
    passed = figure <= 2 if at_most else figure >= 2
    kept = {"name": name, "figure": figure, "bar": 2, "unit": "x", "at_most": at_most, "passed": passed}
    return kept | {"details": details}


def widths(text):
    """Of the coloured rectangles, by the colour."""
    rectangles = ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}rect")
    return [
        (one.get("fill"), float(one.get("width")))
        for one in rectangles
        if one.get("fill") in (_chart.GOOD, _chart.SHORT)
    ]


def test_a_figure_at_its_bar_ends_at_the_line_and_one_far_beyond_it_at_the_edge():
    text = _chart.drawing([result("even", 2.0), result("half", 1.0), result("far", 50.0)])
    room = _chart.WIDTH - _chart.LEFT - _chart.RIGHT
    at = round(room * _chart.BAR_SHARE, 1)
    assert widths(text) == [(_chart.GOOD, at), (_chart.SHORT, at / 2), (_chart.GOOD, room)]
    assert "50.00x" in text and "(at least 2.00x)" in text


def test_a_bar_that_is_a_most_is_passed_by_the_shorter_one():
    text = _chart.drawing([result("share", 1.0, at_most=True), result("more", 3.0, at_most=True)])
    assert [colour for colour, _width in widths(text)] == [_chart.GOOD, _chart.SHORT]
    assert "(at most 2.00x)" in text


def test_names_and_rivals_are_text_and_no_markup():
    text = _chart.drawing([result("<a>", 2.0, rival="b & c")])
    assert "&lt;a&gt;" in text and "against b &amp; c" in text
    assert ElementTree.fromstring(text) is not None


def test_the_drawing_in_the_documentation_is_that_of_the_kept_results():
    found = _chart.results(_harness.RESULTS)
    assert _chart.PICTURE.read_text() == _chart.drawing(found)
    page = (_chart.PICTURE.parents[1] / "measurements.md").read_text()
    assert [one["name"] for one in found if one["name"] not in page] == []
