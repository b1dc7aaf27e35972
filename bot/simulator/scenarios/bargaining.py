"""From two positions to what both can say yes to: the sides are asked, options weighed, and one is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.simulator.modal import Modal
from bot.simulator.people import Person
from bot.simulator.scenarios.plot import Plot
from bot.simulator.scenarios.stage import DM, Stage
from bot.simulator.scenarios.story import Step
from bot.simulator.values import Json, SimulatorError

LENSES = 3


@dataclass(frozen=True, slots=True)
class Way:
    """An option from one of the starters: its title there, and what its form is filled with."""

    starter: str
    title: str
    fields: Mapping[str, str]
    review: int


@dataclass(frozen=True, slots=True)
class Trade:
    """What one side gives, and what comes back."""

    gives: str
    gets: str
    unlocks: str


def ask_them(plot: Plot, line: str) -> Step:
    """Who drew the map asks the other side for theirs."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.clicks(ana, stage.wait_message(lambda: plot.board(stage), "the map"), "Ask them")
        stage.submits(ana, "Ask the other sides", {}, "what they need here, and what it protects or wins")
        stage.wait(lambda: done(stage), "the question to the other side")
        _close(stage, ana)

    def done(stage: Stage) -> bool:
        return _asked(plot, stage) is not None

    return Step(line, plot.owner, DM, f"Press “Ask them” on the map in {DM}", do, done)


def _asked(plot: Plot, stage: Stage) -> Json | None:
    return stage.dm(stage.person(plot.asker), "and asks for yours")


def answer(plot: Plot, text: str, line: str) -> Step:
    """The other side's own words land on the map."""
    done = _reads(plot, text)

    def do(stage: Stage) -> None:
        who = stage.person(plot.asker)
        stage.clicks(who, stage.wait_message(lambda: _asked(plot, stage), "the question"), "Answer")
        stage.submits(who, "Your side", {"text": text}, text)
        stage.wait(lambda: done(stage), "the answer on the map")
        _close(stage, who)

    return Step(line, plot.asker, DM, f"Press Answer in {DM} and write: {text}", do, done)


@dataclass(frozen=True, slots=True)
class Noticed:
    """Whether the map in the owner's DM has one of these words."""

    plot: Plot
    words: Sequence[str]

    def __call__(self, stage: Stage) -> bool:
        board = self.plot.board(stage)
        return board is not None and any(stage.reads(board, words) for words in self.words)


def _reads(plot: Plot, words: str) -> Noticed:
    return Noticed(plot, (words,))


def share_outcome(plot: Plot, outcome: str, blocker: str, line: str) -> Step:
    """What all want, and what stands between them."""
    done = _reads(plot, outcome)

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.clicks(ana, stage.wait_message(lambda: plot.board(stage), "the map"), "Interests")
        stage.clicks(ana, _window(stage, ana, "Interests"), "What all share")
        stage.submits(ana, "What all share", {"outcome": outcome, "blocker": blocker}, outcome)
        stage.wait(lambda: done(stage), "what all want on the map")
        _close(stage, ana)

    hint = f"Press Interests on the map in {DM}, then “What all share”: {outcome}"
    return Step(line, plot.owner, DM, hint, do, done)


def find(plot: Plot, way: Way, line: str) -> Step:
    """One of the starters becomes an option with limits; it is proposed, and the scoring opens."""
    done = Noticed(plot, ("Scored by", "lie side by side under Options", "Going with"))

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.clicks(ana, stage.wait_message(lambda: plot.board(stage), "the map"), "Options")
        stage.clicks(ana, _window(stage, ana, "Options"), "Ideas that help")
        stage.clicks(ana, _window(stage, ana, "Ideas that help"), way.starter)
        review = str(stage.sim.now().date() + timedelta(days=way.review))
        told = "\n".join(way.fields.values())
        stage.submits(ana, "A new option", {**way.fields, "title": way.title, "review": review}, told)
        stage.clicks(ana, _window(stage, ana, "Options"), "Propose it")
        stage.clicks(ana, _window(stage, ana, "Options"), "Scores")
        stage.clicks(ana, _window(stage, ana, "Scores"), "Start scoring")
        stage.wait(lambda: done(stage), "the scoring")
        _close(stage, ana)

    hint = f"Press Options on the map in {DM}: “Ideas that help”, fill one in, propose it, then Scores, Start scoring"
    return Step(line, plot.owner, DM, hint, do, done)


