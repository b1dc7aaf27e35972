"""What the services need from the world outside, as protocols: time, Slack's reads and the store."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.detection.learning import Example
from bot.domain.detection.reading import Reading
from bot.domain.interest_map.history import Change
from bot.domain.interest_map.model import Interest, Negotiation
from bot.domain.interest_map.options import Option, Trade
from bot.domain.interest_map.sheet import Sheet
from bot.domain.model import (
    Agreement,
    Aside,
    Channel,
    Debrief,
    Delivery,
    FeatureRequest,
    MessageRef,
    OutboxRow,
    Person,
    Prep,
    Saying,
    Sensitivity,
    ThreadPost,
    Utterance,
)
from bot.domain.silence import Shown
from bot.domain.trail import SettingChange
from bot.services.map_ports import MapHistory, MapTraces, Pieces, Scores, Sheets, Suspicions


class Clock(Protocol):
    """Civil time: due dates, working hours, reviews. The simulator may move it."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class RealTime(Protocol):
    """Time that nobody moves: leases, backoff, pacing."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC; comparable between processes."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment; comparable within this process only."""
        ...

    def sleep(self, seconds: float) -> None: ...


class Ids(Protocol):
    """Where new record ids come from."""

    def new(self) -> str:
        """A short opaque id, unique in the database, safe in a button's value."""
        ...

    def of(self, *names: str) -> str:
        """The id that goes with these names, always the same: a form sent twice makes one record."""
        ...


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """A message as read from Slack. `text` is plain: entities unescaped, mentions as Slack writes them."""

    ref: MessageRef
    user: str | None
    text: str
    bot: bool = False


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """A channel as the bot sees it; `member` says whether the bot is in it."""

    channel: str
    name: str
    private: bool
    shared: bool
    member: bool
    archived: bool = False


@dataclass(frozen=True, slots=True)
class SlackPerson:
    """A person as Slack describes them; `zone` is an IANA name or None where Slack gives none.

    `guest` is whoever is no full member of this workspace, people of another organisation included.
    """

    user: str
    zone: str | None
    active: bool
    bot: bool
    guest: bool = False


class SlackReads(Protocol):
    """What the services may ask of Slack. A missing scope or a vanished thing is None or False, not an error;
    a passing fault (network, rate limit) raises."""

    def message(self, ref: MessageRef) -> SlackMessage | None: ...

    def permalink(self, ref: MessageRef) -> str | None: ...

    def channel(self, team: str, channel: str) -> SlackChannel | None: ...

    def members(self, team: str, channel: str, among: Collection[str]) -> frozenset[str]:
        """Those of `among` who are in the channel; asked once for all of them, because channels can be large."""
        ...

    def person(self, team: str, user: str) -> SlackPerson | None: ...

    def replies(self, ref: MessageRef, since: datetime) -> Sequence[SlackMessage] | None:
        """What was written in that message's thread after a moment; None where it cannot be read."""
        ...


class Classifier(Protocol):
    """What reads a message; it keeps nothing and asks nobody."""

    @property
    def version(self) -> str:
        """Probabilities of different versions cannot be compared."""
        ...

    def read(self, text: str) -> Reading:
        """A message's text, entities unescaped, with Slack's markup in it; spans count in that text."""
        ...

    def thresholds(self) -> Mapping[Sensitivity, float]:
        """From what probability on a message counts as a request."""
        ...


class Channels(Protocol):
    def get(self, team: str, channel: str) -> Channel:
        """The channel as stored, or one that is off and has no owner."""
        ...

    def save(self, channel: Channel) -> None: ...

    def owned_by(self, team: str, user: str) -> Sequence[Channel]: ...


class People(Protocol):
    def get(self, team: str, user: str) -> Person:
        """The person as stored, or one with every default."""
        ...

    def save(self, person: Person) -> None: ...


class Mutes(Protocol):
    """From which channels a person wants no cards."""

    def holds(self, team: str, user: str, channel: str) -> bool: ...

    def add(self, team: str, user: str, channel: str) -> None: ...

    def drop(self, team: str, user: str, channel: str) -> bool:
        """False when it was not muted."""
        ...


