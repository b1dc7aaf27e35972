"""The only wiring: settings in, a bot that runs out."""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy import Engine

import handlers
from bot import migrations
from bot.beside import TellingOutbox, WakingStore
from bot.classifier.classifier import ShippedClassifier
from bot.clocks import RandomIds, SimulatorClock, SystemClock, SystemTime
from bot.delivery.faults import Permanent, SlackFault, ask
from bot.delivery.gateway import Gateway, slack_client
from bot.delivery.intake import Intake
from bot.delivery.pacing import Paces
from bot.delivery.quiet import Quiet
from bot.delivery.reads import Reads
from bot.delivery.receiver import Receiver
from bot.delivery.rendering import Rendering, Sources
from bot.delivery.sender import OutboxSender
from bot.delivery.socket import SocketReceiver
from bot.delivery.ticker import Ticker
from bot.delivery.worker import InboxWorker, through
from bot.domain.silence import Manners
from bot.domain.timing import WorkingHours
from bot.keys import keys_for
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
from bot.services.learning import LearningService
from bot.services.map_records import MapRecordService
from bot.services.moves import MovesService
from bot.services.mutes import MutesService
from bot.services.negotiations import NegotiationService
from bot.services.noticing import NoticingService
from bot.services.options import OptionService
from bot.services.own_data import OwnDataService
from bot.services.people import PeopleService
from bot.services.ports import Clock
from bot.services.preferences import PreferencesService
from bot.services.preps import PrepService
from bot.services.replies import RepliesService
from bot.services.retention import Kept, RetentionService
from bot.services.scoring import ScoringService
from bot.services.silence import SilenceService
from bot.services.streaks import StreaksService
from bot.services.suspicions import SuspicionService
from bot.services.trades import TradeService
from bot.services.unsaid import UnsaidService
from bot.services.waiting import WaitingService
from bot.services.world import Habits, World
from bot.settings import SettingError, Settings
from bot.store import rotation
from bot.store.cipher import Cipher
from bot.store.engine import open_engine
from bot.store.inbox import SqlInbox
from bot.store.outbox_queue import SqlOutboxQueue
from bot.store.rotation import Rotated
from bot.store.work import SqlStore
from handlers.desk import Desk
from prompts import catalog, pack
from prompts.catalog import BrokenPack, Catalogue

LISTENERS = 32
DONE_EVENTS_KEPT = timedelta(days=7)

logger = logging.getLogger("interests")


@dataclass(frozen=True, slots=True)
class Queues:
    """The database's side: what `status`, `redrive` and `migrate` need, and nothing of Slack."""

    engine: Engine
    inbox: SqlInbox
    outbox: SqlOutboxQueue


@dataclass(frozen=True, slots=True)
class Bot:
    """A wired bot. `socket` connects to Slack; the rest works through what is stored."""

    worker: InboxWorker
    sender: OutboxSender
    ticker: Ticker
    socket: SocketReceiver
    engine: Engine

    def start(self, *, listening: bool) -> None:
        """Begin; with `listening` also connect over Socket Mode."""
        self.worker.start()
        self.sender.start()
        self.ticker.start()
        if listening:
            self.socket.start()

    def stop(self) -> None:
        """Stop listening first, then finish what runs; whatever is cut short is taken up after the next start."""
        self.ticker.stop()
        self.socket.stop()
        self.worker.stop(timeout=8)
        self.sender.stop(timeout=8)
        self.engine.dispose()


@dataclass(frozen=True, slots=True)
class Services:
    """Every service, over one world."""

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
    learning: LearningService
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


def queues(settings: Settings) -> Queues:
    """Open the database's queues; a SQLite file must be there, or opening would make an empty one."""
    url = settings.database_url.reveal()
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not file.exists():
        raise SettingError(f"DATABASE_URL: there is no database {file.name} here yet. Run `interests migrate` first")
    engine = open_engine(url)
    return Queues(engine, SqlInbox(engine), SqlOutboxQueue(engine))


@contextmanager
def learning(settings: Settings) -> Iterator[LearningService]:
    """What owners judged, for the operator: the database alone, nothing of Slack."""
    engine = queues(settings).engine
    store = SqlStore(engine, Cipher.from_keys(keys_for(settings)))
    hours = WorkingHours(settings.day_start, settings.day_end, settings.workdays)
    habits = Habits(settings.card_delay, settings.debrief_delay, hours)
    client = slack_client(settings.bot_token.reveal(), settings.api_url)
    reads = Reads(lambda _team: client)
    try:
        yield LearningService(World(store, reads, ShippedClassifier(), _clock(settings), RandomIds(), habits))
    finally:
        engine.dispose()


