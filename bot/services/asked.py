"""The words chosen for a request, and what its thread was asked already: no purpose comes twice in a thread."""

from bot.domain.coaching.asked import purposes_in
from bot.domain.coaching.select import Coaching, coach
from bot.domain.coaching.words import CoachingWords
from bot.domain.model import Counterpart, FeatureRequest, Purpose, Saying
from bot.services.ports import Work


def words_chosen(
    work: Work, request: FeatureRequest, words: CoachingWords, asked: frozenset[Purpose] = frozenset()
) -> Coaching:
    """Labels and questions for the request; those after the first leave out what was asked."""
    seed, who = f"{request.channel}:{request.ts}", _asks(work, request)
    return coach(request.signals, request.object, seed, words, asked, who, request.told)


def asked_before(work: Work, request: FeatureRequest, words: CoachingWords) -> frozenset[Purpose]:
    """By an owner's post, as far as it holds questions of the catalogue, and by the reply that was posted for all."""
    asked = purposes_in(request.posted_text or "", request.object, words)
    if work.outbox.said(request.team, Saying.PUBLIC_REPLY, request.id):
        asked |= {question.purpose for question in words_chosen(work, request, words).questions}
    return asked


def _asks(work: Work, request: FeatureRequest) -> Counterpart | None:
    """What the requester's work is about, by their own word, else by what the owners said of the channel."""
    role = work.people.get(request.team, request.requester).role
    return role or work.channels.get(request.team, request.channel).askers
