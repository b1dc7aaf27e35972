"""Job 4, remind: the debrief after the talk, and the agreement on its review date."""

from datetime import timedelta
from typing import Any

from tests.acceptance.office import TIMEOUT, Office


def talked(office: Office) -> tuple[dict[str, Any], dict[str, Any]]:
    """A prep whose talk has just ended, and the debrief prompt that followed."""
    office.turn_on("reactions")
    _request, prep = office.prep()
    office.ana.clicks(prep, "When do you talk?")
    start = int((office.sim.now() + timedelta(minutes=30)).timestamp())
    assert office.ana.submits(office.ana.wait_modal(), {"start": start}) == {}
    office.wait_text(prep, "You talk")
    office.sim.advance(minutes=70)
    office.quiet(office.ana, "how did the talk go")
    office.sim.advance(minutes=6)
    return prep, office.ana.wait_message(office.ana.dm, "how did the talk go", thread=prep, timeout=TIMEOUT)


def test_a_quarter_of_an_hour_after_the_talk_the_debrief_arrives_in_its_thread(office: Office) -> None:
    _prep, prompt = talked(office)
    office.ana.clicks(prompt, "Start")
    form = office.ana.wait_modal("How did it go?")
    assert office.ana.submits(form, {"worked": "labels", "next_time": "ask before I explain"}) == {}
    office.wait_text(prompt, "ask before I explain")
    _again, second = office.prep()
    assert "ask before I explain" in office.sim.text_of(second)


def test_the_one_thing_for_next_time_is_needed(office: Office) -> None:
    _prep, prompt = talked(office)
    office.ana.clicks(prompt, "Start")
    assert office.ana.submits(office.ana.wait_modal(), {"worked": "labels"}) != {}


def test_later_brings_the_debrief_again(office: Office) -> None:
    _prep, prompt = talked(office)
    office.ana.clicks(prompt, "Later: 1 hour")
    office.wait_text(prompt, "ask again")
    office.sim.advance(minutes=61)
    again = office.ana.wait_dm("how did the talk go", TIMEOUT, after=prompt["ts"])
    office.ana.clicks(again, "Later: tomorrow")
    office.wait_text(again, "ask again")
    office.sim.set_clock(office.at("09:01", days=1))
    office.ana.wait_dm("how did the talk go", TIMEOUT, after=again["ts"])


def test_skip_is_final(office: Office) -> None:
    _prep, prompt = talked(office)
    office.ana.clicks(prompt, "Skip")
    office.wait_text(prompt, "Skipped")
    office.sim.advance(days=7)
    office.quiet(office.ana, "how did the talk go", after=prompt["ts"])


def test_a_talk_in_the_evening_is_debriefed_the_next_working_morning(office: Office) -> None:
    office.turn_on("reactions")
    _request, prep = office.prep()
    office.ana.clicks(prep, "When do you talk?")
    evening = office.sim.now().replace(hour=18, minute=0)
    assert office.ana.submits(office.ana.wait_modal(), {"start": int(evening.timestamp())}) == {}
    office.wait_text(prep, "You talk")
    office.sim.set_clock(evening + timedelta(hours=1))
    office.quiet(office.ana, "how did the talk go")
    office.sim.set_clock(evening + timedelta(hours=15))
    office.ana.wait_dm("how did the talk go", TIMEOUT)


def test_an_agreement_from_the_debrief(office: Office) -> None:
    _prep, prompt = talked(office)
    office.ana.clicks(prompt, "Start")
    assert office.ana.submits(office.ana.wait_modal(), {"next_time": "listen longer"}) == {}
    office.wait_text(prompt, "Record agreement")
    office.record(office.ana.wait_dm("Record agreement", TIMEOUT))


def test_reviews_arrive_three_days_before_and_on_the_day(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=30)
    office.sim.advance(days=26)
    office.quiet(office.ana, "gets its second look")
    office.sim.advance(days=1)
    office.ana.wait_dm("gets its second look", TIMEOUT)
    office.quiet(office.ana, "It is time for the second look")
    office.sim.advance(days=3)
    due = office.ana.wait_dm("It is time for the second look", TIMEOUT)
    office.ana.clicks(due, "Keep")
    office.wait_text(due, "kept")
    office.sam.wait_message(office.room, "Reviewed", timeout=TIMEOUT)


