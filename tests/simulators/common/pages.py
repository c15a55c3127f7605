"""Pages for people: plain HTML made on the server, one small style sheet, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from aiohttp import web

REFRESH_SECONDS = 5
# An open select box must not be closed under the visitor's hand.
REFRESH = (
    "setInterval(() => { if (document.activeElement.tagName !== 'SELECT') location.reload(); }, "
    f"{REFRESH_SECONDS * 1000});"
)
STYLE = """
:root { color-scheme: light dark; --ink: #1b2430; --soft: #5d6b7a; --line: #dfe5ec; --paper: #fff;
  --ground: #f4f6f9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf1; --soft: #93a1b1; --line: #2b3542; --paper: #18202a; --ground: #10161e; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
header { padding: 18px 28px; color: #fff; background: var(--brand); }
header h1 { margin: 0; font-size: 20px; } header p { margin: 2px 0 0; opacity: .85; }
main { display: grid; gap: 20px; padding: 20px 28px;
  grid-template-columns: repeat(auto-fit, minmax(min(560px, 100%), 1fr)); }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px;
  overflow: auto; }
h2 { margin: 0 0 8px; font-size: 16px; } h2 small { color: var(--soft); font-weight: 400; }
table { border-collapse: collapse; width: 100%; }
th { color: var(--soft); font-weight: 500; text-align: left; }
th, td { padding: 5px 8px 5px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td.number, th.number { text-align: right; } td.wide { white-space: normal; }
button { border: 0; border-radius: 6px; padding: 4px 12px; color: #fff; background: var(--brand);
  cursor: pointer; }
select { padding: 3px; } form { margin: 0; display: inline; } .none { color: var(--soft); }
.done { color: #1a7f47; } .failed { color: #c0392b; } .pending { color: #b7791f; }
"""


def page(title: str, subtitle: str, brand: str, sections: Iterable[str]) -> web.Response:
    """A whole page that refreshes itself."""
    body = (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        f"<noscript><meta http-equiv=refresh content={REFRESH_SECONDS}></noscript>"
        "<meta name=viewport content='width=device-width'>"
        f"<title>{escape(title)}</title><style>:root {{ --brand: {brand}; }}{STYLE}</style>"
        f"<header><h1>{escape(title)}</h1><p>{escape(subtitle)}</p></header><main>{''.join(sections)}</main>"
        f"<script>{REFRESH}</script></html>"
    )
    return web.Response(text=body, content_type="text/html", charset="utf-8")


def section(title: str, note: str, content: str) -> str:
    return f"<section><h2>{escape(title)} <small>{escape(note)}</small></h2>{content}</section>"


def table(heads: list[str], rows: list[list[str]], nothing: str) -> str:
    """A table of cells that are HTML already; heads that end in # are columns of numbers."""
    if not rows:
        return f"<p class=none>{escape(nothing)}</p>"
    numbers = [head.endswith("#") for head in heads]
    head_cells = "".join(
        f"<th{' class=number' if number else ''}>{escape(head.rstrip('#'))}"
        for head, number in zip(heads, numbers, strict=True)
    )
    lines = [
        "<tr>" + "".join(f"<td{' class=number' if n else ''}>{cell}" for cell, n in zip(row, numbers, strict=True))
        for row in rows
    ]
    return f"<table><tr>{head_cells}{''.join(lines)}</table>"


def text(value: object) -> str:
    """Any value as text that is safe in HTML; nothing for None."""
    return escape(str(value)) if value is not None else ""
