"""A person's own data handed over, having oneself forgotten, and who changed a channel's settings."""

from collections.abc import Sequence

from bot.domain.trail import SettingChange
from bot.services.forgetting import Forgotten
from bot.services.own_data import OwnData, Passage
from bot.views import blocks
from bot.views.ids import Form
from bot.views.message import Document, Message, Modal
from bot.views.people import named, people
from bot.views.text import escape, line, place, when
from prompts.catalog import Catalogue

SURE = "sure"
KNOWN_VALUES = ("mode", "sensitivity")


def my_data(words: Catalogue, found: OwnData) -> Document:
    """Everything as one file."""
    return Document(
        name=words.text("mydata.file"),
        title=words.text("mydata.title"),
        comment=words.text("mydata.comment"),
        content=found.text,
    )


def my_data_text(words: Catalogue, found: Passage) -> Message:
    """One of several messages with the same. In code, so that nothing in it looks or acts like Slack's own."""
    told = words.text("mydata.passage", number=str(found.number), of=str(found.of))
    shown = [blocks.section(f"```{escape(_fenced(piece))}```") for piece in found.pieces]
    return blocks.message(told, blocks.context(told), *(shown or [blocks.section(words.text("mydata.nothing"))]))


def _fenced(piece: str) -> str:
    """Without the end of the code inside of it."""
    return piece.replace("```", "'''")


def forget_modal(words: Catalogue) -> Modal:
    """What goes, what stays, and one box to tick."""
    choice = [(words.text("forget.sure"), SURE)]
    return blocks.modal(
        words.text("forget.title"),
        blocks.section(words.text("forget.intro")),
        blocks.section(words.text("forget.goes")),
        blocks.section(words.text("forget.stays")),
        blocks.input_(SURE, words.text("forget.field"), blocks.checkboxes(choice)),
        close=words.text("common.cancel"),
        submit=words.text("forget.submit"),
        form=Form.FORGET,
    )


def forgotten(words: Catalogue, found: Forgotten) -> Modal:
    """What went and what stayed."""
    counts = ("preps", "debriefs", "requests", "maps", "agreements", "unsaid", "channels")
    gone = words.text("forget.gone", **{name: str(getattr(found, name)) for name in counts})
    shared = {"maps": str(found.maps_shared), "agreements": str(found.agreements_shared)}
    return blocks.modal(
        words.text("forget.done_title"),
        blocks.section(words.text("forget.done")),
        blocks.section(gone),
        *([blocks.section(words.text("forget.shared", **shared))] if set(shared.values()) != {"0"} else []),
        blocks.section(words.text("forget.opted_out" if found.opted_out else "forget.not_opted_out")),
        close=words.text("common.done"),
    )


def forgotten_message(words: Catalogue) -> Message:
    """What a message in a person's DM says once they had themselves forgotten."""
    text = words.text("forget.message")
    return blocks.message(text, blocks.context(text))


def audit(words: Catalogue, changes: Sequence[SettingChange]) -> Message:
    """The latest changes of a channel's settings, for one reader."""
    title = words.text("audit.title")
    if not changes:
        empty = words.text("audit.empty")
        return blocks.message(empty, blocks.section(empty))
    lines = [_line(words, change) for change in changes]
    return blocks.message(
        title,
        blocks.section(f"*{title}*"),
        *(blocks.section(f"• {told}") for told in lines),
        blocks.context(words.text("audit.only_you")),
    )


def _line(words: Catalogue, change: SettingChange) -> str:
    return words.text(
        "audit.line",
        when=when(change.at),
        who=named(words, change.who),
        setting=_setting(words, change.setting),
        before=_value(words, change.setting, change.before),
        after=_value(words, change.setting, change.after),
    )


def _setting(words: Catalogue, name: str) -> str:
    """What the setting is called; one without a name of its own goes by its plain one."""
    key = f"audit.{name}"
    return words.text(key) if key in words.texts else line(name.replace("_", " "))


def _value(words: Catalogue, setting: str, value: str) -> str:
    if not value:
        return words.text("audit.nothing")
    if setting == "owners":
        return people(words, value.split())
    if setting == "rehearsal":
        return place(value)
    if setting == "askers":
        return words.text(f"counterpart.{value}")
    key = f"{setting}.{value}" if setting in KNOWN_VALUES else f"audit.{value}"
    return words.text(key) if key in words.texts else line(value)
