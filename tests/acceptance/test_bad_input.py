"""Whatever arrives: a clear answer for the person, nothing lost, nothing pinged, and the bot lives on."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.simulator.people import Person
from bot.simulator.values import Answer
from bot.views.ids import Action
from tests.acceptance.office import REQUEST, TIMEOUT, Office

Json = dict[str, Any]
GENERIC = "Something went wrong"
SUFFIX = {
    Action.SETUP_MODE: "_private",
    Action.PREP_WRITE: "_my_interest",
    Action.DEBRIEF_LATER: "_1h",
    Action.REVIEW_LATER: "_tomorrow",
}
ACTIONS = [
    f"{action}{SUFFIX.get(action, '')}" for action in Action if action not in {"map_new", "card_choice", "card_label"}
]


def works(office: Office) -> None:
    """The bot lives, answers and brings the next card."""
    assert "/interests new" in office.ana.commands(office.room, "/interests help").text
    request = office.request(f"{REQUEST} And then?")
    office.ana.wait_dm("A request in", TIMEOUT, after=request.ts)
    assert office.bot.alive


def answered(person: Person, answer: Answer) -> str:
    """What the person is told, in a message for them alone or in a window, which they close."""
    told = answer.text
    if person.modal:
        told += person.modal.text
        person.closes(person.modal)
    return told if answer.ok else answer.status


def presses(person: Person, message: Json, action: str, value: str) -> str:
    """What happens on a button that the message once had."""
    button = {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": "Old"}, "value": value}
    row = {"type": "actions", "block_id": "old", "elements": [button]}
    return answered(person, person.clicks({**message, "blocks": [row]}, "Old", as_seen=True))


# -- envelopes -------------------------------------------------------------------------------------------------------


def event(office: Office, **inner: Any) -> Json:
    """An event envelope; what is None is left out."""
    said = {"type": "message", "channel": office.room.id, "user": office.sam.user, "ts": "1.2", "text": REQUEST}
    payload = {
        "type": "event_callback",
        "team_id": office.sim.team,
        "event_id": f"Ev{len(str(inner))}{office.room.id}",
        "event": {k: v for k, v in (said | inner).items() if v is not None},
    }
    return {"envelope_id": "bad", "type": "events_api", "payload": payload}


def broken(office: Office) -> Iterator[str | Json]:
    """Envelopes as nobody should send them."""
    yield from ("", "not json", "{", "null", "[]", "42", '"x"', "{}", '{"type": "hello"}', "[" * 50_000)
    yield from ({"type": "events_api"}, {"envelope_id": "bad"}, {"envelope_id": 7, "type": "events_api", "payload": {}})
    for kind in ("events_api", "interactive", "slash_commands", "workflow", "", None, 5, ["events_api"]):
        for payload in (None, [], [1], "text", 5, True, {}, {"type": "event_callback"}, {"type": "block_actions"}):
            yield {"envelope_id": "bad", "type": kind, "payload": payload}
    for kind in ("view_submission", "view_closed", "shortcut", "message_action", "block_suggestion", "nonsense"):
        odd_form: Json = {"type": kind, "user": None, "team": [], "view": "x", "actions": [None], "callback_id": {}}
        yield {"envelope_id": "bad", "type": "interactive", "payload": odd_form}
    yield {"envelope_id": "bad", "type": "slash_commands", "payload": {"command": "/interests", "text": None}}
    odds: tuple[Any, ...] = (None, [], {}, 5, "", "x" * 1000, "\x00", "\ud800")
    for odd in odds:
        for field in ("type", "channel", "user", "ts", "text", "subtype", "thread_ts", "blocks", "bot_id"):
            yield event(office, **{field: odd})
    for subtype in ("message_changed", "message_deleted", "thread_broadcast", "no_such_subtype"):
        yield event(office, subtype=subtype, message=[1], previous_message="x", deleted_ts={})
    deep: Any = "x"
    for _ in range(400):
        deep = {"deep": [deep]}
    yield event(office, text=None, message=deep, ts=deep)
    yield event(office, type="reaction_added", reaction="compass", item=deep, user="x")


def test_malformed_and_unknown_envelopes_harm_nobody(office: Office) -> None:
    office.turn_on()
    for envelope in broken(office):
        office.sim.send_raw_envelope(envelope)
    works(office)
    office.settled()
    works(office)
    assert "audit log" not in office.bot.log_text()


def test_an_oversized_event_is_cut_and_handled(office: Office) -> None:
    """A megabyte of text, and a megabyte in fields that nobody reads."""
    office.turn_on()
    now = office.sim.clock.ts()
    office.sim.send_raw_envelope(event(office, ts=now, text=f"{REQUEST} " + "x" * 1_000_000, blocks=["y" * 1_000_000]))
    assert "renew" in office.sim.text_of(office.card())
    works(office)


def test_a_message_that_comes_after_its_edit_changes_nothing(office: Office) -> None:
    """Slack promises no order: what stood first may be heard last, and then it is old."""
    office.turn_on()
    message = office.sam.says(office.room, "morning!")
    office.sam.edits(message, REQUEST)
    card = office.card()
    office.settled()
    said = event(office, ts=message.ts, event_ts=message.ts, text="morning!")
    said["payload"]["event_id"] = "EvLATE"
    office.sim.send_raw_envelope(said)
    office.settled()
    assert "taken back" not in office.text(card)
    assert "Post" in office.text(card)


def test_a_known_event_that_comes_again_has_no_second_effect(office: Office) -> None:
    office.turn_on()
    envelope = event(office, ts=office.sim.clock.ts())
    for _ in range(5):
        office.sim.send_raw_envelope(envelope)
    office.card()
    office.settled()
    assert len([m for m in office.ana.dm_messages() if "A request in" in office.sim.text_of(m)]) == 1


# -- buttons and forms that are out of date --------------------------------------------------------------------------


def test_every_button_whose_record_is_gone_is_answered(office: Office) -> None:
    """No operation hangs, and none calls the bot's own fault what is only old."""
    office.turn_on()
    setup = office.ana.wait_dm("is set to", TIMEOUT)
    told = {action: presses(office.ana, setup, action, "gone") for action in ACTIONS}
    told |= {
        f"{kind}|": presses(office.ana, setup, Action.AGREEMENT_RECORD, f"{kind}|gone") for kind in ("map", "prep")
    }
    told["note"] = presses(office.ana, setup, Action.NOTE_KEEP, f"gone|{office.ana.dm.id}|1.2|1.1")
    told["more"] = presses(office.ana, setup, Action.CARD_MORE, "gone|dismiss")
    told["mode"] = presses(office.ana, setup, f"{Action.SETUP_MODE}_private", "C0GONE|private")
    assert {action: text for action, text in told.items() if len(text) < 20 or "operation" in text} == {}
    fault = {action for action, text in told.items() if GENERIC in text}
    assert fault <= {"map_add_party", "setup_mode_private"}, told
    works(office)


