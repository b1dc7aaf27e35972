"""Everything on a card: what is chosen before Post, the wait, the ways beside the offered question, and the mutes."""

import re

from bot.domain.detection.learning import A_STEP, moved
from bot.domain.model import Sensitivity
from bot.simulator.values import PostedMessage
from tests.acceptance.office import TIMEOUT, Json, Office
from tests.reader import EXAMPLES, reader, verdict

SHORT = 140

BOTH = "The deal with Acme hangs on the dashboard and they decide on Friday. Can we have it?"
"""Two pressures that compete."""
TWO_WAYS = "We told Acme they'd have the dashboard by Friday, can we make that happen?"
"""A message that two questions suit."""
CALM = (
    "Would be good to sort the list by date",
    "Could we get an undo in the editor?",
    "any chance we get keyboard shortcuts in the editor one day?",
)


def cards(office: Office) -> list[Json]:
    return [m for m in office.ana.dm_messages() if "A request in" in office.sim.text_of(m)]


def line(text: str, start: str) -> str:
    """What follows these words on their line."""
    return next(one.removeprefix(start) for one in text.splitlines() if one.startswith(start))


def way(office: Office, card: Json, name: str) -> None:
    """An entry behind "More ways to answer"."""
    office.ana.clicks(card, "More ways to answer")
    office.ana.clicks(office.ana.wait_modal("More ways to answer"), name)


def said(office: Office, request: PostedMessage, words: str) -> str:
    """What was posted in the request's thread."""
    return office.sim.text_of(office.sam.wait_message(office.room, words, thread=request, timeout=TIMEOUT))


# -- what Post takes -------------------------------------------------------------------------------------------------


THINGS = ("dashboard", "report", "export", "login page", "invoice layout", "calendar view", "price list", "menu")


def with_choice(office: Office, message: str, choice: str) -> tuple[PostedMessage, Json]:
    """The words are chosen by the message's place: now and then a card has no room for a second label or question."""
    for thing in THINGS:  # the same again would be a repeat, which takes room
        request = office.request(message.replace("dashboard", thing))
        card = office.ana.wait_dm("A request in", TIMEOUT, after=request.ts)
        if choice in office.text(card):
            return request, card
    raise AssertionError(f"no card with {choice}")


def test_post_takes_the_label_that_was_chosen(office: Office) -> None:
    office.turn_on()
    request, card = with_choice(office, BOTH, "Label 2")
    offered = office.text(card)
    office.ana.clicks(card, "Label 2")
    office.ana.clicks(card, "Post")
    posted = said(office, request, office.ana.name)
    assert line(offered, "*Or name it:* ") in posted
    assert line(offered, "*Name it:* ") not in posted
    assert posted.count("?") == 1


def test_post_takes_the_question_that_was_chosen(office: Office) -> None:
    office.turn_on()
    request, card = with_choice(office, TWO_WAYS, "Question 2")
    offered = office.text(card)
    office.ana.clicks(card, "Question 2")
    office.ana.clicks(card, "Post")
    posted = said(office, request, office.ana.name)
    assert line(offered, "2. ") in posted
    assert line(offered, "1. ") not in posted
    assert posted.count("?") == 1


# -- putting it off --------------------------------------------------------------------------------------------------


def test_a_wait_is_taken_back_or_ends_in_the_morning_with_what_changed(office: Office) -> None:
    """Until tomorrow and undone; then until tomorrow for good; then two days, with a withdrawn request at the end."""
    request, card = office.carded()
    office.ana.clicks(card, "Wait until tomorrow")
    office.wait_text(card, "until then, a holding line")
    office.ana.clicks(card, "Undo")
    office.wait_text(card, "Edit first")
    office.ana.clicks(card, "Wait until tomorrow")
    office.wait_text(card, "letting this rest")
    office.wait_until(office.at("08:55", days=1))
    office.quiet(office.ana, "Rested")
    office.wait_until(office.at("09:01"))
    back = office.ana.wait_dm("nothing new since", TIMEOUT)
    office.ana.clicks(back, "Wait 2 days")
    office.wait_text(back, "letting this rest")
    for more in ("They audit on the 14th.", "And they pay for it."):
        office.sam.says(office.room, more, thread=request)
    office.bo.says(office.room, "Same here.", thread=request)
    office.wait_until(office.at("09:10", days=2))
    again = office.ana.wait_dm("2 replies since", TIMEOUT)
    office.ana.clicks(again, "Wait 2 days")
    office.wait_text(again, "letting this rest")
    office.sam.edits(request, "never mind, all good")

    office.wait_text(again, "took this back or reworded it")
    office.wait_until(office.at("09:15", days=4))  # over the weekend
    office.ana.wait_dm("while you let it rest", TIMEOUT, after=again["ts"])


# -- more ways to answer ---------------------------------------------------------------------------------------------


def test_why_this_tells_what_was_seen_and_which_rules_chose(office: Office) -> None:
    _request, card = office.carded()
    way(office, card, "Why this?")
    told = office.ana.wait_modal("Why this card?").text
    for words in (
        "someone may leave: “Acme won't renew”",
        "by Friday",
        "very sure",
    ):
        assert words in told
    assert re.search(r"by the rule `labels\.signal\.(?:churn|deadline)`", told)


