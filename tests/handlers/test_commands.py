"""The slash command: what each subcommand answers, and what an unknown one gets."""

import json

import pytest

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.model import Mode
from bot.views.ids import Action, Form, encode
from handlers.commands import SUBCOMMANDS, TOPIC
from tests.fakes import ANNA, CARA, CHANNEL, TEAM
from tests.handlers.counter import Counter, error_text
from tests.workplace import WORDS


def answer(counter: Counter, text: str) -> str:
    response = counter.type(text)
    assert response.status == 200
    body = json.loads(response.body)
    assert body["response_type"] == "ephemeral"
    return str(body["text"])


@pytest.mark.parametrize("text", ["", "list", "  LIST  ", "list extra words"])
def test_without_a_subcommand_it_lists_what_is_open(counter: Counter, text: str) -> None:
    assert answer(counter, text) == WORDS.text("list.empty")
    counter.place.negotiations.start(TEAM, ANNA, Draft("The export", (Side("Sales"), Side("Product"))), "V0")
    assert answer(counter, text) == WORDS.text("list.text", count="1")


@pytest.mark.parametrize(("typed", "title"), [("new", None), ("new R&amp;D wants", "R&D wants"), ("NEW x", "x")])
def test_new_opens_the_form_with_the_topic(counter: Counter, typed: str, title: str | None) -> None:
    assert not counter.type(typed).body
    assert counter.window["callback_id"] == Form.MAP
    fields = {block["block_id"]: block["element"] for block in counter.window["blocks"] if block["type"] == "input"}
    assert fields["title"].get("initial_value") == title


def test_a_topic_of_any_length_opens_the_form(counter: Counter) -> None:
    assert counter.type("new " + "🙂" * 40_000).status == 200
    assert len(counter.surfaces.opened) == 1
    assert TOPIC <= 150


def test_channel_opens_the_settings_for_owners(counter: Counter) -> None:
    counter.place.turn_on()
    assert not counter.type("channel").body
    assert counter.window["callback_id"] == Form.CHANNEL
    counter.type("channel", CARA)
    assert "callback_id" not in counter.window  # to read only


def test_channel_without_the_bot_says_how_to_invite_it(counter: Counter) -> None:
    assert answer(counter, "channel") == error_text("not_in_channel_bot")


def test_opting_out_and_in(counter: Counter) -> None:
    answers = [answer(counter, text) for text in ("optin", "optout", "optout", "optin")]
    keys = ("optin.already", "optout.done", "optout.already", "optin.done")
    assert answers == [WORDS.text(key) for key in keys]


def test_help_names_every_subcommand(counter: Counter) -> None:
    text = answer(counter, "help")
    assert all(f"/interests {name}" in text for name in SUBCOMMANDS)


@pytest.mark.parametrize(("typed", "nearest"), [("lst", "list"), ("opt-out", "optout"), ("chanel", "channel")])
def test_an_unknown_subcommand_is_answered_with_the_nearest(counter: Counter, typed: str, nearest: str) -> None:
    assert f"/interests {nearest}" in answer(counter, typed)


@pytest.mark.parametrize("typed", ["zzzz", "🙂", "<!here>", "`code`", "x" * 40_000])
def test_nonsense_is_answered_and_pings_nobody(counter: Counter, typed: str) -> None:
    text = answer(counter, typed)
    assert "/interests help" in text
    assert "<!here>" not in text
    assert len(text) < 500


def test_the_channels_form_saves(counter: Counter) -> None:
    counter.place.slack.open_channel(CHANNEL, ANNA, CARA)
    counter.type("channel")
    assert counter.submit(counter.window, mode="public", owners=[ANNA, CARA]).status == 200
    assert (counter.place.stored().mode, counter.place.stored().owners) == (Mode.PUBLIC, (ANNA, CARA))


@pytest.mark.parametrize("command", ["/interest", "/other", "/interestsx"])
def test_a_command_of_another_manifest_is_acknowledged_in_silence(counter: Counter, command: str) -> None:
    body = {"type": "slash_commands", "command": command, "text": "new", "team_id": TEAM, "channel_id": CHANNEL}
    response = counter.take(body | {"user_id": ANNA, "trigger_id": "1.2.t"})
    assert (response.status, response.body) == (200, "")
    assert not counter.surfaces.opened


# -- which one was meant ---------------------------------------------------------------------------------------------


def answer_to(counter: Counter, text: str) -> str:
    return json.dumps(json.loads(counter.type(text).body or "{}"))


@pytest.fixture
def two_maps(counter: Counter) -> Counter:
    sides = (Side("Sales"), Side("Product"))
    for title in ("The export", "Dark mode"):
        counter.place.negotiations.start(TEAM, ANNA, Draft(title, sides), title)
    return counter


def test_a_beginning_that_only_one_has_is_enough(two_maps: Counter) -> None:
    two_maps.type("sho dark")
    assert "Dark mode" in json.dumps(two_maps.window)


def test_one_of_several_commands_is_picked_with_the_words_that_came_after(two_maps: Counter) -> None:
    told = answer_to(two_maps, "opti dark")
    assert "command_pick_options" in told
    assert "command_pick_optin" in told
    two_maps.press(f"{Action.COMMAND_PICK}_options", encode("options", "dark"))
    assert two_maps.window["title"]["text"] == WORDS.text("options.title")


def test_one_of_several_maps_is_picked(two_maps: Counter) -> None:
    told = answer_to(two_maps, "show")
    assert "The export" in told
    assert "Dark mode" in told
    found = two_maps.place.negotiations.open_for(TEAM, ANNA)
    two_maps.press(f"{Action.MAP_PICK}_0", encode(found[1].id, "show"))
    assert found[1].title in json.dumps(two_maps.window)
    two_maps.press(f"{Action.MAP_PICK}_0", encode(found[0].id, "export"))
    assert two_maps.told == [WORDS.text("export.coming")]


def test_words_that_no_title_has_are_answered(two_maps: Counter) -> None:
    assert "None of your maps" in answer_to(two_maps, "show nothing like it")
