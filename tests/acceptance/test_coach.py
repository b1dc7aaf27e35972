"""Job 1, coach: a request is noticed, an owner gets words for it, and the first owner to act settles it."""

from bot.simulator.values import PostedMessage
from tests.acceptance.office import REQUEST, TIMEOUT, Office


def test_an_owner_gets_a_card_with_a_label_and_questions(office: Office) -> None:
    """The card names the strongest pressure in the request's own words; how much more there is room for varies."""
    _request, card = office.carded()
    text = office.sim.text_of(card)
    assert "won't renew" in text
    assert text.count("?") >= 1
    assert "why" not in text.lower().split()
    assert {"Post", "Edit first", "Prep"} <= {label for label in ("Post", "Edit first", "Prep") if label in text}


def test_post_puts_label_and_question_into_the_thread_for_the_owner(office: Office) -> None:
    request, card = office.carded()
    office.ana.clicks(card, "Post")
    posted = office.sam.wait_message(office.room, office.ana.name, thread=request, timeout=TIMEOUT)
    assert office.sim.text_of(posted).count("?") == 1
    office.wait_text(card, "You answered this in the thread")


def test_an_answer_without_the_bot_settles_the_card(office: Office) -> None:
    request, card = office.carded()
    office.ana.says(office.room, "What happens on Friday?", thread=request)
    office.wait_text(card, "You answered this in the thread yourself.")


def test_a_muted_owner_gets_no_card_until_the_next_morning(office: Office) -> None:
    office.turn_on()
    office.ana.commands(office.room, "/interests mute today")
    office.ana.wait_message(office.room, "No cards until", timeout=TIMEOUT)
    office.request()
    office.quiet(office.ana, "A request in")
    office.sim.advance(hours=23)
    office.card()


def test_two_clicks_on_post_post_once(office: Office) -> None:
    request, card = office.carded()
    office.ana.clicks(card, "Post")
    office.ana.clicks(card, "Post")
    office.sam.wait_message(office.room, office.ana.name, thread=request, timeout=TIMEOUT)
    office.settled()
    replies = [m for m in office.sim.messages(office.room, thread=request.ts) if m.get("bot_id")]
    assert len(replies) == 1
    office.quiet(office.ana, "quicker")


def test_edit_first_posts_what_the_owner_wrote(office: Office) -> None:
    request, card = office.carded()
    office.ana.clicks(card, "Edit first")
    form = office.ana.wait_modal("Edit")
    assert office.ana.submits(form, {"text": "It sounds urgent & <!channel> big. What happens on Friday?"}) == {}
    posted = office.sam.wait_message(office.room, "What happens on Friday?", thread=request, timeout=TIMEOUT)
    assert "<!channel>" not in str(posted["blocks"]) + posted["text"]


def test_the_first_owner_settles_it_for_all(office: Office) -> None:
    office.turn_on()
    office.add_owner(office.bo)
    office.request()
    cards = office.card(office.ana), office.card(office.bo)
    office.ana.clicks(cards[0], "Post")
    office.wait_text(cards[1], office.ana.name)
    office.bo.clicks(cards[1], "Post") if "Post" in office.text(cards[1]) else None
    assert "Edit first" not in office.text(cards[1])


def test_a_stale_button_is_answered_and_does_nothing(office: Office) -> None:
    """A client that has not seen the update yet presses a button of the old card."""
    office.turn_on()
    office.add_owner(office.bo)
    request = office.request()
    mine, theirs = office.card(office.ana), office.card(office.bo)
    office.ana.clicks(mine, "Post")
    office.bo.clicks(theirs, "Post")  # the card as Bo still has it
    office.sam.wait_message(office.room, office.ana.name, thread=request, timeout=TIMEOUT)
    office.bo.wait_dm("quicker", TIMEOUT)
    office.settled()
    assert len([m for m in office.sim.messages(office.room, thread=request.ts) if m.get("bot_id")]) == 1


def test_waiting_brings_the_card_back_in_working_hours(office: Office) -> None:
    request, card = office.carded()
    office.ana.clicks(card, "Wait 2 hours")
    office.wait_text(card, "Post this holding line")
    office.quiet(office.ana, "Rested")
    office.ana.clicks(card, "Post this holding line")
    assert office.ana.submits(office.ana.wait_modal("Holding line")) == {}
    office.sam.wait_message(office.room, "(Madrid time)", thread=request, timeout=TIMEOUT)
    office.sam.says(office.room, "By the way, they audit on the 14th.", thread=request)
    office.sim.advance(hours=2, minutes=1)
    back = office.ana.wait_dm("one reply since", TIMEOUT)
    office.ana.clicks(back, "Post")
    office.wait_text(back, "You answered")


def test_six_lines_are_asked_for_in_the_thread_and_filled_in_there(office: Office) -> None:
    """From the card's menu through its window to the thread; then the card opens again."""
    request, card = office.carded()
    office.ana.clicks(card, "More ways to answer")
    office.ana.clicks(office.ana.wait_modal("More ways to answer"), "Ask for six lines")
    assert office.ana.submits(office.ana.wait_modal("Ask for six lines")) == {}
    asked = office.sam.wait_message(office.room, office.ana.name, thread=request, timeout=TIMEOUT)
    office.wait_text(card, "You asked for six lines")
    office.sam.clicks(asked, "Fill in six lines")
    form = office.sam.wait_modal("Six lines to decide by")
    assert office.sam.submits(form, {"problem": "Audits by hand <!channel>", "stop": "SSO"}) == {}
    filled = office.sam.wait_message(office.room, "Filled in by", thread=request, timeout=TIMEOUT)
    assert "<!channel>" not in str(filled["blocks"]) + filled["text"]
    office.wait_text(card, "Edit first")


