"""Reading contacts from HubSpot: many by their ids or addresses, and those that changed since a moment."""

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from crossdock_core import hubspot

from ..outcome import Retry

# Inputs of one batch call: HubSpot's bound.
CONTACTS_PER_CALL_MAX = 100
# Results of one search in all: HubSpot's bound, beyond which paging is refused.
SEARCH_RESULTS_MAX = 10_000
MISSING = "OBJECT_NOT_FOUND"


def read_contacts(session, ids, properties, id_property=None):
    """Read contacts by a consistent read.

    :param id_property: "email" when ``ids`` are addresses; None when they are HubSpot's ids
    :returns: list of ``RemoteContact``; contacts that are gone or never were are not in it
    :raises Retry: HubSpot could not tell of some of them
    """
    found = []
    ids = list(ids)
    for start in range(0, len(ids), CONTACTS_PER_CALL_MAX):
        body = hubspot.write_batch_read(ids[start : start + CONTACTS_PER_CALL_MAX], list(properties), id_property)
        result, _response = session.read(
            "POST", session.contacts_path("batch/read"), bytes(body), hubspot.read_batch_result
        )
        for error in result.errors:
            if error.category != MISSING:
                raise Retry(f"HubSpot could not read some contacts: {error.category or 'no reason given'}", 30.0)
        found += [contact for contact in result.results if not contact.archived]
    return found


def search_page(session, since, properties, after):
    """Contacts changed at or after ``since`` (naive UTC), oldest change first.

    :returns: (page, the remote clock as naive UTC)
    """
    body = hubspot.write_search(
        property="lastmodifieddate",
        greater_or_equal=str(milliseconds(since)),
        properties=list(properties),
        after=after,
        limit=CONTACTS_PER_CALL_MAX,
    )
    page, response = session.search(bytes(body))
    return page, _remote_now(response)


def milliseconds(moment):
    """Milliseconds since 1970 of a naive UTC moment.

    >>> milliseconds(datetime(1970, 1, 1, 0, 0, 1, 2999))
    1002
    """
    elapsed = moment - datetime(1970, 1, 1)
    return (elapsed.days * 86400 + elapsed.seconds) * 1000 + elapsed.microseconds // 1000


def _remote_now(response):
    """The ``Date`` of a response as naive UTC; our own clock where it does not say."""
    try:
        return parsedate_to_datetime(response.header("date") or "").astimezone(timezone.utc).replace(tzinfo=None)
    except ValueError:
        return datetime.now(timezone.utc).replace(tzinfo=None)
