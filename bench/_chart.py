"""The kept results of the benchmarks as one drawing for the documentation: each figure against its bar.

    python -m bench._chart        # writes docs/images/benchmarks.svg

The same results give the same bytes, so that a drawing changes only where a figure does.
"""

import json
from html import escape
from pathlib import Path

from bench._harness import RESULTS

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "benchmarks.svg"
WIDTH, ROW, TOP, LEFT, RIGHT = 920, 58, 64, 16, 200
# The bar stands at this share of the drawing's width; a figure beyond the edge is cut there and says its number.
BAR_SHARE = 0.4
GOOD, SHORT, PALE, INK, GREY = "#2f7d5b", "#b3541e", "#eceff1", "#1f2933", "#5f6b76"


def results(folder=RESULTS):
    """The kept figures that a bar is set for, by their names."""
    kept = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    return [result for result in kept if "bar" in result]


def number(value):
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def with_unit(value, unit):
    return f"{number(value)}{' ' if unit and unit != 'x' else ''}{unit}"


def bar_length(result, room):
    """How long a figure's rectangle is: its bar's place is where it just passes."""
    share = result["figure"] / result["bar"] if result["bar"] else 0
    return max(2.0, min(share * BAR_SHARE, 1.0) * room)


def row(result, top):
    """One figure: its name, what it was measured against, its rectangle and its bar."""
    room = WIDTH - LEFT - RIGHT
    length = bar_length(result, room)
    colour = GOOD if result["passed"] else SHORT
    bound = "at most" if result["at_most"] else "at least"
    shown = with_unit(result["figure"], result["unit"])
    aim = f"{bound} {with_unit(result['bar'], result['unit'])}"
    rival = result["details"].get("rival", "")
    against = f" against {rival}" if rival else ""
    at = LEFT + BAR_SHARE * room
    return [
        f'<text x="{LEFT}" y="{top + 14}" font-weight="600">{escape(result["name"])}'
        f'<tspan font-weight="400" fill="{GREY}">{escape(against)}</tspan></text>',
        f'<rect x="{LEFT}" y="{top + 22}" width="{room}" height="16" rx="2" fill="{PALE}"/>',
        f'<rect x="{LEFT}" y="{top + 22}" width="{length:.1f}" height="16" rx="2" fill="{colour}"/>',
        f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top + 18}" y2="{top + 42}" stroke="{INK}" stroke-width="2"/>',
        f'<text x="{LEFT + room + 12}" y="{top + 35}" fill="{colour}" font-weight="600">{escape(shown)}'
        f'<tspan font-weight="400" fill="{GREY}"> ({escape(aim)})</tspan></text>',
    ]


def drawing(found):
    """The whole picture as text."""
    height = TOP + ROW * max(1, len(found)) + 16
    title = "Benchmarks: figures against their bars"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' font-family="Helvetica, Arial, sans-serif" font-size="14" fill="{INK}" role="img">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="26" font-size="18" font-weight="600">{title}</text>',
        f'<text x="{LEFT}" y="46" fill="{GREY}">The line is the bar. Where it is a least, longer is better; where it is'
        " a most, shorter.</text>",
    ]
    for place, result in enumerate(found):
        lines += row(result, TOP + place * ROW)
    return "\n".join([*lines, "</svg>"]) + "\n"


def main():
    found = results()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawing(found))
    print(f"chart of {len(found)} figures: {PICTURE.relative_to(PICTURE.parents[2])}")


if __name__ == "__main__":
    main()
