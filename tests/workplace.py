"""Every service over a real SQLite file, with Slack, the clock and the ids as doubles, and a look at the outbox."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select

from bot.domain.model import (
    Channel,
    Delivery,
    DueState,
    FeatureRequest,
    MessageRef,
    Mode,
    OutboxRow,
    Prep,
    Saying,
    Utterance,
)
from bot.domain.silence import Manners
from bot.domain.timing import WorkingHours
from bot.services.agreements import AgreementService
from bot.services.asides import AsidesService
from bot.services.asking import AskingService
from bot.services.auditing import AuditService
from bot.services.brainstorms import BrainstormService
from bot.services.canvases import CanvasService
from bot.services.channels import ChannelService
from bot.services.coaching import CoachingService
from bot.services.debriefs import DebriefService
from bot.services.forgetting import ForgettingService
from bot.services.handled import HandledService
from bot.services.interests import InterestService
from bot.services.map_records import MapRecordService
from bot.services.moves import MovesService
from bot.services.mutes import MutesService
from bot.services.negotiations import NegotiationService
from bot.services.noticing import Heard, NoticingService
from bot.services.options import OptionService
from bot.services.own_data import OwnDataService
from bot.services.people import PeopleService
from bot.services.ports import Store
from bot.services.preferences import PreferencesService
from bot.services.preps import PrepService, Start
from bot.services.replies import RepliesService, Reply
from bot.services.scoring import ScoringService
from bot.services.silence import SilenceService
from bot.services.streaks import StreaksService
from bot.services.suspicions import SuspicionService
from bot.services.trades import TradeService
from bot.services.unsaid import UnsaidService
from bot.services.waiting import WaitingService
from bot.services.world import Habits, World
from bot.store.cipher import Cipher
from bot.store.engine import READING, open_engine
from bot.store.inbox import SqlInbox
from bot.store.outbox_queue import SqlOutboxQueue
from bot.store.outbox_rows import outbox_row
from bot.store.tables import Tables
from bot.store.work import SqlStore
from prompts.catalog import load
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM, CountingIds, FakeClock, FakeSlack
from tests.reader import reader

ASK = "Can we please add a CSV export to the dashboard?"
CHAT = "Lunch, anyone?"
# Caps and pauses are tests/services/test_silence.py's; elsewhere people ask as often as a test needs.
FREELY = Manners(1000, 1000, timedelta(), timedelta(), 0)
HABITS = Habits(timedelta(minutes=2), timedelta(minutes=15), WorkingHours(), FREELY)
WORDS = load()
OUTBOX = Tables().outbox
CIPHER = Cipher.from_keys([Cipher.new_key()])
ALIVE = frozenset({DueState.DUE, DueState.CLAIMED, DueState.SENT})


def ref(ts: str = "1.0", thread_ts: str | None = None, channel: str = CHANNEL) -> MessageRef:
    return MessageRef(TEAM, channel, ts, thread_ts)


@dataclass(frozen=True)
class Services:
    channels: ChannelService
    people: PeopleService
    noticing: NoticingService
    coaching: CoachingService
    moves: MovesService
    canvases: CanvasService
    asides: AsidesService
    preps: PrepService
    negotiations: NegotiationService
    interests: InterestService
    asking: AskingService
    suspicions: SuspicionService
    options: OptionService
    brainstorms: BrainstormService
    scoring: ScoringService
    trades: TradeService
    waiting: WaitingService
    records: MapRecordService
    agreements: AgreementService
    debriefs: DebriefService
    unsaid: UnsaidService
    own_data: OwnDataService
    forgetting: ForgettingService
    audit: AuditService
    replies: RepliesService
    mutes: MutesService
    streaks: StreaksService
    preferences: PreferencesService
    silence: SilenceService
    handled: HandledService


def services(world: World) -> Services:
    channels = ChannelService(world)
    negotiations = NegotiationService(world)
    coaching = CoachingService(world, WORDS.coaching)
    agreements = AgreementService(world)
    return Services(
        channels,
        PeopleService(world),
        NoticingService(world),
        coaching,
        MovesService(world, coaching, WORDS.coaching),
        CanvasService(world, WORDS.coaching),
        AsidesService(world, WORDS.coaching, agreements),
        PrepService(world, WORDS.coaching),
        negotiations,
        InterestService(world),
        AskingService(world),
        SuspicionService(world),
        OptionService(world),
        BrainstormService(world),
        ScoringService(world),
        TradeService(world),
        WaitingService(world, negotiations),
        MapRecordService(world),
        agreements,
        DebriefService(world),
        UnsaidService(world),
        OwnDataService(world),
        ForgettingService(world),
        AuditService(world, channels),
        RepliesService(world),
        MutesService(world),
        StreaksService(world),
        PreferencesService(world),
        SilenceService(world),
        HandledService(world),
    )


@dataclass(frozen=True)
class Workplace(Services):
    """One workspace: Anna and Ben look after the channel once it is turned on, Cara asks for things."""

    engine: Engine
    store: SqlStore
    inbox: SqlInbox
    queue: SqlOutboxQueue
    slack: FakeSlack
    clock: FakeClock
    ids: CountingIds
    world: World

    # -- what people do ----------------------------------------------------------------------------------------

    def turn_on(self, mode: Mode = Mode.PRIVATE, owners: tuple[str, ...] = (ANNA, BEN), channel: str = CHANNEL) -> None:
        self.slack.open_channel(channel, ANNA, BEN, CARA)
        with self.store.work() as work:
            work.channels.save(Channel(TEAM, channel, mode, owners))

    def turn_off(self) -> None:
        self.channels.choose(TEAM, CHANNEL, ANNA, Mode.OFF)

    def share_channel(self) -> None:
        """Another organisation joins the channel."""
        self.channels.sharing_changed(TEAM, CHANNEL, True, None)

    def hear(self, text: str = ASK, ts: str = "1.0", user: str = CARA, thread_ts: str | None = None) -> str:
        """Somebody writes that (anew); the id of the request it became, else empty."""
        place = ref(ts, thread_ts)
        self.slack.write(place, user, text)
        found = self.noticing.heard(Heard(place, user, text), None)
        return found.id if found else ""

    def prepare(self, user: str = ANNA, ts: str = "1.0", text: str = ASK, author: str = CARA) -> Prep:
        self.slack.write(ref(ts), author, text)
        found = self.preps.start(Start(ref(ts), user, f"wish-{ts}-{user}"))
        assert found is not None
        return found

    def delivery(self, event: str = "Ev1") -> Delivery:
        """An event on its way: stored and claimed."""
        now = datetime.now(UTC)
        self.inbox.put(TEAM, event, event, {"event": {"type": "message"}}, now)
        return self.inbox.claim("worker", 1, now, timedelta(minutes=1))[0].delivery

    def reply(self, text: str, ts: str, user: str = CARA, root: str = "1.0") -> None:
        """Somebody writes that under a request."""
        place = ref(ts, root)
        self.slack.write(place, user, text)
        self.replies.replied(Reply(place, user, text), None)

    # -- what became of it -------------------------------------------------------------------------------------

    def rows(self, saying: Saying | None = None, states: frozenset[DueState] = ALIVE) -> list[OutboxRow]:
        """The outbox in the order in which it was written; without what was cancelled unless asked for."""
        with self.engine.connect() as connection:
            reading = connection.execution_options(**{READING: True})
            found = [outbox_row(row) for row in reading.execute(select(OUTBOX).order_by(OUTBOX.c.id))]
        return [row for row in found if row.state in states and saying in {None, row.utterance.saying}]

    def said(self, saying: Saying) -> list[Utterance]:
        return [row.utterance for row in self.rows(saying)]

    def due(self, saying: Saying) -> list[Utterance]:
        return [row.utterance for row in self.rows(saying, frozenset({DueState.DUE}))]

    def claim(self) -> list[OutboxRow]:
        """Everything whose time has come, in a sender's hands."""
        return list(self.queue.claim("sender", 500, self.clock.now(), datetime.now(UTC), timedelta(minutes=1)))

    def send(self) -> list[OutboxRow]:
        """Everything whose time has come reaches Slack."""
        rows = self.claim()
        for row in rows:
            place = row.utterance.channel or f"D{row.utterance.person}"
            assert self.queue.sent(row, place, f"{1000 + row.id}.0")
        return rows

    def refreshed(self, saying: Saying) -> int:
        """How many messages of that kind wait to be shown anew."""
        shown = {str(row.id) for row in self.rows(saying, frozenset({DueState.SENT}))}
        return sum(utterance.subject in shown for utterance in self.due(Saying.REFRESH))

    def request(self, id_: str) -> FeatureRequest:
        with self.store.reading() as work:
            found = work.requests.get(TEAM, id_)
        assert found is not None
        return found

    def stored(self, channel: str = CHANNEL) -> Channel:
        with self.store.reading() as work:
            return work.channels.get(TEAM, channel)

    def over(self, store: Store) -> Services:
        """The same services over another store."""
        return services(World(store, self.slack, reader(), self.clock, self.ids, HABITS))


def copy_of(migrated: Path, folder: Path) -> Path:
    return Path(shutil.copy(migrated, folder / "interests.db"))


@contextmanager
def workplace_in(database: Path, habits: Habits = HABITS) -> Iterator[Workplace]:
    engine = open_engine(f"sqlite:///{database}")
    store = SqlStore(engine, CIPHER)
    slack, clock, ids = FakeSlack(), FakeClock(), CountingIds()
    world = World(store, slack, reader(), clock, ids, habits)
    parts = vars(services(world))
    yield Workplace(
        **parts,
        engine=engine,
        store=store,
        inbox=SqlInbox(engine),
        queue=SqlOutboxQueue(engine),
        slack=slack,
        clock=clock,
        ids=ids,
        world=world,
    )
    engine.dispose()
