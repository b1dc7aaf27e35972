"""Block Kit is checked as strictly as Slack does."""

from typing import Any

import pytest

from bot.simulator.blockkit import check_blocks, check_view, too_long
from tests.simulator.app import button, modal, plain, section, text_input

Json = dict[str, Any]


def option(text: str = "One", value: str = "1") -> Json:
    return {"text": plain(text), "value": value}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


GOOD = [
    section("x" * 3000),
    {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2000}] * 10},
    {"type": "section", "text": plain("x"), "accessory": button("B")},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 10},
    {"type": "context", "elements": [{"type": "image", "image_url": "https://x.y/z", "alt_text": "a"}]},
    actions(*(button("B", str(n)) for n in range(25))),
    actions(button("x" * 75, value="x" * 2000, style="danger")),
    actions({"type": "overflow", "options": [option()] * 5}),
    actions({"type": "static_select", "options": [option()] * 100}),
    actions({"type": "radio_buttons", "options": [option()], "initial_option": option()}),
    actions({"type": "checkboxes", "options": [option("x" * 75, "y" * 150)]}),
    actions({"type": "datetimepicker", "initial_date_time": 1_700_000_000}),
    actions(button("B", confirm={"title": plain("T"), "text": plain("Sure?"), "confirm": plain("Y")})),
    {"type": "image", "image_url": "https://x.y/z", "alt_text": "a"},
    {"type": "markdown", "text": "# hello"},
    {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": "q"}]}]},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]},
]

BAD = [
    {"type": "nonsense"},
    {},
    "text",
    section(""),
    section("x" * 3001),
    {"type": "section"},
    {"type": "section", "text": plain("x"), "colour": "red"},
    {"type": "section", "fields": [plain("x")] * 11},
    {"type": "section", "fields": [plain("x" * 2001)]},
    {"type": "section", "text": plain("x"), "accessory": {"type": "datetimepicker"}},
    {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    {"type": "header", "text": plain("x" * 151)},
    {"type": "context", "elements": []},
    {"type": "context", "elements": [plain("x")] * 11},
    {"type": "context", "elements": [button("B")]},
    actions(),
    actions(*(button("B", str(n)) for n in range(26))),
    actions(button("B", "same"), button("C", "same")),
    actions(button("x" * 76)),
    actions(button("B", value="x" * 2001)),
    actions(button("B", style="default")),
    actions(button("B", "x" * 256)),
    actions(button("B", confirm={"text": plain("x" * 301)})),
    actions(button("B", confirm={"text": plain("x"), "title": plain("x" * 101)})),
    actions({"type": "plain_text_input"}),
    actions({"type": "overflow", "options": []}),
    actions({"type": "overflow", "options": [option()] * 6}),
    actions({"type": "static_select", "options": [option()] * 101}),
    actions({"type": "static_select"}),
    actions({"type": "static_select", "options": [option()], "option_groups": []}),
    actions({"type": "static_select", "options": [option()], "placeholder": plain("x" * 151)}),
    actions({"type": "radio_buttons", "options": [option("x" * 76)]}),
    actions({"type": "radio_buttons", "options": [option("x", "y" * 151)]}),
    actions({"type": "radio_buttons", "options": [option()] * 11}),
    actions({"type": "radio_buttons", "options": [option()], "initial_option": option("Two", "2")}),
    actions({"type": "datepicker", "initial_date": "tomorrow"}),
    actions({"type": "timepicker", "initial_time": "25:00"}),
    {"type": "image", "alt_text": "a"},
    {"type": "image", "image_url": "https://x.y/z"},
    {"type": "divider", "block_id": "x" * 256},
    {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]},
]


@pytest.mark.parametrize("block", GOOD, ids=range(len(GOOD)))
def test_good_blocks(block: Json) -> None:
    assert check_blocks([block]) == []


@pytest.mark.parametrize("block", BAD, ids=range(len(BAD)))
def test_bad_blocks(block: Json) -> None:
    assert check_blocks([block])


def test_a_message_has_at_most_50_blocks_and_12000_characters() -> None:
    assert check_blocks([{"type": "divider"}] * 50) == []
    assert check_blocks([{"type": "divider"}] * 51)
    assert not too_long([section("x" * 3000)] * 4)
    assert too_long([section("x" * 3000)] * 4 + [section("x")])


def test_findings_point_at_the_place() -> None:
    [finding] = check_blocks([{"type": "divider"}, section("x" * 3001)])
    assert finding == "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"


def test_block_ids_are_unique() -> None:
    twice = {"type": "divider", "block_id": "same"}
    assert check_blocks([twice, twice])


FIELDS = [
    {"type": "plain_text_input", "max_length": 3000, "multiline": True},
    {"type": "number_input", "is_decimal_allowed": False},
    {"type": "datepicker", "initial_date": "2026-01-31"},
    {"type": "timepicker", "initial_time": "09:30"},
    {"type": "datetimepicker"},
    {"type": "users_select", "placeholder": plain("Who")},
    {"type": "multi_users_select", "max_selected_items": 3},
    {"type": "conversations_select", "filter": {"include": ["public", "private"]}},
    {"type": "channels_select"},
    {"type": "email_text_input"},
    {"type": "url_text_input"},
    {"type": "rich_text_input"},
    {"type": "file_input", "max_files": 2},
    {"type": "static_select", "option_groups": [{"label": plain("G"), "options": [option()]}]},
    {"type": "checkboxes", "options": [option()], "initial_options": [option()]},
]


@pytest.mark.parametrize("element", FIELDS, ids=lambda e: str(e["type"]))
def test_input_elements(element: Json) -> None:
    assert check_view(modal(field(element, optional=True, hint=plain("Hint")))) == []


BAD_VIEWS = [
    modal(title="x" * 25),
    modal(submit=plain("x" * 25)),
    modal(private_metadata="x" * 3001),
    modal(callback_id="x" * 256),
    modal(*[{"type": "divider"}] * 101),
    modal(colour="red"),
    modal({"type": "markdown", "text": "x"}),
    modal(field({"type": "button", "text": plain("x")})),
    modal(field({"type": "number_input"})),
    modal(field({"type": "plain_text_input", "max_length": 3001})),
    {k: v for k, v in modal(text_input("L", "b")).items() if k != "submit"},
    {k: v for k, v in modal().items() if k != "title"},
    {"type": "home", "blocks": [], "title": plain("x")},
    {"type": "dialog", "blocks": []},
    modal(
        text_input("A", "a", element={"focus_on_load": True}),
        text_input("B", "b", element={"focus_on_load": True}),
    ),
    [],
]


@pytest.mark.parametrize("view", BAD_VIEWS, ids=range(len(BAD_VIEWS)))
def test_bad_views(view: Json) -> None:
    assert check_view(view)


def test_good_views() -> None:
    view = modal(text_input("A", "a"), notify_on_close=True, private_metadata="x" * 3000, external_id="e")
    assert check_view(view) == []
    assert check_view({"type": "home", "blocks": [section("x")]}) == []