def test_a_near_review_gets_no_reminder_ahead(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=2)
    office.sim.advance(days=2)
    office.ana.wait_dm("It is time for the second look", TIMEOUT)
    office.quiet(office.ana, "gets its second look")


def test_change_looks_again_on_the_new_date(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=2)
    office.sim.advance(days=2)
    due = office.ana.wait_dm("It is time for the second look", TIMEOUT)
    office.ana.clicks(due, "Change")
    later = str((office.sim.now() + timedelta(days=14)).date())
    assert office.ana.submits(office.ana.wait_modal(), {"change": "two exports a week", "review": later}) == {}
    office.sam.wait_message(office.room, "two exports a week", timeout=TIMEOUT)
    office.sim.advance(days=14)
    office.ana.wait_dm("It is time for the second look", TIMEOUT, after=due["ts"])


def test_revert_is_told_where_the_map_was_shared(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=2)
    office.sim.advance(days=2)
    due = office.ana.wait_dm("It is time for the second look", TIMEOUT)
    office.ana.clicks(due, "Revert")
    office.sam.wait_message(office.room, "takes back", timeout=TIMEOUT)


def test_later_brings_the_review_again_tomorrow(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=2)
    office.sim.advance(days=2)
    due = office.ana.wait_dm("It is time for the second look", TIMEOUT)
    office.ana.clicks(due, "Later: tomorrow")
    office.wait_text(due, "bring it back")
    office.sim.advance(days=4)
    again = office.ana.wait_dm("It is time for the second look", TIMEOUT, after=due["ts"])
    office.ana.clicks(again, "Later: next week")
    office.wait_text(again, "bring it back")
    office.sim.advance(days=6)
    office.quiet(office.ana, "It is time for the second look", after=again["ts"])
    office.sim.advance(days=1)
    office.ana.wait_dm("It is time for the second look", TIMEOUT, after=again["ts"])


def test_nothing_arrives_while_the_person_is_not_to_be_disturbed(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=2)
    office.sim.advance(days=2, hours=-3)
    office.ana.snoozes(timedelta(hours=2))
    office.sim.advance(hours=1)
    office.quiet(office.ana, "It is time for the second look")
    office.sim.advance(hours=2)
    office.ana.wait_dm("It is time for the second look", TIMEOUT)


def test_a_snooze_into_the_evening_ends_in_the_morning(office: Office) -> None:
    """When it is over the working day is over too."""
    office.ana.invites_bot(office.room)
    office.agreed(days=2)
    office.sim.set_clock(office.at("08:00", days=2))
    office.ana.snoozes(timedelta(hours=12))
    office.sim.set_clock(office.at("20:05"))
    office.quiet(office.ana, "It is time for the second look")
    office.sim.set_clock(office.at("09:05", days=1))
    office.ana.wait_dm("It is time for the second look", TIMEOUT)


def test_nine_oclock_stays_nine_oclock_for_who_moves(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=2)
    office.ana.moves("America/New_York")
    office.settled()
    office.sim.set_clock(office.at("09:05", days=2))
    office.quiet(office.ana, "It is time for the second look")
    office.sim.set_clock(office.at("09:05", zone="America/New_York"))
    office.ana.wait_dm("It is time for the second look", TIMEOUT)


def test_when_the_owner_left_the_company_who_recorded_it_is_asked(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=2, owner=office.sam)
    office.sim.deactivate(office.sam)
    office.settled()
    office.sim.advance(days=2)
    due = office.ana.wait_dm("It is time for the second look", TIMEOUT)
    office.ana.clicks(due, "Later: tomorrow")
    office.wait_text(due, "bring it back")
    office.sim.advance(days=4)
    again = office.ana.wait_dm("It is time for the second look", TIMEOUT, after=due["ts"])
    office.ana.clicks(again, "Keep")
    office.wait_text(again, "kept")
