"""Short answers: the sentence itself, in blocks and as the fallback."""

import pytest

from bot.domain.errors import DomainError, Invalid, NotAllowed
from bot.views import answers
from tests.views.reading import read
from tests.views.samples import ME, OTHER, WORDS


def test_an_error_says_what_to_do() -> None:
    wish = NotAllowed("not_owner", owners=f"{ME} {OTHER}")
    assert f"Only <@{ME}> and <@{OTHER}> can" in answers.error(WORDS, wish).text
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


def test_where_no_owner_is_left_the_members_are_named() -> None:
    for told in (answers.error(WORDS, NONE_LEFT).text, answers.field_error(WORDS, NONE_LEFT)):
        assert told == "Only members of this channel can set it up."


NONE_LEFT = NotAllowed("not_owner", owners="")
FILLED = {"owners": f"{ME} {OTHER}", "years": "2", "low": "1", "high": "50", "name": "Sales", "party": "Ops"}


@pytest.mark.parametrize("key", sorted(key.removeprefix("errors.") for key in WORDS.texts if key.startswith("errors.")))
def test_under_a_field_a_sentence_is_plain(key: str) -> None:
    told = answers.field_error(WORDS, DomainError(key, **FILLED))
    assert told
    assert not set("<>`*{}@") & set(told.replace("/invite @Interests", "")), told


def test_a_name_that_somebody_typed_is_data() -> None:
    wrong = Invalid("gain_a", "gain_missing", party="<!channel> *Sales*")
    assert "&lt;!channel&gt;" in answers.error(WORDS, wrong).text
    assert "<" not in answers.field_error(WORDS, wrong)


def test_under_a_field_an_owner_stands_for_the_owners() -> None:
    told = answers.field_error(WORDS, NotAllowed("not_owner", owners=ME))
    assert told == "Only an owner can change this channel's settings or make you an owner too."
    assert "Type /invite @Interests there" in answers.field_error(WORDS, Invalid("channel", "not_member"))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("is_archived", "archived"),
        ("not_in_channel", "/invite"),
        ("channel_not_found", "/invite"),
        ("restricted_action", "Slack did not let me"),
    ],
)
def test_what_slack_refused_is_said_with_its_reason(reason: str, said: str) -> None:
    told = answers.not_said(WORDS, "C0ASK", reason).text
    assert "<#C0ASK>" in told
    assert said in told
