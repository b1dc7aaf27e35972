"""Asked once more when a card is about to be shown: is this a moment to show it?"""

from collections.abc import Callable
from datetime import datetime

from bot.delivery.speech import Later
from bot.domain.model import OutboxRow
from bot.domain.silence import Drop, Hold, Say
from bot.services.ports import Clock
from bot.services.silence import SilenceService
from bot.services.world import Hush
from bot.views.message import Message

Snoozed = Callable[[str, str, datetime], datetime | None]
"""When a person's do-not-disturb ends, where it is on and known."""


class Quiet:
    """Holds or drops cards; one that stands in Slack already is only brought up to date."""

    def __init__(self, silence: SilenceService, snoozed: Snoozed, clock: Clock) -> None:
        self._silence = silence
        self._snoozed = snoozed
        self._clock = clock

    def card(self, row: OutboxRow, render: Callable[[], Message | Hush]) -> Message | Hush | Later:
        """The card, unless its reader's hours, mute or do-not-disturb speak against it."""
        if row.sent_ts is not None:
            return render()
        said = row.utterance
        held = _held(self._silence.card(said))
        if held is not None:
            return held
        shown = render()
        if isinstance(shown, Hush) or said.channel is not None or said.person is None:
            return shown
        until = self._snoozed(said.team, said.person, self._clock.now())
        return shown if until is None else _held(self._silence.card(said, until)) or shown

    def wait_over(self, row: OutboxRow, render: Callable[[], Message | Hush]) -> Message | Hush | Later:
        """A card that comes back after its rest waits for the end of a mute."""
        said = row.utterance
        held = None if row.sent_ts is not None else _held(self._silence.wait_over(said.team, said.person or ""))
        return held or render()


def _held(verdict: Say | Hold | Drop) -> Hush | Later | None:
    match verdict:
        case Drop(why):
            return Hush(str(why))
        case Hold(at):
            return Later(at)
        case Say():
            return None
