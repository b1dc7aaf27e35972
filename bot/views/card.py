"""The owner's private card about a request, and what is posted in the request's thread."""

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.domain.model import FeatureRequest, RequestState, Settlement
from bot.services.coaching import Card, OwnerPost, PublicReply
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.message import Message, Modal
from bot.views.request import numbered, pressure, sentence
from bot.views.text import address, clip, line, link, mention, pieces, place, when
from prompts.catalog import Catalogue

MORE = ("2h", "tomorrow", "2d", "dismiss")


def card(words: Catalogue, card: Card) -> Message:
    """The request with words to answer it, or what became of it."""
    return _card(words, card)


def wait_over(words: Catalogue, card: Card) -> Message:
    """The same card, brought back after its rest."""
    return _card(words, card, intro=words.text("wait_over.title"))


def _card(words: Catalogue, card: Card, intro: str = "") -> Message:
    request = card.request
    slots = {"requester": mention(request.requester), "channel": place(request.channel)}
    if _is_settled(request):
        told = _settled(words, request, card.owner)
        parts = [blocks.section(f"*{words.text('card.title', **slots)}*", _source(words, card)), blocks.section(told)]
        undo = [blocks.actions(_undo(words, request))] if _may_undo(request, card.owner) else []
        return blocks.message(told, *parts, *undo)
    if intro:
        text = words.text("wait_over.text", **slots)
        original = link(card.link, words.text("common.link")) if card.link else ""
        return blocks.message(text, blocks.section(f"*{intro}*", text, original), *_open(words, card))
    title = f"*{words.text('card.title', **slots)}*"
    return blocks.message(
        words.text("card.text", **slots), blocks.section(title, _source(words, card)), *_open(words, card)
    )


def _is_settled(request: FeatureRequest) -> bool:
    return request.state is not RequestState.OPEN


def _source(words: Catalogue, card: Card) -> str:
    requester = mention(card.request.requester)
    if card.link is None:
        return words.text("card.link_gone", requester=requester)
    return words.text("card.link", url=address(card.link), requester=requester)


def _open(words: Catalogue, card: Card) -> list[Block]:
    coaching = card.coaching
    mirror = words.text("card.mirror", mirror=sentence(coaching.mirror)) if coaching.mirror else ""
    found: list[Block] = [
        blocks.section(pressure(words, card.request.signals)),
        blocks.section(words.text("card.label", label=sentence(coaching.label)), mirror),
    ]
    if coaching.questions:
        found.append(blocks.section(words.text("card.questions"), numbered(coaching.questions)))
    if len(coaching.questions) > 1:
        found.append(_choice(words, card))
    return [*found, _buttons(words, card.request.id)]


def _choice(words: Catalogue, card: Card) -> ActionsBlock:
    """Which question Post takes: by its number and what it is after, as a radio button holds few words."""
    choices = [
        (f"{place + 1}. {words.text(f'purpose.{question.purpose}')}", str(place))
        for place, question in enumerate(card.coaching.questions)
    ]
    return blocks.actions(blocks.radio(choices, Action.CARD_CHOICE), block=Action.CARD_CHOICE)


def _buttons(words: Catalogue, id_: str) -> ActionsBlock:
    texts = {
        "2h": words.text("card.wait_2h"),
        "tomorrow": words.text("card.wait_tomorrow"),
        "2d": words.text("card.wait_2d"),
        "dismiss": words.text("card.dismiss"),
    }
    return blocks.actions(
        blocks.button(words.text("card.post"), Action.CARD_POST, id_, style="primary"),
        blocks.button(words.text("card.edit"), Action.CARD_EDIT, id_),
        blocks.button(words.text("card.prep"), Action.CARD_PREP, id_),
        blocks.overflow([(texts[choice], encode(id_, choice)) for choice in MORE], Action.CARD_MORE),
    )


def _settled(words: Catalogue, request: FeatureRequest, reader: str) -> str:
    """By whom and how; the one who did it reads "you"."""
    if request.state is RequestState.WITHDRAWN or request.settled_as is None:
        return words.text("card.withdrawn")
    until = when(request.waits_until) if request.waits_until else words.text("common.later")
    if request.settled_by == reader:
        return words.text(f"card.{request.settled_as}_by_you", when=until)
    who = mention(request.settled_by) if request.settled_by else words.text("common.gone_person")
    return words.text(f"card.{request.settled_as}", who=who, when=until)


def _may_undo(request: FeatureRequest, reader: str) -> bool:
    return (
        request.state is RequestState.SETTLED
        and request.settled_by == reader
        and request.settled_as in {Settlement.DISMISSED, Settlement.WAITING}
    )


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
    label = sentence(coaching.label)
    asked = [words.text("public_reply.question", question=sentence(question.text)) for question in coaching.questions]
    text = "\n".join((label, *((words.text("public_reply.intro"), *asked) if asked else ())))
    return blocks.message(text, blocks.section(text))


def owner_post(words: Catalogue, post: OwnerPost) -> Message:
    """An owner's words under the bot's name, and for whom the bot speaks."""
    intro = words.text("owner_post.intro", owner=mention(post.owner))
    written = [blocks.section(piece) for piece in pieces(post.text, 3) if piece]
    return blocks.message(clip(f"{intro} {line(post.text, 2000)}", 2900), blocks.context(intro), *written)