def test_not_a_request_can_be_undone(office: Office) -> None:
    _request, card = office.carded()
    office.ana.clicks(card, "Not a request")
    office.wait_text(card, "not a request")
    office.ana.clicks(office.ana.wait_dm("marked this as not a request", TIMEOUT), "Undo")
    office.wait_text(card, "Edit first")


def test_public_mode_asks_in_the_thread_and_never_calls_it_coaching(office: Office) -> None:
    office.turn_on("public")
    request = office.request()
    reply = office.sam.wait_message(office.room, "To scope this well", thread=request, timeout=TIMEOUT)
    text = office.sim.text_of(reply)
    assert "coach" not in text.lower()
    assert 1 <= text.count("?") <= 2
    office.quiet(office.ana, "A request in")


def test_left_alone(office: Office) -> None:
    """Owners' own messages, replies, other bots, small talk, and edits without new text get no card."""
    office.turn_on()
    office.ana.says(office.room, REQUEST)
    root = office.sam.says(office.room, "good morning all")
    office.sam.says(office.room, REQUEST, thread=root)
    office.sim.bot_says(office.room, REQUEST)
    office.sim.bot_says(office.room, REQUEST, classic=True)
    office.quiet(office.ana, "A request in")


def test_an_edit_into_a_request_brings_a_card_and_an_edit_out_of_it_withdraws(office: Office) -> None:
    office.turn_on()
    message = office.sam.says(office.room, "morning!")
    office.sam.edits(message, REQUEST)
    card = office.card()
    office.sam.edits(message, "never mind, all good")
    office.wait_text(card, "taken back or reworded")


def test_a_deleted_request_withdraws_its_card(office: Office) -> None:
    request, card = office.carded()
    office.sam.deletes(request)
    office.wait_text(card, "taken back or reworded")


def test_someone_who_opted_out_is_not_read(office: Office) -> None:
    office.turn_on()
    answer = office.sam.commands(office.room, "/interests optout")
    assert "drop your messages" in answer.text
    office.request()
    office.quiet(office.ana, "A request in")
    assert "audit log" not in office.bot.log_text()
    office.sam.commands(office.room, "/interests optin")
    office.request("We lose deals because invoices have no bulk upload. Could you add bulk upload before Monday?")
    office.card()


def test_an_owner_who_left_gets_no_card(office: Office) -> None:
    office.turn_on()
    office.add_owner(office.bo)
    office.bo.leaves(office.room)
    office.request()
    office.card(office.ana)
    office.quiet(office.bo, "A request in")


def test_a_channel_shared_with_another_organisation_stays_silent(office: Office) -> None:
    office.turn_on()
    office.sim.share(office.room)
    office.request()
    office.quiet(office.ana, "A request in")


CLOSED = "Nothing to answer here"


def in_thread(office: Office, request: PostedMessage) -> list[str]:
    said = [m for m in office.sim.messages(office.room, thread=request.ts) if m.get("bot_id")]
    return [office.sim.text_of(m) for m in said]


def test_turning_the_channel_off_closes_its_cards(office: Office) -> None:
    """A client that has not seen the card close yet is told why its button does nothing."""
    request, card = office.carded()
    office.ana.commands(office.room, "/interests channel")
    assert office.ana.submits(office.ana.wait_modal(), {"mode": "Off"}) == {}
    office.wait_text(card, CLOSED)
    assert "[Post]" not in office.text(card)
    office.ana.clicks(card, "Post", as_seen=True)
    office.ana.wait_dm("I am off in that channel", TIMEOUT)
    office.settled()
    assert in_thread(office, request) == []


def test_sharing_the_channel_closes_its_cards(office: Office) -> None:
    request, card = office.carded()
    office.sim.share(office.room)
    office.wait_text(card, CLOSED)
    office.ana.clicks(card, "Post", as_seen=True)
    office.settled()
    assert in_thread(office, request) == []


def test_what_an_owner_who_left_had_put_off_is_open_again_for_the_others(office: Office) -> None:
    office.turn_on()
    office.add_owner(office.bo)
    office.request()
    mine, theirs = office.card(office.ana), office.card(office.bo)
    office.bo.clicks(theirs, "Wait until tomorrow")
    office.wait_text(mine, "letting this rest")
    office.bo.leaves(office.room)
    office.wait_text(theirs, CLOSED)
    office.wait_text(mine, "Edit first")
    office.ana.clicks(mine, "Post")
    office.wait_text(mine, "You answered this in the thread")


def test_opting_out_takes_a_request_back(office: Office) -> None:
    _request, card = office.carded()
    office.sam.commands(office.room, "/interests optout")
    office.wait_text(card, CLOSED)
    assert "Friday" not in office.text(card)


def test_a_post_that_slack_refuses_is_told_and_can_be_tried_again(office: Office) -> None:
    request, card = office.carded()
    office.sim.fail_next("chat.postMessage", "is_archived")
    office.ana.clicks(card, "Post")
    told = office.ana.wait_dm("the channel is archived", TIMEOUT)
    assert office.room.name in office.sim.text_of(told)
    office.wait_text(card, "Edit first")
    office.ana.clicks(card, "Post")
    office.sam.wait_message(office.room, office.ana.name, thread=request, timeout=TIMEOUT)
    assert len(in_thread(office, request)) == 1
