"""Feature requests: at most one a message."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, or_, select

from bot.domain.model import FeatureRequest, RequestState, Settlement
from bot.store.transaction import Transaction, flat


class SqlFeatureRequests:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._requests = transaction.tables.requests

    def get(self, team: str, id_: str) -> FeatureRequest | None:
        return self._one(team=team, id=id_)

    def at(self, team: str, channel: str, ts: str) -> FeatureRequest | None:
        return self._one(team=team, channel=channel, ts=ts)

    def add(self, request: FeatureRequest) -> bool:
        return self._in.add_once(self._requests, flat(request), ("team", "channel", "ts"))

    def save(self, request: FeatureRequest) -> None:
        self._in.replace(self._requests, flat(request))

    def unfinished_in(self, team: str, channel: str) -> Sequence[FeatureRequest]:
        return self._unfinished(self._requests.c.team == team, self._requests.c.channel == channel)

    def unfinished_by(self, team: str, requester: str) -> Sequence[FeatureRequest]:
        return self._unfinished(self._requests.c.team == team, self._requests.c.requester == requester)

    def between(self, team: str, channel: str, first: str, last: str) -> Sequence[FeatureRequest]:
        table = self._requests
        query = select(table).where(table.c.team == team, table.c.channel == channel, table.c.ts.between(first, last))
        return [FeatureRequest(**row) for row in self._in.all(query.order_by(table.c.ts.desc()))]

    def objects_in(self, team: str, channel: str, limit: int) -> Mapping[str, str]:
        table = self._requests
        query = select(table.c.id, table.c.object).where(table.c.team == team, table.c.channel == channel)
        rows = self._in.connection.execute(query.order_by(table.c.ts.desc()).limit(limit))
        return {row.id: row.object for row in rows if row.object}

    def these(self, team: str, ids: Collection[str]) -> Sequence[FeatureRequest]:
        table = self._requests
        query = select(table).where(table.c.team == team, table.c.id.in_(ids))
        return [FeatureRequest(**row) for row in self._in.all(query)] if ids else []

    def latest_in(self, team: str, channel: str, limit: int) -> Sequence[FeatureRequest]:
        table = self._requests
        query = select(table).where(table.c.team == team, table.c.channel == channel)
        return [FeatureRequest(**row) for row in self._in.all(query.order_by(table.c.ts.desc()).limit(limit))]

    def _unfinished(self, *where: ColumnElement[bool]) -> Sequence[FeatureRequest]:
        table = self._requests
        waits = or_(table.c.state == RequestState.OPEN, table.c.settled_as.in_((Settlement.WAITING, Settlement.ASKED)))
        query = select(table).where(*where, waits).order_by(table.c.id)
        return [FeatureRequest(**row) for row in self._in.each(query)]

    def _one(self, **key: str) -> FeatureRequest | None:
        row = self._in.row(self._requests, **key)
        return None if row is None else FeatureRequest(**row)
