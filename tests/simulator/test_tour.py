"""The tour's engine, with small stories of its own and no bot: doing, noticing, failing, leaving, telling."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.simulator import Json, Seed, Simulator, SimulatorError
from bot.simulator.scenarios import STORIES, Step, Story
from bot.simulator.scenarios.stage import Stage
from bot.simulator.tour import Run
from bot.simulator.values import Due
from bot.simulator.visit import open_at_work
from tests.simulator.test_control import call


def wave(who: str) -> Step:
    """Somebody waves in #sales; anybody's hand will do."""

    def do(stage: Stage) -> None:
        stage.says(stage.person(who), stage.room("sales"), f"{who} waves")

    def done(stage: Stage) -> bool:
        return stage.said(stage.person(who), stage.room("sales")) is not None

    return Step(f"{who} waves", who, "#sales", "wave", do, done)


def stuck(stage: Stage) -> None:
    stage.wait(lambda: False, "a miracle", 30)


def fails(_stage: Stage) -> None:
    raise SimulatorError("the card is not there.\nmore")


def breaks(_stage: Stage) -> None:
    raise RuntimeError("the database is away")


def never(_stage: Stage) -> bool:
    return False


def story(*steps: Step) -> Story:
    return Story("small", "Small", "about nothing", 1, ("ana", "sam"), steps, "The end.")


@pytest.fixture
def office() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def run(sim: Simulator, *steps: Step) -> tuple[Run, Stage, list[int]]:
    stage, seen = Stage(sim), list[int]()
    made = Run(story(*steps), stage, lambda run: seen.append(run.step))
    made.start()
    return made, stage, seen


def test_steps_are_played_one_after_the_other(office: Simulator) -> None:
    made, _stage, seen = run(office, wave("ana"), wave("sam"))
    made.play(0)
    assert made.step == 1
    made.play(0)  # a second press on what the page still shows
    assert made.step == 1
    made.play(None)
    assert made.over
    assert seen[-1] == 2
    made.play(None)
    assert [m["text"] for m in office.messages("sales")][-2:] == ["ana waves", "sam waves"]


def test_what_is_done_by_hand_is_noticed(office: Simulator) -> None:
    made, _stage, _seen = run(office, wave("ana"), wave("sam"))
    office.person("ana").says("sales", "hello")
    office.wait_for(lambda: made.step == 1, what="the step done by hand")
    office.person("sam").says("sales", "hello")
    office.wait_for(lambda: made.over, what="the end")


def test_what_was_said_before_the_story_is_no_part_of_it(office: Simulator) -> None:
    office.person("ana").says("sales", "yesterday's news")
    made, stage, _seen = run(office, wave("ana"))
    assert not made.story.steps[0].done(stage)


def test_a_step_that_fails_says_so_and_can_be_done_by_hand(office: Simulator) -> None:
    by_hand = wave("ana")
    made, _stage, _seen = run(office, Step(by_hand.line, "ana", "", "", fails, by_hand.done))
    made.play(None)
    assert made.problem == "This did not work: the card is not there. You can go on by hand or leave the tour."
    assert not made.busy
    office.person("ana").says("sales", "then I do it")
    office.wait_for(lambda: made.over, what="the end")
    assert made.problem == ""


def test_a_step_that_breaks_in_a_way_nobody_thought_of_says_so_too(office: Simulator) -> None:
    made, _stage, _seen = run(office, Step("", "ana", "", "", breaks, never))
    made.play(None)
    assert "the database is away" in made.problem
    made.play(None)
    assert made.step == 0
    made.leave()


def test_leaving_ends_a_step_that_waits(office: Simulator) -> None:
    made, _stage, _seen = run(office, Step("", "ana", "", "", stuck, never))
    pressed = threading.Thread(target=made.play, args=(None,))
    pressed.start()
    office.wait_for(lambda: made.busy, what="the step to begin")
    made.leave()
    pressed.join(2)
    assert not pressed.is_alive()
    assert made.step == 0


def test_over_http(office: Simulator) -> None:
    _, shelf = call(office, "tour")
    assert [s["name"] for s in shelf["stories"]] == ["renewal", "idea", "tweak", "conflict"]
    assert all(set(s) == {"name", "title", "about", "minutes"} for s in shelf["stories"])
    assert shelf["story"] is None
    assert call(office, "tour/do", {})[0] == 409
    assert call(office, "tour/start", {"story": "none"})[0] == 404
    heard = list[Json]()
    end = office.tour.subscribe(heard.append)
    _, begun = call(office, "tour/start", {"story": "renewal"})
    assert (begun["story"], begun["step"], begun["steps"]) == ("renewal", 0, len(STORIES["renewal"].steps))
    assert begun["who"] == "ana"
    assert begun["line"]
    assert begun["hint"]
    assert not begun["done"]
    office.person("ana").invites_bot("product-requests")
    office.tour.wait_step(1)
    assert heard[-1]["type"] == "tour"
    assert heard[-1]["step"] == 1
    _, left = call(office, "tour/back-out", {})
    assert left["story"] is None
    assert heard[-1]["story"] is None
    end()
    call(office, "tour/start", {"story": "tweak"})
    assert heard[-1]["story"] is None


def test_a_story_begins_on_a_working_tuesday(office: Simulator) -> None:
    office.set_clock(datetime(2026, 11, 28, 23, 0, tzinfo=UTC))  # a Saturday night
    office.tour.start("idea")
    assert f"{office.now():%Y-%m-%d %H:%M}" == "2026-12-01 09:10"
    office.tour.start("tweak")
    assert f"{office.now():%Y-%m-%d %H:%M}" == "2026-12-01 09:10"


def test_what_is_due_is_told_from_now_on(office: Simulator) -> None:
    now = office.now()
    hour = timedelta(hours=1)
    office.due = lambda: [Due(now - hour, "card"), Due(now + hour, "debrief"), Due(now + 2 * hour, "review_due")]
    _, told = call(office, "due")
    assert [row["what"] for row in told["due"]] == ["debrief", "review_due"]
    assert datetime.fromisoformat(told["due"][0]["at"]) == now + hour


def test_waiting_for_what_is_not_on_its_way_says_so(office: Simulator) -> None:
    stage = Stage(office)
    with pytest.raises(SimulatorError, match="the prompt is not on its way"):
        stage.until(lambda: None, "the prompt")


def test_every_story_is_told_in_short_lines() -> None:
    for told in STORIES.values():
        assert 10 <= len(told.steps) <= 16
        assert told.minutes <= 3
        for step in told.steps:
            assert 0 < len(step.line) <= 120, step.line
            assert step.hint
            assert step.where
            assert step.who in told.people


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-25T11:00+00:00", "2026-11-25T11:00+00:00"),
        ("2026-11-25T05:00+00:00", "2026-11-25T08:10+00:00"),
        ("2026-11-25T22:00+00:00", "2026-11-26T08:10+00:00"),
        ("2026-11-27T18:00+00:00", "2026-11-30T08:10+00:00"),
        ("2026-11-28T10:00+00:00", "2026-11-30T08:10+00:00"),
    ],
)
def test_a_workspace_opened_at_night_begins_in_the_morning(now: str, opens: str) -> None:
    """Ana lives in Madrid."""
    sim = Simulator(Seed.default())
    sim.set_clock(datetime.fromisoformat(now))
    open_at_work(sim)
    assert abs(sim.now() - datetime.fromisoformat(opens)) < timedelta(seconds=5)
