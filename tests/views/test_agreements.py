"""Agreements and their reviews: buttons while an answer is awaited, the answer afterwards."""

from datetime import date

import pytest

from bot.domain.model import Outcome
from bot.services.agreements import Review
from bot.views import agreements
from bot.views.ids import Form
from tests.views.reading import elements, read
from tests.views.samples import ME, OTHER, TODAY, WORDS, an_agreement

BUTTONS = {"review_keep", "review_change", "review_revert", "review_later_tomorrow", "review_later_next_week"}


def review(outcome: Outcome | None = None, *, current: bool = True, **changes: object) -> Review:
    changes = {"change": "", "outcome": outcome, "outcome_by": ME if outcome else None, **changes}
    return Review(an_agreement("send <it>", **changes), "the export", current)


def test_the_news_says_who_what_and_when() -> None:
    text = read(agreements.agreement(WORDS, review()))
    for part in (f"<@{OTHER}>", "send &lt;it&gt;", "Fri 4 Dec 2026", "Mon 4 Jan 2027", "the export"):
        assert part in text


@pytest.mark.parametrize("ahead", [True, False])
def test_a_reminder_that_waits_can_be_answered(ahead: bool) -> None:
    shown = agreements.reminder(WORDS, review(), ahead)
    assert set(elements(shown)) == BUTTONS
    assert "confirm" in elements(shown)["review_revert"]
    assert {button["value"] for button in elements(shown).values()} == {"a1"}


@pytest.mark.parametrize("outcome", [Outcome.KEEP, Outcome.REVERT])
def test_an_answered_one_says_so(outcome: Outcome) -> None:
    shown = agreements.reminder(WORDS, review(outcome), ahead=False)
    assert shown.text.startswith("Answered: ")
    assert elements(shown) == {}


def test_after_a_change_the_old_reminder_rests_and_the_new_one_shows_the_change() -> None:
    old = agreements.reminder(WORDS, review(Outcome.CHANGE, current=False, change="fortnightly"), ahead=False)
    new = agreements.reminder(WORDS, review(Outcome.CHANGE, change="fortnightly"), ahead=False)
    assert "changed" in old.text
    assert elements(old) == {}
    assert "fortnightly" in read(new)
    assert set(elements(new)) == BUTTONS


def test_a_reminder_that_was_put_off_has_no_buttons() -> None:
    shown = agreements.reminder(WORDS, review(current=False), ahead=True)
    assert elements(shown) == {}
    assert "Put off" in shown.text


@pytest.mark.parametrize(
    ("outcome", "said"), [(Outcome.KEEP, "keeps"), (Outcome.CHANGE, "fortnightly"), (Outcome.REVERT, "takes back")]
)
def test_the_result_says_who_decided_what(outcome: Outcome, said: str) -> None:
    text = agreements.result(WORDS, review(outcome, change="fortnightly")).text
    assert f"<@{ME}>" in text
    assert said in text


def test_the_form_proposes_a_week_and_a_month() -> None:
    form = agreements.agreement_modal(WORDS, ("prep", "p1"), ME, TODAY)
    found = elements(form)
    assert (form["callback_id"], form["private_metadata"]) == (Form.AGREEMENT, "prep|p1")
    assert found["owner"]["initial_user"] == ME
    assert found["due"]["initial_date"] == "2026-12-11"
    assert found["review"]["initial_date"] == "2027-01-03"
    assert not any(block.get("optional") for block in form["blocks"])


def test_a_change_is_proposed_for_a_day_to_come() -> None:
    form = agreements.change_modal(WORDS, an_agreement(change=""), date(2028, 2, 1))
    assert (form["callback_id"], form["private_metadata"]) == (Form.CHANGE, "a1")
    assert elements(form)["review"]["initial_date"] == "2028-03-02"
    assert "initial_value" not in elements(form)["change"]
