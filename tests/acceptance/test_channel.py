"""Turning a channel on, changing it, owning it."""

from tests.acceptance.office import REQUEST, TIMEOUT, Office


def test_the_inviter_is_asked_in_private_and_the_channel_is_told(office: Office) -> None:
    office.ana.invites_bot(office.room)
    setup = office.ana.wait_dm("stay silent until you choose", TIMEOUT)
    text = office.sim.text_of(setup)
    for words in ("What I read", "What I keep", "How to stop me", "Private cards", "Public questions", "Reactions"):
        assert words in text
    assert not [m for m in office.sim.messages(office.room) if m.get("bot_id")]
    office.ana.clicks(setup, "Private cards")
    notice = office.ana.wait_message(office.room, "/interests optout", timeout=TIMEOUT)
    assert office.ana.name in office.sim.text_of(notice)
    office.wait_text(setup, "looked after by")


def test_a_channel_is_off_until_somebody_chooses(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.ana.wait_dm("stay silent until you choose", TIMEOUT)
    office.request()
    office.quiet(office.ana, "A request in")


def test_who_chooses_silence_gets_it_and_can_change_their_mind(office: Office) -> None:
    office.ana.invites_bot(office.room)
    setup = office.ana.wait_dm("stay silent until you choose", TIMEOUT)
    office.ana.clicks(setup, "Off")
    office.wait_text(setup, "I stay silent in")
    office.request()
    office.quiet(office.ana, "A request in")
    assert not [m for m in office.sim.messages(office.room) if m.get("bot_id")]
    office.ana.clicks(setup, "Private cards")
    office.wait_text(setup, "is set to *Private cards*")
    office.request()
    office.card()


def test_only_owners_change_a_channel(office: Office) -> None:
    office.turn_on()
    office.bo.commands(office.room, "/interests channel")
    form = office.bo.wait_modal()
    assert not form.submit
    assert office.ana.name in form.text


def test_an_owner_must_be_a_member(office: Office) -> None:
    office.turn_on()
    office.ana.commands(office.room, "/interests channel")
    errors = office.ana.submits(office.ana.wait_modal(), {"owners": [office.ana.user, office.zoe.user]})
    assert "must be a member" in str(errors)


def test_turning_it_off_stops_everything(office: Office) -> None:
    office.turn_on()
    office.ana.commands(office.room, "/interests channel")
    assert office.ana.submits(office.ana.wait_modal(), {"mode": "Off"}) == {}
    office.request()
    office.quiet(office.ana, "A request in")


def test_an_owner_says_how_closely_it_listens_and_whether_it_may_learn(office: Office) -> None:
    office.turn_on()
    office.ana.commands(office.room, "/interests channel")
    form = office.ana.wait_modal()
    assert form.values["When I speak up"] == "When a good colleague would notice"
    plain, learn = "Only when it is plain", ["Keep the text of messages that owners answered"]
    assert office.ana.submits(form, {"sensitivity": plain, "examples": learn}) == {}
    office.ana.wait_message(office.room, "encrypted, for 90 days", timeout=TIMEOUT)
    office.ana.commands(office.room, "/interests channel")
    form = office.ana.wait_modal()
    assert (form.values["When I speak up"], form.values["Learning"]) == (plain, learn)
    office.request()
    office.card()


def test_a_member_takes_over_where_no_owner_is_left(office: Office) -> None:
    office.turn_on()
    office.ana.leaves(office.room)
    office.settled()
    office.bo.commands(office.room, "/interests channel")
    form = office.bo.wait_modal()
    assert office.bo.submits(form, {"owners": [office.bo.user]}) == {}
    office.request()
    office.card(office.bo)
    office.quiet(office.ana, "A request in")


def test_the_command_outside_of_a_channel_says_where_it_works(office: Office) -> None:
    assert "inside a channel" in office.ana.commands(office.ana.dm, "/interests channel").text


def test_the_command_where_the_bot_is_not_says_how_to_invite_it(office: Office) -> None:
    assert "/invite" in office.ana.commands(office.room, "/interests channel").text


def test_set_up_starts_from_the_command_too(office: Office) -> None:
    """Where nobody is known to have invited the bot, a member sets the channel up."""
    office.ana.invites_bot(office.room)
    office.bo.commands(office.room, "/interests channel")
    form = office.bo.wait_modal()
    assert office.bo.submits(form, {"mode": "Public questions", "owners": [office.bo.user]}) == {}
    office.bo.wait_message(office.room, "/interests optout", timeout=TIMEOUT)
    request = office.request()
    office.sam.wait_message(office.room, "To scope this well", thread=request, timeout=TIMEOUT)


def test_a_private_channel_works_like_any_other(office: Office) -> None:
    secret = Office.open(office.sim, office.bot, "secret", private=True)
    secret.turn_on()
    secret.request()
    secret.card()


def test_no_card_of_a_private_channel_reaches_someone_who_left_it(office: Office) -> None:
    """The leaving is not even handled yet: membership is asked again when the card is sent."""
    secret = Office.open(office.sim, office.bot, "left-secret", private=True)
    secret.turn_on()
    secret.add_owner(secret.bo)
    secret.bo.leaves(secret.room)
    secret.sam.says(secret.room, REQUEST)
    secret.card(secret.ana)
    secret.quiet(secret.bo, "A request in")


def test_who_handed_a_channel_over_is_told_who_may_change_it(office: Office) -> None:
    """By name, from a set-up message that still shows its buttons."""
    office.ana.invites_bot(office.room)
    setup = office.ana.wait_dm("stay silent until you choose", TIMEOUT)
    office.ana.clicks(setup, "Private cards")
    office.wait_text(setup, "looked after by")
    office.ana.commands(office.room, "/interests channel")
    assert office.ana.submits(office.ana.wait_modal(), {"owners": [office.bo.user]}) == {}
    office.ana.clicks(setup, "Public questions", as_seen=True)
    told = office.sim.text_of(office.ana.wait_dm("can change this channel's settings", TIMEOUT))
    assert f"Only @{office.bo.name} can" in told
    assert office.bo.user not in told


def test_who_left_before_choosing_is_told_that_members_choose(office: Office) -> None:
    office.ana.invites_bot(office.room)
    setup = office.ana.wait_dm("stay silent until you choose", TIMEOUT)
    office.ana.leaves(office.room)
    office.ana.clicks(setup, "Private cards")
    office.ana.wait_dm("Only members of this channel", TIMEOUT)
