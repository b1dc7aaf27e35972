"""Short answers to a command, a click or a form: what was done, what went wrong, what there is."""

from bot.domain.errors import DomainError
from bot.views import blocks
from bot.views.message import Message, Modal
from bot.views.text import line
from prompts.catalog import Catalogue

COMMANDS = ("default", "new", "list", "channel", "optout", "optin", "help")


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
    """What went wrong and what to do about it."""
    return words.text(f"errors.{error.key}", **error.slots)


def error(words: Catalogue, error: DomainError) -> Message:
    text = sentence(words, error)
    return blocks.message(text, blocks.section(text))


def error_modal(words: Catalogue, error: DomainError) -> Modal:
    """The same where a form was, or would have been."""
    text = blocks.section(sentence(words, error))
    return blocks.modal(words.text("common.problem"), text, close=words.text("common.close"))


def unknown_command(words: Catalogue, typed: str, nearest: str | None) -> Message:
    """Name what was typed, and the nearest thing that exists."""
    # A backtick would end the code that the sentence puts the word in.
    said = line(typed.replace("`", "'"), 60)
    if nearest is None:
        return plain(words, "help.unknown_plain", typed=said)
    return plain(words, "help.unknown", typed=said, nearest=nearest)
