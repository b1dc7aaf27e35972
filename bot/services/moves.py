"""What an owner says beside the offered question: a holding line, a framed decision, words before bad news."""

from dataclasses import astuple, dataclass, fields

from bot.domain.coaching.moves import blanks_left, draft
from bot.domain.coaching.select import Coaching
from bot.domain.coaching.slot import as_slot
from bot.domain.coaching.words import CoachingWords, Phrase
from bot.domain.errors import Invalid, OutOfDate
from bot.domain.model import FeatureRequest, Mode, Move, Saying, Settlement, ThreadPost, Utterance
from bot.services.coaching import CoachingService, OwnerPost, open_request, owned_request
from bot.services.resting import Holding, holding_key, holding_line
from bot.services.world import Hush, World


@dataclass(frozen=True, slots=True)
class Why:
    """What stands behind a card: the request as it was read, and the entries its words come from, where known."""

    request: FeatureRequest
    label: Phrase | None
    """None where the card names nothing."""
    questions: tuple[Phrase | None, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a framed decision, in the order in which they are said."""

    outcome: str
    data: str
    cost: str
    closing: str


class MovesService:
    """Offers the moves with their blanks, and posts what an owner made of them."""

    def __init__(self, world: World, coaching: CoachingService, words: CoachingWords) -> None:
        self._world = world
        self._coaching = coaching
        self._words = words

    def why(self, team: str, id_: str, user: str) -> Why:
        """What was seen, and what chose the words."""
        request = self._open(team, id_, user)
        return _why(request, self._coaching.coaching_of(request), self._words)

    # -- frame the decision, and before bad news ------------------------------------------------------------------

    def draft_frame(self, team: str, id_: str, user: str) -> Frame:
        request = self._open(team, id_, user)
        parts = (Move.FRAME_OUTCOME, Move.FRAME_DATA, Move.FRAME_COST, Move.NO_ORIENTED)
        return Frame(*(self._draft(move, request) for move in parts))

    def frame(self, team: str, id_: str, user: str, frame: Frame) -> None:
        """Post the parts that are there as the owner's answer."""
        for part in fields(frame):
            self._refuse_blanks(part.name, getattr(frame, part.name))
        said = [part.strip() for part in astuple(frame) if part.strip()]
        if not said:
            raise Invalid("outcome", "empty_answer")
        self._coaching.post(team, id_, user, "\n".join(said))

    def draft_bad_news(self, team: str, id_: str, user: str) -> str:
        return self._draft(Move.AUDIT, self._open(team, id_, user))

    def bad_news(self, team: str, id_: str, user: str, text: str) -> None:
        self._refuse_blanks("text", text)
        self._coaching.post(team, id_, user, text)

    # -- a holding line -------------------------------------------------------------------------------------------

    def holding(self, team: str, id_: str, user: str) -> Holding:
        """The line for an owner who waits and has posted none yet."""
        with self._world.store.reading() as work:
            request = owned_request(work, team, id_, user)
        found = holding_line(self._world, self._words, request, user)
        if found is None:
            raise OutOfDate("card_settled")
        return found

    def hold(self, team: str, id_: str, user: str, text: str) -> None:
        """Post the line in the thread; the request goes on resting."""
        if not text.strip():
            raise Invalid("text", "empty_answer")
        now = self._world.clock.now()
        with self._world.store.work() as work:
            request = owned_request(work, team, id_, user)
            if request.settled_as is not Settlement.WAITING or request.settled_by != user:
                raise OutOfDate("card_settled")
            key = holding_key(request)
            if work.outbox.by_key(team, key) is not None:
                return  # a form sent twice
            post = ThreadPost(self._world.ids.of("hold", team, key), team, id_, user, (text,), now)
            work.thread_posts.add(post)
            said = Utterance(
                team,
                Saying.HOLDING_LINE,
                post.id,
                key,
                now,
                person=user,
                channel=request.channel,
                thread_ts=request.ref.root,
            )
            work.outbox.say(said)
            for card in (Saying.CARD, Saying.WAIT_OVER):
                work.outbox.refresh(team, card, id_, now)

    def holding_post(self, team: str, id_: str) -> OwnerPost | Hush:
        """What the message in the thread says, while there is still something to wait for."""
        with self._world.store.reading() as work:
            post = work.thread_posts.get(team, id_)
            request = work.requests.get(team, post.request) if post else None
            channel = work.channels.get(team, request.channel) if request else None
        if post is None or request is None or channel is None:
            return Hush("the request is gone")
        if channel.shared or channel.mode is Mode.OFF:
            return Hush("the channel was turned off")
        if request.settled_as is not Settlement.WAITING or request.settled_by != post.author:
            return Hush("nobody waits any more")
        return OwnerPost(post.texts[0], post.author)

    # -- what they share ------------------------------------------------------------------------------------------

    def _open(self, team: str, id_: str, user: str) -> FeatureRequest:
        with self._world.store.reading() as work:
            return open_request(work, team, id_, user)

    def _draft(self, move: Move, request: FeatureRequest) -> str:
        return draft(move, self._words, f"{request.channel}:{request.ts}", request.object)

    def _refuse_blanks(self, field: str, text: str) -> None:
        if blanks_left(text, self._words):
            raise Invalid(field, "blank_left")


def _why(request: FeatureRequest, coaching: Coaching, words: CoachingWords) -> Why:
    """The entries found again by their words, so that this tells the truth however the words were chosen."""
    slot = as_slot(request.object)
    labels = {phrase.text.replace("{o}", slot): phrase for phrase in reversed(words.all_labels())}
    questions = {phrase.text.replace("{o}", slot): phrase for phrase in reversed(words.all_questions())}
    return Why(request, labels.get(coaching.label), tuple(questions.get(asked.text) for asked in coaching.questions))
