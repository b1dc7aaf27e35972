"""All that is kept of one person: handed over, forgotten, and in time deleted by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, Text, cast, exists, or_, select, text, update

from bot.domain.interest_map.model import Negotiation
from bot.domain.model import MAP_INVITATIONS, Agreement, DueState, FeatureRequest, Saying
from bot.store.negotiations import as_negotiation
from bot.store.outbox import SqlOutbox
from bot.store.outbox_rows import outbox_row
from bot.store.own_rows import own_rows
from bot.store.queue_tables import INBOX_ENDED
from bot.store.transaction import Transaction

HANDED_OVER = frozenset({Saying.MY_DATA, Saying.MAP_EXPORT, Saying.REFRESH})
"""A file is no message that could be changed."""


class SqlRecords:
    """Goes over many tables at once; one record at a time is the other repositories' work."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._tables = transaction.tables

    def of(self, team: str, user: str) -> Mapping[str, Sequence[Mapping[str, object]]]:
        return own_rows(self._in, team, user)

    def requests_of(self, team: str, user: str) -> Sequence[FeatureRequest]:
        table = self._tables.requests
        mine = or_(table.c.requester == user, table.c.settled_by == user)
        rows = self._in.each(select(table).where(table.c.team == team, mine).order_by(table.c.id))
        return [FeatureRequest(**row) for row in rows]

    def maps_of(self, team: str, user: str) -> Sequence[Negotiation]:
        table, people = self._tables.negotiations, self._tables.negotiation_people
        mine = select(people.c.negotiation).where(people.c.team == team, people.c.user == user)
        rows = self._in.each(select(table).where(table.c.team == team, table.c.id.in_(mine)).order_by(table.c.id))
        return [as_negotiation(row) for row in rows]

    def agreements_of(self, team: str, user: str) -> Sequence[Agreement]:
        table = self._tables.agreements
        mine = or_(table.c.author == user, table.c.owner == user, table.c.outcome_by == user)
        rows = self._in.each(select(table).where(table.c.team == team, mine).order_by(table.c.id))
        return [Agreement(**row) for row in rows]

    def drop_private(self, team: str, user: str) -> Mapping[str, int]:
        both: dict[str, Table] = {"preps": self._tables.preps, "debriefs": self._tables.debriefs}
        return {
            name: self._in.connection.execute(table.delete().where(table.c.team == team, table.c.user == user)).rowcount
            for name, table in both.items()
        }

    def drop_map(self, team: str, id_: str) -> None:
        self._drop(self._tables.negotiations, team, id_)

    def drop_agreement(self, team: str, id_: str) -> None:
        self._drop(self._tables.agreements, team, id_)

    def drop_traces(self, team: str, user: str, now: datetime) -> int:
        channels, people, mutes = self._tables.channels, self._tables.people, self._tables.channel_mutes
        run = self._in.connection.execute
        run(update(channels).where(channels.c.team == team, channels.c.inviter == user).values(inviter=None))
        run(mutes.delete().where(mutes.c.team == team, mutes.c.user == user))
        run(people.delete().where(people.c.team == team, people.c.user == user))
        self._empty_letters(team, user)
        return self._unsay(team, user, now)

    def purge(self, requests_before: datetime, said_before: datetime) -> int:
        requests, outbox = self._tables.requests, self._tables.outbox
        waits = requests.c.waits_until.isnot(None) & (requests.c.waits_until >= requests_before)
        old = requests.delete().where(requests.c.noticed_at < requests_before, ~waits)
        ended = outbox.c.state.in_((DueState.SENT, DueState.CANCELLED, DueState.DEAD))
        # Where a map was shared and who was asked says who may see it, as long as there is the map.
        maps = self._tables.negotiations
        shown = exists(select(maps.c.id).where(maps.c.team == outbox.c.team, maps.c.id == outbox.c.subject))
        kept = outbox.c.saying.in_((Saying.SHARED_MAP, *MAP_INVITATIONS)) & shown
        said = outbox.delete().where(ended, outbox.c.due_at < said_before, ~kept)
        posts = self._tables.thread_posts
        about = exists(select(requests.c.id).where(requests.c.team == posts.c.team, requests.c.id == posts.c.request))
        asides = self._tables.asides
        of_one = exists(
            select(requests.c.id).where(requests.c.team == asides.c.team, requests.c.id == asides.c.request)
        )
        each = (old, posts.delete().where(~about), asides.delete().where(~of_one), said)
        return sum(self._in.connection.execute(one).rowcount for one in each)

    def _drop(self, table: Table, team: str, id_: str) -> None:
        self._in.connection.execute(table.delete().where(table.c.team == team, table.c.id == id_))

    def _empty_letters(self, team: str, user: str) -> None:
        """Events of theirs that could not be handled wait with their texts: those go now."""
        inbox = self._tables.inbox
        wrote = cast(inbox.c.body, Text).contains(f'"user":"{user}"', autoescape=True)
        self._in.connection.execute(
            update(inbox).where(text(INBOX_ENDED), inbox.c.team == team, wrote).values(body=None)
        )

    def _unsay(self, team: str, user: str, now: datetime) -> int:
        outbox = self._tables.outbox
        query = select(outbox).where(outbox.c.team == team, outbox.c.person == user)
        rows = self._in.connection.execute(query.order_by(outbox.c.id).with_for_update()).all()
        for row in rows:
            self._end(row)
        for row in rows:
            found = outbox_row(row)
            direct = row.channel is None or row.channel.startswith("D")
            if direct and row.saying not in HANDED_OVER and found.state in {DueState.SENT, DueState.CLAIMED}:
                SqlOutbox(self._in).say_anew(found, now)
        return sum(row.state == DueState.DUE and row.saying != Saying.REFRESH for row in rows)

    def _end(self, row: Any) -> None:
        """The row keeps its place in Slack and loses its person, by its key too unless a sender holds it."""
        values: dict[str, object] = {"person": None, "local_wall": None, "local_zone": None}
        if row.state != DueState.CLAIMED:
            values |= {"key": f"forgotten:{row.id}", "in_thread_of": None}
        if row.state == DueState.DUE:
            values |= {"state": DueState.CANCELLED, "reason": "the person had themselves forgotten"}
        outbox = self._tables.outbox
        self._in.connection.execute(update(outbox).where(outbox.c.id == row.id).values(**values))
