"""Job 3, prep: a reaction or the shortcut opens a private thread to prepare in."""

import json
from datetime import timedelta

from tests.acceptance.office import REQUEST, TIMEOUT, Office


def test_a_reaction_opens_a_prep_thread_and_nothing_shows_in_the_channel(office: Office) -> None:
    office.turn_on("reactions")
    before = len(office.sim.messages(office.room))
    request, prep = office.prep()
    text = office.sim.text_of(prep)
    for words in ("audit log", "Friday", "My interest", "Their interest", "My walk-away", "When do you talk?"):
        assert words in text
    assert request.ts.replace(".", "") in str(prep["blocks"])
    office.ana.wait_message(office.ana.dm, "keeps it as a note", thread=prep, timeout=TIMEOUT)
    assert len(office.sim.messages(office.room)) == before + 1


def test_twice_by_the_same_person_is_the_same_thread(office: Office) -> None:
    office.turn_on("reactions")
    request, _prep = office.prep()
    office.ana.unreacts(request, "compass")
    office.ana.reacts(request, "compass")
    office.ana.shortcut(request, "prepare")
    office.settled()
    preps = [m for m in office.ana.dm_messages() if "My walk-away" in office.sim.text_of(m)]
    assert len(preps) == 1


def test_each_part_is_written_and_comes_back_to_be_changed(office: Office) -> None:
    office.turn_on("reactions")
    _request, prep = office.prep()
    for part, written in (("My interest", "calm"), ("Their interest", "an audit"), ("My walk-away", "by hand")):
        office.ana.clicks(prep, part)
        assert office.ana.submits(office.ana.wait_modal(part), {"text": f"{written} <!here>"}) == {}
        office.wait_text(prep, written)
        office.ana.clicks(prep, part)
        assert f"{written} <!here>" in str(office.ana.wait_modal(part).values)
        office.ana.closes(office.ana.wait_modal(part))


def test_two_people_prepare_apart(office: Office) -> None:
    office.turn_on("reactions")
    request, prep = office.prep()
    office.bo.reacts(request, "compass")
    office.bo.wait_dm("walk-away", TIMEOUT)
    office.ana.clicks(prep, "My interest")
    office.ana.submits(office.ana.wait_modal(), {"text": "quiet weekends"})
    office.wait_text(prep, "quiet weekends")
    assert not [m for m in office.bo.dm_messages() if "quiet weekends" in office.sim.text_of(m)]


def test_the_shortcut_works_where_the_bot_is_not(office: Office) -> None:
    request = office.request()
    office.ana.shortcut(request, "prepare")
    assert "audit log" in office.sim.text_of(office.ana.wait_dm("walk-away", TIMEOUT))


def test_in_a_channel_that_is_off_a_reaction_is_answered_and_nothing_is_read(office: Office) -> None:
    office.ana.invites_bot(office.room)
    request = office.request()
    office.ana.reacts(request, "compass")
    office.ana.wait_dm("I am off in", TIMEOUT)
    office.quiet(office.ana, "audit log")


def test_another_emoji_is_nothing(office: Office) -> None:
    office.turn_on("reactions")
    office.ana.reacts(office.request(), "eyes")
    office.quiet(office.ana, "audit log")


def test_a_deleted_request_is_said_to_be_gone(office: Office) -> None:
    office.turn_on("reactions")
    request = office.request()
    office.sim.fail_next("reactions.get", "message_not_found")
    office.sim.fail_next("conversations.history", "channel_not_found")
    office.sim.fail_next("conversations.replies", "thread_not_found")
    office.ana.reacts(request, "compass")
    office.ana.wait_dm("it was deleted, or I am not in its channel", TIMEOUT)


def test_what_is_deleted_later_leaves_the_prep_too(office: Office) -> None:
    office.turn_on("reactions")
    request, prep = office.prep()
    office.sam.deletes(request)
    office.sim.wait_for(lambda: "Acme won't renew" not in office.text(prep), TIMEOUT, "the excerpt to go")


def test_someone_who_opted_out_is_not_quoted(office: Office) -> None:
    office.turn_on("reactions")
    office.sam.commands(office.room, "/interests optout")
    request = office.request()
    office.ana.reacts(request, "compass")
    prep = office.ana.wait_dm("left themselves out", TIMEOUT)
    assert "audit log" not in office.sim.text_of(prep)


