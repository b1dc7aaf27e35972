"""One of everything that the moves and the check can show."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.domain.model import Move, Purpose, RequestState, Settlement
from bot.services.canvases import Canvas, FilledCanvas, Invitation
from bot.services.coaching import Card, OwnerPost
from bot.services.moves import Frame, Why
from bot.services.resting import WHEN, Holding, Meanwhile
from bot.views import canvas, card, check, holding, ways
from bot.views.message import Message, Modal
from prompts.catalog import Catalogue
from tests.views import samples

HARSH = (
    "You always say it is fair. Why did you promise it? We must have it, because it is late, because it is old, "
    "because it is dear. Just a quick tweak, we'll do it."
)


def a_holding(said: str = "the export") -> Holding:
    return Holding(f"I will come back on {said} by {WHEN}.", samples.NOW, "America/Argentina/Buenos_Aires")


def a_resting_card(said: str = "the export") -> Card:
    waiting: dict[str, Any] = {"settled_by": samples.ME, "settled_as": Settlement.WAITING, "waits_until": samples.NOW}
    return replace(samples.a_card(said, state=RequestState.SETTLED, **waiting), holding=a_holding(said))


def moves(words: Catalogue, said: str) -> Iterator[tuple[str, Message | Modal]]:
    yield "card at rest with a holding line", card.card(words, a_resting_card(said))
    yield "holding form", holding.hold_modal(words, "r1", a_holding(said))
    for replies in (0, 1, 7):
        back = replace(samples.a_card(said), meanwhile=Meanwhile(replies))
        yield f"wait over with {replies} replies", card.wait_over(words, back)
    yield "wait over, withdrawn", card.wait_over(words, samples.a_card(said, state=RequestState.WITHDRAWN))
    yield "ways", ways.ways_modal(words, "r1")
    for probability in (0.99, 0.8, 0.5):
        yield f"why {probability}", ways.why_modal(words, a_why(words, said, probability))
    bare = samples.a_request("", signals=(), waits_until=samples.NOW)
    yield "why, nothing seen", ways.why_modal(words, Why(bare, None, (None, None)))
    yield "frame form", ways.frame_modal(words, "r1", Frame(said, f"[{said}", said, said))
    yield "bad news form", ways.bad_news_modal(words, "r1", said)
    yield "canvas asked for", canvas.ask_modal(words, "r1", said)
    yield "canvas invitation", canvas.invitation(words, Invitation("r1", OwnerPost(said, samples.ME)))
    yield "canvas form", canvas.fill_modal(words, "r1")
    for lines in (Canvas(*[said or "x"] * 6), Canvas("x")):
        yield f"canvas {lines.who != ''}", canvas.filled(words, FilledCanvas(lines, samples.OTHER))
    for draft in (said, f"{said} {HARSH} {said}", HARSH, HARSH * 30, ""):
        yield "checked by command", check.check_message(words, draft)
        yield "checked by shortcut", check.check_modal(words, draft)


def a_why(words: Catalogue, said: str, probability: float = 0.9) -> Why:
    request = samples.a_request(said, probability=probability)
    coaching = words.coaching
    asked = (coaching.by_purpose[Purpose.SIZE][0], coaching.moves[Move.RESET][0])
    return Why(request, coaching.situations["idea"][0], asked)
