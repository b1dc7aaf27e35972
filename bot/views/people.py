"""People named in a sentence, as one says them: Ana, Bo and Sam."""

from collections.abc import Sequence

from bot.views.text import mention
from prompts.catalog import Catalogue

MOST_NAMED = 10


def named(words: Catalogue, user: str | None) -> str:
    """Somebody by their mention, or the word for who had themselves forgotten."""
    return mention(user) if user else words.text("common.gone_person")


def people(words: Catalogue, users: Sequence[str]) -> str:
    """Some people by their mentions; a word for nobody where there is none."""
    names = [mention(user) for user in users[:MOST_NAMED]]
    if not names:
        return words.text("channel.nobody")
    listed = names[0]
    for count, name in enumerate(names[1:], start=2):
        listed = words.text("common.list_and" if count == len(names) else "common.list_comma", some=listed, last=name)
    return listed
