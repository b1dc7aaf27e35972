"""When the bot is silent, with its manners as shipped and the clock moved: caps, hours, mutes, and who is not heard."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.simulator import Simulator
from bot.simulator.people import Person
from bot.simulator.process import BotProcess
from bot.simulator.values import PostedMessage
from tests.acceptance.office import REQUEST, TIMEOUT, Json, Office

MANNERS = ("CARD_DELAY", "CARDS_PER_CHANNEL", "CARDS_PER_OWNER", "REQUESTER_PAUSE", "FOLLOW_UP")
SHIPPED = {
    field.metadata["key"]: field.metadata["default"]
    for field in fields(Settings)
    if field.metadata["key"].removeprefix("INTERESTS_") in MANNERS
}
CARD = "A request in"
CALM = "Could we get an undo in the editor?"
OTHER = "The CEO wants dark mode, and we lose deals without it."
CHAT = "good morning all"


@pytest.fixture(scope="module")
def bot(sim: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """Two minutes, three a channel, four an owner, one an hour, five minutes: nothing is set."""
    folder = tmp_path_factory.mktemp("bot")
    assert len(SHIPPED) == len(MANNERS)
    with BotProcess(sim, f"sqlite:///{folder / 'interests.db'}", folder / "bot.log", settings=SHIPPED) as process:
        yield process
        assert process.alive, process.log_text()[-3000:]


def more_people(office: Office, *names: str) -> tuple[Person, ...]:
    """Members of the room who ask, too; a requester gets one card an hour."""
    people = tuple(office.sim.person(f"{name}-{office.room.name}", zone="Europe/Madrid") for name in names)
    for person in people:
        person.joins(office.room)
    return people


def cards(office: Office, person: Person | None = None, after: str = "") -> list[str]:
    """The requesters of the cards that reached somebody, by the first part of their names."""
    found = [m for m in (person or office.ana).dm_messages() if m["ts"] > after]
    texts = [text for text in map(office.sim.text_of, found) if CARD in text and "Prep" in text]
    return [text.partition(" from @")[2].partition("-")[0] for text in texts]


def hushed(office: Office) -> str:
    """What the settings say of the last week's requests without a card; closed again."""
    office.ana.commands(office.room, "/interests settings")
    form = office.ana.wait_modal("Your settings")
    told = form.text.partition("without a card.")[2]
    office.ana.closes(form)
    return told


def wait_hushed(office: Office, words: str) -> None:
    office.sim.wait_for(lambda: words in hushed(office), TIMEOUT, f"{words!r} in the settings")


def ask(office: Office, person: Person, text: str = REQUEST) -> PostedMessage:
    """Somebody writes, and the bot has read it: from now on its two minutes run."""
    with office.handled():
        return person.says(office.room, text)


def soon(office: Office, words: str = CARD, after: str = "") -> Json:
    """A card after the two minutes that every request rests."""
    office.wait_for(minutes=2, seconds=1)
    return office.ana.wait_dm(words, TIMEOUT, after=after)


# -- the two minutes -------------------------------------------------------------------------------------------------


def test_in_the_first_two_minutes_a_request_can_still_be_answered_reworded_or_taken_back(office: Office) -> None:
    """Of five only the one that is left alone, and the one that is reworded into another, bring a card."""
    office.turn_on()
    office.ana.commands(office.room, "/interests settings")
    assert office.ana.submits(office.ana.wait_modal("Your settings"), {"channel_cards": "9", "cards_a_day": "9"}) == {}
    deleter, chatter, outsider, changer = more_people(office, "del", "eve", "out", "kim")
    said = {person.name: ask(office, person) for person in (deleter, chatter, outsider, changer)}
    answered, left = ask(office, office.bo), ask(office, office.sam, OTHER)
    outsider.commands(office.room, "/interests optout")
    with office.handled(4):
        deleter.deletes(said[deleter.name])
        chatter.edits(said[chatter.name], CHAT)
        changer.edits(said[changer.name], CALM)
        office.ana.says(office.room, "What happens on Friday?", thread=answered)
    office.wait_for(seconds=100)
    office.quiet(office.ana, CARD)
    office.wait_for(seconds=21)
    office.ana.wait_dm("we lose deals", TIMEOUT, after=left.ts)
    office.settled()
    assert sorted(cards(office)) == ["kim", "sam"]
    assert "renew" not in str(office.ana.dm_messages())


