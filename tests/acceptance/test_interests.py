"""Job 2, /interests: positions and interests side by side, shared, and agreed."""

import pytest

from bot.simulator.values import PostedMessage
from tests.acceptance.office import REQUEST, TIMEOUT, Office


def test_nothing_open_yet(office: Office) -> None:
    answer = office.ana.commands(office.room, "/interests")
    assert "Nothing open" in answer.text
    assert "New" in answer.text


def test_a_map_shows_both_sides(office: Office) -> None:
    board = office.new_map()
    text = office.sim.text_of(board)
    for words in ("Product", "Sales", "not this week", "CSV by Friday", "a release that holds", "keep Acme"):
        assert words in text
    listed = office.ana.commands(office.room, "/interests list")
    assert "Audit log for Acme" in listed.text
    office.ana.clicks({**listed.messages[-1], "channel": office.room.id}, "Open")
    assert "CSV by Friday" in office.ana.wait_modal("Interest map").text


def test_a_map_is_private_until_it_is_shared(office: Office) -> None:
    board = office.new_map()
    assert "Audit log" not in office.sam.commands(office.room, "/interests").text
    office.ana.invites_bot(office.room)
    office.share(board)
    office.settled()
    assert "Audit log" in office.sam.commands(office.room, "/interests").text


def test_sharing_where_the_bot_is_not_says_how_to_invite_it(office: Office) -> None:
    board = office.new_map()
    office.ana.clicks(board, "Share")
    errors = office.ana.submits(office.ana.wait_modal("Share"), {"channel": office.room.id})
    assert "/invite" in str(errors)


def test_adding_a_party_loses_nothing(office: Office) -> None:
    office.ana.commands(office.room, "/interests new Three sides")
    form = office.ana.wait_modal("New interest map")
    office.ana.fills(form, {"name_0": "Product", "position_0": "later", "name_1": "Sales"})
    office.ana.clicks(form, "Add a party")
    form = office.ana.wait_modal("New interest map")
    assert office.ana.submits(form, {"name_2": "Support"}) == {}
    if office.ana.modal:
        office.ana.closes(office.ana.modal)
    text = office.sim.text_of(office.ana.wait_dm("Three sides", TIMEOUT))
    assert all(words in text for words in ("Product", "later", "Sales", "Support"))


def test_a_map_needs_two_sides(office: Office) -> None:
    office.ana.commands(office.room, "/interests new Alone")
    form = office.ana.wait_modal("New interest map")
    assert office.ana.submits(form, {"name_0": "Product"}) != {}


def test_editing_updates_every_copy(office: Office) -> None:
    office.ana.invites_bot(office.room)
    board = office.new_map()
    shared = office.share(board)
    office.ana.clicks(board, "Edit")
    assert office.ana.submits(office.ana.wait_modal(), {"position_0": "in June"}) == {}
    office.wait_text(board, "in June")
    office.wait_text({**shared, "channel": office.room.id}, "in June")


def test_an_edit_that_somebody_overtook_is_refused_and_keeps_what_was_typed(office: Office) -> None:
    board = office.new_map()
    office.ana.clicks(board, "Edit")
    first = office.ana.wait_modal()
    other = office.sim.person(office.ana.name)
    stale = first.view
    office.ana.clicks(board, "Edit")  # the same person in a second window
    assert other.submits(office.ana.wait_modal(), {"position_0": "in June"}) == {}
    assert stale.id != office.ana.modal.id if office.ana.modal else True


def test_a_closed_map_says_so_and_can_be_reopened(office: Office) -> None:
    board = office.new_map()
    office.ana.clicks(board, "Close the map")
    office.wait_text(board, "[Reopen]")
    assert "Audit log" not in office.ana.commands(office.room, "/interests").text
    office.ana.clicks(board, "Reopen")
    office.wait_text(board, "Record agreement")


def test_a_stale_button_of_a_closed_map_is_answered(office: Office) -> None:
    board = office.new_map()
    office.ana.clicks(board, "Close the map")
    office.ana.clicks(board, "Edit", as_seen=True)
    office.ana.wait_dm("closed, so it stays as it is", TIMEOUT)


@pytest.mark.parametrize("missing", ["owner", "next_step", "due", "review"])
def test_an_agreement_needs_all_four(office: Office, missing: str) -> None:
    board = office.new_map()
    office.ana.clicks(board, "Record agreement")
    form = office.ana.wait_modal("Record agreement")
    terms = {"owner": office.ana.user, "next_step": "ship it", "due": "2031-01-07", "review": "2031-02-07"}
    assert office.ana.submits(form, {**terms, missing: None}) != {}


def test_an_agreement_is_told_where_the_map_is_shared(office: Office) -> None:
    office.ana.invites_bot(office.room)
    board = office.new_map()
    shared = office.share(board)
    office.record(board, owner=office.sam)
    office.sam.wait_dm("send the rows by hand", TIMEOUT)
    office.sam.wait_message(office.room, "send the rows by hand", thread=shared, timeout=TIMEOUT)


def test_help_explains_every_subcommand(office: Office) -> None:
    text = office.ana.commands(office.room, "/interests help").text
    for name in ("new", "list", "channel", "optout", "optin", "help"):
        assert f"/interests {name}" in text