def test_garbage_in_a_button_is_answered(office: Office) -> None:
    office.turn_on()
    setup = office.ana.wait_dm("is set to", TIMEOUT)
    for action in ACTIONS:
        for value in ("|||||", "<!channel>|\u202e", "x" * 2000):
            assert len(presses(office.ana, setup, action, value)) > 20, (action, value)
    works(office)


def test_a_button_and_a_form_that_nobody_knows_any_more_are_answered(office: Office) -> None:
    board = office.new_map()
    assert "too old" in presses(office.ana, board, "button_of_last_year", "x")
    office.ana.clicks(board, "Edit")
    form = office.ana.wait_modal("Edit")
    form.view.given["callback_id"] = "form_of_last_year"
    assert "/interests help" in str(office.ana.submits(form))
    office.ana.closes(form)


def test_a_closed_map_answers_every_old_button(office: Office) -> None:
    office.ana.invites_bot(office.room)
    board = office.new_map()
    office.ana.clicks(board, "Share")
    share = office.ana.wait_modal("Share")
    office.ana.clicks(board, "Close")
    office.wait_text(board, "[Reopen]")
    assert "closed" in str(office.ana.submits(share, {"channel": office.room.id}))
    office.ana.closes(share)
    for button in ("Edit", "Share", "Record agreement", "Close"):
        assert "closed" in answered(office.ana, office.ana.clicks(board, button, as_seen=True)), button