def test_a_map_of_both_sides_starts_from_the_card(office: Office) -> None:
    request, card = office.carded()
    way(office, card, "Map both sides")
    form = office.ana.wait_modal("New interest map")
    people = [block["element"].get("initial_user") for block in form.blocks if block["type"] == "input"]
    assert [user for user in people if user] == [office.ana.user, office.sam.user]
    sides = {"name_0": "Product", "position_0": "Not now", "name_1": "Sales", "position_1": "This week"}
    assert office.ana.submits(form, sides) == {}
    board = office.ana.wait_dm("This week", TIMEOUT, after=request.ts)
    office.ana.clicks(board, "Share")
    assert office.ana.submits(office.ana.wait_modal("Share"), {"thread": "In the thread where it began"}) == {}
    office.sam.wait_message(office.room, "This week", thread=request.ts, timeout=TIMEOUT)


def test_a_framed_decision_is_posted_without_blanks(office: Office) -> None:
    request, card = office.carded()
    way(office, card, "Frame the decision")
    form = office.ana.wait_modal("Frame the decision")
    assert "[the result they are after]" in str(form.values)
    assert "square brackets" in str(office.ana.submits(form))
    parts = {"outcome": "A renewal <!here>.", "data": "Four of nine ask.", "cost": "Search waits.", "closing": ""}
    assert office.ana.submits(form, parts) == {}
    posted = said(office, request, "Four of nine ask.")
    assert "Search waits." in posted
    assert "&lt;!here&gt;" in str(office.sim.messages(office.room, thread=request.ts)[-1]["blocks"])
    office.wait_text(card, "You answered this in the thread")


def test_bad_news_is_posted_with_the_news_in_it(office: Office) -> None:
    request, card = office.carded()
    way(office, card, "Before bad news")
    form = office.ana.wait_modal("Before bad news")
    assert "[the news in one sentence]" in str(form.values)
    assert "square brackets" in str(office.ana.submits(form))
    assert office.ana.submits(form, {"text": "It may look slow. It comes in May. What would help?"}) == {}
    assert "It comes in May." in said(office, request, "It may look slow")
    office.wait_text(card, "You answered this in the thread")


def test_a_channel_is_muted_for_one_owner_and_back(office: Office) -> None:
    office.turn_on()
    office.add_owner(office.bo)
    office.request()
    way(office, office.card(office.ana), "Mute here")
    assert "no more cards from this channel" in office.ana.wait_modal("More ways").text
    told = office.ana.wait_dm("No more cards for you from", TIMEOUT)
    second = office.request(CALM[0])
    office.bo.wait_dm("A request in", TIMEOUT, after=second.ts)
    office.quiet(office.ana, "A request in", after=second.ts)
    office.ana.clicks(told, "Undo")
    office.wait_text(told, "come to you again")
    third = office.request(CALM[1])
    office.ana.wait_dm("A request in", TIMEOUT, after=third.ts)


# -- a raised bar ----------------------------------------------------------------------------------------------------


def hint() -> str:
    """A message that just counts as a request here, and does not any more once the bar is raised."""
    bar = reader().thresholds()[Sensitivity.STANDARD]
    higher = moved(bar, A_STEP)
    short = (text for text in EXAMPLES if len(text) < SHORT and "\n" not in text and verdict(text).is_request)
    return next(text for text in short if bar <= reader().read(text).probability < higher)


def test_after_three_cards_sent_away_it_takes_a_plainer_request_until_undone(office: Office) -> None:
    office.turn_on()
    for text in CALM:
        request = office.request(text)
        card = office.ana.wait_dm("A request in", TIMEOUT, after=request.ts)
        office.ana.clicks(card, "Not a request")
        office.wait_text(card, "not a request")
    told = office.ana.wait_dm("went unused", TIMEOUT)
    barely = hint()
    unheard = office.request(barely)
    plain = office.request(CALM[0])
    office.ana.wait_dm("A request in", TIMEOUT, after=plain.ts)
    office.settled()
    assert [m["ts"] > plain.ts for m in cards(office) if m["ts"] > unheard.ts] == [True]
    office.ana.clicks(told, "Listen as before")
    office.wait_text(told, "as closely as before")
    again = office.request(barely)
    office.ana.wait_dm("A request in", TIMEOUT, after=again.ts)


def test_three_cards_that_nobody_touched_raise_it_too(office: Office) -> None:
    """Ignored is a card after two working days."""
    office.turn_on()
    for text in CALM:
        request = office.request(text)
        office.ana.wait_dm("A request in", TIMEOUT, after=request.ts)
    office.wait_for(days=1)
    fourth = office.request()
    office.ana.wait_dm("A request in", TIMEOUT, after=fourth.ts)
    office.quiet(office.ana, "went unused")
    office.wait_for(days=2)
    office.sam.deletes(fourth)
    office.request()
    office.ana.wait_dm("went unused", TIMEOUT)


# -- a look at one's own words ---------------------------------------------------------------------------------------


def test_my_reply_is_checked_by_command_and_by_shortcut_and_nobody_elses(office: Office) -> None:
    draft = "You always do that. Why did you promise it?"
    told = office.ana.commands(office.room, f"/interests check {draft}").text
    mine = office.ana.says(office.room, draft)
    office.ana.shortcut(mine, "Check my reply")
    window = office.ana.wait_modal("Check my reply")
    for shown in (told, window.text):
        assert "sounds like a charge" in shown
        assert "What led you to promise it?" in shown
        assert "Only you see this" in shown
    office.ana.closes(window)
    office.bo.shortcut(mine, "check")
    assert "only what you wrote yourself" in office.bo.wait_modal().text
    assert "/interests check" in office.ana.commands(office.room, "/interests check").text