def rotate(settings: Settings) -> Rotated:
    """Seal every private text with the first of the keys; the others only open."""
    engine = queues(settings).engine
    try:
        return rotation.rotate(engine, Cipher.from_keys(keys_for(settings)))
    finally:
        engine.dispose()


def ready_database(settings: Settings) -> None:
    """SQLite is brought up to date on the way; a shared PostgreSQL only by `interests migrate`, on purpose."""
    url = settings.database_url.reveal()
    if url.startswith("sqlite"):
        migrations.upgrade(url)
    elif migrations.current(url) != migrations.head():
        raise SettingError("DATABASE_URL: the database is not at this version. Run `interests migrate` first")


def words_of(settings: Settings) -> Catalogue:
    """Everything the bot says: a team's own words, once they keep the house rules, over ours."""
    if settings.prompts is None:
        return catalog.load()
    try:
        return pack.trusted(settings.prompts)
    except BrokenPack as fault:
        raise SettingError(f"INTERESTS_PROMPTS: {fault}. See docs/prompts.md") from None


def build(settings: Settings) -> Bot:
    """Wire a bot for the one workspace of the settings' token; asks Slack once who the bot is."""
    real_time, clock = SystemTime(), _clock(settings)
    queue = queues(settings)
    database = SqlStore(queue.engine, Cipher.from_keys(keys_for(settings)))
    client = slack_client(settings.bot_token.reveal(), settings.api_url)
    identity = _identity(client, settings)
    gateway = Gateway(lambda _team: client, real_time)
    words = words_of(settings)
    hours = WorkingHours(settings.day_start, settings.day_end, settings.workdays)

    habits = Habits(settings.card_delay, settings.debrief_delay, hours, _manners(settings))
    store = WakingStore(database)
    world = World(store, Reads(lambda _team: client), ShippedClassifier(), clock, RandomIds(), habits)
    services = _services(world, words)
    quiet = Quiet(services.silence, gateway.snoozed_until, clock)
    render = Rendering(_sources(services, words, clock, hours, settings, quiet))
    paces = _paces(settings)
    name = f"{socket.gethostname()}:{os.getpid()}"
    outbox = TellingOutbox(queue.engine, services.unsaid.given_up)
    sender = OutboxSender(outbox, gateway, render, database, clock, real_time, name, paces)
    store.wakes(sender.wake)

    app = _app(client, identity)
    handlers.register(app, _desk(services, words, gateway, clock, settings.prep_emoji))
    worker = InboxWorker(queue.inbox, through(app), real_time, name, paces)
    receiver = Receiver(database, queue.inbox, real_time, settings.prep_emoji, habits.manners.follows)
    intake = Intake(receiver, app.dispatch, worker.wake)
    keep_house = _housekeeping(queue, services.learning, _retention(world, settings), real_time, settings)
    ticker = Ticker([worker.wake, sender.wake], keep_house, settings.tick.total_seconds(), real_time)
    line = SocketReceiver(settings.app_token.reveal(), settings.api_url, intake, real_time, paces)
    return Bot(worker, sender, ticker, line, queue.engine)


def _clock(settings: Settings) -> Clock:
    return SimulatorClock(settings.clock_url) if settings.clock_url else SystemClock()


def _manners(settings: Settings) -> Manners:
    return Manners(
        settings.cards_per_channel,
        settings.cards_per_owner,
        settings.requester_pause,
        settings.follow_up,
        settings.unused_cards,
        settings.hears_guests,
        timedelta(days=settings.thread_days),
    )


def _identity(client: WebClient, settings: Settings) -> AuthorizeResult:
    try:
        answer = ask(client.auth_test)
    except Permanent as fault:
        place = "api.slack.com/apps > your app > OAuth & Permissions"
        raise SettingError(f"SLACK_BOT_TOKEN: Slack refused it ({fault.error}). Get it at {place}") from None
    except SlackFault as fault:
        raise SettingError(f"SLACK_API_URL: nobody answers there ({fault.error}). See docs/settings.md") from None
    return AuthorizeResult(
        enterprise_id=answer.get("enterprise_id"),
        team_id=answer.get("team_id"),
        bot_user_id=answer.get("user_id"),
        bot_id=answer.get("bot_id"),
        bot_token=settings.bot_token.reveal(),
    )


def _app(client: WebClient, identity: AuthorizeResult) -> App:
    def authorize() -> AuthorizeResult:
        return identity  # asked once at the start: Bolt would ask Slack for every event

    return App(
        client=client,
        authorize=authorize,
        request_verification_enabled=False,  # Socket Mode: the connection itself is authenticated
        token_verification_enabled=False,
        process_before_response=True,  # an event's failure is seen by the worker; a click's effects precede its ack
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="bolt"),
        logger=logging.getLogger("slack_bolt"),
    )


