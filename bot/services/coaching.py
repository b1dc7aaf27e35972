"""An owner's decision about a request, and what its card and posts show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.coaching.select import Coaching
from bot.domain.coaching.words import CoachingWords
from bot.domain.detection.learning import Feedback
from bot.domain.errors import Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import (
    FeatureRequest,
    MessageRef,
    Mode,
    RequestState,
    Saying,
    Settlement,
    Utterance,
)
from bot.domain.timing import Wait, wait_until
from bot.services.asked import asked_before, words_chosen
from bot.services.learning import judged, text_to_keep
from bot.services.ports import Work
from bot.services.repeats import Repeat, repeat_of
from bot.services.resting import Holding, Meanwhile, holding_line, meanwhile_in
from bot.services.standing import refresh_cards
from bot.services.streaks import grow_quieter
from bot.services.world import Hush, World


@dataclass(frozen=True, slots=True)
class Card:
    """What an owner's card shows. `link` is None where Slack gives no permalink; `owner` is who reads it."""

    request: FeatureRequest
    coaching: Coaching
    owner: str
    link: str | None
    holding: Holding | None = None
    meanwhile: Meanwhile | None = None
    repeat: Repeat | None = None


@dataclass(frozen=True, slots=True)
class PublicReply:
    """The neutral label and questions for the request's own thread."""

    request: FeatureRequest
    coaching: Coaching


@dataclass(frozen=True, slots=True)
class OwnerPost:
    """Words an owner decided to post in the request's thread."""

    text: str
    owner: str


class CoachingService:
    """Carries an owner's decision about a request into its thread; the first owner to act settles it for all."""

    def __init__(self, world: World, words: CoachingWords) -> None:
        self._world = world
        self._words = words

    # -- what an owner decides ---------------------------------------------------------------------------------

    def words_for(self, team: str, id_: str, user: str, choice: int, label: int = 0) -> str:
        """The chosen label and the chosen question (each 0 or 1), ready to post or to edit."""
        with self._world.store.reading() as work:
            request = open_request(work, team, id_, user)
        return self._spoken(request, choice, label)

    def post(self, team: str, id_: str, user: str, text: str | None, choice: int = 0, label: int = 0) -> None:
        """Post the owner's own text, or the chosen label and question, in the request's thread."""
        if text is not None and not text.strip():
            raise Invalid("text", "empty_answer")
        now = self._world.clock.now()
        kept = text_to_keep(self._world, team, id_)
        with self._world.store.work() as work:
            request = work.requests.get(team, id_)
            if request and _posted_before(request, user, text):
                return  # a second click, or a form sent twice
            request = open_request(work, team, id_, user)
            spoken = text if text is not None else self._spoken(request, choice, label)
            if not spoken:
                raise Invalid("text", "empty_answer")  # a button of a card that had words before
            settle(work, replace(request, posted_text=spoken), user, Settlement.POSTED, now)
            judged(work, request, Feedback.USED, now, kept)
            place = Utterance(
                team,
                Saying.OWNER_POST,
                id_,
                f"post:{id_}:{request.version}",
                now,
                person=user,
                channel=request.channel,
                thread_ts=request.ref.root,
            )
            work.outbox.say(place)

    def wait(self, team: str, id_: str, user: str, choice: Wait) -> None:
        """Let it rest: the card comes back to this owner at the chosen time, in working hours."""
        zone = self._world.zone(team, user)
        now = self._world.clock.now()
        due, local = wait_until(now, choice, zone, self._world.habits.hours)
        with self._world.store.work() as work:
            request = open_request(work, team, id_, user)
            settle(work, replace(request, waits_until=due, waits_since=now), user, Settlement.WAITING, now)
            key = _wait_key(id_, request.version + 1)
            work.outbox.say(Utterance(team, Saying.WAIT_OVER, id_, key, due, person=user, local=local))

    def dismiss(self, team: str, id_: str, user: str) -> None:
        """Not a request: nobody is asked about it again."""
        now = self._world.clock.now()
        kept = text_to_keep(self._world, team, id_)
        with self._world.store.work() as work:
            request = open_request(work, team, id_, user)
            settle(work, request, user, Settlement.DISMISSED, now)
            judged(work, request, Feedback.DISMISSED, now, kept)
            grow_quieter(work, work.channels.get(team, request.channel), self._world.habits, now)

    def reopen(self, team: str, id_: str, user: str) -> None:
        """Take back one's own "Not a request" or "Wait"."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            request = owned_request(work, team, id_, user)
            if request.settled_by != user or request.settled_as not in {Settlement.DISMISSED, Settlement.WAITING}:
                raise OutOfDate("card_settled")
            work.outbox.cancel(team, Saying.WAIT_OVER, id_, "the owner did not want to wait after all")
            work.examples.drop(request.ref)
            again = replace(request, state=RequestState.OPEN, settled_by=None, settled_as=None, waits_until=None)
            work.requests.save(again)
            refresh_cards(work, again, now)

    # -- what the messages show --------------------------------------------------------------------------------

    def card(self, team: str, id_: str, owner: str) -> Card | Hush:
        """The card as this owner may see it right now; silence for who owns or is in the channel no longer."""
        with self._world.store.reading() as work:
            request = work.requests.get(team, id_)
            channel = work.channels.get(team, request.channel) if request else None
            opted_out = request is not None and work.people.get(team, request.requester).opted_out
        if request is None or channel is None or opted_out:
            return Hush("the request is not to be kept")
        if channel.mode is Mode.OFF or channel.shared:
            return Hush("the channel is off")
        if owner not in channel.owners or not self._world.is_member(team, request.channel, owner):
            return Hush("the owner left the channel")
        link = self._world.slack.permalink(request.ref)
        holding = holding_line(self._world, self._words, request, owner)
        open_ = request.state is RequestState.OPEN or request.settled_as is Settlement.WAITING
        repeat = repeat_of(self._world, request, owner) if open_ else None
        return Card(request, self._coaching(request), owner, link, holding, repeat=repeat)

    def wait_over(self, team: str, id_: str, owner: str, key: str) -> Card | Hush:
        """The card that comes back: open for the owner whose waiting is over, else as it stands.

        `key` is the message's own: it is asked for when its time has come, wherever the person lives by now.
        """
        card = self.card(team, id_, owner)
        if isinstance(card, Hush) or card.request.settled_as is not Settlement.WAITING:
            return card
        if card.request.settled_by != owner or key != _wait_key(id_, card.request.version):
            return card  # somebody else waits, or they put it off once more
        back = replace(card.request, state=RequestState.OPEN, settled_as=None, settled_by=None)
        return replace(card, request=back, holding=None, meanwhile=meanwhile_in(self._world, card.request))

    def public_reply(self, team: str, id_: str) -> PublicReply | Hush:
        """The reply for the request's own thread, unless the request or the mode is gone."""
        with self._world.store.reading() as work:
            request = work.requests.get(team, id_)
            if request is None or request.state is not RequestState.OPEN:
                return Hush("the request is not open")
            channel = work.channels.get(team, request.channel)
            if channel.mode is not Mode.PUBLIC or channel.shared:
                return Hush("the channel is not in public mode")
            if work.people.get(team, request.requester).opted_out:
                return Hush("the requester opted out")
            if request.told.harm:
                return Hush("somebody is hurt: nothing is said for all to read")
            chosen = words_chosen(work, request, self._words)
            if not chosen.questions:
                return Hush("no question would surely help")
        return PublicReply(request, chosen)

    def owner_post(self, team: str, id_: str) -> OwnerPost | Hush:
        """What the owner decided to post."""
        with self._world.store.reading() as work:
            request = work.requests.get(team, id_)
            channel = work.channels.get(team, request.channel) if request else None
        if request is None or channel is None or not request.posted_text or not request.settled_by:
            return Hush("nothing was posted")
        if channel.shared or channel.mode is Mode.OFF:
            return Hush("the channel was turned off")
        return OwnerPost(request.posted_text, request.settled_by)

    def coaching_of(self, request: FeatureRequest) -> Coaching:
        """The words that this request's card offers."""
        return self._coaching(request)

    def _coaching(self, request: FeatureRequest) -> Coaching:
        with self._world.store.reading() as work:
            return words_chosen(work, request, self._words, asked_before(work, request, self._words))

    def _spoken(self, request: FeatureRequest, choice: int, label: int) -> str:
        """A choice that does not exist takes the nearest: the request may have been reworded since."""
        coaching = self._coaching(request)
        question = _nearest([one.text for one in coaching.questions], choice)
        return "\n".join(said for said in (_nearest(coaching.labels, label), question) if said)


