"""GraphQL documents: files of their own beside this one, so that each can be checked against the published schemas."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "graphql"


@cache
def document(name):
    """The text of ``graphql/<name>.graphql``, followed by the fragments that it spreads, and those that these spread."""
    text = (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")
    fragments = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*_fragment.graphql"))]
    while spread := [one for one in fragments if f"...{_name_of(one)}" in text]:
        fragments = [one for one in fragments if one not in spread]
        text = "\n".join([text, *spread])
    return text


def _name_of(fragment):
    """The name of the first fragment in a file, by which the file is known."""
    return fragment.split("fragment ", 1)[1].split(None, 1)[0]
