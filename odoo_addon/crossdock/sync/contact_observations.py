"""What is known of a CRM's contacts: which row stands for which address, and what news does to it.

The lifecycle stage is the CRM's: news of it reaches the partner, with a note of what it was. All else is
Odoo's: news of that changes nothing in Odoo, but makes the next plan look at the contact again, which puts
Odoo's value back.
"""

from datetime import datetime, timezone

from markupsafe import Markup

from . import reasons
from .contact_values import PROJECTION_VERSION, PROPERTIES, buyers, same
from .outcome import Done, Held

# Inbox topic and lane of news about one contact.
CHANGED, LANE_IN = "contact/changed", "engagement"
EPOCH = datetime(1970, 1, 1)
STAGE = "lifecyclestage"
# What is read of a contact.
READ_PROPERTIES = (*PROPERTIES, "email", STAGE, "lastmodifieddate")
# A value that was changed in the CRM is put back at once, but not more often than this: should a CRM insist
# on its own value in a way that we do not understand, the two do not chase each other.
PUT_BACK_SECONDS = 10.0


def now():
    """Our clock, naive UTC."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


def instant(moment):
    """Naive UTC, to the millisecond in which the CRM counts versions. None stays None."""
    return moment and moment.astimezone(timezone.utc).replace(tzinfo=None)


class Observations:
    """News of a batch of contacts, brought into ``crossdock.contact`` and, for the stage, onto the partners.

    :param stages: {value: label} of the lifecycle stages, as the CRM calls them
    """

    def __init__(self, connection, stages):
        self.connection = connection
        self.env = connection.env
        self.stages = stages or {}
        self._marks = {}
        self._notes = {}

    def rows_of(self, remotes):
        """{remote id: row} of what is known already: by the id, else by the address."""
        contacts = self.env["crossdock.contact"]
        emails = {remote.id: address(remote) for remote in remotes}
        rows = contacts.search(
            [
                ("connection_id", "=", self.connection.id),
                "|",
                ("remote_id", "in", list(emails)),
                ("email", "in", [email for email in emails.values() if email]),
            ]
        )
        by_id = {row.remote_id: row for row in rows if row.remote_id}
        by_email = {row.email: row for row in rows}
        found = {}
        for remote_id, email in emails.items():
            row = by_id.get(remote_id) or by_email.get(email)
            if row:
                found[remote_id] = row
        return found

    def take(self, remote, row):
        """Bring news of a known contact into its row; the outcome for the list of events."""
        env, version = self.env, instant(remote.updated_at)
        if row.remote_id == remote.id and row.remote_updated_at and version and version < row.remote_updated_at:
            return Done(env._("Older than what is known."))
        stage = remote.properties.get(STAGE) or False
        changed = (row.lifecycle_stage or False) != stage
        old, new = row.lifecycle_label or row.lifecycle_stage, self.label(stage)
        if changed and self.connection._is_preview():
            text = env._("Lifecycle stage: %(old)s → %(new)s", old=old or "—", new=new or "—")
            return Held(
                reasons.PREVIEW,
                reasons.PREVIEW,
                env._("Preview: would note a new lifecycle stage."),
                preview=text,
            )
        foreign = self._foreign(remote, row)
        sent = {name: value for name, value in (row.sent or {}).items() if name not in foreign}
        row.write({**self._values(remote, version), "sent": sent})
        if foreign:
            waited = (now() - row.pushed_at).total_seconds() if row.pushed_at else PUT_BACK_SECONDS
            self._marks[row.partner_id.id] = max(0.0, PUT_BACK_SECONDS - waited)
        if changed:
            self._notes[row.partner_id.id] = self._note(old, new)
            return Done(env._("Lifecycle stage: %(old)s → %(new)s", old=old or "—", new=new or "—"))
        if foreign:
            return Done(
                env._("Changed there, owned by Odoo: %s. Odoo's value is put back.", ", ".join(sorted(foreign)))
            )
        return Done(env._("Nothing has changed."))

    def adopt(self, remote, email, partner_id):
        """A contact that we had not seen. A first sight is no change, so nobody is told."""
        version = instant(remote.updated_at)
        return self.env["crossdock.contact"].create(
            {
                "connection_id": self.connection.id,
                "partner_id": partner_id,
                "email": email,
                "projection": PROJECTION_VERSION,
                "sent": {},
                **self._values(remote, version),
            }
        )

    def gone(self, row):
        """Deleted in the CRM. A tombstone: it is made again only when the buyer orders again."""
        if row.gone_at:
            return Done(self.env._("Deleted in the CRM."))
        if row.lifecycle_stage and not self.connection._is_preview():
            self._notes[row.partner_id.id] = self._note(row.lifecycle_label or row.lifecycle_stage, None)
        row.write(
            {
                "remote_id": False,
                "properties": {},
                "sent": {},
                "lifecycle_stage": False,
                "lifecycle_label": False,
                "gone_at": now(),
            }
        )
        return Done(self.env._("Deleted in the CRM; it is made again when the buyer orders again."))

    def finish(self):
        """Write the notes and marks of all news at once."""
        if self._notes:
            partners = self.env["res.partner"].browse(list(self._notes)).exists()
            partners._message_log_batch(bodies={partner.id: self._notes[partner.id] for partner in partners})
        by_delay = {}
        for partner_id, delay in self._marks.items():
            by_delay.setdefault(delay, []).append(partner_id)
        for delay, partner_ids in by_delay.items():
            self.env["crossdock.mark"]._append_for(
                self.connection.id, "contact", partner_ids, "changed in the CRM", delay_seconds=delay
            )
        if self._marks:
            self.env["crossdock.worker"]._wake_after_commit(min(self._marks.values()))
        self._notes, self._marks = {}, {}

    def label(self, stage):
        """What the CRM calls a stage."""
        return self.stages.get(stage, stage) if stage else False

    def _values(self, remote, version):
        stage = remote.properties.get(STAGE) or False
        return {
            "remote_id": remote.id,
            "properties": {name: remote.properties.get(name) or "" for name in (*PROPERTIES, "email")},
            "lifecycle_stage": stage,
            "lifecycle_label": self.label(stage),
            "remote_updated_at": version,
            "gone_at": False,
        }

    def _foreign(self, remote, row):
        """Properties that we write and that somebody else has changed since. Our own echo is none."""
        known, sent = row.properties or {}, row.sent or {}
        return {
            name
            for name in PROPERTIES
            if sent.get(name)
            and not same(name, remote.properties.get(name), known.get(name))
            and not same(name, remote.properties.get(name), sent[name])
        }

    def _note(self, old, new):
        system = dict(self.connection._fields["system"].selection).get(self.connection.system, "CRM")
        text = self.env._(
            "%(system)s: lifecycle stage %(old)s → %(new)s", system=system, old=old or "—", new=new or "—"
        )
        return Markup("<p>%s</p>") % text


def address(remote):
    """The normalised address of a remote contact, or ""."""
    return (remote.properties.get("email") or "").strip().lower()


def buyers_of(env, connection, emails):
    """{e-mail: Buyer} of those addresses that belong to somebody with a confirmed order."""
    if not emails:
        return {}
    partners = (
        env["res.partner"]
        .with_context(active_test=False)
        .search(
            [
                ("email_normalized", "in", list(emails)),
                ("company_id", "in", (False, connection.company_id.id)),
            ]
        )
    )
    found = buyers(env, connection, partners.ids) if partners else {}
    return {email: buyer for email, buyer in found.items() if email in emails and buyer.orders}


def store_first_sight(env, connection_id, wanted, found):
    """Contacts read by their address before their first comparison; those that do not exist, too."""
    connection = env["crossdock.connection"].browse(connection_id)
    observations = Observations(connection, (connection.crm_schema or {}).get("stages"))
    contacts = env["crossdock.contact"]
    partners = env["res.partner"].browse(set(wanted.values())).exists()
    by_email = {address(remote): remote for remote in found}
    taken = contacts.search(
        [
            ("connection_id", "=", connection_id),
            "|",
            "|",
            ("email", "in", list(wanted)),
            ("partner_id", "in", partners.ids),
            ("remote_id", "in", [remote.id for remote in found]),
        ]
    )
    emails, owners, ids = (
        set(taken.mapped("email")),
        set(taken.partner_id.ids),
        set(taken.mapped("remote_id")),
    )
    for email, partner_id in wanted.items():
        remote = by_email.get(email)
        if email in emails or partner_id in owners or partner_id not in partners.ids:
            continue
        if remote is not None and remote.id not in ids:
            observations.adopt(remote, email, partner_id)
        else:
            contacts.create(
                {
                    "connection_id": connection_id,
                    "partner_id": partner_id,
                    "email": email,
                    "projection": PROJECTION_VERSION,
                }
            )


def observe_pushed(env, connection, pushed):
    """What was sent and answered is what the CRM has now, unless newer news came in first."""
    contacts = env["crossdock.contact"]
    emails = [given["id"] for _line, given, _remote in pushed]
    rows = {row.email: row for row in contacts.search([("connection_id", "=", connection.id), ("email", "in", emails)])}
    others = contacts.search(
        [
            ("connection_id", "=", connection.id),
            ("remote_id", "in", [remote.id for _line, _given, remote in pushed]),
        ]
    )
    taken = {row.remote_id: row.email for row in others}
    at = now()
    for _line, given, remote in pushed:
        row = rows.get(given["id"])
        if not row:
            continue
        version = instant(remote.updated_at)
        sent = {**(row.sent or {}), **given["properties"]}
        values = {"sent": sent, "projection": PROJECTION_VERSION, "pushed_at": at, "gone_at": False}
        if taken.get(remote.id, row.email) == row.email:
            # The CRM may know one contact by two addresses; the first of them stands for it.
            values["remote_id"] = remote.id
        if not (row.remote_id == remote.id and row.remote_updated_at and version and version < row.remote_updated_at):
            answered = {
                name: remote.properties[name] or ""
                for name in (*PROPERTIES, "email")
                if name in given["properties"] and name in remote.properties
            }
            known = {**(row.properties or {}), **given["properties"], **answered, "email": given["id"]}
            values.update(properties=known, remote_updated_at=version or row.remote_updated_at)
        row.write(values)
