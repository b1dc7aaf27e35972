"""The manifest is what the code needs, and the check finds each kind of fault."""

from copy import deepcopy
from typing import Any

import pytest

from bot import manifest
from bot.views.ids import CHECK, PREPARE

Json = dict[str, Any]


@pytest.fixture(scope="module")
def written() -> Json:
    return manifest.load(manifest.find())


def faults(written: Json, *path: str, value: object) -> list[str]:
    """What is found once the value at that place is another one; None takes it away."""
    changed = deepcopy(written)
    at = changed
    for name in path[:-1]:
        at = at[name]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return list(manifest.findings(changed))


def test_the_projects_manifest_is_fine(written: Json) -> None:
    assert list(manifest.findings(written)) == []


def test_the_projects_manifest_asks_only_for_what_can_be_optional_as_optional(written: Json) -> None:
    scopes = written["oauth_config"]["scopes"]
    assert set(scopes["bot_optional"]) < set(scopes["bot"])


@pytest.mark.parametrize("scope", ["chat:write", "commands", "im:history", "files:write"])
def test_a_missing_scope_is_found(written: Json, scope: str) -> None:
    scopes = [each for each in written["oauth_config"]["scopes"]["bot"] if each != scope]
    assert faults(written, "oauth_config", "scopes", "bot", value=scopes) == [f"scope {scope} is missing"]


def test_a_scope_that_nothing_needs_is_found(written: Json) -> None:
    scopes = [*written["oauth_config"]["scopes"]["bot"], "admin"]
    assert faults(written, "oauth_config", "scopes", "bot", value=scopes) == ["scope admin is not needed"]


def test_a_wrong_choice_of_what_is_optional_is_found(written: Json) -> None:
    optional = ["chat:write", "files:write", "groups:history", "groups:read", "reactions:write"]
    assert faults(written, "oauth_config", "scopes", "bot_optional", value=optional) == [
        "optional scope dnd:read is missing",
        "optional scope chat:write is not needed",
    ]


def test_missing_and_needless_events_are_found(written: Json) -> None:
    events = [*written["settings"]["event_subscriptions"]["bot_events"], "app_mention"]
    events.remove("message.im")
    assert faults(written, "settings", "event_subscriptions", "bot_events", value=events) == [
        "event message.im is missing",
        "event app_mention is not needed",
    ]


def test_a_wrong_command_is_found(written: Json) -> None:
    other = [{"command": "/interest", "should_escape": True}]
    assert faults(written, "features", "slash_commands", value=other) == [
        "command /interests is missing",
        "command /interest is not needed",
    ]


def test_a_command_that_does_not_escape_is_found(written: Json) -> None:
    bare = [{"command": "/interests", "description": "x"}]
    (fault,) = faults(written, "features", "slash_commands", value=bare)
    assert "should_escape" in fault


def test_a_wrong_shortcut_is_found(written: Json) -> None:
    assert faults(written, "features", "shortcuts", value=[{"callback_id": "ready"}]) == [
        "shortcut check is missing",
        "shortcut prepare is missing",
        "shortcut ready is not needed",
    ]


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        (("features", "app_home", "messages_tab_enabled"), False, "messages tab"),
        (("features", "app_home", "home_tab_enabled"), False, "home tab"),
        (("settings", "socket_mode_enabled"), False, "Socket Mode"),
        (("settings", "interactivity", "is_enabled"), False, "interactivity"),
        (("settings", "interactivity"), None, "interactivity"),
        (("display_information", "name"), "I" * 36, "name is longer than 35"),
        (("display_information", "description"), "d" * 141, "description is longer than 140"),
        (("display_information", "long_description"), "d" * 173, "shorter than 174"),
        (("display_information", "long_description"), "d" * 4001, "longer than 4000"),
        (("display_information", "long_description"), None, "shorter than 174"),
    ],
)
def test_what_slack_would_refuse_or_leave_dead_is_found(
    written: Json, path: tuple[str, ...], value: object, word: str
) -> None:
    (fault,) = faults(written, *path, value=value)
    assert word in fault


def test_an_empty_manifest_is_a_list_of_faults_and_no_crash() -> None:
    assert len(list(manifest.findings({}))) > 20


def test_the_shortcut_of_the_manifest_is_the_one_that_is_listened_to() -> None:
    assert frozenset({PREPARE, CHECK}) == manifest.SHORTCUTS
