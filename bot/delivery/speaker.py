"""What becomes of one claimed row: where it is said, whether it was said already, what it says, and how it ends."""

import logging
import math
import uuid
from datetime import timedelta

from bot.delivery.faults import CannotLook, Permanent, RateLimited, SlackFault
from bot.delivery.pacing import Pacer, Paces, backoff, chance
from bot.delivery.places import Places, Spot
from bot.delivery.speech import REMINDERS, Later, NotYet, Reaction, Renderer, Silence, Speech, Voice
from bot.domain.model import DueState, OutboxRow, Saying
from bot.logs import where
from bot.services.ports import Clock, RealTime, Store
from bot.services.queues import OutboxQueue
from bot.views.message import Document, Message

GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
MARKS = uuid.UUID("5f0f3c1e-7a53-4f0c-9f5c-3a9d1c0f6b11")

logger = logging.getLogger("interests.delivery.speaker")


def mark(row: OutboxRow) -> str:
    """By what the message is known again in Slack. With the key, because a new database counts its rows from 1."""
    return str(uuid.uuid5(MARKS, f"{row.utterance.team}/{row.id}/{row.utterance.key}"))


class Speaker:
    """Ends or puts off every row it is given; only a lost lease leaves one claimed."""

    def __init__(
        self,
        queue: OutboxQueue,
        voice: Voice,
        render: Renderer,
        store: Store,
        clock: Clock,
        real_time: RealTime,
        paces: Paces,
    ) -> None:
        self._queue = queue
        self._voice = voice
        self._render = render
        self._places = Places(voice, store, paces.not_yet)
        self._clock = clock
        self._real_time = real_time
        self._paces = paces
        self._pacer = Pacer(paces.message_interval)

    def speak(self, row: OutboxRow, post_by: float = math.inf) -> float:
        """Deal with the row. Seconds until its turn where it was not touched, else 0.0. Never raises.

        After `post_by` (monotonic) nothing is posted: the lease might end during the call, and another sender begin.
        """
        try:
            try:
                if row.utterance.saying is Saying.HANDLED:
                    return self._react(row, row)
                return self._refresh(row) if row.utterance.saying is Saying.REFRESH else self._say(row, post_by)
            except SlackFault as fault:
                self._failed(row, fault)
            except Exception as error:  # noqa: BLE001 - whatever a renderer or the store did, the row is tried again
                logger.warning("not rendered", extra=_ids(row) | where(error))
                self._again(row, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the queue itself failed: the lease runs out and the row comes back
            logger.warning("outbox unreachable", extra=_ids(row) | where(error))
        return 0.0

    def give_back(self, row: OutboxRow, wait: float) -> None:
        """Its turn comes too late for this lease: let it go, so that it is claimed again then. Never raises."""
        try:
            self._put_off(row, wait)
        except Exception as error:  # noqa: BLE001 - the lease runs out and the row comes back all the same
            logger.warning("outbox unreachable", extra=_ids(row) | where(error))

    # -- saying it for the first time ----------------------------------------------------------------------------

    def _say(self, row: OutboxRow, post_by: float) -> float:
        team = row.utterance.team
        spot = self._places.of(row.utterance)
        if not isinstance(spot, Spot):
            return self._not_said(row, spot)
        place = (team, spot.channel)
        wait = self._pacer.wait(place, self._real_time.monotonic())
        if wait > 0 or self._said_before(row, spot):
            return wait
        speech = self._wanted(row)
        if not isinstance(speech, Message | Document):
            return self._not_said(row, _no_words(speech))
        now = self._real_time.monotonic()
        if now > post_by:
            return self._not_said(row, NotYet(0.0))
        wait = self._pacer.take(place, now)
        if wait > 0:
            return wait
        try:
            ts = self._put(row, spot, speech)
        except RateLimited as limit:
            self._pacer.block(place, limit.retry_after, self._real_time.monotonic())
            raise
        self._pacer.said(place, self._real_time.monotonic())
        self._stands(row, spot.channel, ts)
        return 0.0

    def _put(self, row: OutboxRow, spot: Spot, speech: Message | Document) -> str:
        """A file has an id where a message has its ts: it is never looked for and never changed."""
        if isinstance(speech, Document):
            return self._voice.upload(row.utterance.team, spot.channel, speech, spot.thread_ts)
        return self._voice.post(row.utterance.team, spot.channel, speech, spot.thread_ts, mark(row))

    def _said_before(self, row: OutboxRow, spot: Spot) -> bool:
        """Whether the row is dealt with: an earlier attempt reached Slack, or nobody can tell and silence is safer."""
        if row.attempts <= 1:
            return False
        try:
            ts = self._voice.find(row.utterance.team, spot.channel, spot.thread_ts, mark(row))
        except CannotLook:
            # Twice in a person's DM is a nuisance; twice in a channel is the bot talking over people.
            if spot.channel.startswith("D"):
                return False
            self._bury(row, "cannot_look")
            return True
        if ts is None:
            return False
        self._stands(row, spot.channel, ts)
        return True

    def _wanted(self, row: OutboxRow) -> Speech:
        speech = self._render(row)
        said = row.utterance
        if isinstance(speech, Message) and said.person is not None and said.saying in REMINDERS:
            until = self._voice.snoozed_until(said.team, said.person, self._clock.now())
            return Later(until, said.local) if until else speech
        return speech

    def _not_said(self, row: OutboxRow, speech: Silence | Later | NotYet) -> float:
        match speech:
            case Silence(reason):
                self._queue.cancel(row, reason)
                logger.info("not said", extra=_ids(row) | {"reason": reason})
            case Later(due_at, local):
                self._queue.postpone(row, due_at, local)
            case NotYet(wait):
                self._put_off(row, wait)
        return 0.0

    # -- saying it anew ------------------------------------------------------------------------------------------

    def _refresh(self, row: OutboxRow) -> float:
        """Render the message that stands in Slack anew. `subject` is the id of its row."""
        subject = row.utterance.subject
        said = self._queue.get(row.utterance.team, int(subject)) if subject.isdecimal() else None
        if said is not None and said.state is DueState.CLAIMED:
            return self._not_said(row, NotYet(self._paces.not_yet))
        if said is None or said.state is not DueState.SENT or said.sent_channel is None or said.sent_ts is None:
            return self._not_said(row, Silence("not_standing"))
        if said.utterance.saying is Saying.HANDLED:
            return self._react(row, said)
        speech = self._render(said)
        if not isinstance(speech, Message):
            return self._not_said(row, _no_words(speech))
        try:
            self._voice.update(row.utterance.team, said.sent_channel, said.sent_ts, speech)
        except Permanent as fault:
            if fault.error not in GONE:
                raise
            return self._not_said(row, Silence(fault.error))
        self._stands(row, said.sent_channel, said.sent_ts)
        return 0.0

    def _react(self, row: OutboxRow, about: OutboxRow) -> float:
        """An emoji is a courtesy: where Slack refuses it for good, there is none."""
        speech = self._render(about)
        if not isinstance(speech, Reaction):
            return self._not_said(row, _no_words(speech))
        try:
            self._voice.react(row.utterance.team, speech)
        except Permanent as fault:
            return self._not_said(row, Silence(fault.error))
        self._stands(row, speech.channel, speech.ts)
        return 0.0

    # -- how it ends ---------------------------------------------------------------------------------------------

    def _stands(self, row: OutboxRow, channel: str, ts: str) -> None:
        ours = self._queue.sent(row, channel, ts)
        logger.info("sent" if ours else "sent, but taken over", extra=_ids(row) | {"channel": channel, "ts": ts})

    def _put_off(self, row: OutboxRow, wait: float) -> None:
        # Civil time, because only a postponed row gets its attempt back; a clock that is moved brings it back sooner.
        self._queue.postpone(row, self._clock.now() + timedelta(seconds=wait), row.utterance.local)

    def _bury(self, row: OutboxRow, reason: str) -> None:
        self._queue.bury(row, reason, self._real_time.now())
        logger.warning("given up", extra=_ids(row) | {"reason": reason})

    def _failed(self, row: OutboxRow, fault: SlackFault) -> None:
        match fault:
            case RateLimited():
                self._retry(row, fault.retry_after, fault.error)
            case Permanent(error="channel_not_found") if self._places.forget_dm(row.utterance):
                self._again(row, fault.error)
            case Permanent():
                self._bury(row, fault.error)
            case _:
                self._again(row, fault.error)

    def _again(self, row: OutboxRow, reason: str) -> None:
        if row.attempts >= self._paces.outbox_attempts:
            self._bury(row, reason)
            return
        paces = self._paces
        self._retry(row, backoff(row.attempts, paces.outbox_backoff, paces.backoff_cap, chance()), reason)

    def _retry(self, row: OutboxRow, wait: float, reason: str) -> None:
        now = self._real_time.now()
        give_up = timedelta(seconds=self._paces.outbox_give_up)
        if row.first_claimed_at is not None and now - row.first_claimed_at >= give_up:
            self._bury(row, reason)
            return
        self._queue.retry(row, now + timedelta(seconds=wait), reason)
        logger.info("tried", extra=_ids(row) | {"reason": reason, "attempts": row.attempts})


def _no_words(speech: Speech) -> Silence | Later | NotYet:
    """Why there is nothing to post; a file that stands is never changed."""
    return speech if isinstance(speech, Silence | Later | NotYet) else Silence("nothing to post")


def _ids(row: OutboxRow) -> dict[str, object]:
    return {"team": row.utterance.team, "row": row.id, "saying": row.utterance.saying.value}
