"""What a listener needs at hand: the services, the words and the surfaces that open at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

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
from bot.services.interests import InterestService
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
from bot.services.scoring import ScoringService
from bot.services.streaks import StreaksService
from bot.services.suspicions import SuspicionService
from bot.services.trades import TradeService
from bot.services.waiting import WaitingService
from bot.views.message import Message, Modal
from prompts.catalog import Catalogue


class Surfaces(Protocol):
    """What Slack shows at once, because a person waits for it."""

    def open_view(self, team: str, trigger_id: str, view: Modal) -> object: ...

    def update_view(self, team: str, view_id: str, view: Modal, hash_: str | None = None) -> object: ...

    def publish_home(self, team: str, user: str, view: Modal) -> None: ...

    def ephemeral(self, team: str, channel: str, user: str, message: Message, thread_ts: str | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the listeners use, wired once at the start."""

    words: Catalogue
    surfaces: Surfaces
    clock: Clock
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
    replies: RepliesService
    mutes: MutesService
    streaks: StreaksService
    preferences: PreferencesService
    prep_emoji: str
    own_data: OwnDataService
    forgetting: ForgettingService
    audit: AuditService


Json = dict[str, Any]
Listener = Callable[..., Any]
