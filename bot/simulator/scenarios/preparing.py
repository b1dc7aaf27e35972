"""The private part of a story: what the product owner notes, when they talk, and what she takes from the talk."""

from collections.abc import Mapping
from datetime import timedelta

from bot.simulator.scenarios.plot import Plot
from bot.simulator.scenarios.stage import Stage
from bot.simulator.scenarios.story import Step
from bot.simulator.values import Json

PREP = "the prep thread in your DM with Interests"
EMPTY = {
    "My interest": "what would a good end protect for you?",
    "Their interest": "your best guess is enough",
    "My walk-away": "if this fails, what will you do instead?",
}
"""What stands on the prep as long as nothing is noted, by the button that notes it."""
TALK_IN = timedelta(minutes=30)


def react(plot: Plot, line: str) -> Step:
    """A reaction opens the prep thread."""

    def do(stage: Stage) -> None:
        stage.reacts(plot.ana(stage), stage.wait_message(lambda: plot.request(stage), "the request"), "compass")
        stage.wait(lambda: done(stage), "the prep thread")

    def done(stage: Stage) -> bool:
        return plot.prep(stage) is not None

    return Step(line, plot.owner, f"#{plot.room}", "React to the request with :compass:", do, done)


def open_menu(plot: Plot, line: str) -> Step:
    """The message's menu opens the prep thread, and nobody sees it."""

    def do(stage: Stage) -> None:
        request = stage.wait_message(lambda: plot.request(stage), "the request")
        stage.chooses(plot.ana(stage), request, "Prepare for this")
        stage.wait(lambda: done(stage), "the prep thread")

    def done(stage: Stage) -> bool:
        return plot.prep(stage) is not None

    hint = "Open the request's menu (⋮) and choose “Prepare for this”"
    return Step(line, plot.owner, f"#{plot.room}", hint, do, done)


def note(plot: Plot, notes: Mapping[str, str], line: str) -> Step:
    """One line each, by the button that asks for it."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        for button, text in notes.items():
            stage.clicks(ana, _prep(plot, stage), button)
            stage.submits(ana, button, {"text": text}, text)
        stage.wait(lambda: done(stage), "the note on the prep")

    def done(stage: Stage) -> bool:
        prep = plot.prep(stage)
        return prep is not None and not any(stage.reads(prep, EMPTY[button]) for button in notes)

    what = " ".join(f"Press “{button}” and write: {text}" for button, text in notes.items())
    return Step(line, plot.owner, PREP, what, do, done, thread=plot.prep)


def keep(plot: Plot, text: str, line: str) -> Step:
    """A thought typed into the thread, kept with one click."""

    def offer(stage: Stage, words: str) -> Json | None:
        prep = plot.prep(stage)
        return prep and stage.dm(plot.ana(stage), words, thread=prep["ts"], last=True)

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.says(ana, ana.dm, text, thread=_prep(plot, stage))
        asked = stage.wait_message(lambda: offer(stage, "Keep this as a note?"), "the offer to keep it")
        stage.clicks(ana, asked, "Keep as a note")
        stage.wait(lambda: done(stage), "the note on the prep")

    def done(stage: Stage) -> bool:
        return offer(stage, "Kept with your preparation") is not None

    return Step(line, plot.owner, PREP, f"Write there: {text} Then press “Keep as a note”", do, done, thread=plot.prep)


def talk(plot: Plot, line: str) -> Step:
    """When they talk; the bot will ask afterwards."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.clicks(ana, _prep(plot, stage), "When do you talk?")
        start = int((stage.sim.now() + TALK_IN).timestamp())
        stage.submits(ana, "When do you talk?", {"start": start}, "in half an hour, for 30 minutes")
        stage.wait(lambda: done(stage), "the time of the talk on the prep")

    def done(stage: Stage) -> bool:
        prep = plot.prep(stage)
        return prep is not None and not stage.reads(prep, "no time set")

    return Step(
        line,
        plot.owner,
        PREP,
        "Press “When do you talk?”, choose half an hour from now and save",
        do,
        done,
        thread=plot.prep,
    )


def meanwhile(plot: Plot, line: str) -> Step:
    """They talk; a quarter of an hour later the bot asks."""

    def do(stage: Stage) -> None:
        stage.until(lambda: plot.prompt(stage), "the question how the talk went")

    def done(stage: Stage) -> bool:
        return plot.prompt(stage) is not None

    hint = "At the clock, jump to the next due reminder"
    return Step(line, plot.owner, "the clock", hint, do, done, thread=plot.prep)


def debrief(plot: Plot, answers: Mapping[str, str], line: str) -> Step:
    """Four short answers, for her alone."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.clicks(ana, stage.wait_message(lambda: plot.prompt(stage), "the question how it went"), "Start")
        stage.submits(ana, "How did it go?", answers, "\n".join(answers.values()))
        stage.wait(lambda: done(stage), "the lesson in the thread")

    def done(stage: Stage) -> bool:
        return plot.debriefed(stage)

    hint = f"Press Start on “How did the talk go?”. One thing to do next time: {answers['next_time']}"
    return Step(line, plot.owner, PREP, hint, do, done, thread=plot.prep)


def _prep(plot: Plot, stage: Stage) -> Json:
    return stage.wait_message(lambda: plot.prep(stage), "the prep thread")
