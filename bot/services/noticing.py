"""Hearing a channel: notice a feature request, follow its edits, forget it when it is deleted."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.coaching.select import worth_asking
from bot.domain.detection.reading import Reading
from bot.domain.detection.verdict import Verdict, judge
from bot.domain.model import (
    NOTHING_TOLD,
    Channel,
    Delivery,
    FeatureRequest,
    MessageRef,
    Mode,
    Prep,
    RequestState,
    Saying,
    Settlement,
    Utterance,
)
from bot.domain.silence import Why
from bot.services import follow_ups
from bot.services.following import drop_asides, forget_reply
from bot.services.learning import threshold_in
from bot.services.ports import Work
from bot.services.silence import channel_is_full, delay_of, offer_cards
from bot.services.standing import refresh_cards
from bot.services.streaks import grow_quieter
from bot.services.world import World


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of a person in a channel, in plain text, as it stands now."""

    ref: MessageRef
    user: str
    text: str


class NoticingService:
    """Turns what people write in a channel into requests with cards or a public reply, or leaves it alone."""

    def __init__(self, world: World) -> None:
        self._world = world

    def heard(self, heard: Heard, delivery: Delivery | None) -> FeatureRequest | None:
        """A new or reworded top-level message: begin, change or withdraw a request, or leave it alone."""
        reading = self._world.classifier.read(heard.text)
        now = self._world.clock.now()
        owners, by_guest = self._people_of(heard, reading)
        if by_guest and not self._world.habits.manners.hears_guests:
            return None
        with self._world.store.work(delivery) as work:
            known = work.requests.at(heard.ref.team, heard.ref.channel, heard.ref.ts)
            channel = work.channels.get(heard.ref.team, heard.ref.channel)
            # In one order, so that two requests to the same owners cannot wait for each other.
            people = {user: work.people.get(heard.ref.team, user) for user in sorted({heard.user, *owners})}
            # Opted out since the message was stored: then it was never heard.
            if not self._is_ours(heard, channel) or people[heard.user].opted_out:
                return None
            if channel.keeps_examples:
                work.examples.forget_text(heard.ref)  # it reads otherwise now
            if known is None:
                return self._new(work, heard, reading, channel, now)
            verdict = self._judge(heard, reading, channel)
            return self._changed(work, replace(known, requester=heard.user), verdict, channel, now)

    def _people_of(self, heard: Heard, reading: Reading) -> tuple[tuple[str, ...], bool]:
        """Whom a request would concern, and whether a guest wrote it. Of chat Slack is asked nothing."""
        with self._world.store.reading() as work:
            channel = work.channels.get(heard.ref.team, heard.ref.channel)
        if not self._is_ours(heard, channel) or not self._judge(heard, reading, channel).is_request:
            return (), False
        for owner in channel.owners:
            self._world.as_known(heard.ref.team, owner)
        return channel.owners, self._world.as_known(heard.ref.team, heard.user).guest

    def _judge(self, heard: Heard, reading: Reading, channel: Channel) -> Verdict:
        shipped = self._world.classifier.thresholds()[channel.sensitivity]
        return judge(heard.text, reading, threshold_in(channel, shipped))

    def _new(
        self, work: Work, heard: Heard, reading: Reading, channel: Channel, now: datetime
    ) -> FeatureRequest | None:
        """A message that was no request so far: a follow-up of one, a request of its own, or neither."""
        verdict = self._judge(heard, reading, channel)
        habits = self._world.habits
        first = follow_ups.first_of(work, heard.ref, heard.user, habits.manners.follow_up)
        if first is not None:
            signals = verdict.signals if verdict.is_request else None
            follow_ups.merge(work, first, heard.ref.ts, signals, now)
            return None
        if verdict.is_request:
            channel = grow_quieter(work, channel, habits, now)
            verdict = self._judge(heard, reading, channel)
        return self._begin(work, heard, verdict, channel, now) if verdict.is_request else None

    def _changed(
        self, work: Work, known: FeatureRequest, verdict: Verdict, channel: Channel, now: datetime
    ) -> FeatureRequest | None:
        """Where an owner has acted, what follows is theirs; one that rests can still be taken back."""
        rests = known.settled_as is Settlement.WAITING
        if known.state is RequestState.SETTLED and not rests:
            return None
        if not verdict.is_request:
            return _withdraw(work, known, now)
        return None if rests else self._reworded(work, known, verdict, channel, now)

    def _reworded(
        self, work: Work, known: FeatureRequest, verdict: Verdict, channel: Channel, now: datetime
    ) -> FeatureRequest:
        back = known.state is RequestState.WITHDRAWN
        request = replace(
            known,
            signals=verdict.signals,
            object=verdict.object,
            probability=verdict.probability,
            kind=verdict.kind,
            told=verdict.told,
            noticed_at=now if back else known.noticed_at,
            state=RequestState.OPEN,
            settled_as=None,
        )
        if known.parts:
            request = follow_ups.with_part(request, known.ts, verdict.signals)
        if back:
            work.outbox.cancel(request.team, Saying.WAIT_OVER, request.id, "the request was offered anew")
            request = replace(request, hushed=self._offer(work, request, channel, now))
        work.requests.save(request)
        refresh_cards(work, request, now)
        return request

    def _begin(self, work: Work, heard: Heard, verdict: Verdict, channel: Channel, now: datetime) -> FeatureRequest:
        request = FeatureRequest(
            id=self._world.ids.new(),
            team=heard.ref.team,
            channel=heard.ref.channel,
            ts=heard.ref.ts,
            thread_ts=heard.ref.thread_ts,
            requester=heard.user,
            signals=verdict.signals,
            object=verdict.object,
            noticed_at=now,
            probability=verdict.probability,
            kind=verdict.kind,
            told=verdict.told,
        )
        request = replace(request, hushed=self._offer(work, request, channel, now))
        work.requests.add(request)
        return request

    @staticmethod
    def _is_ours(heard: Heard, channel: Channel) -> bool:
        return (
            channel.mode in {Mode.PRIVATE, Mode.PUBLIC}
            and not channel.shared
            and heard.user not in channel.owners
            and heard.ref.thread_ts in {None, heard.ref.ts}
        )

    def _offer(self, work: Work, request: FeatureRequest, channel: Channel, now: datetime) -> str:
        """Put the public reply or the cards on their way; why there is none, where there is none.

        Where somebody is hurt, or no question would surely help, nothing is said for all to read: a person answers, or
        nobody does.
        """
        habits = self._world.habits
        quiet = request.told.harm or not worth_asking(request.signals, request.told)
        if channel.mode is not Mode.PUBLIC or channel.rehearsal or quiet:
            return offer_cards(work, habits, request, channel, now)
        if channel_is_full(work, habits, request, channel, now):
            return Why.CHANNEL_CAP
        reply = Utterance(
            request.team,
            Saying.PUBLIC_REPLY,
            request.id,
            f"public:{request.id}:{request.version}",
            now + delay_of(channel, habits),
            channel=request.channel,
            thread_ts=request.ref.root,
        )
        work.outbox.say(reply)
        return ""

    def deleted(self, ref: MessageRef, delivery: Delivery | None) -> None:
        """The message is gone: its card is withdrawn, and nobody keeps an excerpt of it."""
        now = self._world.clock.now()
        with self._world.store.work(delivery) as work:
            known = work.requests.at(ref.team, ref.channel, ref.ts)
            if known is not None:
                _erase(work, known, now)
            else:
                follow_ups.forget(work, ref, now)
            work.examples.drop(ref)
            forget_reply(work, ref, now)
            for prep in work.preps.about(ref):
                work.preps.save(_without_words(prep))
                work.outbox.refresh(ref.team, Saying.PREP, prep.id, now)