def _nearest(offered: Sequence[str], place: int) -> str:
    """What stands at that place or next to it; empty where nothing was offered."""
    return offered[min(max(place, 0), len(offered) - 1)] if offered else ""


def owned_request(work: Work, team: str, id_: str, user: str) -> FeatureRequest:
    """A request in a channel that is on and that this person looks after."""
    request = work.seen.request(team, id_, user)
    if request is None:
        raise NotAllowed("not_card_owner") if work.requests.get(team, id_) else NotFound("not_found")
    channel = work.channels.get(team, request.channel)
    if channel.shared or channel.mode is Mode.OFF:
        raise OutOfDate("channel_off")
    if user not in channel.owners:
        raise NotAllowed("not_card_owner")
    return request


def open_request(work: Work, team: str, id_: str, user: str) -> FeatureRequest:
    request = owned_request(work, team, id_, user)
    if request.state is RequestState.WITHDRAWN:
        raise OutOfDate("card_withdrawn")
    if not _waits_for(request, user):
        raise OutOfDate("card_settled")
    return request


def _posted_before(request: FeatureRequest, user: str, text: str | None) -> bool:
    """Whether this person posted exactly that a moment ago; other words of theirs are not dropped in silence."""
    same = text is None or text == request.posted_text
    return request.settled_as is Settlement.POSTED and request.settled_by == user and same


def _wait_key(id_: str, version: int) -> str:
    """The returning card's key, by the version of the request that waits for it."""
    return f"wait:{id_}:{version}"


def _waits_for(request: FeatureRequest, user: str) -> bool:
    """Open for any owner, or put off by this one."""
    put_off = request.settled_as is Settlement.WAITING and request.settled_by == user
    return request.state is RequestState.OPEN or put_off


def settle(work: Work, request: FeatureRequest, user: str, how: Settlement, now: datetime) -> None:
    settled = replace(request, state=RequestState.SETTLED, settled_by=user, settled_as=how)
    work.requests.save(settled)
    work.outbox.cancel(request.team, Saying.WAIT_OVER, request.id, "the owner decided anew")
    refresh_cards(work, settled, now)


def settle_by_preparing(work: Work, source: MessageRef, user: str, now: datetime, text: str = "") -> None:
    """An owner prepares for a request: that settles its card for everybody."""
    request = work.requests.at(source.team, source.channel, source.ts)
    if request is None or not _waits_for(request, user):
        return
    if user in work.channels.get(source.team, source.channel).owners:
        settle(work, request, user, Settlement.PREPARING, now)
        judged(work, request, Feedback.USED, now, text)
