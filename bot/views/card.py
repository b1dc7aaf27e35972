"""The owner's private card about a request, and what is posted in the request's thread."""

import re

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.domain.coaching.select import Coaching
from bot.domain.coaching.slot import as_slot
from bot.domain.model import FeatureRequest, RequestState, Settlement
from bot.services.coaching import Card, OwnerPost, PublicReply
from bot.services.repeats import EarlierAsk
from bot.views import blocks, holding
from bot.views.ids import Action, Form, encode
from bot.views.message import Message, Modal
from bot.views.people import named
from bot.views.request import MOST_SIGNALS, numbered, pressure, sentence, strongest_kind
from bot.views.text import address, clip, line, link, mention, pieces, place, when
from prompts.catalog import Catalogue

MORE = ("2h", "tomorrow", "2d", "dismiss")
"""What the menu offers at once; a menu holds five entries, and the last one leads to what is in bot.views.ways."""
MOST_WORDS = 60
"""What a card may ask of a busy reader, its buttons aside."""

NUMBERS = ("first", "second", "third", "fourth")

_LINK = re.compile(r"<[^<>|]*\|([^<>]*)>")
_PERSON = re.compile(r"<@\w+>")


def words_read(text: str) -> int:
    """How many words a reader meets: a link is its label, a person a first and a last name."""
    plain = _PERSON.sub("First Last", _LINK.sub(r"\1", text))
    return len(plain.split())


def card(words: Catalogue, card: Card) -> Message:
    """The request with words to answer it, or what became of it."""
    return _card(words, card, "card")


def wait_over(words: Catalogue, card: Card) -> Message:
    """The same card, brought back after its rest."""
    return _card(words, card, "wait_over")


def closed(words: Catalogue) -> Message:
    """What is left of a card that nobody may answer any more: the channel is off or shared, or its owner another."""
    text = words.text("card.closed")
    return blocks.message(text, blocks.section(text))


def _card(words: Catalogue, card: Card, occasion: str) -> Message:
    request = card.request
    if request.state is not RequestState.OPEN:
        told = _settled(words, request, card.owner)
        if occasion == "wait_over" and request.state is RequestState.WITHDRAWN:
            told = words.text("meanwhile.withdrawn", requester=named(words, request.requester))
        shown = blocks.section(_source(words, card, "card"), told)
        return blocks.message(told, shown, *_afterwards(words, card))
    slots = {"requester": named(words, request.requester), "channel": place(request.channel)}
    known = card.meanwhile is not None  # then a line of its own says that it rested
    source = _source(words, card, "card" if known else occasion)
    return blocks.message(words.text(f"{occasion}.text", **slots), *_open(words, card, source))


def _source(words: Catalogue, card: Card, occasion: str) -> str:
    """Whose request it is and where, and the way there while there is one."""
    slots = {"requester": named(words, card.request.requester), "channel": place(card.request.channel)}
    if card.link is None:
        return f"*{words.text(f'{occasion}.link_gone', **slots)}*"
    return f"*{words.text(f'{occasion}.link', url=address(card.link), **slots)}*"


def _open(words: Catalogue, card: Card, source: str) -> list[Block]:
    coaching = card.coaching
    label = words.text("card.label", label=sentence(coaching.label)) if coaching.label else ""
    asked = _asked(words, coaching)
    since = _meanwhile(words, card)
    repeat = _repeat(words, card)
    room = MOST_WORDS - words_read("\n".join((source, since, repeat, label, *asked)))
    other = _other_label(words, card, room)
    pressed, echo = _fitting(words, card, room - words_read(other))
    return [
        blocks.section(source, since),
        *([blocks.context(repeat)] if repeat else []),
        blocks.section(pressed),
        *([blocks.section(label, other, echo)] if label or echo else []),
        *([_label_choice(words)] if other else []),
        blocks.section(*asked),
        *([_choice(words, card)] if len(coaching.questions) > 1 else []),
        _buttons(words, card),
    ]


def _asked(words: Catalogue, coaching: Coaching) -> tuple[str, ...]:
    """The questions, and above them that one is asked, or one of several, after something is named or by itself."""
    if not coaching.questions:
        return (words.text("card.nothing_to_ask"),)
    alone = not (coaching.label or coaching.mirror)
    if len(coaching.questions) == 1:
        above = words.text("card.question_alone" if alone else "card.question")
    else:
        above = words.text("card.questions_alone" if alone else "card.questions")
    return above, numbered(coaching.questions)


def _meanwhile(words: Catalogue, card: Card) -> str:
    """What the requester added in the thread while its owner waited; nothing where that is not known."""
    if card.meanwhile is None:
        return ""
    if card.meanwhile.replies == 0:
        return words.text("meanwhile.nothing")
    if card.meanwhile.replies == 1:
        return words.text("meanwhile.one")
    return words.text("meanwhile.many", count=str(card.meanwhile.replies))


def _repeat(words: Catalogue, card: Card) -> str:
    """That the same was asked for before, and what became of it; nothing at a first ask."""
    if card.repeat is None:
        return ""
    earlier = ", ".join(_became(words, ask) for ask in card.repeat.latest)
    number = card.repeat.before + 1
    slots = {"object": line(as_slot(card.request.object)), "earlier": earlier}
    if number <= len(NUMBERS):
        return words.text(f"repeat.{NUMBERS[number - 1]}", **slots)
    return words.text("repeat.many", count=str(number), **slots)


def _became(words: Catalogue, ask: EarlierAsk) -> str:
    told = words.text(f"repeat.{ask.became}")
    return link(ask.link, told) if ask.link else told


