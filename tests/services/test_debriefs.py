"""After the talk: answering, putting off and skipping the debrief."""

from datetime import datetime, timedelta

import pytest

from bot.domain.errors import Invalid, NotFound, OutOfDate
from bot.domain.model import DebriefState, Saying
from bot.domain.timing import Wait
from bot.services.debriefs import Lessons, Prompt
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, MONDAY, TEAM
from tests.workplace import Workplace

LESSONS = Lessons(" It was calm ", "", "We knew the numbers", " Ask for the deadline's reason ")


@pytest.fixture
def debrief(place: Workplace) -> str:
    """Anna's debrief, whose prompt stands in her prep thread."""
    place.turn_on()
    prep = place.prepare()
    place.preps.set_talk(TEAM, prep.id, ANNA, MONDAY + timedelta(hours=1), 30)
    place.clock.pass_by(hours=2)
    place.send()
    return place.said(Saying.DEBRIEF)[0].subject


def prompt(place: Workplace, id_: str, key: str) -> Prompt:
    found = place.debriefs.prompt(TEAM, id_, ANNA, key)
    assert isinstance(found, Prompt)
    return found


def test_the_answers_are_kept_and_the_lesson_returns_in_the_next_prep(place: Workplace, debrief: str) -> None:
    place.debriefs.finish(TEAM, debrief, ANNA, LESSONS)
    with place.store.reading() as work:
        found = work.debriefs.get(TEAM, debrief, ANNA)
        lesson = work.debriefs.last_lesson(TEAM, ANNA)
        nobody_elses = work.debriefs.last_lesson(TEAM, BEN)
    assert found is not None
    assert (found.state, found.done_at) == (DebriefState.DONE, place.clock.now())
    assert (found.worked, found.did_not, found.why) == ("It was calm", "", "We knew the numbers")
    assert (lesson, nobody_elses) == ("Ask for the deadline's reason", "")
    assert (place.refreshed(Saying.DEBRIEF), place.refreshed(Saying.PREP)) == (1, 1)


def test_only_the_one_thing_for_next_time_must_be_given(place: Workplace, debrief: str) -> None:
    with pytest.raises(Invalid) as failure:
        place.debriefs.finish(TEAM, debrief, ANNA, Lessons("a", "b", "c", "  "))
    assert (failure.value.field, failure.value.key) == ("next_time", "required")
    place.debriefs.finish(TEAM, debrief, ANNA, Lessons("", "", "", "Listen"))


def test_skipping_is_final(place: Workplace, debrief: str) -> None:
    place.debriefs.skip(TEAM, debrief, ANNA)
    for act in (
        lambda: place.debriefs.get(TEAM, debrief, ANNA),
        lambda: place.debriefs.finish(TEAM, debrief, ANNA, LESSONS),
        lambda: place.debriefs.skip(TEAM, debrief, ANNA),
        lambda: place.debriefs.postpone(TEAM, debrief, ANNA, Wait.TOMORROW),
    ):
        with pytest.raises(OutOfDate) as failure:
            act()
        assert failure.value.key == "debrief_done"
    assert not place.due(Saying.DEBRIEF)


def test_anybody_elses_debrief_does_not_exist(place: Workplace, debrief: str) -> None:
    for act in (
        lambda: place.debriefs.get(TEAM, debrief, BEN),
        lambda: place.debriefs.finish(TEAM, debrief, BEN, LESSONS),
        lambda: place.debriefs.skip(TEAM, debrief, BEN),
        lambda: place.debriefs.postpone(TEAM, debrief, BEN, Wait.TOMORROW),
        lambda: place.debriefs.get(TEAM, "nothing", ANNA),
        lambda: place.debriefs.get("T2", debrief, ANNA),
    ):
        with pytest.raises(NotFound):
            act()
    assert isinstance(place.debriefs.prompt(TEAM, debrief, BEN, "any"), Hush)
    assert place.debriefs.get(TEAM, debrief, ANNA).state is DebriefState.DUE


@pytest.mark.parametrize(
    ("choice", "back"),
    [(Wait.ONE_HOUR, MONDAY + timedelta(hours=3)), (Wait.TOMORROW, datetime.fromisoformat("2026-06-02T09:00Z"))],
)
def test_later_brings_one_new_prompt(place: Workplace, debrief: str, choice: Wait, back: datetime) -> None:
    first = place.said(Saying.DEBRIEF)[0].key
    place.debriefs.postpone(TEAM, debrief, ANNA, choice)
    (again,) = place.due(Saying.DEBRIEF)
    assert again.due_at == back
    assert not prompt(place, debrief, first).current
    assert prompt(place, debrief, again.key).current


def test_later_and_later_again_leaves_one_prompt(place: Workplace, debrief: str) -> None:
    for _ in range(3):
        place.debriefs.postpone(TEAM, debrief, ANNA, Wait.TOMORROW)
    assert len(place.due(Saying.DEBRIEF)) == 1


def test_the_prompt_names_what_the_talk_was_about(place: Workplace, debrief: str) -> None:
    shown = prompt(place, debrief, place.said(Saying.DEBRIEF)[0].key)
    assert shown.current
    assert "export" in shown.about
    assert isinstance(place.debriefs.prompt(TEAM, "nothing", ANNA, "any"), Hush)