def test_a_record_of_somebody_else_does_not_exist(office: Office) -> None:
    """Zoe presses every button with the id of Ana's map, Ana's prep and Ana's card."""
    office.turn_on()
    board = office.new_map("Sunflower")
    request, prep = office.prep()
    map_, prep_id = ids(board), ids(prep)
    mine = office.zoe.dm
    office.zoe.says(mine, "hello")
    help_ = office.zoe.wait_dm("/interests help", TIMEOUT)
    office.zoe.commands(mine, "/interests list")
    for action in ACTIONS:
        for value in (map_, prep_id, f"map|{map_}", f"prep|{prep_id}", f"{prep_id}|{office.ana.dm.id}|{prep['ts']}|"):
            told = presses(office.zoe, help_, action, value)
            assert len(told) > 20, (action, value)
            assert not any(word in told for word in ("Sunflower", "audit log", "Friday")), told
    assert "[Edit]" in office.text(board)
    assert "audit log" in office.text(prep)
    assert request.ts.replace(".", "") in str(prep["blocks"])


def ids(message: Json) -> str:
    """The record a message's buttons stand for."""
    buttons = [e for block in message["blocks"] for e in block.get("elements", []) if e.get("type") == "button"]
    return str(buttons[0]["value"]).partition("|")[0]


def test_a_record_of_another_team_does_not_exist(office: Office) -> None:
    board = office.new_map()
    action = {"type": "button", "action_id": Action.MAP_REOPEN, "block_id": "b", "value": ids(board)}
    payload = {
        "type": "block_actions",
        "team": {"id": "T0OTHERTEAM"},
        "user": {"id": office.ana.user, "team_id": "T0OTHERTEAM"},
        "channel": {"id": office.ana.dm.id},
        "container": {"type": "message", "channel_id": office.ana.dm.id, "message_ts": board["ts"]},
        "actions": [action],
    }
    office.sim.send_raw_envelope({"envelope_id": "foreign", "type": "interactive", "payload": payload})
    office.ana.wait_dm("belongs to somebody else", TIMEOUT)
    office.settled()
    assert "[Edit]" in office.text(board)


# -- people and messages that are gone -------------------------------------------------------------------------------


def test_who_left_the_channel_can_do_nothing_with_the_card_they_have(office: Office) -> None:
    """Their card shows nothing new, and its buttons say why."""
    secret = Office.open(office.sim, office.bot, f"{office.room.name}-p", private=True)
    secret.turn_on()
    secret.add_owner(secret.bo)
    request = secret.request()
    card = secret.card(secret.bo)
    secret.bo.leaves(secret.room)
    secret.settled()
    before = len(secret.bo.dm_messages())
    for button in ("Post", "Edit first", "Prep", "Wait 2 hours", "Not a request"):
        told = answered(secret.bo, secret.bo.clicks(card, button, as_seen=True))
        assert len(told) > 20, button
        assert "audit log" not in told
    secret.sam.edits(request, f"{REQUEST} The codename is Sunflower.")
    secret.settled()
    assert "Sunflower" not in str(secret.bo.dm_messages())
    assert not [m for m in secret.bo.dm_messages()[before:] if "audit log" in secret.sim.text_of(m)]
    assert "A request in" in secret.sim.text_of(secret.card(secret.ana))


def test_a_closed_account_gets_no_card_and_no_new_task(office: Office) -> None:
    office.turn_on()
    office.add_owner(office.bo)
    office.sim.deactivate(office.bo)
    office.request()
    office.card(office.ana)
    board = office.new_map()
    office.ana.clicks(board, "Record agreement")
    form = office.ana.wait_modal("Record agreement")
    terms = {"owner": office.bo.user, "next_step": "ship it", "due": "2031-01-07", "review": "2031-02-07"}
    assert "has been closed" in str(office.ana.submits(form, terms))
    office.ana.closes(form)
    office.quiet(office.bo, "A request in")
    works(office)


def test_a_request_deleted_a_moment_ago_is_not_answered_in_public(office: Office) -> None:
    request, card = office.carded()
    office.sam.deletes(request)
    office.wait_text(card, "taken back or reworded")
    assert "taken back" in answered(office.ana, office.ana.clicks(card, "Post", as_seen=True))
    office.settled()
    assert not [m for m in office.sim.messages(office.room, thread=request.ts) if m.get("bot_id")]


def test_a_note_whose_message_was_deleted_is_said_to_be_gone(office: Office) -> None:
    office.turn_on("reactions")
    _request, prep = office.prep()
    office.ana.wait_dm("This thread is yours alone", TIMEOUT, after=prep["ts"])
    thought = office.ana.says(office.ana.dm, "a thought", thread=prep)
    offer = office.ana.wait_dm("Keep this as a note?", TIMEOUT)
    office.ana.deletes(thought)
    assert "nothing to keep" in answered(office.ana, office.ana.clicks(offer, "Keep as a note"))


# -- texts -----------------------------------------------------------------------------------------------------------

