"""The second half of a story: both sides on one page, what is agreed, and the day they look at it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.simulator.scenarios.plot import Plot
from bot.simulator.scenarios.stage import DM, Stage
from bot.simulator.scenarios.story import Step
from bot.simulator.values import Json


@dataclass(frozen=True, slots=True)
class Side:
    """A party of the map, and the person who speaks for it."""

    name: str
    person: str
    position: str
    interest: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Who does what, by when, and when both sides look at it again; in days from today."""

    who: str
    step: str
    due: int
    review: int


def draw(plot: Plot, title: str, sides: Sequence[Side], line: str) -> Step:
    """Position and interest of every side, next to each other."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.types(ana, plot.place(stage), f"/interests new {title}")
        for _ in sides[2:]:
            stage.wait(lambda: ana.modal, "the form of the map")
            if ana.modal is not None:
                stage.clicks(ana, ana.modal, "Add a party")
        values = {key: value for n, side in enumerate(sides) for key, value in _fields(stage, n, side).items()}
        stage.submits(ana, "New interest map", values, title)
        stage.wait(lambda: done(stage), "the map")
        if ana.modal is not None:
            ana.closes(ana.modal)

    def done(stage: Stage) -> bool:
        return plot.board(stage) is not None

    hint = f"In #{plot.room}, type /interests new {title} and fill in what each side asks for, and why"
    return Step(line, plot.owner, f"#{plot.room}", hint, do, done)


def _fields(stage: Stage, n: int, side: Side) -> dict[str, str]:
    who = stage.person(side.person).user
    return {
        f"name_{n}": side.name,
        f"user_{n}": who,
        f"position_{n}": side.position,
        f"interest_{n}": side.interest,
    }


def share(plot: Plot, line: str) -> Step:
    """The map goes where everybody sees it."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.clicks(ana, stage.wait_message(lambda: plot.board(stage), "the map"), "Share")
        stage.submits(ana, "Share the map", {"channel": plot.place(stage).id}, f"in #{plot.room}")
        stage.wait(lambda: done(stage), f"the map in #{plot.room}")

    def done(stage: Stage) -> bool:
        return plot.shared(stage) is not None

    return Step(line, plot.owner, DM, f"Press Share on the map in {DM} and choose #{plot.room}", do, done)


def agree(plot: Plot, terms: Terms, line: str) -> Step:
    """Owner, next step, date, review date; recorded on the map, or on the debrief where there is no map."""

    def do(stage: Stage) -> None:
        ana, today = plot.ana(stage), stage.sim.now().date()
        due, review = today + timedelta(days=terms.due), today + timedelta(days=terms.review)
        values = {"owner": stage.person(terms.who).user, "next_step": terms.step, "due": due, "review": review}
        found = stage.wait_message(lambda: _to_record(plot, stage), "the button “Record agreement”")
        stage.clicks(ana, found, "Record agreement")
        told = f"{terms.step}\nby {due:%d %B}, looked at again on {review:%d %B}"
        stage.submits(ana, "Record agreement", values, told)
        stage.wait(lambda: done(stage), "the news that something was agreed")

    def done(stage: Stage) -> bool:
        return plot.agreed(stage) is not None

    hint = f"Press “Record agreement” in {DM}. Next step: {terms.step}. Looked at again in {terms.review} days"
    return Step(line, plot.owner, DM, hint, do, done)


def _to_record(plot: Plot, stage: Stage) -> Json | None:
    return plot.board(stage) or stage.dm(plot.ana(stage), "[Record agreement]", last=True)


def weeks_later(plot: Plot, who: str, line: str) -> Step:
    """Time passes until the review date."""

    def do(stage: Stage) -> None:
        stage.until(lambda: plot.second_look(stage, who), "the reminder on the review date")

    def done(stage: Stage) -> bool:
        return plot.second_look(stage, who) is not None or plot.reviewed(stage, who)

    return Step(line, who, "the clock", "At the clock, jump to the next due reminder until it is here", do, done)


def settle(plot: Plot, who: str, button: str, line: str) -> Step:
    """Keep it, or turn it back."""

    def do(stage: Stage) -> None:
        look = stage.wait_message(lambda: plot.second_look(stage, who), "the reminder on the review date")
        stage.clicks(stage.person(who), look, button)
        stage.wait(lambda: done(stage), "what became of the agreement")

    def done(stage: Stage) -> bool:
        return plot.reviewed(stage, who)

    return Step(line, who, DM, f"Press {button} on the reminder in {DM}", do, done)


def change(plot: Plot, who: str, text: str, days: int, line: str) -> Step:
    """Change what was agreed, and name the day of the next look."""

    def do(stage: Stage) -> None:
        person = stage.person(who)
        look = stage.wait_message(lambda: plot.second_look(stage, who), "the reminder on the review date")
        stage.clicks(person, look, "Change")
        later = stage.sim.now().date() + timedelta(days=days)
        stage.submits(person, "Change what was agreed", {"change": text, "review": later}, text)
        stage.wait(lambda: done(stage), "what became of the agreement")

    def done(stage: Stage) -> bool:
        return plot.reviewed(stage, who)

    return Step(line, who, DM, f"Press Change on the reminder in {DM} and write: {text}", do, done)
