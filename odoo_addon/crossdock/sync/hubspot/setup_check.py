"""What the connection test asks a HubSpot account."""

import json

from crossdock_core import hubspot

NO_BODY = b""
SUPPORTED_VERSIONS = ("2026-03", "2026-09", "v3")

READ_SCOPE, WRITE_SCOPE = "crm.objects.contacts.read", "crm.objects.contacts.write"
SCHEMA_READ_SCOPE, SCHEMA_WRITE_SCOPE = "crm.schemas.contacts.read", "crm.schemas.contacts.write"


def check(connection, session):
    """Yield (ok, text). Stops at the first thing that makes the rest meaningless."""
    env = connection.env
    response = session.request("GET", session.account_path())
    if response.outcome != "answered":
        yield False, env._("HubSpot does not answer: %s. Check the address.", response.error)
        return
    if response.status == 401:
        yield False, env._("HubSpot refuses the access token. Enter the token of your app or service key.")
        return
    if response.status == 404:
        yield False, env._("There is no HubSpot API of version %s at this address.", connection.api_version)
        return
    answer = session.interpret(response)
    if response.status != 200:
        # An account that hides its details may still let us at its contacts; what counts is asked below.
        yield response.status == 403, env._("The account's details cannot be read: %s", answer.detail)
        if response.status != 403:
            return
    else:
        yield True, env._("Connected to HubSpot account %s.", _portal(response.body))
    for scope, method, path, body, loss in _probes(env, session):
        probe = session.request(method, path, body)
        if probe.outcome != "answered":
            yield False, env._("HubSpot does not answer: %s. Check the address.", probe.error)
            return
        if probe.status == 403:
            yield False, env._("The access scope %(scope)s is missing: %(loss)s.", scope=scope, loss=loss)


def _probes(env, session):
    """(scope, method, path, body, what goes without it). The two that write ask for nothing to be written.

    HubSpot checks the scope first: without it the answer is 403, with it 400 for the empty request.
    """
    search = hubspot.write_search(
        property="lastmodifieddate", greater_or_equal="0", properties=["email"], after=None, limit=1
    )
    nothing = b'{"inputs":[]}'
    return (
        (
            READ_SCOPE,
            "POST",
            session.contacts_path("search"),
            bytes(search),
            env._("contacts cannot be read"),
        ),
        (
            WRITE_SCOPE,
            "POST",
            session.contacts_path("batch/upsert"),
            nothing,
            env._("buyers cannot be handed over"),
        ),
        (SCHEMA_READ_SCOPE, "GET", session.properties_path(), NO_BODY, env._("lifecycle stages cannot be named")),
        (
            SCHEMA_WRITE_SCOPE,
            "POST",
            session.properties_path("batch/create"),
            nothing,
            env._("the properties for orders and totals cannot be created"),
        ),
    )


def _portal(body):
    try:
        return json.loads(bytes(body)).get("portalId") or "?"
    except (ValueError, AttributeError):
        return "?"
