"""Short answers to a command, a click or a form: what was done, what went wrong, what there is."""

import re
from collections.abc import Sequence

from slack_sdk.models.blocks import Block, SectionBlock

from bot.domain.errors import DomainError
from bot.views import blocks
from bot.views.message import Message, Modal
from bot.views.people import people
from bot.views.text import line, place
from prompts.catalog import Catalogue

_USER = re.compile(r"\b[UW][A-Z0-9]+\b")
_LINK = re.compile(r"<[^<>|]*\|([^<>]*)>")
_MARKS = re.compile(r"[`*]")
_NOT_THERE = frozenset({"not_in_channel", "channel_not_found"})

CHANGED = "changed_meanwhile"
MOST_CHANGED, MEANWHILE = 8, 200

COMMANDS = (
    *("default", "new", "list", "channel", "check", "settings", "mute", "unmute"),
    *("optout", "optin", "mydata", "forget", "audit", "help"),
)


def plain(words: Catalogue, key: str, **slots: str) -> Message:
    """One sentence. The slots are ready for mrkdwn: mentions, or people's words made safe by bot.views.text."""
    text = words.text(key, **slots)
    return blocks.message(text, blocks.section(text))


def help_(words: Catalogue, emoji: str) -> Message:
    """Every subcommand in a line, and the way in that is no command."""
    title = words.text("help.title")
    commands = "\n".join(f"• {words.text(f'help.{name}')}" for name in COMMANDS)
    return blocks.message(
        f"{title}\n{commands}",
        blocks.section(f"*{title}*"),
        blocks.section(commands),
        blocks.context(words.text("help.prepare", emoji=emoji)),
    )


def dm_help(words: Catalogue, emoji: str) -> Message:
    """The answer to words in the DM that belong to no prep thread."""
    text = words.text("dm.help", emoji=emoji)
    return blocks.message(text, blocks.section(text), blocks.context(words.text("dm.in_thread")))


def sentence(words: Catalogue, error: DomainError) -> str:
    """What went wrong and what to do about it. A slot `owners` holds user ids with spaces between them."""
    slots = error.slots
    if "owners" in slots:
        owners = _USER.findall(slots["owners"])
        if not owners:
            return words.text("errors.members_only")
        slots = {**slots, "owners": people(words, owners)}
    return words.text(f"errors.{error.key}", **slots)


def field_error(words: Catalogue, error: DomainError) -> str:
    """The same for the place under a form's field, where Slack shows plain text: no marks, no mentions."""
    if _USER.search(error.slots.get("owners", "")):
        told = words.text(f"errors.{error.key}", **{**error.slots, "owners": words.text("common.an_owner")})
    else:
        told = sentence(words, error)
    return _MARKS.sub("", _LINK.sub(r"\1", told))


def error(words: Catalogue, error: DomainError) -> Message:
    text = sentence(words, error)
    return blocks.message(text, blocks.section(text))


def error_modal(words: Catalogue, error: DomainError) -> Modal:
    """The same where a form was, or would have been."""
    text = blocks.section(sentence(words, error))
    return blocks.modal(words.text("common.problem"), text, close=words.text("common.close"))


def changed_meanwhile(words: Catalogue, now: Sequence[str]) -> list[Block]:
    """Over a form that came too late: what stands there now, under the block id CHANGED."""
    said = [words.text("again.changed" if now else "again.elsewhere")]
    said += [f"> {line(text, MEANWHILE) or words.text('again.empty')}" for text in now[:MOST_CHANGED]]
    return [SectionBlock(block_id=CHANGED, text=blocks.mrkdwn("\n".join(said)))]


def not_said(words: Catalogue, channel_id: str, reason: str) -> Message:
    """What a person asked to be posted was refused; `reason` is Slack's own word for it."""
    known = "not_in_channel" if reason in _NOT_THERE else reason if reason == "is_archived" else "other"
    return plain(words, "not_said.text", channel=place(channel_id), reason=words.text(f"not_said.{known}"))


def unknown_command(words: Catalogue, typed: str, nearest: str | None) -> Message:
    """Name what was typed, and the nearest thing that exists."""
    # A backtick would end the code that the sentence puts the word in.
    said = line(typed.replace("`", "'"), 60)
    if nearest is None:
        return plain(words, "help.unknown_plain", typed=said)
    return plain(words, "help.unknown", typed=said, nearest=nearest)
