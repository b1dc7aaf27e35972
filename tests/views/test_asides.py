"""What an owner reads aside: little, with the right buttons, and never posted by itself."""

import json

import pytest

from bot.domain.model import AsideEnd, AsideKind
from bot.services.asides import LimitsPost
from bot.views import asides
from bot.views.card import MOST_WORDS, words_read
from bot.views.ids import Action
from bot.views.message import Message
from tests.views import samples
from tests.views.samples_threads import an_aside, settled

WORDS = samples.WORDS


def buttons(shown: Message) -> list[str]:
    return [each["action_id"] for block in shown.blocks if block["type"] == "actions" for each in block["elements"]]


def read(shown: Message) -> str:
    return "\n".join(block["text"]["text"] for block in shown.blocks if block["type"] == "section")


EXPECTED = {
    AsideKind.SUMMARY: [Action.ASIDE_POST, Action.ASIDE_EDIT, Action.ASIDE_DISMISS],
    AsideKind.TENSION: [Action.ASIDE_EDIT, Action.ASIDE_CALL, Action.ASIDE_DISMISS],
    AsideKind.AGREED: [Action.ASIDE_FILL, Action.ASIDE_DISMISS],
    AsideKind.LIMITS: [Action.ASIDE_FILL, Action.ASIDE_DISMISS],
}
LINE = 'What I have heard so far: "before the audit", "types it by hand". What did I miss?'


@pytest.mark.parametrize("kind", AsideKind)
def test_each_has_its_buttons_and_a_way_to_say_not_now(kind: AsideKind) -> None:
    shown = asides.aside(WORDS, an_aside(kind, LINE))
    assert buttons(shown) == EXPECTED[kind]
    assert all(
        each["value"] == "s1" for block in shown.blocks if block["type"] == "actions" for each in block["elements"]
    )
    assert words_read(read(shown)) <= MOST_WORDS


def test_what_has_blanks_can_only_be_edited() -> None:
    shown = asides.aside(WORDS, an_aside(AsideKind.SUMMARY, LINE, ready=False))
    assert buttons(shown) == [Action.ASIDE_EDIT, Action.ASIDE_DISMISS]


@pytest.mark.parametrize("kind", AsideKind)
def test_without_a_link_it_still_says_where(kind: AsideKind) -> None:
    text = read(asides.aside(WORDS, an_aside(kind, LINE, link=None)))
    assert "<#C0ASK>" in text
    assert "https://" not in text


@pytest.mark.parametrize("how", AsideEnd)
def test_who_dealt_with_it_reads_you_and_nobody_presses_again(how: AsideEnd) -> None:
    mine, theirs = (asides.aside(WORDS, settled(AsideKind.AGREED, how, owner)) for owner in (samples.ME, samples.OTHER))
    assert read(mine).startswith("You ")
    assert f"<@{samples.ME}>" in read(theirs)
    assert buttons(mine) == buttons(theirs) == []


def test_limits_stand_line_by_line_for_all_to_read() -> None:
    post = LimitsPost("The button <!channel>", "May is closed with it", samples.OTHER, samples.TODAY, samples.ME)
    shown = asides.limits(WORDS, post)
    assert read(shown).count("\n") == 3
    assert "Fri 4 Dec 2026" in read(shown)
    assert "<!channel>" not in json.dumps(shown.blocks)
    assert f"<@{samples.OTHER}>" in read(shown)
