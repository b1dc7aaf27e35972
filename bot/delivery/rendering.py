"""From an utterance to what Slack shows: one renderer each, asked at the moment of sending."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.delivery.quiet import Quiet
from bot.delivery.speech import REMINDERS, Later, Reaction, Silence
from bot.domain.model import ASIDES, AsideKind, MessageRef, OutboxRow, Saying, Utterance
from bot.domain.timing import WorkingHours, due, next_working
from bot.services.agreements import AgreementService
from bot.services.asides import AsidesService
from bot.services.asking import AskingService
from bot.services.brainstorms import BrainstormService
from bot.services.canvases import CanvasService
from bot.services.channels import ChannelService
from bot.services.coaching import CoachingService
from bot.services.debriefs import DebriefService
from bot.services.handled import HandledService
from bot.services.moves import MovesService
from bot.services.mutes import MutesService
from bot.services.negotiations import NegotiationService
from bot.services.own_data import OwnDataService
from bot.services.ports import Clock
from bot.services.preps import PrepService
from bot.services.scoring import ScoringService
from bot.services.streaks import StreaksService
from bot.services.unsaid import UnsaidService
from bot.services.world import Hush
from bot.views import (
    agreements,
    answers,
    asides,
    asking,
    brainstorm,
    canvas,
    card,
    channel,
    debrief,
    map_export,
    maps,
    prep,
    privacy,
    scores,
    silence,
)
from bot.views.message import Document, Message
from prompts.catalog import Catalogue

Rendered = Message | Document | Reaction | Hush


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the renderers ask how things stand now."""

    words: Catalogue
    clock: Clock
    hours: WorkingHours
    channels: ChannelService
    coaching: CoachingService
    moves: MovesService
    canvases: CanvasService
    asides: AsidesService
    preps: PrepService
    negotiations: NegotiationService
    asking: AskingService
    brainstorms: BrainstormService
    scoring: ScoringService
    agreements: AgreementService
    debriefs: DebriefService
    unsaid: UnsaidService
    quiet: Quiet
    mutes: MutesService
    streaks: StreaksService
    prep_emoji: str
    handled: HandledService
    handled_emoji: str
    own_data: OwnDataService


