"""What an owner reads aside about a request's thread, the forms behind it, and what is posted from them."""

from datetime import date, timedelta

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.model import AsideKind
from bot.services.asides import AsideCard, LimitsPost
from bot.views import blocks
from bot.views.ids import Action, Form
from bot.views.message import Message, Modal
from bot.views.people import named
from bot.views.request import sentence
from bot.views.text import clip, day, line, link, mention, place
from prompts.catalog import Catalogue

TYPED, SHOWN = 200, 250
TWO_WEEKS = timedelta(days=14)


def aside(words: Catalogue, found: AsideCard) -> Message:
    """The situation in a line, what to say or to write down, and its buttons; or what became of it."""
    slots = {"channel": place(found.request.channel), "thread": _thread(words, found)}
    if found.aside.settled_as is not None:
        told = _settled(words, found, slots)
        return blocks.message(told, blocks.section(told))
    kind, asked = found.aside.kind, {"requester": named(words, found.request.requester), **slots}
    head = words.text(f"aside.{kind}_head", **asked)
    text = words.text(f"aside.{kind}_text", **asked)
    return blocks.message(text, blocks.section(head), *_offered(words, found), blocks.actions(*_buttons(words, found)))


def _thread(words: Catalogue, found: AsideCard) -> str:
    name = words.text("aside.thread")
    return link(found.link, name) if found.link else name


def _settled(words: Catalogue, found: AsideCard, slots: dict[str, str]) -> str:
    """By whom and how; the one who did it reads "you"."""
    how = found.aside.settled_as
    if found.aside.settled_by == found.owner:
        return words.text(f"aside.{how}_by_you", **slots)
    return words.text(f"aside.{how}", who=named(words, found.aside.settled_by), **slots)


def _offered(words: Catalogue, found: AsideCard) -> list[Block]:
    match found.aside.kind:
        case AsideKind.SUMMARY:
            return [blocks.section(words.text("aside.say", line=sentence(found.line)))]
        case AsideKind.TENSION:
            first = words.text("aside.say_first", line=sentence(found.line))
            return [blocks.section(first), blocks.section(words.text("aside.by_voice", line=sentence(found.call)))]
        case AsideKind.AGREED:
            return [blocks.section(words.text("aside.agreed_ask"))]
        case AsideKind.LIMITS:
            return [blocks.section(words.text("aside.limits_ask"))]


def _buttons(words: Catalogue, found: AsideCard) -> list[ButtonElement]:
    """Post only where nothing is left to fill in."""
    id_ = found.aside.id
    dismiss = blocks.button(words.text("aside.dismiss"), Action.ASIDE_DISMISS, id_)
    match found.aside.kind:
        case AsideKind.SUMMARY:
            post = blocks.button(words.text("aside.post"), Action.ASIDE_POST, id_, style="primary")
            edit = blocks.button(words.text("aside.edit"), Action.ASIDE_EDIT, id_)
            return [post, edit, dismiss] if found.ready else [edit, dismiss]
        case AsideKind.TENSION:
            edit = blocks.button(words.text("aside.edit_post"), Action.ASIDE_EDIT, id_)
            return [edit, blocks.button(words.text("aside.call"), Action.ASIDE_CALL, id_), dismiss]
        case AsideKind.AGREED:
            return [blocks.button(words.text("aside.fill"), Action.ASIDE_FILL, id_, style="primary"), dismiss]
        case AsideKind.LIMITS:
            return [blocks.button(words.text("aside.limit"), Action.ASIDE_FILL, id_, style="primary"), dismiss]


def text_modal(words: Catalogue, aside_id: str, text: str) -> Modal:
    """The words to post, open to the owner's own."""
    return blocks.modal(
        words.text("aside.form_title"),
        blocks.input_(
            "text",
            words.text("aside.text_field"),
            blocks.plain_text_input(text, multiline=True),
            hint=words.text("aside.hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("aside.submit"),
        form=Form.ASIDE_TEXT,
        metadata=aside_id,
    )


def limits_modal(words: Catalogue, aside_id: str, owner: str, today: date) -> Modal:
    """Three lines that keep something small, and who does it."""
    return blocks.modal(
        words.text("limits.form_title"),
        blocks.context(words.text("limits.note")),
        _line(words, "scope"),
        _line(words, "criteria"),
        blocks.input_("owner", words.text("limits.owner_field"), blocks.users_select(owner)),
        blocks.input_("review", words.text("limits.review_field"), blocks.datepicker(today + TWO_WEEKS)),
        close=words.text("common.cancel"),
        submit=words.text("limits.submit"),
        form=Form.LIMITS,
        metadata=aside_id,
    )


def _line(words: Catalogue, field: str) -> Block:
    return blocks.input_(
        field,
        words.text(f"limits.{field}_field"),
        blocks.plain_text_input(most=TYPED),
        hint=words.text(f"limits.{field}_hint"),
    )


def limits(words: Catalogue, post: LimitsPost) -> Message:
    """The edges, for all in the thread to read."""
    intro = words.text("limits.intro", author=mention(post.author))
    told = (
        words.text("limits.scope", text=line(post.scope, SHOWN)),
        words.text("limits.criteria", text=line(post.criteria, SHOWN)),
        words.text("limits.owner", owner=named(words, post.owner)),
        words.text("limits.review", day=day(post.review)),
    )
    return blocks.message(clip(f"{intro} {' '.join(told)}", 2900), blocks.context(intro), blocks.section(*told))
