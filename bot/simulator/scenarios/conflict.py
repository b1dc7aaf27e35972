"""A big client wants a small urgent function and product guards quality: two positions, and a way for both."""

from bot.simulator.scenarios import agreeing, asking, bargaining
from bot.simulator.scenarios.agreeing import Side, Terms
from bot.simulator.scenarios.bargaining import Trade, Way
from bot.simulator.scenarios.plot import Plot
from bot.simulator.scenarios.story import Story

PLOT = Plot(asker="sam", room="sales")
ASK = (
    "Could we add a bulk invoice download for Initech this week? It is tiny, "
    "and their renewal hangs on it: they decide on Monday."
)
ANSWER = (
    "Their finance team closes the month with it. If they see that it comes, and that it is not forgotten afterwards, "
    "they sign."
)
SIDES = (
    Side("Product", "ana", "Not now", "A product that stays healthy, and quiet nights"),
    Side("Sales", "sam", "This week", "The renewal, and the number for the quarter"),
)
OWN_WORDS = "Initech trusts that what I say will come true"
WAY = Way(
    starter="starter_pick_one_client",
    title="Invoices in bulk for Initech only",
    fields={
        "gain_a": "a small scope, and time to clean up in June",
        "gain_b": "the download before the renewal is signed",
        "limit": "one client, 500 invoices at a time",
        "metric": "invoices downloaded; errors a week",
        "debt_cost": "three days of clean-up",
        "debt_slot": "the June roadmap",
    },
    review=30,
)
DEAL = Trade("the download by Monday", "no other special wish of Initech before July", "quality")
TERMS = Terms(
    who="ana",
    step="Switch it on for Initech behind a flag; clean up in June, whatever they sign",
    due=5,
    review=30,
)

STORY = Story(
    name="conflict",
    title="Not now, this week",
    about="A big client wants a small function at once. Product guards quality. Both can get what they need.",
    minutes=3,
    people=("ana", "sam"),
    steps=(
        asking.invite(PLOT, "Ana, a product owner, invites Interests into the channel where sales asks."),
        asking.choose(
            PLOT,
            "Private cards",
            "private card about each",
            "She chooses private cards: what Interests suggests, only she sees.",
        ),
        asking.ask(PLOT, ASK, "Sam asks for something small and urgent. Ana's card names the pressure."),
        asking.post(PLOT, "She does not say no. She presses Post: a question goes into Sam's thread."),
        asking.answer(PLOT, "sam", ANSWER, "Behind “this week” there is a client who wants to be sure."),
        agreeing.draw(PLOT, "Bulk invoices for Initech", SIDES, "Both positions on one page, with a guess at Sam's."),
        agreeing.share(PLOT, "She shares the map, so that both sides read the same words."),
        bargaining.ask_them(PLOT, "A guess is a guess. One press asks Sam for his side, in his own words."),
        bargaining.answer(PLOT, OWN_WORDS, "Sam answers with one line. It lands on the map as his."),
        bargaining.share_outcome(
            PLOT,
            "Initech stays, and nobody works at night for it",
            "no yardstick both trust",
            "What do both want in the end? And what stands between them?",
        ),
        bargaining.find(
            PLOT, WAY, "An arrangement for one client: what each side gets, a limit, a review, a debt that is repaid."
        ),
        bargaining.trade(PLOT, DEAL, "Sam gives something back, because he was not told no."),
        bargaining.score(PLOT, "ana", ("4", "4", "5 · a lot"), "Each rates the option alone. Ana first."),
        bargaining.score(
            PLOT, "sam", ("5 · a lot", "2", "5 · a lot"), "With Sam's scores all are shown, side by side: one gap."
        ),
        bargaining.choose(PLOT, "They talk about the gap, and go with it. The map says who gets what."),
        agreeing.agree(PLOT, TERMS, "One next step, a date, and the day on which both look again. Initech signs."),
    ),
    end="Nobody won, and nobody had to give in: a map, a scored option, and a trade in writing.",
)
