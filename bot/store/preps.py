"""What a person keeps for themselves: preparations and debriefs, never given to anyone else."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from bot.domain.model import Debrief, DebriefState, MessageRef, Note, Prep, Talk
from bot.store.source import source_columns, take_source
from bot.store.transaction import Transaction, Values, flat


class SqlPreps:
    """Preparations: at most one a person and message."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._preps = transaction.tables.preps
        self._notes = transaction.tables.prep_notes

    def get(self, team: str, id_: str, user: str) -> Prep | None:
        table = self._preps
        return self._one(table.c.team == team, table.c.id == id_, table.c.user == user)

    def of(self, user: str, source: MessageRef) -> Prep | None:
        table = self._preps
        place = (table.c.source_channel == source.channel, table.c.source_ts == source.ts)
        return self._one(table.c.team == source.team, table.c.user == user, *place)

    def about(self, source: MessageRef) -> Sequence[Prep]:
        table = self._preps
        place = (table.c.source_channel == source.channel, table.c.source_ts == source.ts)
        query = select(table).where(table.c.team == source.team, *place).order_by(table.c.id)
        return [self._with_notes(row) for row in self._in.each(query)]

    def quoting(self, team: str, requester: str) -> Sequence[Prep]:
        table = self._preps
        query = select(table).where(table.c.team == team, table.c.requester == requester).order_by(table.c.id)
        return [self._with_notes(row) for row in self._in.each(query)]

    def add(self, prep: Prep) -> bool:
        unique = ("team", "user", "source_channel", "source_ts")
        added = self._in.add_once(self._preps, _columns(prep), unique)
        if added:
            self._add_notes(prep)
        return added

    def save(self, prep: Prep) -> None:
        self._in.replace(self._preps, _columns(prep))
        notes = self._notes
        self._in.connection.execute(notes.delete().where(notes.c.team == prep.team, notes.c.prep == prep.id))
        self._add_notes(prep)

    def _one(self, *where: ColumnElement[bool]) -> Prep | None:
        row = self._in.one(select(self._preps).where(*where))
        return None if row is None else self._with_notes(row)

    def _with_notes(self, row: Values) -> Prep:
        notes = self._notes
        query = select(notes.c.ts, notes.c.text).where(notes.c.team == row["team"], notes.c.prep == row["id"])
        return _prep(row, tuple(Note(**note) for note in self._in.all(query.order_by(notes.c.place))))

    def _add_notes(self, prep: Prep) -> None:
        key = {"team": prep.team, "prep": prep.id}
        self._in.add_all(self._notes, [{**key, **flat(note), "place": n} for n, note in enumerate(prep.notes)])


class SqlDebriefs:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._debriefs = transaction.tables.debriefs

    def get(self, team: str, id_: str, user: str) -> Debrief | None:
        table = self._debriefs
        return self._one(table.c.team == team, table.c.id == id_, table.c.user == user)

    def of_prep(self, team: str, prep: str, user: str) -> Debrief | None:
        table = self._debriefs
        return self._one(table.c.team == team, table.c.prep == prep, table.c.user == user)

    def add(self, debrief: Debrief) -> None:
        self._in.add(self._debriefs, flat(debrief))

    def save(self, debrief: Debrief) -> None:
        self._in.replace(self._debriefs, flat(debrief))

    def last_lesson(self, team: str, user: str) -> str:
        table = self._debriefs
        query = (
            select(table.c.next_time)
            .where(table.c.team == team, table.c.user == user)
            .where(table.c.state == DebriefState.DONE, table.c.next_time != "")
            .order_by(table.c.done_at.desc().nulls_last(), table.c.id)
            .limit(1)
        )
        return next((str(row["next_time"]) for row in self._in.all(query)), "")

    def _one(self, *where: ColumnElement[bool]) -> Debrief | None:
        latest_first = (self._debriefs.c.due_at.desc(), self._debriefs.c.id)
        row = self._in.one(select(self._debriefs).where(*where).order_by(*latest_first).limit(1))
        return None if row is None else Debrief(**row)


def _columns(prep: Prep) -> Values:
    values = flat(prep)
    values.pop("notes")
    source = source_columns(prep.team, values.pop("source"))
    talk = _talk_columns(values.pop("talk"))
    return {**values, **source, **talk}


def _talk_columns(talk: Talk | None) -> Values:
    if talk is None:
        return {"talk_start": None, "talk_end": None, "talk_zone": None}
    return {"talk_start": talk.start, "talk_end": talk.end, "talk_zone": talk.zone}


def _prep(row: Values, notes: tuple[Note, ...]) -> Prep:
    source = take_source(row)
    if source is None:
        raise ValueError("a preparation is always about a message")
    start, end, zone = (row.pop(f"talk_{name}") for name in ("start", "end", "zone"))
    talk = None if start is None else Talk(start, end, zone)
    return Prep(**row, source=source, talk=talk, notes=notes)
