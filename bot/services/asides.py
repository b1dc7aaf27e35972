"""What an owner is told aside about a request's thread, and what they make of it: words in it, or an agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.coaching.moves import blanks_left, draft
from bot.domain.coaching.words import CoachingWords
from bot.domain.detection.verdict import object_of, signals_of
from bot.domain.errors import Invalid, NotFound, OutOfDate
from bot.domain.model import (
    Aside,
    AsideEnd,
    AsideKind,
    Channel,
    FeatureRequest,
    MessageRef,
    Mode,
    Move,
    Saying,
    ThreadPost,
    Utterance,
)
from bot.domain.threads.heard import heard_in, in_quotes
from bot.domain.threads.moments import is_enough
from bot.domain.threads.promises import has_owner_and_day
from bot.services.agreements import AgreementService, Subject, Terms, near
from bot.services.coaching import OwnerPost, owned_request
from bot.services.following import end_aside, is_followed
from bot.services.ports import SlackMessage, Work
from bot.services.replies import READING, answered_in_thread, awaits_answer
from bot.services.world import Hush, World

BEFORE = 2
"""So many messages before an agreement can hold who does it and by when."""


@dataclass(frozen=True, slots=True)
class AsideCard:
    """What the owner sees: `line` is offered to be posted, `ready` says that nothing is left to fill in."""

    request: FeatureRequest
    aside: Aside
    owner: str
    link: str | None
    line: str = ""
    ready: bool = False
    call: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """The edges of something small: what is in, when it is done, who does it, and when it is looked at again."""

    scope: str
    criteria: str
    owner: str | None
    review: date | None


@dataclass(frozen=True, slots=True)
class LimitsPost:
    """The same as it stands in the thread, and for whom the bot says it."""

    scope: str
    criteria: str
    owner: str
    review: date
    author: str


class AsidesService:
    """Renders asides from how the thread stands, and carries an owner's answer into it; the first owner settles it."""

    def __init__(self, world: World, words: CoachingWords, agreements: AgreementService) -> None:
        self._world = world
        self._words = words
        self._agreements = agreements

    # -- what the messages show -----------------------------------------------------------------------------------

    def card(self, team: str, request_id: str, kind: AsideKind, owner: str) -> AsideCard | Hush:
        """The card as this owner may see it right now. Asks Slack, so never inside a transaction."""
        with self._world.store.reading() as work:
            request = work.requests.get(team, request_id)
            channel = work.channels.get(team, request.channel) if request else None
            aside = _of_kind(work, team, request_id, kind)
            opted_out = request is not None and work.people.get(team, request.requester).opted_out
        if request is None or channel is None or aside is None or opted_out or not is_followed(request):
            return Hush("the request is not to be kept")
        if not self._may_read(channel, owner):
            return Hush("the channel is off, or not this owner's any more")
        link = self._world.slack.permalink(_place(request, aside))
        if aside.settled_as is not None:
            return AsideCard(request, aside, owner, link)
        if not is_enough(kind, aside.moments) or self._is_settled_meanwhile(request, aside):
            return Hush("the thread says otherwise now")
        line = self._draft(request, aside)
        call = self._move(Move.CALL, request) if kind is AsideKind.TENSION else ""
        return AsideCard(request, aside, owner, link, line, bool(line) and not blanks_left(line, self._words), call)

    def thread_line(self, team: str, id_: str) -> OwnerPost | Hush:
        """Words an owner had posted in the thread."""
        post = self._posted(team, id_)
        return post if isinstance(post, Hush) else OwnerPost(post.texts[0], post.author)

    def limits_post(self, team: str, id_: str) -> LimitsPost | Hush:
        """The limits as they stand in the thread."""
        post = self._posted(team, id_)
        if isinstance(post, Hush):
            return post
        scope, criteria, owner, review = post.texts
        return LimitsPost(scope, criteria, owner, date.fromisoformat(review), post.author)

    def _posted(self, team: str, id_: str) -> ThreadPost | Hush:
        with self._world.store.reading() as work:
            post = work.thread_posts.get(team, id_)
            request = work.requests.get(team, post.request) if post else None
            channel = work.channels.get(team, request.channel) if request else None
        if post is None or channel is None:
            return Hush("the request is gone")
        if channel.shared or channel.mode is Mode.OFF:
            return Hush("the channel was turned off")
        return post

    def _may_read(self, channel: Channel, owner: str) -> bool:
        on = channel.mode in READING and not channel.shared and owner in channel.owners
        return on and self._world.is_member(channel.team, channel.channel, owner)

    # -- what an owner decides ------------------------------------------------------------------------------------

    def line_for(self, team: str, id_: str, user: str) -> str:
        """The words of the card, to edit."""
        return self._draft(*self._open(team, id_, user))

    def call_for(self, team: str, id_: str, user: str) -> str:
        """The offer to talk, to edit."""
        request, _ = self._open(team, id_, user)
        return self._move(Move.CALL, request)

    def kind_of(self, team: str, id_: str, user: str) -> AsideKind:
        """Which form answers it."""
        return self._open(team, id_, user)[1].kind

    def post(self, team: str, id_: str, user: str, text: str | None = None) -> None:
        """Post the card's words, or the owner's own, in the thread. That answers a request that was still open."""
        if self._was_posted(team, id_, user):
            return  # a second click, or a form sent twice
        spoken = self.line_for(team, id_, user) if text is None else text
        if not spoken.strip():
            raise Invalid("text", "empty_answer")
        if blanks_left(spoken, self._words):
            raise Invalid("text", "blank_left")
        now = self._world.clock.now()
        with self._world.store.work() as work:
            request, aside = _open(work, team, id_, user)
            name = self._world.ids.of("aside", team, id_, str(aside.version))
            _say(work, Saying.THREAD_LINE, request, ThreadPost(name, team, request.id, user, (spoken,), now))
            end_aside(work, aside, user, AsideEnd.POSTED, now)
            if awaits_answer(request):
                answered_in_thread(work, request, user, now)

    def dismiss(self, team: str, id_: str, user: str) -> None:
        """Not now: nobody is told of it again."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            _, aside = _open(work, team, id_, user)
            end_aside(work, aside, user, AsideEnd.DISMISSED, now)

    def record(self, team: str, id_: str, user: str, terms: Terms, form: str) -> None:
        """The three blanks are filled: that is an agreement, told in the thread and looked at again on its day."""
        self._agreements.record(team, user, terms, self._subject(team, id_, user), form)

    def limit(self, team: str, id_: str, user: str, limits: Limits, form: str) -> None:
        """Post the edges in the thread, and look at them again on their day. The same form again changes nothing."""
        owner, review = self._checked(team, user, limits)
        subject = self._subject(team, id_, user, told=True)
        scope, criteria = limits.scope.strip(), limits.criteria.strip()
        terms = Terms(owner, f"{scope} ({criteria})", review, review)
        self._agreements.record(team, user, terms, subject, form)
        now = self._world.clock.now()
        name = self._world.ids.of("limits", team, user, form)
        post = ThreadPost(name, team, subject.request or "", user, (scope, criteria, owner, review.isoformat()), now)
        with self._world.store.work() as work:
            request = owned_request(work, team, post.request, user)
            _say(work, Saying.LIMITS, request, post)

    def _checked(self, team: str, user: str, limits: Limits) -> tuple[str, date]:
        if not limits.scope.strip():
            raise Invalid("scope", "required")
        if not limits.criteria.strip():
            raise Invalid("criteria", "required")
        if not limits.owner:
            raise Invalid("owner", "no_owner")
        if limits.review is None:
            raise Invalid("review", "no_review")
        today = self._agreements.today(team, user)
        if limits.review < today:
            raise Invalid("review", "date_past")
        near("review", limits.review, today)
        return limits.owner, limits.review

    def _subject(self, team: str, id_: str, user: str, *, told: bool = False) -> Subject:
        """Which request it is about. Whether the aside still waits is asked when the agreement is kept."""
        with self._world.store.reading() as work:
            aside = work.asides.get(team, id_)
            if aside is None:
                raise NotFound("not_found")
            owned_request(work, team, aside.request, user)
        return Subject(request=aside.request, aside=id_, told=told)

    # -- what they share ------------------------------------------------------------------------------------------

    def _open(self, team: str, id_: str, user: str) -> tuple[FeatureRequest, Aside]:
        with self._world.store.reading() as work:
            return _open(work, team, id_, user)

    def _was_posted(self, team: str, id_: str, user: str) -> bool:
        with self._world.store.reading() as work:
            aside = work.asides.get(team, id_)
        return aside is not None and aside.settled_as is AsideEnd.POSTED and aside.settled_by == user

    def _draft(self, request: FeatureRequest, aside: Aside) -> str:
        match aside.kind:
            case AsideKind.SUMMARY:
                heard = self._heard(request, aside)
                move = Move.HEARD if heard else Move.SUMMARY
                return self._move(move, request, in_quotes(heard))
            case AsideKind.TENSION:
                return self._move(Move.RESET, request)
            case AsideKind.AGREED | AsideKind.LIMITS:
                return ""

    def _move(self, move: Move, request: FeatureRequest, heard: str = "") -> str:
        return draft(move, self._words, f"{request.channel}:{request.ts}", request.object, heard=heard)

    def _heard(self, request: FeatureRequest, aside: Aside) -> tuple[str, ...]:
        """What the replies that were counted showed: the same words on the card and in the thread."""
        texts = [said.text for said in self._said_under(request) if said.ref.ts in aside.moments]
        read = [(text, self._world.classifier.read(text)) for text in texts]
        signals = [signal for text, reading in read for signal in signals_of(text, reading)]
        return heard_in(signals, [object_of(text, reading) for text, reading in read])

    def _is_settled_meanwhile(self, request: FeatureRequest, aside: Aside) -> bool:
        """Whether somebody said who does it and by when, just before or since."""
        if aside.kind is not AsideKind.AGREED:
            return False
        said = self._said_under(request)
        before = [each for each in said if each.ref.ts < aside.moments[-1]][-BEFORE:]
        since = [each for each in said if each.ref.ts >= aside.moments[-1]]
        return has_owner_and_day(each.text for each in (*before, *since))

    def _said_under(self, request: FeatureRequest) -> Sequence[SlackMessage]:
        """The thread as it stands in Slack; nothing of bots and of who opted out is looked at."""
        begun = datetime.fromtimestamp(float(request.ref.root), UTC)
        said = self._world.slack.replies(request.ref, begun) or ()
        with self._world.store.reading() as work:
            out = {
                user: work.people.get(request.team, user).opted_out
                for user in {each.user for each in said if each.user}
            }
        return [each for each in said if not each.bot and each.user and not out[each.user]]


def _of_kind(work: Work, team: str, request: str, kind: AsideKind) -> Aside | None:
    return next((aside for aside in work.asides.about(team, request) if aside.kind is kind), None)


def _place(request: FeatureRequest, aside: Aside) -> MessageRef:
    """The latest reply that showed it, else the request itself."""
    return MessageRef(request.team, request.channel, (aside.moments or (request.ts,))[-1], request.ref.root)


def _open(work: Work, team: str, id_: str, user: str) -> tuple[FeatureRequest, Aside]:
    """An aside that waits for an owner of its channel."""
    aside = work.asides.get(team, id_)
    if aside is None:
        raise NotFound("not_found")
    request = owned_request(work, team, aside.request, user)
    if not is_followed(request):
        raise OutOfDate("card_withdrawn")
    if aside.settled_as is not None:
        raise OutOfDate("card_settled")
    return request, aside


def _say(work: Work, saying: Saying, request: FeatureRequest, post: ThreadPost) -> None:
    if not work.thread_posts.add(post):
        return  # a form sent twice
    said = Utterance(
        post.team,
        saying,
        post.id,
        f"{saying}:{post.id}",
        post.written_at,
        person=post.author,
        channel=request.channel,
        thread_ts=request.ref.root,
    )
    work.outbox.say(said)