def _fitting(words: Catalogue, card: Card, room: int) -> tuple[str, str]:
    """The pressure and the mirror, as much of them as there is room for; the pressure counts for more."""
    found, mirror = card.request.signals, card.coaching.mirror
    key = "card.mirror" if card.coaching.label else "card.mirror_alone"
    echo = words.text(key, mirror=sentence(mirror)) if mirror else ""
    for most in range(MOST_SIGNALS, 0, -1):
        pressed = pressure(words, found, most)
        for extra in (echo, "") if most > 1 else ("",):
            if words_read(f"{pressed} {extra}") <= room:
                return pressed, extra
    return strongest_kind(words, found), ""


def _other_label(words: Catalogue, card: Card, room: int) -> str:
    """The label to take instead, where two pressures compete and there is room for it beside the words of one."""
    if len(card.coaching.labels) < 2:
        return ""
    other = words.text("card.other_label", label=sentence(card.coaching.labels[1]))
    return other if words_read(f"{other} {pressure(words, card.request.signals, 1)}") <= room else ""


def _label_choice(words: Catalogue) -> ActionsBlock:
    """Which label Post takes, in the order in which they are named."""
    choices = [(words.text("card.choose_label", number=str(place + 1)), str(place)) for place in range(2)]
    return blocks.actions(blocks.radio(choices, Action.CARD_LABEL), block=Action.CARD_LABEL)


def _choice(words: Catalogue, card: Card) -> ActionsBlock:
    """Which question Post takes, by its number in the list above."""
    choices = [
        (words.text("card.choose", number=str(place + 1)), str(place)) for place in range(len(card.coaching.questions))
    ]
    return blocks.actions(blocks.radio(choices, Action.CARD_CHOICE), block=Action.CARD_CHOICE)


def _buttons(words: Catalogue, card: Card) -> ActionsBlock:
    """What to do with it; Post only where there are words to post."""
    id_, ready = card.request.id, card.coaching.has_words
    texts = {
        "2h": words.text("card.wait_2h"),
        "tomorrow": words.text("card.wait_tomorrow"),
        "2d": words.text("card.wait_2d"),
        "dismiss": words.text("card.dismiss"),
    }
    return blocks.actions(
        *([blocks.button(words.text("card.post"), Action.CARD_POST, id_, style="primary")] if ready else []),
        blocks.button(words.text("card.edit" if ready else "card.write"), Action.CARD_EDIT, id_),
        blocks.button(words.text("card.prep"), Action.CARD_PREP, id_),
        blocks.overflow(
            [
                *((texts[choice], encode(id_, choice)) for choice in MORE),
                (words.text("ways.menu"), encode(id_, "ways")),
            ],
            Action.CARD_MORE,
        ),
    )


def _settled(words: Catalogue, request: FeatureRequest, reader: str) -> str:
    """By whom and how; the one who did it reads "you"."""
    if request.state is RequestState.WITHDRAWN or request.settled_as is None:
        return words.text("card.withdrawn")
    until = when(request.waits_until) if request.waits_until else words.text("common.later")
    if request.settled_by == reader:
        return words.text(f"card.{request.settled_as}_by_you", when=until)
    return words.text(f"card.{request.settled_as}", who=named(words, request.settled_by), when=until)


def _may_undo(request: FeatureRequest, reader: str) -> bool:
    return (
        request.state is RequestState.SETTLED
        and request.settled_by == reader
        and request.settled_as in {Settlement.DISMISSED, Settlement.WAITING}
    )


def _afterwards(words: Catalogue, card: Card) -> list[Block]:
    """What its owner may still do with a card that is settled: a holding line while it rests, and undo."""
    if not _may_undo(card.request, card.owner):
        return []
    undo = _undo(words, card.request)
    if card.holding is None:
        return [blocks.actions(undo)]
    offered = words.text("hold.offer", line=sentence(holding.spoken(words, card.holding)))
    return [blocks.section(offered), blocks.actions(holding.button(words, card.request.id), undo)]


def _undo(words: Catalogue, request: FeatureRequest) -> ButtonElement:
    return blocks.button(words.text("card.undo"), Action.CARD_UNDO, request.id)


def edit_modal(words: Catalogue, request_id: str, text: str) -> Modal:
    """The words to post, open to the owner's own."""
    return blocks.modal(
        words.text("edit.title"),
        blocks.context(words.text("edit.note")),
        blocks.input_(
            "text",
            words.text("edit.field"),
            blocks.plain_text_input(text, multiline=True),
            hint=words.text("edit.hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("edit.submit"),
        form=Form.CARD_TEXT,
        metadata=request_id,
    )


def public_reply(words: Catalogue, reply: PublicReply) -> Message:
    """One label and at most two questions, for all to see."""
    coaching = reply.coaching
    label = [sentence(coaching.label)] if coaching.label else []
    asked = [sentence(question.text) for question in coaching.questions]
    if len(asked) > 1:
        asked = [words.text("public_reply.question", question=one) for one in asked]
    text = "\n".join((*label, *((words.text("public_reply.intro"), *asked) if asked else ())))
    return blocks.message(text, blocks.section(text))


def owner_post(words: Catalogue, post: OwnerPost) -> Message:
    """An owner's words under the bot's name, and for whom the bot speaks."""
    intro = words.text("owner_post.intro", owner=mention(post.owner))
    written = [blocks.section(piece) for piece in pieces(post.text, 3) if piece]
    return blocks.message(clip(f"{intro} {line(post.text, 2000)}", 2900), blocks.context(intro), *written)
