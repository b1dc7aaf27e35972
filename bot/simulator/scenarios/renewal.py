"""A renewal hangs on a function: sales has promised it, product fears another month of repairs."""

from bot.simulator.scenarios import agreeing, asking, preparing
from bot.simulator.scenarios.agreeing import Side, Terms
from bot.simulator.scenarios.plot import Plot
from bot.simulator.scenarios.story import Story

PLOT = Plot(asker="sam", room="product-requests")
ASK = (
    "Globex won't renew unless they can export the audit log to CSV by Friday. "
    "I already promised them we'd have it. Should be a quick one?"
)
ANSWER = (
    "Their auditor comes on the 14th. Honestly, they need the rows, not the button. "
    "With a date in writing I think they would sign."
)
NOTES = {
    "My interest": "A release that holds. The last quick one cost us three weeks of repairs.",
    "Their interest": "Something in writing to show Globex before Friday.",
}
WALK_AWAY = {"My walk-away": "Keep the June plan, and send Globex the rows by hand."}
LESSON = {
    "worked": "I named the renewal first. Sam relaxed.",
    "did_not": "I defended the roadmap for five minutes.",
    "why": "I had my answer ready before I had heard the question.",
    "next_time": "Ask what a date would buy them before I explain anything.",
}
SIDES = (
    Side("Product", "ana", "Not this week", "A release that holds, and no more weekends of repairs"),
    Side("Sales", "sam", "CSV export by Friday", "Keep Globex: something in writing for their auditor"),
)
TERMS = Terms(
    who="ana",
    step="Globex alone gets the export, behind a flag, up to 10,000 rows; it stays if they renew and errors stay low",
    due=7,
    review=30,
)

STORY = Story(
    name="renewal",
    title="A renewal, and a promise",
    about="Sales has promised a customer an export by Friday. Product remembers the last quick one.",
    minutes=3,
    people=("ana", "sam"),
    steps=(
        asking.invite(PLOT, "Ana, a product owner, invites Interests. It says what it reads and keeps, and waits."),
        asking.choose(
            PLOT,
            "Private cards",
            "private card about each",
            "She chooses private cards: from now on each request brings her a card that only she sees.",
        ),
        asking.ask(
            PLOT, ASK, "Sam from sales asks in a hurry. Ana gets a card: the pressure, a name for it, a question."
        ),
        asking.post(PLOT, "Nothing is said without her. She presses Post, and the question goes into Sam's thread."),
        asking.answer(
            PLOT, "sam", ANSWER, "The demand turns into a reason: not a button but rows, and a date in writing."
        ),
        preparing.react(PLOT, "They will talk. A compass on the request opens a prep thread that only Ana sees."),
        preparing.note(PLOT, NOTES, "First the two interests: hers, and her best guess at Sam's."),
        preparing.note(
            PLOT, WALK_AWAY, "Then her walk-away: what she does if they find nothing. Now she need not give in."
        ),
        preparing.talk(PLOT, "She says when they talk, so that Interests knows when to ask how it went."),
        preparing.meanwhile(PLOT, "They talk. A quarter of an hour later the question arrives: how did it go?"),
        preparing.debrief(
            PLOT, LESSON, "Four short answers. The last one will be in front of her at the next preparation."
        ),
        agreeing.draw(PLOT, "Audit log for Globex", SIDES, "Both sides on one page: what each asks for, and why."),
        agreeing.share(PLOT, "She shares the map, so that sales and product read the same words."),
        agreeing.agree(PLOT, TERMS, "What they agree has an owner, limits, a date, and a day to look at it again."),
        agreeing.weeks_later(PLOT, "ana", "A month passes. Before the review and on the day, Interests reminds Ana."),
        agreeing.settle(
            PLOT, "ana", "Keep", "Globex has renewed and the errors stayed low. She keeps it, for all to see."
        ),
    ),
    end="From one hurried message to a decision with a date. Nothing was posted without a click.",
)
