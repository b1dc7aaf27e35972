"""What was agreed about a request: it settles the request, and its thread is where both sides hear of it."""

from bot.domain.errors import OutOfDate
from bot.domain.model import Agreement, AsideEnd, Mode, Saying, Settlement, Utterance
from bot.services.coaching import owned_request, settle
from bot.services.following import end_aside
from bot.services.ports import Work
from bot.services.replies import awaits_answer


def agree_on_request(work: Work, agreement: Agreement, aside: str | None) -> None:
    """Only who looks after the request may say so; the card that asked for it is dealt with."""
    team, who, now = agreement.team, agreement.author, agreement.created_at
    request = owned_request(work, team, agreement.request or "", who)
    asked = work.asides.get(team, aside) if aside else None
    if asked is not None:
        if asked.settled_as is not None:
            raise OutOfDate("card_settled")
        end_aside(work, asked, who, AsideEnd.RECORDED, now)
    if awaits_answer(request):
        settle(work, request, who, Settlement.AGREED, now)
        for saying in (Saying.CARD, Saying.PUBLIC_REPLY):
            work.outbox.cancel(team, saying, request.id, "it was agreed on")


def thread_of_request(work: Work, agreement: Agreement, what: str) -> list[tuple[Utterance, str]]:
    """The request's thread, with the key of what is said there; none where the bot may not speak any more."""
    team = agreement.team
    request = work.requests.get(team, agreement.request or "")
    channel = work.channels.get(team, request.channel) if request else None
    if request is None or channel is None or channel.shared or channel.mode is Mode.OFF:
        return []
    key = f"{what}:{agreement.id}:{request.id}"
    place = Utterance(
        team,
        Saying.AGREEMENT,
        agreement.id,
        key,
        agreement.created_at,
        channel=request.channel,
        thread_ts=request.ref.root,
    )
    return [(place, key)]
