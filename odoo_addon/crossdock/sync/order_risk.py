"""Whether an order is likely a fraud: what the store says of it, and who must look before it is confirmed.

A webhook of an order tells nothing of its risk. It is read when the order is about to be confirmed, and again when the
store says that its assessment has changed. What a person has approved stays approved.
"""

from dataclasses import dataclass

RISKY_RECOMMENDATIONS = frozenset({"cancel", "investigate"})
RISKY_LEVEL = "high"
PENDING = "pending"

# Of the activity that asks a person.
CODE = "risk"

WAITING = "waiting"
APPROVED = "approved"


@dataclass(frozen=True)
class Risk:
    """One state of a store's assessment, in lower case. Its facts, which tell of the buyer, stay at the store."""

    recommendation: str
    levels: tuple[str, ...]

    @classmethod
    def of_order(cls, risk):
        """Of the canonical order's; None where it was not told."""
        if risk is None:
            return None
        return cls(risk.recommendation, tuple(one.level for one in risk.assessments))

    @classmethod
    def of_node(cls, risk):
        """Of what GraphQL answered."""
        levels = tuple((one.get("riskLevel") or "").lower() for one in risk.get("assessments") or [])
        return cls((risk.get("recommendation") or "").lower(), levels)

    @property
    def is_risky(self):
        return self.recommendation in RISKY_RECOMMENDATIONS or RISKY_LEVEL in self.levels

    @property
    def is_pending(self):
        return not self.is_risky and PENDING in self.levels

    @property
    def text(self):
        """In few words: "cancel, high"."""
        words = (word for word in (self.recommendation, *self.levels) if word and word != "none")
        return ", ".join(dict.fromkeys(words))


def is_asked(connection):
    """Whether risky orders wait for a person."""
    return connection.risk_policy == "hold"


def judge(connection, sale_order, risk):
    """Show what the store says of an order's risk, and hold it back or let it go."""
    env = connection.env
    if (sale_order.crossdock_risk or "") != risk.text:
        sale_order.crossdock_risk = risk.text or False
    if not is_asked(connection) or sale_order.state == "cancel":
        return
    if not risk.is_risky:
        sale_order._crossdock_done_asking(CODE)
        if sale_order.crossdock_review == WAITING:
            sale_order.crossdock_review = False
            sale_order.message_post(body=env._("The store holds the order to be harmless now (%s).", risk.text or "-"))
            sale_order._crossdock_confirm_later()
        return
    if sale_order.crossdock_review == APPROVED:
        return
    facts = [env._("Its assessment: %s. The order's page at the store says why.", risk.text)]
    if sale_order.state in ("draft", "sent"):
        if sale_order.crossdock_review != WAITING:
            sale_order.crossdock_review = WAITING
            sale_order.message_post(body=env._("Held back: the store's assessment is “%s”.", risk.text))
        facts.append(env._("Approve the order to have it confirmed, or cancel it at the store."))
    else:
        facts.append(env._("It is confirmed already. Stop its delivery if you share the doubt."))
    sale_order._crossdock_ask(CODE, env._("The store thinks this order may be a fraud"), facts)
