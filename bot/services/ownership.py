"""Who looks after a channel changed, or what the bot does there: the cards that stand follow."""

from dataclasses import replace
from datetime import datetime

from bot.domain.model import Channel, Mode, RequestState, Saying, Settlement
from bot.services.following import refresh_aside
from bot.services.ports import Work
from bot.services.standing import refresh_cards


def change(work: Work, channel: Channel, now: datetime) -> None:
    """Save the channel and bring its unfinished cards up to date.

    A request that somebody put off who is no owner any more is open again for the others. Where nothing is read any
    more, and where the owners take their consent back, no text of judged messages stays.
    """
    if channel.shared or channel.mode is Mode.OFF:
        channel = replace(channel, keeps_examples=False)
    if not channel.keeps_examples and work.channels.get(channel.team, channel.channel).keeps_examples:
        work.examples.forget_texts(channel.team, channel.channel)
    work.channels.save(channel)
    for request in work.requests.unfinished_in(channel.team, channel.channel):
        if request.settled_as is Settlement.WAITING and request.settled_by not in channel.owners:
            work.outbox.cancel(channel.team, Saying.WAIT_OVER, request.id, "who put it off is no owner any more")
            work.requests.save(
                replace(request, state=RequestState.OPEN, settled_by=None, settled_as=None, waits_until=None)
            )
        refresh_cards(work, request, now)
    for aside in work.asides.standing_in(channel.team, channel.channel):
        refresh_aside(work, aside, now)


def without(channel: Channel, user: str) -> Channel:
    """The channel as it is once this person looks after it no longer."""
    return replace(channel, owners=tuple(owner for owner in channel.owners if owner != user))
