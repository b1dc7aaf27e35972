"""The same verbs over HTTP, and what the page will need."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from bot.simulator import Channel, Person, Simulator, SimulatorError
from tests.simulator.app import Json, ListeningApp, section


def call(sim: Simulator, path: str, body: Json | None = None, **headers: str) -> tuple[int, Any]:
    data = json.dumps(body).encode() if body is not None else None
    head = {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(f"{sim.url}sim/{path}", data, head)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_clock_can_be_read_and_moved_from_outside(sim: Simulator) -> None:
    with urllib.request.urlopen(sim.clock_url) as response:
        before = json.load(response)["offset"]
    status, moved = call(sim, "clock", {"advance_seconds": 3600})
    assert status == 200
    assert moved["offset"] == pytest.approx(before + 3600)
    call(sim, "clock", {"set": "2030-01-01T09:00:00+00:00"})
    assert sim.now().year == 2030


def test_verbs(sim: Simulator, app: ListeningApp, room: Channel, ana: Person) -> None:
    status, said = call(sim, "verbs/says", {"person": ana.name, "channel": room.id, "text": "over http"})
    assert status == 200
    assert app.wait_event("message", room.id)["ts"] == said["result"]["ts"]
    app.on_request = lambda _request: {"text": "help"}
    _, answer = call(sim, "verbs/commands", {"person": ana.name, "channel": room.id, "line": "/interests"})
    assert answer["result"]["text"] == "help"
    _, found = call(sim, f"messages?channel={room.id}&viewer={ana.name}")
    assert found["messages"][-1]["is_ephemeral"]
    _, rows = call(sim, "record?after=0")
    assert rows["rows"]


def test_state_and_making_things(sim: Simulator) -> None:
    _, person = call(sim, "people", {"name": "zoe", "zone": "Asia/Tokyo"})
    _, made = call(sim, "channels", {"name": "made-here", "members": ["zoe"]})
    assert made["members"] == [person["id"]]
    _, state = call(sim, "state")
    assert "made-here" in [c["name"] for c in state["channels"]]
    assert next(p for p in state["people"] if p["name"] == "zoe")["zone"] == "Asia/Tokyo"


def test_mistakes_are_told(sim: Simulator, ana: Person) -> None:
    assert call(sim, "verbs/dances", {"person": ana.name})[0] == 404
    assert call(sim, "verbs/says", {"person": ana.name})[0] == 400
    assert call(sim, "verbs/says", {"person": ana.name, "channel": "nowhere", "text": "x"})[0] == 409
    assert call(sim, "verbs/says", {}, **{"Content-Type": "text/plain"})[0] == 415


def test_only_this_machine_may_ask(sim: Simulator) -> None:
    assert call(sim, "state", Host="evil.example")[0] == 403


def test_a_taken_port_says_so(sim: Simulator) -> None:
    with pytest.raises(OSError, match="address already in use"):
        Simulator(port=sim.port).start()


def test_people_are_held_to_their_client(sim: Simulator, room: Channel, ana: Person) -> None:
    bo = sim.person("bo-outside")
    with pytest.raises(SimulatorError, match="is not in"):
        bo.says(room, "x")
    said = ana.says(room, "mine")
    with pytest.raises(SimulatorError, match="did not write"):
        bo.edits(said, "x")
    ana.deletes(said)
    with pytest.raises(SimulatorError, match="not there any more"):
        ana.reacts(said, "eyes")


def test_waiting_in_vain_says_what_for(sim: Simulator, ana: Person) -> None:
    with pytest.raises(AssertionError, match="'hello' from the bot"):
        ana.wait_dm("hello", timeout=0.05)


def test_private_rooms_are_invisible_to_others(sim: Simulator, ana: Person) -> None:
    secret = sim.channel("secret-room", [ana], private=True)
    ana.says(secret, "x")
    assert sim.messages(secret, viewer=sim.person("bo-blind")) == []


def test_text_as_a_reader_sees_it(sim: Simulator, ana: Person) -> None:
    message = {"blocks": [section(f"<@{ana.user}> wants &lt;!channel&gt; <https://x.y|this>")]}
    assert sim.text_of(message) == f"@{ana.name} wants <!channel> this"


def test_very_long_words_are_no_burden(sim: Simulator, room: Channel, ana: Person) -> None:
    assert ana.says(room, "@" + "a" * 40_000).ts