def test_what_is_added_within_five_minutes_belongs_to_the_request(office: Office) -> None:
    """One card, which grows; an owner's answer below the follow-up settles it; later words stand for themselves."""
    office.turn_on()
    ask(office, office.sam, CALM)
    card = soon(office)
    assert "none in sight" in office.text(card)
    more = office.request(OTHER)
    office.wait_text(card, "we lose deals")
    office.quiet(office.ana, CARD, after=card["ts"])
    office.ana.says(office.room, "What would it make possible?", thread=more)
    office.wait_text(card, "You answered this in the thread yourself")
    office.wait_for(minutes=4)
    office.request(OTHER)
    wait_hushed(office, "a card for the same person within the hour: 1")


# -- how many --------------------------------------------------------------------------------------------------------


def test_a_day_has_room_for_three_cards_a_channel_and_four_an_owner(office: Office) -> None:
    second = replace(office, room=office.sim.channel(f"{office.room.name}-2", [office.ana, office.sam, office.bo]))
    office.turn_on()
    second.turn_on()
    eve, kim = more_people(office, "eve", "kim")
    for person in (office.sam, office.bo, eve):
        ask(office, person)
    kim.says(office.room, REQUEST)
    wait_hushed(office, "enough cards from here that day: 1")
    soon(office)
    office.sim.wait_for(lambda: len(cards(office)) == 3, TIMEOUT, "three cards")
    office.wait_for(hours=2)
    ask(second, second.sam, CALM)
    soon(office, f"A request in #{second.room.name}")
    second.bo.says(second.room, CALM)
    wait_hushed(second, "enough cards for the owner that day: 1")
    office.wait_for(minutes=3)
    office.settled()
    assert sorted(cards(office)) == ["bo", "eve", "sam", "sam"]
    office.wait_until(office.at("10:00", days=1))
    again = ask(office, kim, CALM)
    soon(office, after=again.ts)


def test_nobodys_requests_bring_two_cards_within_an_hour(office: Office) -> None:
    office.turn_on()
    ask(office, office.sam)
    soon(office)
    office.wait_for(minutes=50)
    office.request(CALM)
    wait_hushed(office, "a card for the same person within the hour: 1")
    office.wait_for(minutes=8)
    later = ask(office, office.sam, OTHER)
    soon(office, after=later.ts)
    assert len(cards(office)) == 2


# -- when ------------------------------------------------------------------------------------------------------------


def test_outside_working_hours_a_card_is_held_for_the_next_working_morning(office: Office) -> None:
    """What is said on Friday evening, and at the weekend, is there on Monday at nine, and not before."""
    office.turn_on()
    office.wait_until(office.at("17:59", days=3))
    ask(office, office.sam)
    office.wait_until(office.at("12:00", days=1))
    ask(office, office.bo, CALM)
    office.quiet(office.ana, CARD)
    office.wait_until(office.at("08:59", days=2))
    office.quiet(office.ana, CARD)
    office.wait_until(office.at("09:00", days=0) + timedelta(seconds=1))
    office.sim.wait_for(lambda: sorted(cards(office)) == ["bo", "sam"], TIMEOUT, "both cards")


def test_what_cannot_be_shown_within_a_working_day_is_dropped(office: Office) -> None:
    """A day late it still comes; two days late nobody wants it any more."""
    office.turn_on()
    ask(office, office.sam)
    office.wait_for(hours=23)
    office.card()
    last = ask(office, office.bo, CALM)
    office.wait_for(days=2)
    office.quiet(office.ana, CARD, after=last.ts)


