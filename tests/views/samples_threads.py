"""One of everything that is said about a request's thread."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.model import Aside, AsideEnd, AsideKind
from bot.services.asides import AsideCard, LimitsPost
from bot.services.repeats import Became, EarlierAsk, Repeat
from bot.views import asides, card, silence
from bot.views.message import Message, Modal
from prompts.catalog import Catalogue
from tests.views import samples


def an_aside(kind: AsideKind, said: str = "the export", **changes: object) -> AsideCard:
    aside = Aside("s1", "T0", "C0ASK", "r1", kind, ("1700000000.000200",), samples.NOW)
    made = AsideCard(samples.a_request(said), aside, samples.ME, samples.LINK, said, ready=True, call=said)
    return replace(made, **changes)  # type: ignore[arg-type]


def settled(kind: AsideKind, how: AsideEnd, owner: str) -> AsideCard:
    found = an_aside(kind, owner=owner)
    return replace(found, aside=replace(found.aside, settled_by=samples.ME, settled_as=how))


def threads(words: Catalogue, said: str) -> Iterator[tuple[str, Message | Modal]]:
    for kind in AsideKind:
        for link in (samples.LINK, None):
            for ready in (True, False):
                found = an_aside(kind, said, link=link, ready=ready)
                yield f"aside {kind} {link} {ready}", asides.aside(words, found)
        yield f"aside rehearsed {kind}", silence.in_rehearsal(words, "C0ASK", asides.aside(words, an_aside(kind, said)))
        for how in AsideEnd:
            for owner in (samples.ME, samples.OTHER):
                yield f"aside {kind} {how} {owner}", asides.aside(words, settled(kind, how, owner))
    for before in (1, 2, 3, 9):
        asks = tuple(EarlierAsk(became, samples.LINK if before > 1 else None) for became in Became)
        again = replace(samples.a_card(said), repeat=Repeat(before, asks[: before + 1] if before < 9 else asks))
        yield f"card asked {before} times before", card.card(words, again)
    yield "aside form", asides.text_modal(words, "s1", said)
    yield "limits form", asides.limits_modal(words, "s1", samples.ME, samples.TODAY)
    for owner in (samples.OTHER, ""):
        yield f"limits {owner}", asides.limits(words, LimitsPost(said, said, owner, samples.TODAY, samples.ME))
