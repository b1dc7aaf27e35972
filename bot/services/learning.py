"""Learning in place: what owners do with messages becomes examples, and once a day each channel's threshold follows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.detection.learning import MOST, Example, Feedback, lean, moved
from bot.domain.detection.reading import Reading
from bot.domain.errors import SlackAway
from bot.domain.model import Channel, FeatureRequest, MessageRef, Mode
from bot.services.ports import SlackMessage, Work
from bot.services.world import World

EXAMPLES_KEPT = timedelta(days=90)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """What owners said of a channel's messages: cards they used, cards they sent away, messages the bot had missed."""

    team: str
    channel: str
    used: int
    dismissed: int
    missed: int
    threshold: float
    leaning: float

    @property
    def precision(self) -> float | None:
        """The share of judged cards that were used; None before anybody judged one."""
        judged = self.used + self.dismissed
        return self.used / judged if judged else None


class LearningService:
    """Keeps examples and lets thresholds lean, within bounds; the words of a message never teach anything here."""

    def __init__(self, world: World) -> None:
        self._world = world

    def recalibrate(self) -> int:
        """Forget what is old, then let each threshold move, once a (UTC) day; how many moved."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            work.examples.purge(now - EXAMPLES_KEPT)
            places = work.examples.places()
        return sum(self._recalibrate(team, channel, now) for team, channel in places)

    def _recalibrate(self, team: str, channel: str, now: datetime) -> bool:
        version = self._world.classifier.version
        with self._world.store.work() as work:
            found = work.channels.get(team, channel)
            if found.learned_with != version:
                # Another version's probabilities say nothing of this one's: begin afresh.
                work.channels.save(_afresh(found, version, now))
                return found.leaning != 0.0
            if found.leaned_at and found.leaned_at.date() == now.date():
                return False
            since = max(now - EXAMPLES_KEPT, found.learns_since or LONG_AGO)
            threshold = self._world.classifier.thresholds()[found.sensitivity]
            leaning = lean(found.leaning, threshold, work.examples.of(team, channel, since))
            work.channels.save(replace(found, leaning=leaning, leaned_at=now))
            return leaning != found.leaning

    def report(self) -> Sequence[ChannelReport]:
        """Every channel that has examples or leans, for the operator; no text."""
        since = self._world.clock.now() - EXAMPLES_KEPT
        with self._world.store.reading() as work:
            return [self._report(work, team, channel, since) for team, channel in work.examples.places()]

    def _report(self, work: Work, team: str, channel: str, since: datetime) -> ChannelReport:
        found = work.channels.get(team, channel)
        said = [example.feedback for example in work.examples.of(team, channel, since)]
        return ChannelReport(
            team,
            channel,
            used=said.count(Feedback.USED),
            dismissed=said.count(Feedback.DISMISSED),
            missed=said.count(Feedback.POINTED_AT),
            threshold=threshold_in(found, self._world.classifier.thresholds()[found.sensitivity]),
            leaning=found.leaning,
        )

    def texts(self) -> Sequence[Example]:
        """The examples whose text a channel agreed to keep, for training."""
        since = self._world.clock.now() - EXAMPLES_KEPT
        with self._world.store.reading() as work:
            agreed = [place for place in work.examples.places() if work.channels.get(*place).keeps_examples]
            found = [example for place in agreed for example in work.examples.of(*place, since)]
        return [example for example in found if example.text]


def _afresh(channel: Channel, version: str, now: datetime) -> Channel:
    return replace(channel, leaning=0.0, raised=0.0, leaned_at=now, learns_since=now, learned_with=version)


def threshold_in(channel: Channel, shipped: float) -> float:
    """From what probability on a message of this channel counts as a request."""
    return round(moved(shipped, max(channel.leaning, min(MOST, channel.leaning + channel.raised))), 4)


def text_to_keep(world: World, team: str, request: str) -> str:
    """The request's text as it stands in Slack, where its channel agreed to keep it; else nothing.

    Asks Slack, so never inside a transaction. Where Slack is away the example does without.
    """
    with world.store.reading() as work:
        found = work.requests.get(team, request)
        if found is None or not work.channels.get(team, found.channel).keeps_examples:
            return ""
    try:
        message = world.slack.message(found.ref)
    except SlackAway:
        return ""
    return message.text if message else ""


def judged(work: Work, request: FeatureRequest, feedback: Feedback, now: datetime, text: str = "") -> None:
    """An owner judged the message behind a card by what they did with it."""
    kinds = tuple(signal.kind for signal in request.signals)
    _keep(work, Example(request.ref, request.requester, feedback, request.probability, now, kinds, text))


def pointed_at(work: Work, message: SlackMessage, ref: MessageRef, reading: Reading, now: datetime) -> None:
    """An owner prepares for a message that got no card: it was missed."""
    kinds = tuple(pressure.kind for pressure in reading.pressures)
    author = message.user or ""
    _keep(work, Example(ref, author, Feedback.POINTED_AT, reading.probability, now, kinds, message.text))


def _keep(work: Work, example: Example) -> None:
    """What somebody who opted out wrote teaches nothing; text stays only where the channel agreed to that."""
    if work.people.get(example.ref.team, example.author).opted_out:
        return
    channel = work.channels.get(example.ref.team, example.ref.channel)
    if channel.shared or channel.mode is Mode.OFF:
        return
    work.examples.save(example if channel.keeps_examples else replace(example, text=""))