class Examples(Protocol):
    """Messages that owners judged, at most one a message."""

    def save(self, example: Example) -> None:
        """What was said last counts."""
        ...

    def drop(self, ref: MessageRef) -> None: ...

    def drop_of(self, team: str, author: str) -> None: ...

    def forget_text(self, ref: MessageRef) -> None: ...

    def forget_texts(self, team: str, channel: str) -> None: ...

    def of(self, team: str, channel: str, since: datetime) -> Sequence[Example]:
        """Oldest first."""
        ...

    def purge(self, before: datetime) -> int:
        """Delete what was said before, of every team; returns how many."""
        ...

    def places(self) -> Sequence[tuple[str, str]]:
        """Every team and channel that has examples or leans: for the daily round and the operator only."""
        ...


class FeatureRequests(Protocol):
    def get(self, team: str, id_: str) -> FeatureRequest | None: ...

    def at(self, team: str, channel: str, ts: str) -> FeatureRequest | None: ...

    def add(self, request: FeatureRequest) -> bool:
        """False when the message at that place is a request already."""
        ...

    def save(self, request: FeatureRequest) -> None:
        """Write it back; raises Conflict when its version is not the stored one. Bumps the version."""
        ...

    def unfinished_in(self, team: str, channel: str) -> Sequence[FeatureRequest]:
        """Open ones and those an owner put off or asked six lines for."""
        ...

    def unfinished_by(self, team: str, requester: str) -> Sequence[FeatureRequest]:
        """The same, of one requester."""
        ...

    def between(self, team: str, channel: str, first: str, last: str) -> Sequence[FeatureRequest]:
        """Those whose message stands between two ts, the ends included; newest first, to look at."""
        ...

    def objects_in(self, team: str, channel: str, limit: int) -> Mapping[str, str]:
        """What the latest requests ask for, by their ids; those that name nothing are left out."""
        ...

    def these(self, team: str, ids: Collection[str]) -> Sequence[FeatureRequest]:
        """Those of them that are there, to look at; in no order."""
        ...

    def latest_in(self, team: str, channel: str, limit: int) -> Sequence[FeatureRequest]:
        """Newest message first, to look at."""
        ...


class ThreadPosts(Protocol):
    def get(self, team: str, id_: str) -> ThreadPost | None: ...

    def add(self, post: ThreadPost) -> bool:
        """False when that was stored already: a form sent twice."""
        ...

    def drop_about(self, team: str, request: str) -> None:
        """Everything about that request: only for erasing it."""
        ...

    def drop_of(self, team: str, author: str) -> None:
        """Everything by that person: only for erasing it."""
        ...


class Asides(Protocol):
    """What replies under requests showed, at most one of a kind a request."""

    def get(self, team: str, id_: str) -> Aside | None: ...

    def about(self, team: str, request: str) -> Sequence[Aside]: ...

    def standing_in(self, team: str, channel: str) -> Sequence[Aside]:
        """Those that were offered and wait for an owner."""
        ...

    def add(self, aside: Aside) -> bool:
        """False when there is one already."""
        ...

    def save(self, aside: Aside) -> None:
        """Raises Conflict when its version is not the stored one. Bumps the version."""
        ...

    def drop_about(self, team: str, request: str) -> None:
        """Everything about that request: only for erasing it."""
        ...

    def forget(self, team: str, user: str) -> None:
        """Nobody stands where this person settled one."""
        ...


class Negotiations(Protocol):
    def get(self, team: str, id_: str) -> Negotiation | None: ...

    def add(self, negotiation: Negotiation) -> None: ...

    def save(self, negotiation: Negotiation) -> None:
        """Raises Conflict when its version is not the stored one. Bumps the version."""
        ...

    def open_for(self, team: str, user: str) -> Sequence[Negotiation]:
        """Not closed, written by `user` or with `user` among the parties; newest first."""
        ...


