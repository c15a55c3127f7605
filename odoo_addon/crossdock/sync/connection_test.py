"""The connection test: says in words what is wrong, and reads nothing but who we are."""

from dataclasses import dataclass

from odoo.exceptions import UserError

from . import sessions
from .hubspot import setup_check as hubspot_check
from .outcome import Unfinished
from .shopify import setup_check as shopify_check

CHECKS = {"shopify": shopify_check, "hubspot": hubspot_check}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``text`` is for a person and holds no secret."""

    ok: bool
    text: str


def run(connection):
    """All findings of a connection, in the order in which a person would mend them."""
    env = connection.env
    try:
        connection._base_url()
        session = sessions.open_session(connection)
    except (UserError, Unfinished) as error:
        return [Finding(False, str(error))]
    if connection.system not in CHECKS:
        return [Finding(False, env._("%s cannot be tested yet in this version of Crossdock.", connection.system))]
    findings = [Finding(ok, text) for ok, text in _of_system(connection, session)]
    findings.append(
        Finding(True, env._("Webhook secret is set."))
        if connection.has_webhook_secret
        else Finding(False, env._("No webhook secret: enter the app's secret, or no webhook can be accepted."))
    )
    public = (connection.public_url or "").rstrip("/")
    if not public.startswith(("http://", "https://")):
        findings.append(Finding(False, env._("Enter the public address of this Odoo, so that webhooks find it.")))
    return findings


def _of_system(connection, session):
    """(ok, text) of what the connection's own system is asked; nothing is asked in a version that it is not read in."""
    check = CHECKS[connection.system]
    if connection.api_version in check.SUPPORTED_VERSIONS:
        yield from check.check(connection, session)
        return
    yield (
        False,
        connection.env._(
            "API version %(version)s is not supported. Choose one of %(supported)s.",
            version=connection.api_version,
            supported=", ".join(check.SUPPORTED_VERSIONS),
        ),
    )