class Rendering:
    """Renders each kind of utterance from the current state of its subject."""

    def __init__(self, sources: Sources) -> None:
        self._from = sources
        self._renderers: dict[Saying, Callable[[OutboxRow], Rendered | Later]] = {
            Saying.SETUP: self._setup,
            Saying.NOTICE: self._notice,
            Saying.CONSENT_NOTICE: self._consent_notice,
            Saying.CARD: lambda row: sources.quiet.card(row, lambda: self._card(row)),
            Saying.WAIT_OVER: lambda row: sources.quiet.wait_over(row, lambda: self._wait_over(row)),
            **{saying: self._aside(kind) for kind, saying in ASIDES.items()},
            Saying.THREAD_LINE: self._thread_line,
            Saying.LIMITS: self._limits,
            Saying.PUBLIC_REPLY: self._public_reply,
            Saying.OWNER_POST: self._owner_post,
            Saying.HOLDING_LINE: self._holding_line,
            Saying.CANVAS_INVITE: self._canvas_invite,
            Saying.CANVAS: self._canvas,
            Saying.PREP: self._prep,
            Saying.PREP_THREAD: lambda _row: prep.prep_thread(sources.words),
            Saying.PREP_GONE: lambda _row: prep.prep_gone(sources.words),
            Saying.PREP_HINT: self._prep_hint,
            Saying.NOTE_OFFER: self._note_offer,
            Saying.NOT_SAID: self._not_said,
            Saying.DM_HELP: self._dm_help,
            Saying.MAP: self._map,
            Saying.SHARED_MAP: self._map,
            Saying.MAP_ASK: self._ask,
            Saying.MAP_CHECK: self._ask,
            Saying.MAP_SCORE: self._score,
            Saying.MAP_EXPORT: self._export,
            Saying.MAP_EXPORT_TEXT: self._export_text,
            Saying.BRAINSTORM: self._brainstorm,
            Saying.BRAINSTORM_OVER: self._brainstorm,
            Saying.AGREEMENT: self._agreement,
            Saying.DEBRIEF: self._debrief,
            Saying.REVIEW_AHEAD: self._review,
            Saying.REVIEW_DUE: self._review,
            Saying.REVIEW_RESULT: self._result,
            Saying.MY_DATA: self._my_data,
            Saying.MY_DATA_TEXT: self._my_data_text,
            Saying.QUIETER: self._quieter,
            Saying.MUTED_HERE: self._muted_here,
            Saying.HANDLED: self._handled,
        }

    def __call__(self, row: OutboxRow) -> Message | Document | Reaction | Silence | Later:
        """The message as it should read now, or why there is none, or when to ask again."""
        said = row.utterance
        if said.channel and not said.channel.startswith("D") and self._from.channels.is_shared(said.team, said.channel):
            return Silence("the channel is shared with another organisation")
        quiet = self._quiet(row)
        if quiet is not None:
            return quiet
        if said.person is None and (said.channel is None or said.channel.startswith("D")):
            return privacy.forgotten_message(self._from.words)  # all that is said in a DM is said to somebody
        rendered = self._renderers[said.saying](row)
        return Silence(rendered.reason) if isinstance(rendered, Hush) else rendered

    def _quiet(self, row: OutboxRow) -> Later | None:
        """A reminder that comes late still keeps to working hours."""
        said = row.utterance
        if said.saying not in REMINDERS or said.local is None or row.sent_ts is not None:
            return None
        now = self._from.clock.now()
        opening = next_working(now, said.local.zone, self._from.hours)
        if opening <= now:
            return None
        when = due(opening, said.local.zone)
        return Later(when.at, when.local)

    def _setup(self, row: OutboxRow) -> Rendered:
        found = self._from.channels.setup_of(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else channel.setup(self._from.words, found, self._from.prep_emoji)

    def _notice(self, row: OutboxRow) -> Rendered:
        found = self._from.channels.notice_of(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else channel.notice(self._from.words, found, self._from.prep_emoji)

    def _consent_notice(self, row: OutboxRow) -> Rendered:
        found = self._from.channels.notice_of(row.utterance.team, row.utterance.subject)
        if isinstance(found, Hush):
            return found
        return channel.consent_notice(self._from.words) if found.keeps_examples else Hush("the consent was taken back")

    def _card(self, row: OutboxRow) -> Message | Hush:
        found = self._from.coaching.card(row.utterance.team, row.utterance.subject, row.utterance.person or "")
        if isinstance(found, Hush):
            return _closed(self._from.words, row, found)
        return (silence.rehearsed if row.utterance.channel else card.card)(self._from.words, found)

    def _wait_over(self, row: OutboxRow) -> Message | Hush:
        said = row.utterance
        found = self._from.coaching.wait_over(said.team, said.subject, said.person or "", said.key)
        if isinstance(found, Hush):
            return _closed(self._from.words, row, found)
        return card.wait_over(self._from.words, found)

    def _aside(self, kind: AsideKind) -> Callable[[OutboxRow], Rendered | Later]:
        """Held or dropped by the same rules as a card."""
        return lambda row: self._from.quiet.card(row, lambda: self._aside_card(row, kind))

    def _aside_card(self, row: OutboxRow, kind: AsideKind) -> Message | Hush:
        words, said = self._from.words, row.utterance
        found = self._from.asides.card(said.team, said.subject, kind, said.person or "")
        if isinstance(found, Hush):
            return _closed(words, row, found)
        if not said.channel:
            return asides.aside(words, found)
        nobodys = asides.aside(words, replace(found, owner=""))  # in a test channel nobody is "you"
        return silence.in_rehearsal(words, found.request.channel, nobodys)

    def _thread_line(self, row: OutboxRow) -> Rendered:
        found = self._from.asides.thread_line(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else card.owner_post(self._from.words, found)

    def _limits(self, row: OutboxRow) -> Rendered:
        found = self._from.asides.limits_post(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else asides.limits(self._from.words, found)

    def _public_reply(self, row: OutboxRow) -> Rendered:
        found = self._from.coaching.public_reply(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else card.public_reply(self._from.words, found)

    def _owner_post(self, row: OutboxRow) -> Rendered:
        found = self._from.coaching.owner_post(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else card.owner_post(self._from.words, found)

    def _holding_line(self, row: OutboxRow) -> Rendered:
        found = self._from.moves.holding_post(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else card.owner_post(self._from.words, found)

    def _canvas_invite(self, row: OutboxRow) -> Rendered:
        found = self._from.canvases.invitation(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else canvas.invitation(self._from.words, found)

    def _canvas(self, row: OutboxRow) -> Rendered:
        found = self._from.canvases.filled(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else canvas.filled(self._from.words, found)

    def _prep(self, row: OutboxRow) -> Rendered:
        said = row.utterance
        found = self._from.preps.brief(said.team, said.subject, said.person or "")
        return found if isinstance(found, Hush) else prep.prep(self._from.words, found)

    def _prep_hint(self, row: OutboxRow) -> Rendered:
        if row.utterance.in_thread_of:
            return prep.prep_again(self._from.words)
        said = row.utterance
        return prep.prep_off(self._from.words, said.subject, self._from.channels.is_shared(said.team, said.subject))

    def _not_said(self, row: OutboxRow) -> Rendered:
        found = self._from.unsaid.report(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else answers.not_said(self._from.words, found.channel, found.reason)

    def _dm_help(self, row: OutboxRow) -> Rendered:
        said = row.utterance
        written = MessageRef(said.team, said.channel or "", said.subject, said.thread_ts)
        id_ = self._from.preps.thread_of(written, said.person or "")
        if id_:
            return self._offer(said, id_, said.subject)
        return answers.dm_help(self._from.words, self._from.prep_emoji)

    def _note_offer(self, row: OutboxRow) -> Rendered:
        id_, _, ts = row.utterance.subject.partition("/")
        return self._offer(row.utterance, id_, ts)

    def _offer(self, said: Utterance, id_: str, ts: str) -> Rendered:
        kept = self._from.preps.note_offer(said.team, f"{id_}/{ts}", said.person or "")
        if isinstance(kept, Hush):
            return kept
        return prep.note_offer(self._from.words, id_, said.channel or "", ts, kept, said.thread_ts or "")

    def _map(self, row: OutboxRow) -> Rendered:
        found = self._from.negotiations.map(row.utterance.team, row.utterance.subject)
        if isinstance(found, Hush):
            return found
        if row.utterance.saying is Saying.SHARED_MAP:
            return maps.map_message(self._from.words, found, shared=True)
        reader = row.utterance.person
        if reader != found.negotiation.author and found.negotiation.party_of(reader or "") is None:
            return maps.left_message(self._from.words, found.negotiation)
        return maps.map_message(self._from.words, found, shared=False, reader=reader)

    def _ask(self, row: OutboxRow) -> Rendered:
        said = row.utterance
        found = self._from.asking.asked(said.team, said.subject, said.person or "")
        if isinstance(found, Hush):
            return found
        shown = asking.check_message if said.saying is Saying.MAP_CHECK else asking.ask_message
        return shown(self._from.words, found)

    def _score(self, row: OutboxRow) -> Rendered:
        found = self._from.scoring.called(row)
        return found if isinstance(found, Hush) else scores.call(self._from.words, found)

    def _export(self, row: OutboxRow) -> Rendered:
        found = self._from.negotiations.map(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else map_export.document(self._from.words, found)

    def _export_text(self, row: OutboxRow) -> Rendered:
        map_id, _, number = row.utterance.subject.rpartition(":")
        found = self._from.negotiations.map(row.utterance.team, map_id)
        if isinstance(found, Hush):
            return found
        return map_export.passage(self._from.words, found, int(number)) or Hush("there is no such part any more")

    def _brainstorm(self, row: OutboxRow) -> Rendered:
        said = row.utterance
        found = self._from.brainstorms.shown(said.team, said.subject, said.key)
        if isinstance(found, Hush):
            return found
        if said.saying is Saying.BRAINSTORM_OVER:
            return brainstorm.over(self._from.words, found)
        return brainstorm.message(self._from.words, found)

    def _agreement(self, row: OutboxRow) -> Rendered:
        found = self._from.agreements.review(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else agreements.agreement(self._from.words, found)

    def _debrief(self, row: OutboxRow) -> Rendered:
        said = row.utterance
        found = self._from.debriefs.prompt(said.team, said.subject, said.person or "", said.key)
        return found if isinstance(found, Hush) else debrief.debrief(self._from.words, found)

    def _review(self, row: OutboxRow) -> Rendered:
        said = row.utterance
        found = self._from.agreements.review(said.team, said.subject, said.key)
        ahead = said.saying is Saying.REVIEW_AHEAD
        return found if isinstance(found, Hush) else agreements.reminder(self._from.words, found, ahead)

    def _result(self, row: OutboxRow) -> Rendered:
        found = self._from.agreements.review(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else agreements.result(self._from.words, found)

    def _my_data(self, row: OutboxRow) -> Document:
        return privacy.my_data(
            self._from.words, self._from.own_data.file(row.utterance.team, row.utterance.person or "")
        )

    def _my_data_text(self, row: OutboxRow) -> Rendered:
        said = row.utterance
        found = self._from.own_data.passage(said.team, said.person or "", said.subject)
        return privacy.my_data_text(self._from.words, found)

    def _quieter(self, row: OutboxRow) -> Rendered:
        found = self._from.streaks.told(row.utterance.team, row.utterance.subject)
        return found if isinstance(found, Hush) else silence.quieter(self._from.words, found)

    def _muted_here(self, row: OutboxRow) -> Rendered:
        said = row.utterance
        still = self._from.mutes.is_muted_here(said.team, said.subject, said.person or "")
        return silence.muted_here(self._from.words, said.subject, still=still)

    def _handled(self, row: OutboxRow) -> Reaction | Hush:
        found = self._from.handled.mark(row.utterance.team, row.utterance.subject)
        if isinstance(found, Hush) or not self._from.handled_emoji:
            return found if isinstance(found, Hush) else Hush("no emoji is wanted")
        return Reaction(found.ref.channel, found.ref.ts, self._from.handled_emoji, found.on)


def _closed(words: Catalogue, row: OutboxRow, why: Hush) -> Message | Hush:
    """A card that stands in Slack is closed where there is nothing left for its reader to answer."""
    return card.closed(words) if row.sent_ts else why
