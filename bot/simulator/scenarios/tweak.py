"""Just a tweak: a small word for a change that reaches further than it looks."""

from bot.simulator.scenarios import agreeing, asking, preparing
from bot.simulator.scenarios.agreeing import Side, Terms
from bot.simulator.scenarios.plot import Plot
from bot.simulator.scenarios.story import Story

PLOT = Plot(asker="sam", room="eng")
ASK = (
    "Just a tweak: could we let Initech's admins rename “Account” to “Workspace”, on every screen? "
    "Their new boss would love it by tomorrow."
)
ANSWER = (
    "It is on forty screens, and in one report that an auditor reads word for word. "
    "On the screens it is a day. In the report it is a promise to somebody else."
)
WALK_AWAY = {"My walk-away": "Leave the names as they are, and explain them to Initech in a call."}
LESSON = {
    "worked": "Asking what has to stay untouched. Eli knew at once.",
    "did_not": "We had said yes to the last three tweaks without a limit.",
    "why": "Small words hide the work, and the ones who do it are asked last.",
    "next_time": "No tweak without a limit, an owner and a date.",
}
SIDES = (
    Side("Sales", "sam", "Rename it everywhere by tomorrow", "Show Initech that we listen"),
    Side("Engineering", "eli", "Not the report", "No surprise at the audit, and no lost weekend"),
    Side("Product", "ana", "Later, with the new menu", "One word for one thing, everywhere"),
)
TERMS = Terms(who="eli", step="rename it on the screens only; the report keeps its words", due=7, review=14)
CHANGED = "the report follows after the audit, with its old name in brackets for a year"

STORY = Story(
    name="tweak",
    title="Just a tweak",
    about="A rename that sounds like an hour. Who does it knows better, once somebody asks.",
    minutes=3,
    people=("ana", "sam", "eli"),
    steps=(
        asking.invite(PLOT, "Ana invites Interests into the engineers' channel."),
        asking.choose(
            PLOT,
            "Public questions",
            "answer in the thread",
            "Here she chooses public questions: a request is answered in its thread, for all to see.",
        ),
        asking.ask(PLOT, ASK, "Sam asks for “just a tweak”. Interests names the hurry and asks where the limits are."),
        asking.answer(
            PLOT, "eli", ANSWER, "Eli, an engineer, says what the small word hides, before anybody has said yes."
        ),
        preparing.react(PLOT, "Ana opens a prep thread with a compass. Only she sees it."),
        preparing.note(PLOT, WALK_AWAY, "What if they find nothing? A walk-away makes a calm voice."),
        preparing.talk(PLOT, "The three will talk in half an hour."),
        preparing.meanwhile(PLOT, "They talk. A quarter of an hour later Interests asks Ana how it went."),
        preparing.debrief(
            PLOT, LESSON, "Her lesson, in four short answers: no tweak without a limit, an owner and a date."
        ),
        agreeing.draw(PLOT, "Account or Workspace", SIDES, "Three sides this time, each with a reason worth hearing."),
        agreeing.share(PLOT, "She shares the map in #eng, where all three read it."),
        agreeing.agree(
            PLOT, TERMS, "The tweak gets what it lacked: a limit, an owner, a date, and a day to look again."
        ),
        agreeing.weeks_later(PLOT, "eli", "Two weeks pass. In Kolkata it is morning when Eli is reminded."),
        agreeing.change(
            PLOT, "eli", CHANGED, 30, "The audit is over, so the limit can move. Eli changes it, for all to see."
        ),
    ),
    end="Still a tweak, but one with edges: everybody knows what it is, who does it, and when it ends.",
)