def test_a_note_is_kept_with_one_click(office: Office) -> None:
    office.turn_on("reactions")
    _request, prep = office.prep()
    office.ana.says(office.ana.dm, "their auditor decides on the 14th", thread=prep)
    offer = office.ana.wait_dm("Keep this as a note?", TIMEOUT)
    office.ana.clicks(offer, "Keep as a note")
    office.wait_text(prep, "their auditor decides on the 14th")
    office.wait_text(offer, "Kept with your preparation")


def test_other_dm_text_gets_a_short_answer(office: Office) -> None:
    office.ana.says(office.ana.dm, "hello there")
    assert len(office.sim.text_of(office.ana.wait_dm("/interests help", TIMEOUT)).split()) < 70


def test_prep_from_the_card_settles_it(office: Office) -> None:
    office.turn_on()
    office.add_owner(office.bo)
    office.request()
    mine, theirs = office.card(office.ana), office.card(office.bo)
    office.ana.clicks(mine, "Prep")
    office.ana.wait_dm("My walk-away", TIMEOUT)
    office.wait_text(theirs, "is preparing for this one")


def test_the_time_of_the_talk_shows_and_can_be_moved(office: Office) -> None:
    office.turn_on("reactions")
    _request, prep = office.prep()
    start = office.sim.now() + timedelta(hours=1)
    office.ana.clicks(prep, "When do you talk?")
    assert office.ana.submits(office.ana.wait_modal(), {"start": int(start.timestamp())}) == {}
    office.wait_text(prep, "You talk")
    office.ana.clicks(prep, "When do you talk?")
    moved = int((start + timedelta(hours=1)).timestamp())
    assert office.ana.submits(office.ana.wait_modal(), {"start": moved}) == {}
    office.sim.advance(hours=2, minutes=10)
    office.quiet(office.ana, "how did the talk go")
    office.sim.advance(minutes=40)
    office.ana.wait_dm("how did the talk go", TIMEOUT)


def test_a_talk_long_past_is_refused(office: Office) -> None:
    office.turn_on("reactions")
    _request, prep = office.prep()
    office.ana.clicks(prep, "When do you talk?")
    past = int((office.sim.now() - timedelta(days=3)).timestamp())
    assert "passed" in str(office.ana.submits(office.ana.wait_modal(), {"start": past}))


def test_a_request_of_another_language_or_none_still_opens(office: Office) -> None:
    office.turn_on("reactions")
    message = office.sam.says(office.room, "🧭🧭🧭")
    office.ana.reacts(message, "compass")
    office.ana.wait_dm("walk-away", TIMEOUT)
    assert REQUEST not in str(office.ana.dm_messages())


def test_opting_out_later_takes_the_quote_out_of_preps(office: Office) -> None:
    office.turn_on("reactions")
    _request, prep = office.prep()
    assert "Acme won't renew" in office.text(prep)
    office.sam.commands(office.room, "/interests optout")
    office.wait_text(prep, "left themselves out")
    assert "Acme" not in office.text(prep)


def test_a_person_gets_their_data_as_a_file_and_has_it_forgotten(office: Office) -> None:
    office.turn_on("reactions")
    _request, prep = office.prep()
    office.ana.clicks(prep, "My walk-away")
    assert office.ana.submits(office.ana.wait_modal(), {"text": "a manual login"}) == {}
    office.wait_text(prep, "a manual login")
    assert "on its way" in office.ana.commands(office.room, "/interests mydata").text
    message = office.ana.wait_dm("everything I keep of you", TIMEOUT)
    (file,) = message["files"]
    told = json.loads(office.sim.uploaded(file["id"]))
    assert (file["name"], told["preps"][0]["walk_away"]) == ("interests-my-data.json", "a manual login")
    office.ana.commands(office.room, "/interests forget")
    form = office.ana.wait_modal("Have me forget you")
    assert "required" in str(office.ana.submits(form))
    assert office.ana.submits(form, {"sure": ["sure"]}) == {}
    office.ana.wait_modal("Forgotten")
    office.wait_text(prep, "had me forget")
    assert "manual login" not in office.text(prep)