class Preps(Protocol):
    def get(self, team: str, id_: str, user: str) -> Prep | None:
        """Only the person's own."""
        ...

    def of(self, user: str, source: MessageRef) -> Prep | None: ...

    def about(self, source: MessageRef) -> Sequence[Prep]:
        """Everybody's preps for that message: only for erasing what was deleted there."""
        ...

    def quoting(self, team: str, requester: str) -> Sequence[Prep]:
        """Everybody's preps for that person's messages: only for erasing them."""
        ...

    def add(self, prep: Prep) -> bool:
        """False when this person prepares for that message already."""
        ...

    def save(self, prep: Prep) -> None:
        """Raises Conflict when its version is not the stored one. Bumps the version."""
        ...


class Debriefs(Protocol):
    def get(self, team: str, id_: str, user: str) -> Debrief | None:
        """Only the person's own."""
        ...

    def of_prep(self, team: str, prep: str, user: str) -> Debrief | None: ...

    def add(self, debrief: Debrief) -> None: ...

    def save(self, debrief: Debrief) -> None:
        """Raises Conflict when its version is not the stored one. Bumps the version."""
        ...

    def last_lesson(self, team: str, user: str) -> str:
        """`next_time` of the person's latest finished debrief that has one, else empty."""
        ...


class Agreements(Protocol):
    def get(self, team: str, id_: str) -> Agreement | None: ...

    def of_negotiation(self, team: str, negotiation: str) -> Sequence[Agreement]: ...

    def of_request(self, team: str, request: str) -> Sequence[Agreement]: ...

    def unreviewed_of(self, team: str, owner: str) -> Sequence[Agreement]:
        """Those whose review is still to come."""
        ...

    def add(self, agreement: Agreement) -> None: ...

    def save(self, agreement: Agreement) -> None:
        """Raises Conflict when its version is not the stored one. Bumps the version."""
        ...


class Outbox(Protocol):
    """Everything said, being said and to be said."""

    def say(self, utterance: Utterance) -> bool:
        """Enqueue; False when its key was used before (whatever became of it)."""
        ...

    def cancel(self, team: str, saying: Saying, subject: str, reason: str) -> int:
        """End every row of that kind and subject that was not sent yet; returns how many."""
        ...

    def refresh(self, team: str, saying: Saying, subject: str, now: datetime) -> None:
        """Have every message of that kind and subject that stands in Slack rendered anew and updated in place.

        Rows still due need nothing: they are rendered when they are sent. Rows claimed right now get a refresh too.
        """
        ...

    def rezone(self, team: str, person: str, zone: str) -> None:
        """The person lives in another zone now: what is still due for them keeps its wall time there."""
        ...

    def said(self, team: str, saying: Saying, subject: str) -> Sequence[OutboxRow]:
        """The rows of that kind and subject that were sent, oldest first."""
        ...

    def addressed(self, team: str, saying: Saying, subject: str, person: str) -> bool:
        """Whether something of that kind was said to the person, or is on its way to them."""
        ...

    def by_key(self, team: str, key: str) -> OutboxRow | None: ...

    def cards_between(
        self, team: str, first: datetime, last: datetime, *, channel: str, person: str = "", requester: str = ""
    ) -> Sequence[Shown]:
        """Cards, asides and public replies that were said or are on their way, by when they are due (civil time):

        those about requests in the channel or of the requester, and those to the person.
        """
        ...

    def standing_at(self, team: str, channel: str, ts: str) -> OutboxRow | None:
        """The row whose message stands at that place in Slack."""
        ...


