"""GraphQL documents: files of their own beside this one, so that each can be checked against the published schemas."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "graphql"


@cache
def document(name):
    """The text of ``graphql/<name>.graphql``, followed by the fragments that it spreads."""
    text = (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")
    for fragment in sorted(FOLDER.glob("*_fragment.graphql")):
        body = fragment.read_text(encoding="utf-8")
        fragment_name = body.split("fragment ", 1)[1].split(None, 1)[0]
        if f"...{fragment_name}" in text:
            text = f"{text}\n{body}"
    return text
