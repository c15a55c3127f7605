"""The search endpoint: filter groups, sorting, pages, and its limits.

Limits: 5 groups of 6 filters, 18 in all; 200 a page; 10,000 results in all; 3,000 characters of query.
"""

from __future__ import annotations

from typing import Any

from tests.simulators.hubspot.contacts import Contacts
from tests.simulators.hubspot.properties import Record

GROUPS_MAX = 5
FILTERS_PER_GROUP_MAX = 6
FILTERS_MAX = 18
PAGE_MAX = 200
RESULTS_MAX = 10_000
QUERY_CHARACTERS_MAX = 3000
SEARCHED = ("email", "firstname", "lastname", "phone", "company")


class SearchError(ValueError):
    """The request is refused; the message is HubSpot's VALIDATION_ERROR."""


def search(contacts: Contacts, request: Record) -> Record:
    """A page of results: total, results, paging."""
    groups = request.get("filterGroups") or []
    limit = int(request.get("limit") or 10)
    after = int(request.get("after") or 0)
    query = str(request.get("query") or "").lower()
    _check(contacts, groups, limit, after, query)
    found = [
        contact
        for contact in contacts.indexed()
        if _matches_query(contact, query)
        and (not groups or any(_all(contacts, contact, group["filters"]) for group in groups))
    ]
    for sort in reversed(_sorts(request)):
        found = _sorted(contacts, found, *sort)
    shown = found[after : after + limit]
    names = request.get("properties") or None
    page: Record = {"total": len(found), "results": [contacts.shown(contact, names) for contact in shown]}
    if after + limit < len(found):
        page["paging"] = {"next": {"after": str(after + limit)}}
    return page


def _check(contacts: Contacts, groups: list[Record], limit: int, after: int, query: str) -> None:
    filters = [one for group in groups for one in group.get("filters") or []]
    if len(groups) > GROUPS_MAX or len(filters) > FILTERS_MAX:
        raise SearchError(f"at most {GROUPS_MAX} filterGroups and {FILTERS_MAX} filters are allowed")
    if any(len(group.get("filters") or []) > FILTERS_PER_GROUP_MAX for group in groups):
        raise SearchError(f"at most {FILTERS_PER_GROUP_MAX} filters are allowed in a filterGroup")
    if not 1 <= limit <= PAGE_MAX:
        raise SearchError(f"limit must be between 1 and {PAGE_MAX}")
    if after + limit > RESULTS_MAX:
        raise SearchError(f"paging past {RESULTS_MAX} results is not supported")
    if len(query) > QUERY_CHARACTERS_MAX:
        raise SearchError(f"query is longer than {QUERY_CHARACTERS_MAX} characters")
    for one in filters:
        if one.get("propertyName") not in contacts.properties.definitions:
            raise SearchError(f"Property {one.get('propertyName')!r} does not exist")


def _sorts(request: Record) -> list[tuple[str, bool]]:
    """(property, descending) pairs; by id ascending when nothing is asked for."""
    sorts = [("hs_object_id", False)]
    for one in reversed(request.get("sorts") or []):
        if isinstance(one, str):
            sorts.insert(0, (one.lstrip("-"), one.startswith("-")))
        else:
            sorts.insert(0, (one["propertyName"], one.get("direction") == "DESCENDING"))
    return sorts


def _sorted(contacts: Contacts, found: list[Record], name: str, descending: bool) -> list[Record]:
    if name not in contacts.properties.definitions:
        raise SearchError(f"Property {name!r} does not exist")
    valued = [one for one in found if _value(contacts, one, name) is not None]
    empty = [one for one in found if _value(contacts, one, name) is None]
    return sorted(valued, key=lambda one: _value(contacts, one, name), reverse=descending) + empty


def _value(contacts: Contacts, contact: Record, name: str) -> Any:
    return contacts.properties.sortable(name, contact["values"].get(name))


def _matches_query(contact: Record, query: str) -> bool:
    return not query or any(query in (contact["values"].get(name) or "").lower() for name in SEARCHED)


def _all(contacts: Contacts, contact: Record, filters: list[Record]) -> bool:
    return all(_holds(contacts, contact, one) for one in filters)


def _holds(contacts: Contacts, contact: Record, one: Record) -> bool:
    name, operator = one["propertyName"], one.get("operator")
    actual = _value(contacts, contact, name)

    def wanted(key: str = "value") -> Any:
        return contacts.properties.sortable(name, str(one[key]))

    if operator == "HAS_PROPERTY":
        return actual is not None
    if operator == "NOT_HAS_PROPERTY":
        return actual is None
    if operator in ("IN", "NOT_IN"):
        listed = [contacts.properties.sortable(name, str(value)) for value in one["values"]]
        return (actual in listed) == (operator == "IN")
    if operator == "NEQ":
        return actual != wanted()
    if actual is None:
        return False
    if operator == "CONTAINS_TOKEN":
        return str(wanted()).strip("*") in str(actual)
    if operator == "BETWEEN":
        return wanted() <= actual <= wanted("highValue")
    comparisons = {
        "EQ": lambda: actual == wanted(),
        "GT": lambda: actual > wanted(),
        "GTE": lambda: actual >= wanted(),
        "LT": lambda: actual < wanted(),
        "LTE": lambda: actual <= wanted(),
    }
    if operator not in comparisons:
        raise SearchError(f"unknown operator {operator!r}")
    return comparisons[operator]()