def test_an_unknown_subcommand_is_answered_with_the_nearest(office: Office) -> None:
    assert "/interests channel" in office.ana.commands(office.room, "/interests chanel").text
    assert "/interests help" in office.ana.commands(office.room, "/interests xyzzy").text


def test_a_map_can_be_shared_in_a_thread(office: Office) -> None:
    """By the link that Slack copies from a message."""
    office.ana.invites_bot(office.room)
    request = office.request()
    board = office.new_map()
    office.ana.clicks(board, "Share")
    form = office.ana.wait_modal("Share")
    assert "not a link" in str(office.ana.submits(form, {"link": "https://example.com"}))
    link = f"https://acme.slack.com/archives/{request.channel}/p{request.ts.replace('.', '')}"
    assert office.ana.submits(office.ana.wait_modal("Share"), {"link": link}) == {}
    office.sam.wait_message(office.room, "Interest map", thread=request, timeout=TIMEOUT)


def test_a_map_grows_out_of_a_prep_and_goes_back_to_its_thread(office: Office) -> None:
    office.turn_on("reactions")
    request, prep = office.prep()
    office.ana.clicks(prep, "Map interests")
    form = office.ana.wait_modal("New interest map")
    assert office.ana.submits(form, {"title": "Audit log", "name_0": "Product", "name_1": "Sales"}) == {}
    if office.ana.modal:
        office.ana.closes(office.ana.modal)
    office.ana.clicks(office.ana.wait_dm("Interest map", TIMEOUT), "Share")
    assert office.ana.submits(office.ana.wait_modal("Share"), {"thread": "In the thread where it began"}) == {}
    office.sam.wait_message(office.room, "Interest map", thread=request, timeout=TIMEOUT)


def test_once_a_channel_is_shared_with_another_organisation_no_map_speaks_there(office: Office) -> None:
    office.ana.invites_bot(office.room)
    board = office.new_map()
    shared = {**office.share(board), "channel": office.room.id}
    office.sim.share(office.room)
    office.settled()
    before = len(office.sim.messages(office.room))
    office.ana.clicks(board, "Edit")
    assert office.ana.submits(office.ana.wait_modal(), {"position_0": "in June"}) == {}
    office.wait_text(board, "in June")
    office.record(board)
    office.settled()
    assert "in June" not in office.text(shared)
    assert len(office.sim.messages(office.room)) == before


def test_who_leaves_the_private_channel_of_a_map_sees_it_no_more(office: Office) -> None:
    secret = Office.open(office.sim, office.bot, "secret-map", private=True)
    secret.ana.invites_bot(secret.room)
    secret.share(secret.new_map())
    secret.settled()
    assert "Audit log" in secret.sam.commands(secret.sam.dm, "/interests").text
    secret.sam.leaves(secret.room)
    assert "Audit log" not in secret.sam.commands(secret.sam.dm, "/interests").text


def test_a_share_that_slack_refuses_is_told_and_can_be_tried_again(office: Office) -> None:
    office.ana.invites_bot(office.room)
    board = office.new_map()
    office.settled()
    office.sim.fail_next("chat.postMessage", "is_archived")
    office.ana.clicks(board, "Share")
    assert office.ana.submits(office.ana.wait_modal("Share"), {"channel": office.room.id}) == {}
    office.ana.wait_dm("the channel is archived", TIMEOUT)
    office.share(board)


def drawn_from(office: Office, message: PostedMessage) -> None:
    """A map that began at this message; its Share form is open."""
    office.ana.reacts(message, "compass")
    prep = office.ana.wait_dm("My walk-away", TIMEOUT, after=message.ts)
    office.ana.clicks(prep, "Map interests")
    form = office.ana.wait_modal("New interest map")
    assert office.ana.submits(form, {"title": "Audit log", "name_0": "Product", "name_1": "Sales"}) == {}
    if office.ana.modal:
        office.ana.closes(office.ana.modal)
    office.ana.clicks(office.ana.wait_dm("Interest map", TIMEOUT), "Share")


def test_a_map_that_began_at_a_reply_goes_into_the_thread_of_the_reply(office: Office) -> None:
    office.turn_on("reactions")
    root = office.sam.says(office.room, "about the audit log")
    drawn_from(office, office.sam.says(office.room, REQUEST, thread=root))
    assert office.ana.submits(office.ana.wait_modal("Share"), {"thread": "In the thread where it began"}) == {}
    office.sam.wait_message(office.room, "Interest map", thread=root, timeout=TIMEOUT)


def test_a_channel_that_is_chosen_wins_over_the_thread_where_it_began(office: Office) -> None:
    office.turn_on("reactions")
    other = office.sim.channel(f"other-{office.room.name}"[:80], [office.ana, office.bo])
    office.ana.invites_bot(other)
    request = office.request()
    drawn_from(office, request)
    form = office.ana.wait_modal("Share")
    assert office.ana.submits(form, {"channel": other.id}) == {}
    office.bo.wait_message(other, "Interest map", timeout=TIMEOUT)
    office.settled()
    assert not [m for m in office.sim.messages(office.room, thread=request.ts) if m.get("bot_id")]