def erase_words_of(work: Work, team: str, user: str, now: datetime) -> None:
    """This person opted out: what stands of their words goes, in cards and in other people's preps."""
    for request in work.requests.unfinished_by(team, user):
        _erase(work, request, now)
        work.outbox.cancel(team, Saying.WAIT_OVER, request.id, "the requester opted out")
    for request in work.records.requests_of(team, user):
        if request.requester == user:
            drop_asides(work, request, now)
            if (kept := work.requests.get(team, request.id)) and kept.told != NOTHING_TOLD:
                work.requests.save(replace(kept, told=NOTHING_TOLD))
    work.examples.drop_of(team, user)
    work.thread_posts.drop_of(team, user)
    for prep in work.preps.quoting(team, user):
        work.preps.save(_without_words(prep))
        work.outbox.refresh(team, Saying.PREP, prep.id, now)


def _without_words(prep: Prep) -> Prep:
    return replace(prep, excerpt="", signals=(), object="")


def _erase(work: Work, request: FeatureRequest, now: datetime) -> None:
    erased = replace(request, signals=(), object="", told=NOTHING_TOLD, parts=())
    work.thread_posts.drop_about(request.team, request.id)
    drop_asides(work, request, now)
    if request.state is RequestState.OPEN or request.settled_as in {Settlement.WAITING, Settlement.ASKED}:
        _withdraw(work, erased, now)
    else:
        work.requests.save(erased)
        refresh_cards(work, erased, now)


def _withdraw(work: Work, request: FeatureRequest, now: datetime) -> FeatureRequest:
    gone = replace(request, state=RequestState.WITHDRAWN, settled_by=None, settled_as=None, waits_until=None)
    work.requests.save(gone)
    # A card that rests still comes back at its time: its owner is told that there is nothing left to answer.
    for saying in (Saying.CARD, Saying.PUBLIC_REPLY):
        work.outbox.cancel(request.team, saying, request.id, "the request was withdrawn")
    refresh_cards(work, request, now)
    return gone
