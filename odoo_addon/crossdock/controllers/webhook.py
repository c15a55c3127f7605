"""Webhooks: verify, store, acknowledge. Nothing else happens here; the workers are woken after the commit.

The answer is sent by Odoo after this request's transaction was committed, so a 2xx means that the bytes are safe (I1).
A request that is not authentic stores nothing.
"""

import base64
import hashlib
import hmac
import json
import time

from odoo import http
from odoo.http import request

from crossdock_core import shopify
from crossdock_core.errors import CrossdockError

from ..sync import flows
from ..sync.contacts import WEBHOOK as HUBSPOT_WEBHOOK
from ..sync.times import naive_utc

# Larger than any payload that the vendors document; a larger request is refused before it is read.
BODY_BYTES_MAX = 16 << 20
# HubSpot: a signature older than this is a replay.
TIMESTAMP_AGE_MS_MAX = 5 * 60 * 1000
HEADER_CHARACTERS_MAX = 200


class WebhookController(http.Controller):
    @http.route(
        "/crossdock/webhook/shopify/<string:token>",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def shopify(self, token):
        """One Shopify delivery, signed with the app's secret over the raw body."""
        target = self._target("shopify", token)
        if target is None:
            return _answer(404, "This address belongs to no store. Register the webhooks again from Crossdock.")
        body, refusal = _read_body()
        if refusal:
            return refusal
        connection_id, signing_secrets, _url = target
        signature = request.httprequest.headers.get("X-Shopify-Hmac-Sha256", "")
        if not any(_same(_sign(secret, body), signature) for secret in signing_secrets):
            return _answer(401, "The signature does not match the body.")
        topic = request.httprequest.headers.get("X-Shopify-Topic", "")[:HEADER_CHARACTERS_MAX]
        delivery = request.httprequest.headers.get("X-Shopify-Webhook-Id", "")[:HEADER_CHARACTERS_MAX]
        self._store(connection_id, shopify_event(topic, delivery, body))
        return _answer(200, "stored")

    @http.route(
        "/crossdock/webhook/hubspot/<string:token>",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def hubspot(self, token):
        """One HubSpot POST of up to a hundred events, signed (v3) over method, address, body and time."""
        target = self._target("hubspot", token)
        if target is None:
            return _answer(404, "This address belongs to no account. Set the app's webhook address anew.")
        body, refusal = _read_body()
        if refusal:
            return refusal
        connection_id, signing_secrets, url = target
        headers = request.httprequest.headers
        timestamp = headers.get("X-HubSpot-Request-Timestamp", "")
        if not timestamp.isdigit() or abs(time.time() * 1000 - int(timestamp)) > TIMESTAMP_AGE_MS_MAX:
            return _answer(401, "The request's time is missing or more than five minutes off.")
        signed = b"POST" + url.encode() + body + timestamp.encode()
        signature = headers.get("X-HubSpot-Signature-v3", "")
        if not any(_same(_sign(secret, signed), signature) for secret in signing_secrets):
            return _answer(401, "The signature does not match the request.")
        digest = hashlib.sha256(body).hexdigest()
        event = {
            "topic": HUBSPOT_WEBHOOK,
            "object_key": f"batch:{digest[:32]}",
            "lane": flows.lane_for(HUBSPOT_WEBHOOK),
            "keys": [f"body:{digest}"],
            "body": body,
        }
        self._store(connection_id, event)
        return _answer(200, "stored")

    def _target(self, system, token):
        # sudo: nobody is logged in here; the signature is what admits.
        return request.env["crossdock.connection"].sudo()._webhook_target(system, token)

    def _store(self, connection_id, event):
        env = request.env(su=True)
        if env["crossdock.inbox"]._store(connection_id, [event]):
            env["crossdock.worker"]._wake_after_commit()


def shopify_event(topic, delivery, body):
    """The inbox event of an authentic delivery. One that cannot be read is stored all the same, to be seen as dead.

    Deliveries are recognised by their id, and by topic and body, because the id is a header and not signed.
    """
    digest = hashlib.sha256(topic.encode() + b"\n" + body).hexdigest()
    try:
        identity = shopify.identify(topic, body)
        object_key, version = identity.object_key, naive_utc(identity.version)
    except CrossdockError:
        object_key, version = f"unreadable:{digest[:32]}", None
    keys = [f"body:{digest}"]
    if delivery:
        keys.append(f"delivery:{delivery}")
    return {
        "topic": topic or "(none)",
        "object_key": object_key,
        "version": version,
        "lane": flows.lane_for(topic),
        "keys": keys,
        "body": body,
    }


def _read_body():
    """(body, None) or (None, the answer that refuses it)."""
    length = request.httprequest.content_length
    if length is None:
        return None, _answer(411, "The request does not say how long its body is.")
    if length > BODY_BYTES_MAX:
        return None, _answer(413, f"The body is larger than {BODY_BYTES_MAX} bytes.")
    # Kept with the request: Odoo runs it again after a conflict in the database, when the stream is empty.
    return request.httprequest.get_data(cache=True), None


def _sign(secret, message):
    return base64.b64encode(hmac.new(secret, message, hashlib.sha256).digest()).decode()


def _same(expected, given):
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))


def _answer(status, message):
    body = json.dumps({"status" if status < 300 else "error": message})
    return request.make_response(body, headers=[("Content-Type", "application/json")], status=status)
