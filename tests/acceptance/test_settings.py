"""What a person sets for themselves and for a channel they look after, and that it holds from the next request on."""

from datetime import timedelta

from tests.acceptance.office import TIMEOUT, Json, Office

CARD = "A request in"
ASKS = (
    "Could we get an undo in the editor?",
    "Would be good to sort the list by date",
    "any chance we get keyboard shortcuts in the editor one day?",
)


def sets(office: Office, values: Json) -> dict[str, str]:
    """Ana fills in the form in her channel; the errors under its fields, with the form closed."""
    office.ana.commands(office.room, "/interests settings")
    form = office.ana.wait_modal("Your settings")
    errors = office.ana.submits(form, values)
    if errors:
        office.ana.closes(form)
    return errors


def asked(office: Office, text: str) -> str:
    with office.handled():
        return office.request(text).ts


def test_my_hours_and_my_mute_hold_for_me(office: Office) -> None:
    """Cards from eleven on, by her own clock; a mute set and ended in the same form."""
    office.turn_on()
    office.wait_until(office.at("10:00", days=1))
    assert "09:00" in str(sets(office, {"day_start": "nine"}))
    assert "later than the start" in str(sets(office, {"day_start": "11:00", "day_end": "10:00"}))
    assert sets(office, {"day_start": "11:00", "day_end": "17:30"}) == {}
    asked(office, ASKS[0])
    office.quiet(office.ana, CARD)
    office.wait_until(office.at("11:00") + timedelta(seconds=1))
    office.card()
    assert sets(office, {"mute": "Mute until I say"}) == {}
    second = asked(office, ASKS[1])
    office.quiet(office.ana, CARD, after=second)
    assert sets(office, {"mute": "End the mute"}) == {}
    third = asked(office, ASKS[2])
    office.ana.wait_dm(CARD, TIMEOUT, after=third)


def test_a_channels_cap_and_delay_hold_there_and_the_trail_tells_who_set_them(office: Office) -> None:
    office.turn_on()
    assert "whole number" in str(sets(office, {"channel_cards": "many"}))
    assert sets(office, {"channel_cards": "2", "card_delay": "5", "askers": "Support or operations"}) == {}
    for text in ASKS[:2]:
        asked(office, text)
    office.wait_for(minutes=4)
    office.quiet(office.ana, CARD)
    office.wait_for(minutes=1)
    office.sim.wait_for(lambda: cards(office) == 2, TIMEOUT, "both cards")
    third = asked(office, ASKS[2])
    office.wait_for(minutes=6)
    office.quiet(office.ana, CARD, after=third)
    trail = office.ana.commands(office.room, "/interests audit").text
    for change in ("*most cards a day* from nothing to 2", "*seconds before a card* from nothing to 300"):
        assert f"@{office.ana.name} changed {change}" in trail
    assert "inside a channel" in office.ana.commands(office.ana.dm, "/interests audit").text


def cards(office: Office) -> int:
    return sum(CARD in office.sim.text_of(m) for m in office.ana.dm_messages())


def test_who_does_not_look_after_the_channel_sets_only_their_own(office: Office) -> None:
    office.turn_on()
    office.sam.commands(office.room, "/interests settings")
    form = office.sam.wait_modal("Your settings")
    assert "Minutes before a card" not in form.labels()
    assert office.sam.submits(form, {"role": "Support or operations"}) == {}
    office.sam.commands(office.room, "/interests settings")
    assert "Support or operations" in str(office.sam.wait_modal("Your settings").values)


def test_a_test_channel_must_be_one_that_both_are_in(office: Office) -> None:
    office.turn_on()
    alone = office.sim.channel(f"{office.room.name}-alone", [office.bo])
    assert "kept apart" in str(sets(office, {"rehearsal": office.room.id}))
    assert "/invite" in str(sets(office, {"rehearsal": alone.id}))
    office.bo.invites_bot(alone)
    assert "not in that channel" in str(sets(office, {"rehearsal": alone.id}))