def trade(plot: Plot, deal: Trade, line: str) -> Step:
    """The other side offers something back."""
    done = _reads(plot, deal.gets)

    def do(stage: Stage) -> None:
        who = stage.person(plot.asker)
        stage.clicks(who, _copy(plot, stage), "Options")
        stage.clicks(who, _window(stage, who, "Options"), "Give and get")
        stage.clicks(who, _window(stage, who, "Give and get"), "Add a trade")
        values = {"gives": deal.gives, "gets": deal.gets, "unlocks": deal.unlocks}
        stage.submits(who, "Give and get", values, f"{deal.gives} ↔ {deal.gets}")
        stage.wait(lambda: done(stage), "the trade on the map")
        _close(stage, who)

    hint = f"On the map in #{plot.room}, press Options, “Give and get”, “Add a trade”"
    return Step(line, plot.asker, f"#{plot.room}", hint, do, done)


def score(plot: Plot, who: str, points: Sequence[str], line: str) -> Step:
    """One side rates in private: impact, feasibility, fairness."""
    by_owner = who == plot.owner
    last = ("lie side by side under Options", "Going with")
    done = Noticed(plot, (*(["Scored by 1 of 2"] if by_owner else []), *last))

    def do(stage: Stage) -> None:
        person = stage.person(who)
        board = stage.wait_message(lambda: plot.board(stage), "the map") if by_owner else _copy(plot, stage)
        stage.clicks(person, board, "Options")
        stage.clicks(person, _window(stage, person, "Options"), "Score them")
        ballot = _window(stage, person, "Score the options")
        fields = [block["block_id"] for block in ballot.blocks if block["type"] == "input"]
        values: dict[str, Any] = {name: points[place % LENSES] for place, name in enumerate(fields)}
        stage.submits(person, "Score the options", values, " · ".join(points))
        stage.wait(lambda: done(stage), "the score")
        if by_owner:
            _close(stage, person)

    place = DM if by_owner else f"#{plot.room}"
    hint = "On the map, press Options, then “Score them”: impact, feasibility and fairness from 1 to 5"
    return Step(line, who, place, hint, do, done)


def choose(plot: Plot, line: str) -> Step:
    """Who drew the map says what they go with."""
    done = _reads(plot, "Going with")

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        for person in (ana, stage.person(plot.asker)):
            _close(stage, person)
        stage.clicks(ana, stage.wait_message(lambda: plot.board(stage), "the map"), "Options")
        stage.clicks(ana, _window(stage, ana, "Options"), "Go with it")
        stage.wait(lambda: done(stage), "the choice on the map")
        _close(stage, ana)

    return Step(line, plot.owner, DM, f"Press Options on the map in {DM}, and “Go with it” beside the option", do, done)


def _window(stage: Stage, who: Person, title: str) -> Modal:
    """The window with this title, once it is in front of the person."""
    stage.wait(lambda: (modal := who.modal) is not None and title == modal.title, f"the window “{title}”")
    modal = who.modal
    if modal is None:
        raise SimulatorError(f"the window “{title}” was closed")
    return modal


def _copy(plot: Plot, stage: Stage) -> Json:
    shared = stage.wait_message(lambda: plot.shared(stage), f"the map in #{plot.room}")
    return {**shared, "channel": plot.place(stage).id}


def _close(stage: Stage, who: Person) -> None:
    """Nobody leaves a window open at the end of a step."""
    while not stage.left and (modal := who.modal) is not None:
        who.closes(modal)