def test_do_not_disturb_holds_a_card_for_the_morning_after_and_drops_it_where_it_goes_on(office: Office) -> None:
    office.turn_on()
    office.ana.snoozes(timedelta(hours=2))
    ask(office, office.sam)
    office.wait_for(minutes=3)
    office.settled()
    office.wait_for(hours=3)
    office.quiet(office.ana, CARD)
    office.wait_until(office.at("09:00", days=1) + timedelta(seconds=1))
    office.card()
    office.wait_until(office.at("10:00"))
    office.ana.snoozes(timedelta(days=2))
    last = ask(office, office.bo, CALM)
    office.wait_for(minutes=3)
    office.settled()
    office.wait_for(days=2)
    office.quiet(office.ana, CARD, after=last.ts)


def test_a_mute_holds_cards_and_one_until_i_say_drops_them(office: Office) -> None:
    office.turn_on()
    assert "No cards until" in office.ana.commands(office.room, "/interests mute 1h").text
    ask(office, office.sam)
    office.wait_for(hours=2)
    office.quiet(office.ana, CARD)
    office.wait_until(office.at("09:00", days=1) + timedelta(seconds=1))
    office.card()
    assert "No cards until you say" in office.ana.commands(office.room, "/interests mute forever").text
    office.bo.says(office.room, CALM)
    wait_hushed(office, "the owner was muted: 1")
    assert "Welcome back" in office.ana.commands(office.room, "/interests unmute").text
    assert "not muted" in office.ana.commands(office.room, "/interests unmute").text
    (eve,) = more_people(office, "eve")
    last = ask(office, eve, OTHER)
    soon(office, after=last.ts)


def test_a_muted_channel_brings_its_owner_no_card_and_says_so_in_the_settings(office: Office) -> None:
    office.turn_on()
    ask(office, office.sam)
    office.ana.clicks(soon(office), "More ways to answer")
    office.ana.clicks(office.ana.wait_modal("More ways"), "Mute here")
    office.ana.closes(office.ana.wait_modal("More ways"))
    office.bo.says(office.room, CALM)
    wait_hushed(office, "the owner muted this channel: 1")


# -- who and what is not heard ---------------------------------------------------------------------------------------


def test_guests_bots_quotations_and_code_are_left_alone(office: Office) -> None:
    office.turn_on()
    guest = office.sim.person(f"gil-{office.room.name}", zone="Europe/Madrid", guest=True)
    guest.joins(office.room)
    guest.says(office.room, REQUEST)
    office.sim.bot_says(office.room, REQUEST)
    office.sim.bot_says(office.room, REQUEST, classic=True)
    for quoted in (f"> {REQUEST}", f"```{REQUEST}```", f"`{REQUEST}`", f"> {REQUEST}\n> {OTHER}"):
        office.request(quoted)
    office.settled()
    office.wait_for(minutes=3)
    office.quiet(office.ana, CARD)
    ask(office, office.sam, f"> {CHAT}\n{REQUEST}")  # the same person, in their own words
    soon(office)


# -- rehearsal -------------------------------------------------------------------------------------------------------


def rehearse(office: Office, place: str | None) -> None:
    office.ana.commands(office.room, "/interests settings")
    assert office.ana.submits(office.ana.wait_modal("Your settings"), {"rehearsal": place}) == {}


def test_a_rehearsed_card_goes_to_the_test_channel_and_to_nobody_else(office: Office) -> None:
    """Also one that was on its way to its owner; there its buttons work for an owner."""
    test = office.sim.channel(f"{office.room.name}-test", [office.ana, office.bo])
    office.turn_on()
    office.ana.invites_bot(test)
    ask(office, office.sam)
    rehearse(office, test.id)
    office.wait_for(minutes=3)
    office.quiet(office.ana, CARD)
    request = ask(office, office.bo, OTHER)
    office.wait_for(minutes=3)
    card = {**office.bo.wait_message(test, "Rehearsal", timeout=TIMEOUT), "channel": test.id}
    assert "won't renew" not in str(office.sim.messages(test))
    office.quiet(office.ana, CARD)
    office.ana.clicks(card, "Post")
    office.bo.wait_message(office.room, office.ana.name, thread=request, timeout=TIMEOUT)
    rehearse(office, None)
    last = ask(office, office.sam, CALM)
    soon(office, after=last.ts)
