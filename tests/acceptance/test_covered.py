"""No button, form, command or reason to be silent without an acceptance test that uses it."""

import ast
from pathlib import Path

import pytest

from bot.domain.silence import Why
from tests.acceptance import covered
from tests.acceptance.controls import Json, belongs, given, known, used

HERE = Path(__file__).parent


def with_office(module: str) -> set[str]:
    """The tests of a file that have an office: only for them the record is looked into."""
    path = HERE / f"{module}.py"
    functions = (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef))
    return {one.name for one in functions if "office" in {argument.arg for argument in one.args.args}}


def missing(controls: frozenset[str], table: dict[str, str], exceptions: dict[str, str]) -> list[str]:
    """What is wrong with the table, a line each, with what to do about it."""
    rows = {str(name) for name in table}
    unused = controls - rows
    new = [
        f"{name}: no acceptance test uses it. Write one, and name it in CONTROLS of tests/acceptance/covered.py; "
        "or say in EXCEPTIONS there why none is needed."
        for name in sorted(unused)
        if not any(belongs(name, excepted) for excepted in exceptions)
    ]
    gone = [f"{name}: nothing shows it any more. Take its row out of the table." for name in sorted(rows - controls)]
    idle = [
        f"{excepted}: the exception is for nothing that lacks a test. Take it out."
        for excepted in exceptions
        if not any(belongs(name, excepted) for name in unused)
    ]
    bare = [f"{excepted}: the exception says no reason." for excepted, why in exceptions.items() if not why]
    return new + gone + idle + bare


def test_every_control_is_used_by_an_acceptance_test() -> None:
    assert missing(known(), covered.CONTROLS, covered.EXCEPTIONS) == []


def test_every_reason_to_be_silent_is_shown_by_an_acceptance_test() -> None:
    unshown = [f"{why}: name the acceptance test that shows it in REASONS" for why in Why if why not in covered.REASONS]
    assert unshown == []


@pytest.mark.parametrize("table", [covered.CONTROLS, covered.REASONS, covered.RULES], ids=["controls", "why", "rules"])
def test_every_row_names_a_test_that_is_there(table: dict[str, str]) -> None:
    named = {test.partition(".")[::2] for test in table.values()}
    there = {module: with_office(module) for module, _ in named}
    assert [f"{module}.{name}" for module, name in sorted(named) if name not in there[module]] == []


def test_the_guard_would_notice() -> None:
    """A button that nobody presses, a row too many, an exception that says nothing."""
    table = {"card_post": "test_card.test_a"}
    assert missing(frozenset({"card_post"}), table, {}) == []
    [new] = missing(frozenset({"card_post", "card_new"}), table, {})
    assert new.startswith("card_new: no acceptance test uses it")
    assert missing(frozenset({"card_post", "card_new"}), table, {"card_new": "a link: Slack opens it"}) == []
    assert missing(frozenset({"card_post", "card_new_2h"}), table, {"card_new": "both wait"}) == []
    [gone, bare] = missing(frozenset({"card_new"}), table, {"card_new": ""})
    assert gone.startswith("card_post: nothing shows it")
    assert bare == "card_new: the exception says no reason."
    [idle] = missing(frozenset({"card_post"}), table, {"card_post": "it is only a button"})
    assert idle.startswith("card_post: the exception is for nothing")


def test_what_was_used_is_read_from_the_record() -> None:
    def envelope(kind: str, payload: Json) -> Json:
        return {"direction": "to_app", "kind": "envelope", "name": kind, "payload": {"payload": payload}}

    entry = {"type": "overflow", "action_id": "card_more", "selected_option": {"value": "r1|2h"}}
    button = {"type": "button", "action_id": "card_post", "value": "r1"}
    rows = [
        envelope("slash_commands", {"command": "/interests", "text": "mute  1h"}),
        envelope("slash_commands", {"command": "/interests", "text": ""}),
        envelope("interactive", {"type": "block_actions", "actions": [entry, button]}),
        envelope("interactive", {"type": "view_submission", "view": {"callback_id": "settings_form"}}),
        envelope("interactive", {"type": "message_action", "callback_id": "check"}),
        envelope("events_api", {"type": "event_callback"}),
        {"direction": "to_slack", "kind": "call", "name": "views.open", "payload": {}},
    ]
    wanted = {"/interests mute 1h", "/interests list", "card_more 2h", "card_post", "settings_form", "check"}
    assert wanted <= used(rows)
    assert "map_edit" not in used(rows)


def test_a_reason_is_read_where_an_owner_or_the_log_tells_it() -> None:
    form = {"name": "views.open", "payload": {"view": "enough cards from here that day: 2"}}
    assert given([form], "not said row=1 reason=muted_here\n") == {Why.CHANNEL_CAP, Why.MUTED_HERE}
    assert given([{**form, "name": "chat.postMessage"}], "reason=the request was withdrawn") == set()
