"""Sessions to remote systems: a kept-alive HTTP client, the credentials in clear, and the rate budget of the connection.

A session lives in the process, never in a record; it is remade after a fork, and when the connection was changed.
"""

import os

from .hubspot.session import HubspotSession
from .outcome import Held
from .reasons import ORDER
from .shopify.session import ShopifySession

SESSION_TYPES = {"shopify": ShopifySession, "hubspot": HubspotSession}

_sessions = {}


def open_session(connection):
    """The session of a connection whose credentials and address are as they are now."""
    env = connection.env
    # sudo: only the workers, who act as the technical user, and the connection test reach this; the credential itself is
    # readable by nobody.
    token = env["crossdock.credential"].sudo()._get(connection.id, "access_token")
    if not token:
        raise Held(ORDER, "token", env._("The connection has no access token. Enter it on the connection."))
    fingerprint = (connection._base_url(), connection.api_version, hash(token))
    key = (os.getpid(), env.cr.dbname, connection.id)
    cached = _sessions.get(key)
    if cached is None or cached.fingerprint != fingerprint:
        cached = SESSION_TYPES[connection.system](connection._base_url(), connection.api_version, token)
        cached.fingerprint = fingerprint
        _sessions[key] = cached
    return cached


def forget_sessions(connection):
    """Close what this process holds open for a connection."""
    for key in [key for key in _sessions if key[1:] == (connection.env.cr.dbname, connection.id)]:
        _sessions.pop(key).close()
