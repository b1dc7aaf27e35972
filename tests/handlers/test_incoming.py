"""Reading payloads: whole ones, thin ones, and those of an organisation-wide installation."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.model import MessageRef
from handlers.incoming import Answers, answers, chosen_in_message, linked, message_ref, plain, press, team_of
from tests.handlers.counter import Json, pressed


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("<!channel> & co", "<!channel> & co"),
        ("", ""),
    ],
)
def test_text_is_unescaped_once(sent: str, meant: str) -> None:
    assert plain(sent) == meant


def test_a_button_names_person_place_and_ids() -> None:
    found = press(pressed("card_more", "r1|dismiss"))
    assert (found.team, found.user, found.channel, found.trigger) == ("T1", "UANNA", "D1", "1.2.t")
    assert (found.action, found.value, found.ids(2), found.ids(3)) == (
        "card_more",
        "r1|dismiss",
        ("r1", "dismiss"),
        ("r1", "dismiss", ""),
    )


def test_a_menu_carries_its_value_in_the_chosen_entry() -> None:
    entry = {"type": "overflow", "action_id": "card_more", "selected_option": {"value": "r1|2h"}}
    assert press(pressed("", actions=[entry])).value == "r1|2h"


ORG_WIDE: list[tuple[Json, str]] = [
    ({"team": None, "user": {"id": "W1", "team_id": "T9"}, "is_enterprise_install": True}, "T9"),
    ({"user": {"id": "W1", "team_id": "T9"}}, "T9"),
    ({"team": None, "team_id": "T8", "user": {"id": "W1"}}, "T8"),
    ({"team": {"id": "T7"}, "user": {"id": "W1", "team_id": "T9"}}, "T7"),
    ({"team": None, "user": {"id": "W1"}}, ""),
]


@pytest.mark.parametrize(("body", "team"), ORG_WIDE)
def test_the_workspace_is_found_where_an_organisation_wide_installation_names_it(body: Json, team: str) -> None:
    assert team_of(body) == press(body).team == team


@pytest.mark.parametrize(
    ("place", "channel"),
    [
        ({"channel": None, "container": {"type": "message", "channel_id": "C7"}}, "C7"),
        ({"channel": {"id": "C8"}, "container": None}, "C8"),
        ({"channel": None, "container": {"type": "view", "view_id": "V1"}}, ""),
        ({"channel": None, "container": None}, ""),
    ],
)
def test_the_channel_is_found_or_empty(place: Json, channel: str) -> None:
    assert press(pressed("x", **place)).channel == channel


def test_a_form_has_no_action_and_no_channel() -> None:
    found = press({"type": "view_submission", "user": {"id": "U1"}, "team": {"id": "T1"}, "view": {}})
    assert (found.action, found.value, found.channel, found.trigger) == ("", "", "", "")


def test_the_chosen_radio_button_is_read_from_the_messages_state() -> None:
    chosen = {"choice": {"type": "radio_buttons", "selected_option": {"value": "1"}}}
    assert chosen_in_message({"state": {"values": {"b0": {"other": {}}, "b1": chosen}}}, "choice") == "1"
    bodies: list[Json] = [{}, {"state": None}, {"state": {"values": {}}}, {"state": {"values": {"b": {"choice": {}}}}}]
    for body in bodies:
        assert chosen_in_message(body, "choice") == ""


def test_answers_are_read_by_field_and_kind() -> None:
    values = {
        "text": {"value": {"value": "some words"}},
        "choice": {"value": {"selected_option": {"value": "thread"}}},
        "who": {"value": {"selected_user": "U1"}},
        "all": {"value": {"selected_users": ["U1", "U2"]}},
        "where": {"value": {"selected_conversation": "C1"}},
        "day": {"value": {"selected_date": "2026-06-01"}},
        "start": {"value": {"selected_date_time": 1780308000}},
    }
    found = answers({"state": {"values": values}})
    assert (found.text("text"), found.option("choice"), found.user("who")) == ("some words", "thread", "U1")
    assert (found.users("all"), found.conversation("where")) == (("U1", "U2"), "C1")
    assert (found.day("day"), found.moment("start")) == (date(2026, 6, 1), datetime(2026, 6, 1, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    "values", [{}, {"f": {}}, {"f": None}, {"f": {"value": None}}, {"f": {"value": {"value": None}}}]
)
def test_an_answer_that_is_not_there_is_empty(values: Json) -> None:
    found = Answers(values)
    assert (found.text("f"), found.option("f"), found.conversation("f")) == ("", "", "")
    assert (found.user("f"), found.users("f"), found.day("f"), found.moment("f")) == (None, (), None, None)


@pytest.mark.parametrize("view", [{}, {"state": None}, {"state": {}}, {"state": {"values": None}}])
def test_a_form_without_state_has_no_answers(view: Json) -> None:
    assert answers(view).text("anything") == ""


def test_a_message_is_named_with_its_thread() -> None:
    assert message_ref("T1", "C1", {"ts": "2.0", "thread_ts": "1.0"}) == MessageRef("T1", "C1", "2.0", "1.0")
    assert message_ref("T1", "C1", {"ts": "2.0"}).root == "2.0"


@pytest.mark.parametrize(
    ("link", "ref"),
    [
        ("https://x.slack.com/archives/C1/p1700000000000100", MessageRef("T1", "C1", "1700000000.000100")),
        (
            "https://x.slack.com/archives/C1/p1700000009000100?thread_ts=1700000000.000100&cid=C1",
            MessageRef("T1", "C1", "1700000009.000100", "1700000000.000100"),
        ),
        (
            "https://x.slack.com/archives/C1/p1700000009000100?cid=C1&thread_ts=1700000000.000100",
            MessageRef("T1", "C1", "1700000009.000100", "1700000000.000100"),
        ),
        ("https://x.slack.com/archives/C1", None),
        ("https://example.com/", None),
        ("", None),
    ],
)
def test_a_copied_link_leads_to_its_message(link: str, ref: MessageRef | None) -> None:
    assert linked("T1", link) == ref