LONG_TEXT = f"{REQUEST} " + "and more " * 4_444
RIGHT_TO_LEFT = "\u202eבקשה: אנחנו צריכים ייצוא עד יום שישי"


@pytest.mark.parametrize(
    "text",
    [LONG_TEXT, "🧭🔥" * 40, RIGHT_TO_LEFT, "\u200b", "e\u0301" * 3000, "*_~`" * 50],
    ids=["long", "emoji", "right-to-left", "invisible", "combining", "marks"],
)
def test_any_text_can_be_prepared_for_noted_and_kept(office: Office, text: str) -> None:
    """Up to 40,000 characters, only emoji, from right to left, invisible, or nothing but marks."""
    office.turn_on()
    message = office.sam.says(office.room, text)
    office.ana.reacts(message, "compass")
    prep = office.ana.wait_dm("My walk-away", TIMEOUT, after=message.ts)
    office.ana.wait_dm("This thread is yours alone", TIMEOUT, after=prep["ts"])
    office.ana.says(office.ana.dm, text, thread=prep)
    offer = office.ana.wait_dm("Keep this as a note?", TIMEOUT)
    office.ana.clicks(offer, "Keep as a note")
    office.wait_text(offer, "Kept")
    office.ana.clicks(prep, "My interest")
    assert office.ana.submits(office.ana.wait_modal(), {"text": text[:3000]}) == {}
    office.ana.says(office.ana.dm, text)
    office.ana.wait_dm("/interests help", TIMEOUT)
    assert office.ana.commands(office.room, f"/interests {text[:3000]}").ok
    office.settled()
    assert "\u202e" not in "".join(strings([call.args for call in office.sim.calls("chat.update")]))
    works(office)


@pytest.mark.parametrize(
    "title",
    ["🧭", RIGHT_TO_LEFT, "x" * 120, "a & b <c>", "*_~`"],
    ids=["emoji", "right-to-left", "long", "markup", "marks"],
)
def test_any_title_makes_a_map(office: Office, title: str) -> None:
    office.ana.commands(office.room, f"/interests new {title}")
    form = office.ana.wait_modal("New interest map")
    sides = {"name_0": title[:75], "name_1": "🔥", "position_0": title, "interest_1": title}
    assert office.ana.submits(form, sides) == {}
    office.ana.closes(office.ana.wait_modal())
    office.ana.wait_dm("Interest map", TIMEOUT)
    assert "[Open]" in office.ana.commands(office.room, "/interests").text


def test_a_title_of_nothing_but_spaces_is_asked_for(office: Office) -> None:
    office.ana.commands(office.room, "/interests new")
    form = office.ana.wait_modal("New interest map")
    assert "few words" in str(office.ana.submits(form, {"title": "   ", "name_0": "a", "name_1": "b"}))
    office.ana.closes(form)


# -- markup ----------------------------------------------------------------------------------------------------------


def nasty(office: Office, limit: int = 300) -> str:
    """What must reach Slack as plain characters only."""
    words = f"<!channel> <@{office.zoe.user}> <http://evil.example|bank> <!here> <!everyone> &lt;!channel&gt; x & y"
    return words[:limit]


