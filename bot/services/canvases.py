"""Six lines to decide by: an owner asks for them in a request's thread, whoever knows best fills them in."""

from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime

from bot.domain.coaching.moves import blanks_left, draft
from bot.domain.coaching.words import CoachingWords
from bot.domain.detection.learning import Feedback
from bot.domain.errors import Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import (
    FeatureRequest,
    Mode,
    Move,
    RequestState,
    Saying,
    Settlement,
    ThreadPost,
    Utterance,
)
from bot.services.coaching import OwnerPost, open_request, settle
from bot.services.learning import judged, text_to_keep
from bot.services.ports import Work
from bot.services.standing import refresh_cards
from bot.services.world import Hush, World


@dataclass(frozen=True, slots=True)
class Canvas:
    """What there is to know before a decision; lines may be empty, the problem may not."""

    problem: str
    who: str = ""
    today: str = ""
    value: str = ""
    cost: str = ""
    stop: str = ""


LINES = tuple(line.name for line in fields(Canvas))


@dataclass(frozen=True, slots=True)
class Invitation:
    """What stands in the thread with a button; `request` is what the button carries."""

    request: str
    post: OwnerPost


@dataclass(frozen=True, slots=True)
class FilledCanvas:
    """The lines, and who wrote them."""

    canvas: Canvas
    author: str


class CanvasService:
    """Carries the invitation and the filled lines into the thread; the owner's card opens again when they come."""

    def __init__(self, world: World, words: CoachingWords) -> None:
        self._world = world
        self._words = words

    # -- asking for it --------------------------------------------------------------------------------------------

    def draft(self, team: str, id_: str, user: str) -> str:
        """The neutral line above the button, ready to edit."""
        with self._world.store.reading() as work:
            request = open_request(work, team, id_, user)
        return draft(Move.CANVAS, self._words, f"{request.channel}:{request.ts}", request.object)

    def invite(self, team: str, id_: str, user: str, text: str) -> None:
        """Post the line with its button; until somebody answers, the request is in hand."""
        if not text.strip():
            raise Invalid("text", "empty_answer")
        if blanks_left(text, self._words):
            raise Invalid("text", "blank_left")
        now = self._world.clock.now()
        kept = text_to_keep(self._world, team, id_)
        with self._world.store.work() as work:
            known = work.requests.get(team, id_)
            if known and known.settled_as is Settlement.ASKED and known.settled_by == user:
                return  # a form sent twice
            request = open_request(work, team, id_, user)
            settle(work, request, user, Settlement.ASKED, now)
            judged(work, request, Feedback.USED, now, kept)
            name = self._world.ids.of("invite", team, id_, str(request.version))
            post = ThreadPost(name, team, id_, user, (text,), now)
            work.thread_posts.add(post)
            _say(work, Saying.CANVAS_INVITE, request, post)

    # -- filling it in --------------------------------------------------------------------------------------------

    def may_fill(self, team: str, id_: str, user: str) -> FeatureRequest:
        """The request, for anybody in its channel."""
        with self._world.store.reading() as work:
            request = _answerable(work, team, id_)
        if not self._world.is_member(team, request.channel, user):
            raise NotAllowed("not_in_channel_person")
        return request

    def fill(self, team: str, id_: str, user: str, canvas: Canvas, form: str) -> None:
        """Post the lines in the thread under their author's name; `form` names the window they were written in."""
        if not canvas.problem.strip():
            raise Invalid("problem", "required")
        self.may_fill(team, id_, user)
        now = self._world.clock.now()
        post = ThreadPost(self._world.ids.of("canvas", team, form), team, id_, user, astuple(canvas), now)
        with self._world.store.work() as work:
            request = _answerable(work, team, id_)
            if not work.thread_posts.add(post):
                return  # a form sent twice
            _say(work, Saying.CANVAS, request, post)
            if request.settled_as is Settlement.ASKED:
                _open_again(work, request, now)

    # -- what the messages show -----------------------------------------------------------------------------------

    def invitation(self, team: str, id_: str) -> Invitation | Hush:
        post = self._posted(team, id_)
        return post if isinstance(post, Hush) else Invitation(post.request, OwnerPost(post.texts[0], post.author))

    def filled(self, team: str, id_: str) -> FilledCanvas | Hush:
        post = self._posted(team, id_)
        return post if isinstance(post, Hush) else FilledCanvas(Canvas(*post.texts), post.author)

    def _posted(self, team: str, id_: str) -> ThreadPost | Hush:
        with self._world.store.reading() as work:
            post = work.thread_posts.get(team, id_)
            request = work.requests.get(team, post.request) if post else None
            channel = work.channels.get(team, request.channel) if request else None
        if post is None or request is None or channel is None:
            return Hush("the request is gone")
        if channel.shared or channel.mode is Mode.OFF or request.state is RequestState.WITHDRAWN:
            return Hush("there is nothing to decide any more")
        return post


def _say(work: Work, saying: Saying, request: FeatureRequest, post: ThreadPost) -> None:
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


def _answerable(work: Work, team: str, id_: str) -> FeatureRequest:
    request = work.requests.get(team, id_)
    if request is None:
        raise NotFound("not_found")
    channel = work.channels.get(team, request.channel)
    if channel.shared or channel.mode is Mode.OFF:
        raise OutOfDate("channel_off")
    if request.state is RequestState.WITHDRAWN:
        raise OutOfDate("card_withdrawn")
    return request


def _open_again(work: Work, request: FeatureRequest, now: datetime) -> None:
    opened = replace(request, state=RequestState.OPEN, settled_by=None, settled_as=None)
    work.requests.save(opened)
    refresh_cards(work, opened, now)
