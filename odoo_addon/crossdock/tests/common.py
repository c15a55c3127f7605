"""What the tests share: a key for credentials, and connections as people make them."""

import os
from unittest.mock import patch

from cryptography.fernet import Fernet
from odoo.tools import config


def use_key(test_class):
    """Give the tests of a class a key of their own, whatever this server is configured with."""
    environment = patch.dict(os.environ, {"CROSSDOCK_KEY": Fernet.generate_key().decode()})
    options = patch.dict(config.options, {"crossdock_key": ""})
    for one in (environment, options):
        one.start()
        test_class.addClassCleanup(one.stop)


def make_connection(env, **values):
    """A Shopify connection in draft, with a token and a secret."""
    return env["crossdock.connection"].create(
        {
            "name": "Tour store",
            "system": "shopify",
            "address": "tour-store.myshopify.com",
            "access_token": "shpat_tour",
            "webhook_secret": "shpss_tour",
            "public_url": "https://erp.example.com",
            **values,
        }
    )


def store_event(connection, object_key, state, reason=None, body=b"{}", topic="orders/create"):
    """An inbox event in a given state, with its bytes."""
    inbox = connection.env["crossdock.inbox"].sudo()
    event = {
        "topic": topic,
        "object_key": object_key,
        "lane": "orders",
        "keys": [f"test:{object_key}"],
        "body": body,
    }
    [event_id] = inbox._store(connection.id, [event])
    found = inbox.browse(event_id)
    found.write({"state": state, "reason": reason})
    found.flush_recordset()
    return found
