"""Short answers: the sentence itself, in blocks and as the fallback."""

from bot.domain.errors import NotAllowed
from bot.views import answers
from tests.views.reading import read
from tests.views.samples import ME, WORDS


def test_an_error_says_what_to_do() -> None:
    wish = NotAllowed("not_owner", owners=f"<@{ME}>")
    assert f"<@{ME}>" in answers.error(WORDS, wish).text
    assert answers.error(WORDS, wish).text in read(answers.error_modal(WORDS, wish))


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    assert "`/interests list`" in answers.unknown_command(WORDS, "lst", "list").text


def test_what_was_typed_cannot_leave_its_quotation() -> None:
    text = answers.unknown_command(WORDS, "a`*b*`<!channel>" * 100, None).text
    assert "`a'*b*'&lt;!channel&gt;" in text
    assert len(text) < 200


def test_help_names_the_reaction_in_use() -> None:
    assert ":sextant:" in read(answers.help_(WORDS, "sextant"))
    assert ":sextant:" in answers.dm_help(WORDS, "sextant").text
