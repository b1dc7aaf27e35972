"""The first half of a story: the bot is let in, somebody asks, the product owner answers with a question."""

from bot.simulator.scenarios.plot import Plot
from bot.simulator.scenarios.stage import DM, Stage
from bot.simulator.scenarios.story import Step

THREAD = "the request's thread"


def invite(plot: Plot, line: str) -> Step:
    """The bot comes into the channel and says what it would do there."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.invites(ana, plot.place(stage))
        stage.wait_message(lambda: stage.dm(ana, "stay silent until you choose", last=True), "the bot's first message")

    def done(stage: Stage) -> bool:
        return stage.sim.workspace.bot_in(plot.place(stage))

    return Step(line, plot.owner, f"#{plot.room}", f"In #{plot.room}, type /invite @Interests", do, done)


def choose(plot: Plot, mode: str, told: str, line: str) -> Step:
    """The owner chooses what the bot does; `told` are words of the notice that the channel gets."""

    def do(stage: Stage) -> None:
        ana, room = plot.ana(stage), plot.place(stage)
        setup = stage.dm(ana, f"Shall I listen in #{plot.room}", last=True)
        if setup is not None and stage.reads(setup, "stay silent until you choose"):
            stage.clicks(ana, setup, mode)
        else:
            stage.types(ana, room, "/interests channel")
            stage.submits(ana, "This channel", {"What I do here": mode}, mode)
        stage.wait(lambda: done(stage), f"the notice in #{plot.room}")

    def done(stage: Stage) -> bool:
        return plot.notice(stage, told)

    hint = f"Press “{mode}” on the message in {DM}, or type /interests channel in #{plot.room}"
    return Step(line, plot.owner, DM, hint, do, done)


def ask(plot: Plot, text: str, line: str) -> Step:
    """Somebody asks; the bot reads along."""

    def do(stage: Stage) -> None:
        stage.says(stage.person(plot.asker), plot.place(stage), text)
        stage.wait(lambda: done(stage), "what Interests makes of the request")

    def done(stage: Stage) -> bool:
        return plot.request(stage) is not None

    return Step(line, plot.asker, f"#{plot.room}", f"In #{plot.room}, write: {text}", do, done)


def post(plot: Plot, line: str) -> Step:
    """The card's words go into the thread as they are."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.clicks(ana, stage.wait_message(lambda: plot.card(stage), "the card"), "Post")
        stage.wait(lambda: done(stage), "the answer in the thread")

    def done(stage: Stage) -> bool:
        return plot.reply(stage) is not None

    return Step(line, plot.owner, DM, f"Choose a question and press Post on the card in {DM}", do, done)


def post_own(plot: Plot, text: str, line: str) -> Step:
    """The owner puts the answer into her own words first."""

    def do(stage: Stage) -> None:
        ana = plot.ana(stage)
        stage.clicks(ana, stage.wait_message(lambda: plot.card(stage), "the card"), "Edit first")
        stage.submits(ana, "Edit, then post", {"text": text}, text)
        stage.wait(lambda: done(stage), "the answer in the thread")

    def done(stage: Stage) -> bool:
        return plot.reply(stage) is not None

    hint = f"Press “Edit first” on the card in {DM}, write: {text} Then press Post"
    return Step(line, plot.owner, DM, hint, do, done)


def answer(plot: Plot, who: str, text: str, line: str) -> Step:
    """Somebody answers the question in the thread."""

    def do(stage: Stage) -> None:
        request = stage.wait_message(lambda: plot.request(stage), "the request")
        stage.says(stage.person(who), plot.place(stage), text, thread=request)

    def done(stage: Stage) -> bool:
        return plot.answer(stage, who) is not None

    hint = f"In {THREAD} in #{plot.room}, write: {text}"
    return Step(line, who, THREAD, hint, do, done, place=plot.room, thread=plot.request)
