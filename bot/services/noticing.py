"""Hearing a channel: notice a feature request, follow its edits, forget it when it is deleted."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.detection.verdict import Verdict, judge
from bot.domain.model import (
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
from bot.services.learning import threshold_in
from bot.services.ports import Work
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
        with self._world.store.work(delivery) as work:
            known = work.requests.at(heard.ref.team, heard.ref.channel, heard.ref.ts)
            channel = work.channels.get(heard.ref.team, heard.ref.channel)
            # Opted out since the message was stored: then it was never heard.
            if not self._is_ours(heard, channel) or work.people.get(heard.ref.team, heard.user).opted_out:
                return None
            if channel.keeps_examples:
                work.examples.forget_text(heard.ref)  # it reads otherwise now
            if known is not None and known.state is RequestState.SETTLED:
                return None  # an owner has acted: what follows is theirs
            shipped = self._world.classifier.thresholds()[channel.sensitivity]
            verdict = judge(heard.text, reading, threshold_in(channel, shipped))
            if not verdict.is_request:
                return _withdraw(work, known, now) if known else None
            if known is None:
                return self._begin(work, heard, verdict, channel, now)
            request = replace(
                known,
                requester=heard.user,
                signals=verdict.signals,
                object=verdict.object,
                probability=verdict.probability,
                state=RequestState.OPEN,
                settled_as=None,
            )
            work.requests.save(request)
            if known.state is RequestState.WITHDRAWN:
                work.outbox.cancel(request.team, Saying.WAIT_OVER, request.id, "the request was offered anew")
                self._offer(work, request, channel, now)
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
        )
        work.requests.add(request)
        self._offer(work, request, channel, now)
        return request

    @staticmethod
    def _is_ours(heard: Heard, channel: Channel) -> bool:
        return (
            channel.mode in {Mode.PRIVATE, Mode.PUBLIC}
            and not channel.shared
            and heard.user not in channel.owners
            and heard.ref.thread_ts in {None, heard.ref.ts}
        )

    def _offer(self, work: Work, request: FeatureRequest, channel: Channel, now: datetime) -> None:
        due = now + self._world.habits.card_delay
        round_ = request.version  # a request that was withdrawn and came back is offered anew
        if channel.mode is Mode.PUBLIC:
            key = f"public:{request.id}:{round_}"
            reply = Utterance(
                request.team,
                Saying.PUBLIC_REPLY,
                request.id,
                key,
                due,
                channel=request.channel,
                thread_ts=request.ref.root,
            )
            work.outbox.say(reply)
            return
        standing = {row.utterance.person for row in work.outbox.said(request.team, Saying.CARD, request.id)}
        for owner in channel.owners:
            if owner in standing:
                continue  # their card is brought up to date where it stands
            key = f"card:{request.id}:{owner}:{round_}"
            work.outbox.say(Utterance(request.team, Saying.CARD, request.id, key, due, person=owner))

    def deleted(self, ref: MessageRef, delivery: Delivery | None) -> None:
        """The message is gone: its card is withdrawn, and nobody keeps an excerpt of it."""
        now = self._world.clock.now()
        with self._world.store.work(delivery) as work:
            known = work.requests.at(ref.team, ref.channel, ref.ts)
            if known is not None:
                _erase(work, known, now)
            work.examples.drop(ref)
            for prep in work.preps.about(ref):
                work.preps.save(_without_words(prep))
                work.outbox.refresh(ref.team, Saying.PREP, prep.id, now)


def erase_words_of(work: Work, team: str, user: str, now: datetime) -> None:
    """This person opted out: what stands of their words goes, in cards and in other people's preps."""
    for request in work.requests.unfinished_by(team, user):
        _erase(work, request, now)
        work.outbox.cancel(team, Saying.WAIT_OVER, request.id, "the requester opted out")
    work.examples.drop_of(team, user)
    work.thread_posts.drop_of(team, user)
    for prep in work.preps.quoting(team, user):
        work.preps.save(_without_words(prep))
        work.outbox.refresh(team, Saying.PREP, prep.id, now)


def _without_words(prep: Prep) -> Prep:
    return replace(prep, excerpt="", signals=(), object="")


def _erase(work: Work, request: FeatureRequest, now: datetime) -> None:
    erased = replace(request, signals=(), object="")
    work.thread_posts.drop_about(request.team, request.id)
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


def refresh_cards(work: Work, request: FeatureRequest, now: datetime) -> None:
    """Have every card of this request show how it stands now."""
    for saying in (Saying.CARD, Saying.WAIT_OVER):
        work.outbox.refresh(request.team, saying, request.id, now)