class Records(Protocol):
    """All that is kept of one person in a workspace: to hand it to them, and to forget it."""

    def of(self, team: str, user: str) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Every row that is theirs, as plain JSON; nothing that other people keep to themselves."""
        ...

    def requests_of(self, team: str, user: str) -> Sequence[FeatureRequest]:
        """Those they wrote or answered."""
        ...

    def maps_of(self, team: str, user: str) -> Sequence[Negotiation]:
        """Those they wrote or are named in, the closed ones too."""
        ...

    def agreements_of(self, team: str, user: str) -> Sequence[Agreement]:
        """Those they recorded, own or reviewed."""
        ...

    def drop_private(self, team: str, user: str) -> Mapping[str, int]:
        """Delete their preps with the notes, and their debriefs; how many of each."""
        ...

    def drop_map(self, team: str, id_: str) -> None: ...

    def drop_agreement(self, team: str, id_: str) -> None: ...

    def drop_traces(self, team: str, user: str, now: datetime) -> int:
        """Forget where they live, what was and will be said to them, and the events of theirs that were given up.

        What stands in their DM is rendered anew. Returns how many messages will not be said now.
        """
        ...

    def purge(self, requests_before: datetime, said_before: datetime) -> int:
        """Delete requests noticed before, and what was said or given up before, of every team; returns how many."""
        ...


class Audit(Protocol):
    """The trail of settings: who changed what, when, from what to what."""

    def note(self, *changes: SettingChange) -> None: ...

    def of_channel(self, team: str, channel: str, limit: int) -> Sequence[SettingChange]:
        """The latest first."""
        ...

    def forget(self, team: str, user: str) -> None:
        """The person's own settings leave the trail; in those of channels nobody stands in their place."""
        ...

    def purge(self, before: datetime) -> int:
        """Delete what was changed before, of every team; returns how many."""
        ...


class Seen(Protocol):
    """Records as one person may see them (`bot.domain.visibility`); None where they may not, as if there were none."""

    def prep(self, team: str, id_: str, viewer: str) -> Prep | None: ...

    def debrief(self, team: str, id_: str, viewer: str) -> Debrief | None: ...

    def negotiation(self, team: str, id_: str, viewer: str) -> Negotiation | None:
        """Whether they still read where it was shared is Slack's to say."""
        ...

    def sheet(self, team: str, id_: str, viewer: str) -> Sheet | None:
        """The map with everything on it that the viewer may see."""
        ...

    def changes(self, team: str, id_: str, viewer: str, limit: int, skip: int = 0) -> Sequence[Change]:
        """What happened to the map, the latest first."""
        ...

    def agreement(self, team: str, id_: str, viewer: str) -> Agreement | None: ...

    def request(self, team: str, id_: str, viewer: str) -> FeatureRequest | None: ...

    def example(self, place: MessageRef, viewer: str) -> Example | None: ...


class Work(Protocol):
    """One transaction: everything read and written through it commits together or not at all."""

    @property
    def channels(self) -> Channels: ...
    @property
    def people(self) -> People: ...
    @property
    def mutes(self) -> Mutes: ...
    @property
    def examples(self) -> Examples: ...
    @property
    def requests(self) -> FeatureRequests: ...
    @property
    def thread_posts(self) -> ThreadPosts: ...
    @property
    def asides(self) -> Asides: ...
    @property
    def negotiations(self) -> Negotiations: ...
    @property
    def preps(self) -> Preps: ...
    @property
    def debriefs(self) -> Debriefs: ...
    @property
    def agreements(self) -> Agreements: ...
    @property
    def interests(self) -> Pieces[Interest]: ...
    @property
    def options(self) -> Pieces[Option]: ...
    @property
    def trades(self) -> Pieces[Trade]: ...
    @property
    def scores(self) -> Scores: ...
    @property
    def suspicions(self) -> Suspicions: ...
    @property
    def map_history(self) -> MapHistory: ...
    @property
    def sheets(self) -> Sheets: ...
    @property
    def map_traces(self) -> MapTraces: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def records(self) -> Records: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def seen(self) -> Seen: ...


class Store(Protocol):
    def work(self, delivery: Delivery | None = None) -> AbstractContextManager[Work]:
        """A writing transaction, committed when the block ends well.

        With a delivery, its inbox row is closed in the same transaction; if this worker no longer holds it,
        AlreadyHandled is raised instead of a commit and nothing is written.
        """
        ...

    def reading(self) -> AbstractContextManager[Work]:
        """A reading transaction; nothing written in it is kept."""
        ...
