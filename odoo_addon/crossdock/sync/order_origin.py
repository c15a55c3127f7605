"""Where an order came from: the channel, the campaign that brought the buyer, what the buyer and the store noted."""

import json
from urllib.parse import parse_qsl, urlsplit

# Names that the store uses for its own channels; those of apps are numbers, which tell nobody anything.
CHANNELS = {
    "web": "Online Store",
    "pos": "Point of Sale",
    "shopify_draft_order": "Draft order",
    "iphone": "Shopify mobile",
    "android": "Shopify mobile",
    "subscription_contract": "Subscription",
}
TAGS_MAX = 50
NAME_CHARACTERS_MAX = 100
ATTRIBUTES_MAX = 100
# How a webhook, and how a query, tells where the buyer came in.
WEBHOOKS, QUERIES = b'"landing_site"', b'"customerJourneySummary"'


class Origins:
    """Sources, media, campaigns and tags of one batch of orders; each is looked up once."""

    def __init__(self, env):
        self.env = env
        self._found = {}

    def values(self, order, landing, more_tags=()):
        """What is set when an order is captured; ``landing`` is (address of the first page, address it was linked on)."""
        page, referrer = landing
        campaign = dict(parse_qsl(_split(page).query))
        source = _clean(campaign.get("utm_source")) or _host(referrer) or channel(order)
        wanted = {
            "source_id": ("utm.source", source),
            "medium_id": ("utm.medium", campaign.get("utm_medium")),
            "campaign_id": ("utm.campaign", campaign.get("utm_campaign")),
        }
        values = {field: self._record(model, name).id for field, (model, name) in wanted.items() if _clean(name)}
        tags = self.tags([*more_tags, *order.tags])
        return {**values, "tag_ids": [(6, 0, tags.ids)]} if tags else values

    def tags(self, names):
        records = [self._record("crm.tag", name) for name in list(names)[:TAGS_MAX] if _clean(name)]
        return self.env["crm.tag"].union(*records)

    def _record(self, model, name):
        """The record of this name, whatever its case; created if there is none."""
        name = _clean(name)
        key = (model, name.lower())
        if key not in self._found:
            pattern = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            records = self.env[model].with_context(active_test=False)
            found = records.search([("name", "=ilike", pattern)], limit=1)
            automatic = {"is_auto_campaign": True} if "is_auto_campaign" in records._fields else {}
            self._found[key] = found or records.create({"name": name, **automatic})
        return self._found[key]


def details(order):
    """Fields that follow the store's order as long as it lives."""
    shown = [(name, value) for name, value in order.attributes if not name.startswith("_")]
    return {
        "crossdock_channel": channel(order) or False,
        "crossdock_attributes": "\n".join(f"{name}: {value}" for name, value in shown[:ATTRIBUTES_MAX]) or False,
        "crossdock_tags": ", ".join(order.tags) or False,
    }


def follow_tags(origins, sale_order, order):
    """Tags that the store added or took away since; those that people gave in Odoo stay."""
    before = {tag for tag in (sale_order.crossdock_tags or "").split(", ") if tag}
    now = set(order.tags)
    if before == now:
        return {}
    gone, added = origins.tags(sorted(before - now)), origins.tags(sorted(now - before))
    return {"tag_ids": [(3, tag.id) for tag in gone] + [(4, tag.id) for tag in added]}


def channel(order):
    """The channel's name as people know it; empty where only an app's number is known."""
    name = order.source_name or ""
    return "" if name.isdigit() else CHANNELS.get(name, name)


def landing_of(work):
    """(landing page, referring page) as an event of the work tells them, of the visit in which the buyer ordered."""
    for event in reversed(work.events):
        try:
            if WEBHOOKS in event.body:
                payload = json.loads(event.body)
                return _text(payload.get("landing_site")), _text(payload.get("referring_site"))
            if QUERIES in event.body:
                # Of the lines of a bulk file the order's own is the first.
                order = json.loads(event.body.partition(b"\n")[0])
                visit = (order.get("customerJourneySummary") or {}).get("lastVisit") or {}
                return _text(visit.get("landingPage")), _text(visit.get("referrerUrl"))
        except ValueError:
            continue
    return "", ""


def _text(value):
    return value if isinstance(value, str) else ""


def _split(address):
    try:
        return urlsplit(address or "")
    except ValueError:
        return urlsplit("")


def _host(address):
    try:
        host = _split(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _clean(name):
    return " ".join((name or "").split())[:NAME_CHARACTERS_MAX]