def strings(node: Any) -> Iterator[str]:
    """Every text of a payload, but what a field holds from the start: that is shown as it is and never read."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "initial_value":
                yield from strings(value)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from strings(item)
    elif isinstance(node, str):
        parsed = json.loads(node) if node[:1] in {"{", "["} and node[-1:] in {"}", "]"} else None
        yield from strings(parsed) if parsed is not None else (node,)


@pytest.fixture
def pinged(office: Office) -> Iterator[None]:
    """Afterwards nothing the bot sent pings anybody by what was typed, or hides a link."""
    since = office.sim.recorder.rows()[-1]["n"]
    yield
    office.settled()
    sent = [row for row in office.sim.recorder.rows(since) if row["direction"] == "to_slack"]
    texts = [text for row in sent for text in strings(row["payload"])]
    marks = ("<!channel", "<!here", "<!everyone", "<!subteam", "<http://evil", f"<@{office.zoe.user}")
    assert [text for text in texts if any(mark in text for mark in marks)] == []
    assert any("&lt;!channel&gt;" in text for text in texts), "the markup never came up"


@pytest.mark.usefixtures("pinged")
def test_markup_in_a_request_and_in_its_answer_is_plain_text(office: Office) -> None:
    office.turn_on()
    text = f"{REQUEST} Ask @{office.zoe.name} and https://evil.example {nasty(office)}"
    request = office.request(text)
    card = office.card()
    office.ana.clicks(card, "Edit first")
    assert office.ana.submits(office.ana.wait_modal("Edit"), {"text": nasty(office)}) == {}
    office.sam.wait_message(office.room, "bank", thread=request, timeout=TIMEOUT)
    public = Office.open(office.sim, office.bot, f"{office.room.name}-2")
    public.turn_on("public")
    asked = public.request(f"{REQUEST} {nasty(office)}")
    public.sam.wait_message(public.room, "?", thread=asked, timeout=TIMEOUT)
    assert office.ana.commands(office.room, f"/interests {nasty(office)}").ok


@pytest.mark.usefixtures("pinged")
def test_markup_in_a_prep_its_notes_and_its_debrief_is_plain_text(office: Office) -> None:
    office.turn_on("reactions")
    request = office.request(f"{REQUEST} @{office.zoe.name} {nasty(office)}")
    office.ana.reacts(request, "compass")
    prep = office.ana.wait_dm("My walk-away", TIMEOUT, after=request.ts)
    for part in ("My interest", "Their interest", "My walk-away"):
        office.ana.clicks(prep, part)
        assert office.ana.submits(office.ana.wait_modal(part), {"text": nasty(office)}) == {}
        office.ana.clicks(prep, part)
        assert nasty(office) in str(office.ana.wait_modal(part).values), "typed words come back unchanged"
        office.ana.closes(office.ana.wait_modal(part))
    office.ana.says(office.ana.dm, f"@{office.zoe.name} {nasty(office)}", thread=prep)
    office.ana.clicks(office.ana.wait_dm("Keep this as a note?", TIMEOUT), "Keep as a note")
    office.ana.clicks(prep, "When do you talk?")
    start = int((office.sim.now() + timedelta(minutes=30)).timestamp())
    assert office.ana.submits(office.ana.wait_modal(), {"start": start}) == {}
    office.wait_text(prep, "You talk")
    office.sim.advance(minutes=80)
    prompt = office.ana.wait_dm("how did the talk go", TIMEOUT)
    office.ana.clicks(prompt, "Start")
    lessons = dict.fromkeys(("worked", "did_not", "why", "next_time"), nasty(office))
    assert office.ana.submits(office.ana.wait_modal("How did it go?"), lessons) == {}
    office.wait_text(prompt, "bank")
    office.ana.clicks(office.ana.wait_dm("Record agreement", TIMEOUT), "Record agreement")
    today = office.sim.now().date()
    terms = {"owner": office.sam.user, "next_step": nasty(office), "due": str(today), "review": str(today)}
    assert office.ana.submits(office.ana.wait_modal("Record agreement"), terms) == {}
    office.sam.wait_dm("bank", TIMEOUT)


@pytest.mark.usefixtures("pinged")
def test_markup_in_a_map_its_agreement_and_its_review_is_plain_text(office: Office) -> None:
    office.ana.invites_bot(office.room)
    short, text = nasty(office, 75), nasty(office)
    office.ana.commands(office.room, f"/interests new @{office.zoe.name} {short}")
    form = office.ana.wait_modal("New interest map")
    sides = {f"{field}_{n}": text for field in ("position", "interest") for n in (0, 1)}
    assert office.ana.submits(form, {"title": text[:120], "name_0": short, "name_1": short, **sides}) == {}
    office.ana.closes(office.ana.wait_modal())
    board = office.ana.wait_dm("Interest map", TIMEOUT)
    office.share(board)
    office.ana.clicks(board, "Record agreement")
    today = office.sim.now().date()
    terms = {"owner": office.ana.user, "next_step": text, "due": str(today), "review": str(today + timedelta(days=2))}
    assert office.ana.submits(office.ana.wait_modal("Record agreement"), terms) == {}
    office.wait_text(board, "Agreed")
    office.ana.commands(office.room, "/interests")
    office.sim.advance(days=2)
    due = office.ana.wait_dm("It is time for the second look", TIMEOUT)
    office.ana.clicks(due, "Change")
    later = {"change": text, "review": str(today + timedelta(days=20))}
    assert office.ana.submits(office.ana.wait_modal(), later) == {}
    office.wait_text(due, "change")
    office.sim.advance(days=20)
    office.ana.clicks(office.ana.wait_dm("It is time", TIMEOUT, after=due["ts"]), "Keep")
