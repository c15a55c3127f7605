"""Disputes: a buyer's bank asks for an order's money back. A person has to answer by a date; the money comes with payouts."""

from crossdock_core import shopify

from .flow import InboundFlow
from .outcome import Done

LANE = "engagement"
# Whose answer is still wanted; all others are being decided or are over.
OPEN = frozenset({"needs_response"})


class DisputesIn(InboundFlow):
    """disputes/create and disputes/update into an activity of the order that is disputed.

    A lane of its own: these events name the order, and must not stand for news of its money.
    """

    lane = LANE
    topics = frozenset({"disputes/create", "disputes/update"})

    def apply(self, env, connection, works, prepared):
        if not connection.follow_disputes:
            return {work.object_key: Done(env._("Disputes of this store are left to people.")) for work in works}
        outcomes = {}
        for work in works:
            newest = {}
            for event in work.events:
                dispute = shopify.read_dispute(event.body)
                newest[dispute.id] = dispute
            notes = [self._bring(connection, dispute) for dispute in newest.values()]
            outcomes[work.object_key] = Done(" ".join(notes))
        return outcomes

    def _bring(self, connection, dispute):
        env = connection.env
        binding = env["crossdock.binding"]._find(connection, "order", [dispute.order_id or 0])
        order = env["sale.order"].browse([one.res_id for one in binding.values()]).exists()
        record = order or connection
        summary = env._("Dispute %s", dispute.id)
        open_ones = record.activity_ids.filtered(lambda one: one.summary == summary)
        if dispute.status not in OPEN or dispute.evidence_sent_at:
            if open_ones:
                open_ones.action_feedback(feedback=env._("The dispute is now: %s.", _words(dispute.status)))
                return env._("%(name)s: %(status)s.", name=summary, status=_words(dispute.status))
            record.message_post(
                body=env._(
                    "%(name)s (%(type)s, %(amount)s %(currency)s): %(status)s.",
                    name=summary,
                    type=_words(dispute.type),
                    amount=dispute.amount,
                    currency=dispute.currency,
                    status=_words(dispute.status),
                )
            )
            return env._("%(name)s: %(status)s.", name=summary, status=_words(dispute.status))
        due = dispute.evidence_due_at and dispute.evidence_due_at.date()
        if open_ones:
            if due and open_ones[0].date_deadline != due:
                open_ones[0].date_deadline = due
            return env._("%s is being asked about already.", summary)
        record.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=due or None,
            summary=summary,
            note=env._(
                "The buyer's bank disputes %(amount)s %(currency)s (%(type)s: %(reason)s). Send evidence in the store's"
                " admin by %(due)s, or accept it. A chargeback is taken from a payout at once.",
                amount=dispute.amount,
                currency=dispute.currency,
                type=_words(dispute.type),
                reason=_words(dispute.reason),
                due=due or env._("the date that the store names"),
            ),
            user_id=(connection.responsible_id or env.ref("base.user_admin")).id,
        )
        return env._("A person is asked about %s.", summary)


def _words(text):
    """A status as the store writes it, in words."""
    return (text or "").replace("_", " ")
