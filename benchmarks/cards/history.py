"""A long history in the bot's own tables, as if the bot had been at work in these channels for years."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import Table, insert

from bot.domain.detection.learning import Feedback
from bot.domain.model import NOTHING_TOLD, DueState, RequestState, Saying, Settlement
from bot.store.cipher import Cipher
from bot.store.engine import open_engine
from bot.store.tables import Tables

Row = dict[str, object]
AT_ONCE = 20_000
EARLIER = timedelta(days=3)
"""Recent enough that no housekeeping deletes it while it is measured."""


def fill(url: str, team: str, channels: Sequence[str], rows: int, now: datetime) -> None:
    """Add that many rows: a quarter each of requests, examples, finished events and sent messages."""
    # Nothing of it is ever opened, so a key of its own does.
    tables, engine = Tables(Cipher.from_keys([Cipher.new_key()])), open_engine(url)
    then = now - EARLIER
    kinds: tuple[tuple[Table, Callable[[int, str], Row]], ...] = (
        (tables.requests, lambda number, channel: _request(team, channel, number, then)),
        (tables.examples, lambda number, channel: _example(team, channel, number, then)),
        (tables.inbox, lambda number, channel: _event(team, channel, number, then)),
        (tables.outbox, lambda number, channel: _message(team, channel, number, then)),
    )
    with engine.begin() as connection:
        for table, row in kinds:
            made = (row(number, channels[number % len(channels)]) for number in range(rows // len(kinds)))
            for some in _batches(made):
                connection.execute(insert(table), some)
    engine.dispose()


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _ts(number: int, then: datetime) -> str:
    return f"{int(then.timestamp()) - number // 10}.{number % 1_000_000:06d}"


def _request(team: str, channel: str, number: int, then: datetime) -> Row:
    return {
        "id": f"history-{number}",
        "team": team,
        "channel": channel,
        "ts": _ts(number, then),
        "requester": f"U{number % 500:08d}",
        "signals": (),
        "object": "export",
        "noticed_at": then - timedelta(seconds=number),
        "state": RequestState.SETTLED,
        "settled_by": f"U{number % 20:08d}",
        "settled_as": Settlement.POSTED,
        "hushed": "",
        "kind": "direct",
        "told": NOTHING_TOLD,
        "parts": (),
        "probability": 0.9,
        "version": 2,
    }


def _example(team: str, channel: str, number: int, then: datetime) -> Row:
    return {
        "team": team,
        "channel": channel,
        "ts": _ts(number, then),
        "author": f"U{number % 500:08d}",
        "feedback": Feedback.USED,
        "probability": 0.9,
        "said_at": then,
        "signals": (),
        "text": "",
    }


def _event(team: str, channel: str, number: int, then: datetime) -> Row:
    return {
        "team": team,
        "event_id": f"history-{number}",
        "conversation": f"{channel}:{_ts(number, then)}",
        "version": _ts(number, then),
        "kind": "message",
        "body": None,
        "state": "done",
        "attempts": 1,
        "received_at": then,
        "since": then,
        "retry_at": then,
        "worker": "",
        "claim": "",
        "reason": "",
    }


def _message(team: str, channel: str, number: int, then: datetime) -> Row:
    return {
        "team": team,
        "saying": Saying.CARD,
        "subject": f"history-{number}",
        "key": f"history-{number}",
        "due_at": then - timedelta(seconds=number),
        "person": f"U{number % 20:08d}",
        "state": DueState.SENT,
        "attempts": 1,
        "worker": "",
        "claim": "",
        "channel": channel,
        "sent_channel": channel,
        "sent_ts": _ts(number, then),
        "reason": "",
    }