def _services(world: World, words: Catalogue) -> Services:
    channels = ChannelService(world)
    negotiations = NegotiationService(world)
    coaching = CoachingService(world, words.coaching)
    agreements = AgreementService(world)
    return Services(
        channels=channels,
        people=PeopleService(world),
        noticing=NoticingService(world),
        coaching=coaching,
        moves=MovesService(world, coaching, words.coaching),
        canvases=CanvasService(world, words.coaching),
        asides=AsidesService(world, words.coaching, agreements),
        preps=PrepService(world, words.coaching),
        negotiations=negotiations,
        waiting=WaitingService(world, negotiations),
        interests=InterestService(world),
        asking=AskingService(world),
        suspicions=SuspicionService(world),
        options=OptionService(world),
        brainstorms=BrainstormService(world),
        scoring=ScoringService(world),
        trades=TradeService(world),
        records=MapRecordService(world),
        agreements=agreements,
        debriefs=DebriefService(world),
        learning=LearningService(world),
        unsaid=UnsaidService(world),
        own_data=OwnDataService(world),
        forgetting=ForgettingService(world),
        audit=AuditService(world, channels),
        replies=RepliesService(world),
        mutes=MutesService(world),
        streaks=StreaksService(world),
        preferences=PreferencesService(world),
        silence=SilenceService(world),
        handled=HandledService(world),
    )


def _sources(
    services: Services, words: Catalogue, clock: Clock, hours: WorkingHours, settings: Settings, quiet: Quiet
) -> Sources:
    return Sources(
        words=words,
        clock=clock,
        hours=hours,
        channels=services.channels,
        coaching=services.coaching,
        moves=services.moves,
        canvases=services.canvases,
        asides=services.asides,
        preps=services.preps,
        negotiations=services.negotiations,
        asking=services.asking,
        brainstorms=services.brainstorms,
        scoring=services.scoring,
        agreements=services.agreements,
        debriefs=services.debriefs,
        unsaid=services.unsaid,
        quiet=quiet,
        mutes=services.mutes,
        streaks=services.streaks,
        prep_emoji=settings.prep_emoji,
        handled=services.handled,
        handled_emoji=settings.handled_emoji,
        own_data=services.own_data,
    )


def _desk(services: Services, words: Catalogue, gateway: Gateway, clock: Clock, emoji: str) -> Desk:
    return Desk(
        words=words,
        surfaces=gateway,
        clock=clock,
        channels=services.channels,
        people=services.people,
        noticing=services.noticing,
        coaching=services.coaching,
        moves=services.moves,
        canvases=services.canvases,
        asides=services.asides,
        preps=services.preps,
        negotiations=services.negotiations,
        interests=services.interests,
        asking=services.asking,
        suspicions=services.suspicions,
        options=services.options,
        brainstorms=services.brainstorms,
        scoring=services.scoring,
        trades=services.trades,
        waiting=services.waiting,
        records=services.records,
        agreements=services.agreements,
        debriefs=services.debriefs,
        replies=services.replies,
        mutes=services.mutes,
        streaks=services.streaks,
        preferences=services.preferences,
        prep_emoji=emoji,
        own_data=services.own_data,
        forgetting=services.forgetting,
        audit=services.audit,
    )


def _paces(settings: Settings) -> Paces:
    return Paces(
        message_interval=settings.message_interval.total_seconds(),
        outbox_lease=settings.outbox_lease.total_seconds(),
        senders=settings.senders,
        outbox_attempts=settings.outbox_attempts,
        outbox_backoff=settings.outbox_backoff.total_seconds(),
        inbox_workers=settings.inbox_workers,
        inbox_lease=settings.inbox_lease.total_seconds(),
        inbox_attempts=settings.inbox_attempts,
        inbox_backoff=settings.inbox_backoff.total_seconds(),
        poll=settings.tick.total_seconds(),
        not_yet=min(1.0, settings.tick.total_seconds()),
    )


def _retention(world: World, settings: Settings) -> RetentionService:
    days = (settings.request_days, settings.example_days, settings.said_days, settings.audit_days)
    return RetentionService(world, Kept(*(timedelta(days=count) for count in days)))


def _housekeeping(
    queue: Queues, learning: LearningService, retention: RetentionService, real_time: SystemTime, settings: Settings
) -> Callable[[], None]:
    def keep_house() -> None:
        now = real_time.now()
        dead_kept = timedelta(days=settings.dead_letter_days)
        # A dead letter that is driven again is held against what was done since.
        purged = queue.inbox.purge(now - dead_kept, now - max(DONE_EVENTS_KEPT, dead_kept))
        purged += queue.outbox.purge(now - DONE_EVENTS_KEPT)
        purged += retention.purge()
        logger.info("housekeeping", extra={"purged": purged, "channels_moved": learning.recalibrate()})

    return keep_house
