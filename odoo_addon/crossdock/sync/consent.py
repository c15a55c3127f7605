"""What buyers allow a store to send them: the store's word, shown on the partner, newest first.

A buyer who took the consent back is put on Odoo's list of addresses that get no mailings; one who gives it again is taken
off it, if it was us who had put them there.
"""

from crossdock_core import shopify
from crossdock_core.errors import CrossdockError

from . import reasons
from .flow import InboundFlow
from .outcome import Dead, Done, Held
from .times import naive_utc

CHANNELS = {"email": "crossdock_email_consent", "sms": "crossdock_sms_consent"}
TAKEN_BACK, GIVEN = "unsubscribed", "subscribed"


class ConsentIn(InboundFlow):
    """customers_email_marketing_consent/update and customers_marketing_consent/update, into the partner."""

    lane = "customers"
    topics = frozenset({"customers_email_marketing_consent/update", "customers_marketing_consent/update"})

    def apply(self, env, connection, works, prepared):
        bindings = env["crossdock.binding"]._find(connection, "customer", [work.remote_id for work in works])
        outcomes = {}
        for work in works:
            try:
                told = [shopify.read_consent_update(event.body, event.topic) for event in work.events]
            except CrossdockError as error:
                outcomes[work.object_key] = Dead(str(error))
                continue
            binding = bindings.get(work.remote_id)
            partner = env["res.partner"].browse(binding.res_id if binding else []).exists()
            if not partner:
                outcomes[work.object_key] = Done(env._("Odoo does not have this customer."))
            elif connection._is_preview():
                text = env._("Would show on %s what the buyer allows.", partner.display_name)
                outcomes[work.object_key] = Held(reasons.PREVIEW, reasons.PREVIEW, text, preview=text)
            else:
                for one in told:
                    note(partner, one.channel, one.consent)
                outcomes[work.object_key] = Done(env._("The partner shows what the buyer allows."))
        return outcomes


def note_of_orders(pairs):
    """Take up what orders tell of their buyers' consents; ``pairs`` of an order's customer (or None) and the partner."""
    for customer, partner in pairs:
        if customer and customer.email_consent:
            note(partner, "email", customer.email_consent)
        if customer and customer.sms_consent:
            note(partner, "sms", customer.sms_consent)


def note(partner, channel, consent):
    """Show a consent on the partner, unless it shows a newer one."""
    field = CHANNELS.get(channel)
    if not field:
        return
    at = naive_utc(consent.updated_at)
    shown_at = partner[f"{field}_at"]
    if partner[field] == consent.state and (not at or shown_at == at):
        return
    if shown_at and (not at or at < shown_at):
        return
    before = partner[field]
    partner.write({field: consent.state, f"{field}_at": at})
    if channel == "email" and partner.email_normalized:
        _follow(partner, before, consent.state)


def _follow(partner, before, now):
    """Keep Odoo's list of addresses without mailings as the buyer wants it."""
    # sudo: the list is Odoo's, and the buyer decides about it.
    blacklist = partner.env["mail.blacklist"].sudo()
    if now == TAKEN_BACK:
        blacklist._add(partner.email_normalized, message=partner.env._("Taken back at the store."))
    elif now == GIVEN and before == TAKEN_BACK:
        blacklist._remove(partner.email_normalized, message=partner.env._("Given again at the store."))
