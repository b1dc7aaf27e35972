"""The CEO has an idea for the next release; a question finds out what it is for."""

from bot.simulator.scenarios import agreeing, asking, preparing
from bot.simulator.scenarios.agreeing import Terms
from bot.simulator.scenarios.plot import Plot
from bot.simulator.scenarios.story import Story

PLOT = Plot(asker="mara", room="product-requests")
ASK = (
    "The board keeps asking about AI, and our biggest rival has just shipped an assistant. "
    "I want one in the April release. What do we need to drop for it?"
)
OWN_WORDS = (
    "It sounds like there is a board meeting behind this. What should the board be able to see in April, "
    "so that you would call it a success?"
)
ANSWER = (
    "Good question. They want proof that we have tried it with real customers. "
    "A demo with three of them would do. It need not be in the release at all."
)
THOUGHT = "She does not need a function. She needs a story for the board that is true."
LESSON = {
    "worked": "One question about April, then silence.",
    "did_not": "I nearly said that it is off the roadmap.",
    "why": "She was defending a worry, and the function was only its shape.",
    "next_time": "Ask what would count as a success before I count the cost.",
}
TERMS = Terms(
    who="mara",
    step="show a demo to three customers and write down what they tried to do with it",
    due=14,
    review=28,
)

STORY = Story(
    name="idea",
    title="The CEO's idea",
    about="An assistant in the April release, because the board asks. One question gives the idea another shape.",
    minutes=3,
    people=("ana", "mara"),
    steps=(
        asking.invite(PLOT, "Ana, a product owner, invites Interests. It says what it reads and keeps, and waits."),
        asking.choose(
            PLOT,
            "Private cards",
            "private card about each",
            "She chooses private cards. Nobody else will see what Interests suggests.",
        ),
        asking.ask(
            PLOT,
            ASK,
            "Mara, the CEO, has an idea. Saying no is hard, saying yes is worse; the card offers a third way.",
        ),
        asking.post_own(
            PLOT, OWN_WORDS, "Ana puts it into her own words: one thing named, one question about the outcome."
        ),
        asking.answer(
            PLOT, "mara", ANSWER, "Mara hears herself say what it is for, and reshapes the idea. Nobody lost face."
        ),
        preparing.open_menu(
            PLOT, "Ana prepares through the message's menu: a reaction to the CEO would be seen by all."
        ),
        preparing.keep(PLOT, THOUGHT, "A thought on the way. Typed into the thread, it is kept with one click."),
        preparing.talk(PLOT, "They will talk in half an hour."),
        preparing.meanwhile(PLOT, "They talk. A quarter of an hour later Interests asks how it went."),
        preparing.debrief(
            PLOT, LESSON, "Four short answers, for Ana alone: what worked, what did not, why, what next."
        ),
        agreeing.agree(PLOT, TERMS, "The agreement is small and dated: a demo, three customers, a day to look again."),
        agreeing.weeks_later(
            PLOT, "mara", "Four weeks pass. The reminder goes to Mara, because the next step was hers."
        ),
        agreeing.settle(
            PLOT,
            "mara",
            "Revert",
            "Three customers, three shrugs. Mara turns it back herself, and April stays as planned.",
        ),
    ),
    end="No function was built, and nobody had to say no. The board got a true story.",
)
