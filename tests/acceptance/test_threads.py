"""What follows the card: a request's owners are told aside of its thread, and nothing is posted without a click."""

from bot.simulator.values import PostedMessage
from tests.acceptance.office import TIMEOUT, Json, Office

TOLD = (
    "Finance closes the month on the 3rd and types everything by hand.",
    "Without it they won't renew, the talks are before the audit.",
    "Honestly the second vendor has it already, so it keeps coming up.",
)


def answered(office: Office) -> PostedMessage:
    """A request that Ana has answered from its card."""
    request, card = office.carded()
    office.ana.clicks(card, "Post")
    office.wait_text(card, "You answered this")
    return request


def said_by_bot(office: Office, request: PostedMessage) -> list[Json]:
    return [m for m in office.sim.messages(office.room, thread=request.ts) if m.get("bot_id")]


def test_three_replies_are_said_back_in_a_summary(office: Office) -> None:
    request = answered(office)
    for text in TOLD:
        office.sam.says(office.room, text, thread=request)
    aside = office.ana.wait_dm("say back what you heard", TIMEOUT)
    assert "won't renew" in office.text(aside)
    office.settled()
    assert len(said_by_bot(office, request)) == 1, "nothing without a click"
    office.ana.clicks(aside, "Edit first")
    form = office.ana.wait_modal("Edit, then post")
    assert (
        office.ana.submits(form, {"text": "So the audit is the pinch & <!channel> the rest waits. What did I miss?"})
        == {}
    )
    posted = office.sam.wait_message(office.room, "What did I miss?", thread=request, timeout=TIMEOUT)
    assert "<!channel>" not in str(posted["blocks"]) + posted["text"]
    office.wait_text(aside, "You took this up")
    assert "second vendor" not in office.bot.log_text()


def test_an_agreement_without_who_and_when_gets_its_blanks(office: Office) -> None:
    request = answered(office)
    office.bo.says(office.room, "Sounds good, let's do it.", thread=request)
    aside = office.ana.wait_dm("no name or no day yet", TIMEOUT)
    office.ana.clicks(aside, "Fill the three blanks")
    form = office.ana.wait_modal("Record agreement")
    assert office.ana.submits(form, {"owner": office.bo.user, "next_step": "send the rows as CSV"}) == {}
    office.sam.wait_message(office.room, "send the rows as CSV", thread=request, timeout=TIMEOUT)
    office.bo.wait_dm("send the rows as CSV", TIMEOUT)
    office.wait_text(aside, "You wrote down what was agreed")
    office.sim.advance(days=35)
    office.bo.wait_dm("second look", TIMEOUT)


def test_an_agreement_with_who_and_when_is_left_alone(office: Office) -> None:
    request = answered(office)
    office.bo.says(office.room, "I'll send the rows on Friday.", thread=request)
    office.sam.says(office.room, "Sounds good, thanks.", thread=request)
    office.quiet(office.ana, "no name or no day yet")


def test_something_small_gets_its_limits(office: Office) -> None:
    request = answered(office)
    office.ana.says(office.room, "Sure, just a quick tweak, we'll add it.", thread=request)
    aside = office.ana.wait_dm("called small", TIMEOUT)
    office.ana.clicks(aside, "Set the limits")
    form = office.ana.wait_modal("Where it ends")
    assert "criteria" in office.ana.submits(form, {"scope": "the button, no new columns"})
    lines = {"scope": "the button, no new columns", "criteria": "the auditor opens the file"}
    assert office.ana.submits(form, lines) == {}
    posted = office.sam.wait_message(office.room, "no new columns", thread=request, timeout=TIMEOUT)
    assert "the auditor opens the file" in office.sim.text_of(posted)
    office.wait_text(aside, "You wrote down")
    office.sim.advance(days=15)
    office.ana.wait_dm("second look", TIMEOUT)


def test_heat_gets_a_pause_in_private_and_once(office: Office) -> None:
    request = answered(office)
    office.sam.says(office.room, "This is ridiculous, nobody ever answers.", thread=request)
    office.quiet(office.ana, "getting tight")
    office.bo.says(office.room, "You never listen. Again, nothing!!", thread=request)
    aside = office.ana.wait_dm("getting tight", TIMEOUT)
    office.sam.says(office.room, "Are you kidding? Stop ignoring this!!", thread=request)
    office.settled()
    assert len([m for m in office.ana.dm_messages() if "getting tight" in office.sim.text_of(m)]) == 1
    office.ana.clicks(aside, "Offer a call")
    form = office.ana.wait_modal("Edit, then post")
    assert office.ana.submits(form, {"text": "How would ten minutes on a call suit you?"}) == {}
    office.sam.wait_message(office.room, "ten minutes on a call", thread=request, timeout=TIMEOUT)


def test_not_now_is_for_good(office: Office) -> None:
    request = answered(office)
    office.bo.says(office.room, "Sounds good, let's do it.", thread=request)
    aside = office.ana.wait_dm("no name or no day yet", TIMEOUT)
    office.ana.clicks(aside, "Not now")
    office.wait_text(aside, "You let this be")
    office.settled()
    assert len(said_by_bot(office, request)) == 1


def test_replies_of_who_opted_out_show_nothing(office: Office) -> None:
    request = answered(office)
    office.bo.commands(office.room, "/interests optout")
    office.bo.says(office.room, "Sounds good, let's do it.", thread=request)
    office.quiet(office.ana, "no name or no day yet")


def test_a_repeat_names_the_ask_before_and_what_became_of_it(office: Office) -> None:
    _request, card = office.carded()
    office.ana.clicks(card, "Wait 2 days")
    office.wait_text(card, "letting this rest")
    office.sim.advance(hours=2)
    office.bo.says(
        office.room, "Two schools need the audit log as CSV before their review. Could you add the audit log export?"
    )
    again = office.ana.wait_dm("Second ask for", TIMEOUT)
    assert "parked" in office.text(again)
    assert "Ask" not in office.text(card)


def reactions(office: Office, request: PostedMessage) -> list[str]:
    (message,) = [m for m in office.sim.messages(office.room) if m["ts"] == request.ts]
    return [each["name"] for each in message.get("reactions", [])]


def test_a_request_in_hand_gets_one_quiet_emoji_and_loses_it_when_it_is_open_again(office: Office) -> None:
    request, card = office.carded()
    office.sim.fail_next("chat.postMessage", "is_archived")
    office.ana.clicks(card, "Post")
    office.wait_text(card, "Edit first")
    office.settled()
    assert reactions(office, request) == []
    office.ana.clicks(card, "Post")
    office.sim.wait_for(lambda: reactions(office, request) == ["eyes"], TIMEOUT, "the emoji")


def test_what_is_no_request_gets_no_emoji(office: Office) -> None:
    request, card = office.carded()
    office.ana.clicks(card, "Not a request")
    office.wait_text(card, "not a request")
    office.settled()
    assert reactions(office, request) == []
