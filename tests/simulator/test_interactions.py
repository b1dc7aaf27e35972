"""Commands, clicks, shortcuts and modals, from the person's side and from the app's."""

import json
import time
import urllib.error
import urllib.request
from datetime import date
from typing import Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.simulator import Channel, Person, Simulator, SimulatorError
from tests.simulator.app import Answer, Json, ListeningApp, button, modal, plain, section, text_input


def respond(url: str, **body: Any) -> tuple[int, Json]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_a_command(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    bo = sim.person("bo-command")
    app.on_request = lambda _request: {"text": "Here is *help*."}
    answer = ana.commands(room, "/interests new <x> & @bo-command #sales")
    assert (answer.ok, answer.text) == (True, "Here is *help*.")
    payload = app.last("slash_commands")
    sales = sim.channel("sales").id
    assert payload["text"] == f"new &lt;x&gt; &amp; <@{bo.user}|bo-command> <#{sales}|sales>"
    assert set(payload) == {
        "token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command",
        "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id",
    }  # fmt: skip
    assert sim.messages(room, viewer=ana)[-1]["is_ephemeral"]
    with pytest.raises(SimulatorError, match="not a valid command"):
        ana.commands(room, "/nonsense")


def test_a_command_with_bad_blocks_is_refused(app: ListeningApp, room: Channel, ana: Person) -> None:
    app.on_request = lambda _request: {"text": "x", "blocks": [section("")]}
    assert ana.commands(room, "/interests").error == "invalid_blocks"


def card(app: ListeningApp, room: Channel, *elements: Json, block: str = "row") -> Json:
    blocks = [section("Pick"), {"type": "actions", "block_id": block, "elements": list(elements)}]
    posted = app.web.chat_postMessage(channel=room.id, text="card", blocks=blocks)
    return {"channel": room.id, "ts": posted["ts"]}


def choice(*labels: str) -> list[Json]:
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def test_clicking_a_button(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    radio: Json = {"type": "radio_buttons", "action_id": "which", "options": choice("One", "Two")}
    radio["initial_option"] = choice("One")[0]
    message = card(app, room, radio, button("Post", "post", value="7"))
    assert ana.clicks(message, "Post").ok
    payload = app.last("interactive")
    assert set(payload) == {
        "type", "user", "api_app_id", "token", "container", "trigger_id", "team", "enterprise",
        "is_enterprise_install", "channel", "message", "state", "response_url", "actions",
    }  # fmt: skip
    [action] = payload["actions"]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "7", "row")
    assert payload["state"]["values"]["row"]["which"]["selected_option"]["value"] == "one"
    assert payload["container"]["is_ephemeral"] is False
    ana.clicks(message, "Two")
    ana.clicks(message, "Post")
    assert app.last("interactive")["state"]["values"]["row"]["which"]["selected_option"]["value"] == "two"
    bo = sim.person("bo-clicks")
    bo.joins(room)
    bo.clicks(message, "Post", state={"which": "Two"})
    assert app.last("interactive")["user"]["id"] == bo.user


def test_overflow_and_mistakes(app: ListeningApp, room: Channel, ana: Person) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": choice("Wait", "Not a request")}
    message = card(app, room, button("A", "a1"), button("A", "a2"), menu)
    ana.clicks(message, "Not a request")
    assert app.last("interactive")["actions"][0]["selected_option"]["value"] == "not a request"
    with pytest.raises(SimulatorError, match=r"no 'Post'.*Wait"):
        ana.clicks(message, "Post")
    with pytest.raises(SimulatorError, match="2 times"):
        ana.clicks(message, "A")
    with pytest.raises(SimulatorError, match="choose an option"):
        ana.clicks(message, "more")


def test_stale_clicks(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    message = card(app, room, button("Post"))
    seen = sim.messages(room)[-1]
    app.web.chat_update(channel=room.id, ts=message["ts"], text="done", blocks=[section("done")])
    with pytest.raises(SimulatorError, match="no 'Post'"):
        ana.clicks(message, "Post")
    assert ana.clicks(seen, "Post", as_seen=True).ok


def test_response_urls(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    message = card(app, room, button("Post"))
    ana.clicks(message, "Post")
    url = app.last("interactive")["response_url"]
    assert respond(url, text="only ana") == (200, {"ok": True})
    assert sim.messages(room, viewer=ana)[-1]["is_ephemeral"]
    assert respond(url, text="x", blocks=[section("")])[0] == 400
    respond(url, text="all", response_type="in_channel")
    assert app.wait_event("message", room.id, "bot_message")["text"] == "all"
    respond(url, text="replaced", replace_original=True, blocks=[])
    assert ana.wait_message(room, "replaced")["ts"] == message["ts"]
    respond(url, delete_original=True)
    assert message["ts"] not in [m["ts"] for m in sim.messages(room)]
    assert respond(url, text="five") == (200, {"ok": True})
    assert respond(url, text="six") == (404, {"ok": False, "error": "used_url"})
    assert respond(url[:-2] + "zz", text="x")[0] == 404


def test_clicks_in_an_ephemeral_message(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    blocks = [{"type": "actions", "elements": [button("Fine")]}]
    app.web.chat_postEphemeral(channel=room.id, user=ana.user, text="psst", blocks=blocks)
    ana.clicks(sim.messages(room, viewer=ana)[-1], "Fine")
    payload = app.last("interactive")
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    respond(payload["response_url"], text="gone", replace_original=True)
    assert sim.messages(room, viewer=ana)[-1]["text"] == "gone"


def test_a_message_shortcut(app: ListeningApp, room: Channel, ana: Person) -> None:
    asked = ana.says(room, "a request")
    assert ana.shortcut(asked, "Prepare for this").ok
    payload = app.last("interactive")
    assert (payload["type"], payload["callback_id"], payload["message_ts"]) == (
        "message_action", "prepare", asked.ts,
    )  # fmt: skip
    assert payload["message"]["text"] == "a request"
    with pytest.raises(SimulatorError, match="no shortcut"):
        ana.shortcut(asked, "other")


def opens(app: ListeningApp, view: Json) -> None:
    """Makes the app open this modal for every command."""

    def answer(request: SocketModeRequest) -> Answer:
        if request.type == "slash_commands":
            app.web.views_open(trigger_id=request.payload["trigger_id"], view=view)
        return None

    app.on_request = answer


def test_a_modal_from_open_to_submit(app: ListeningApp, ana: Person) -> None:
    opens(app, modal(text_input("Title", "t", element={"initial_value": "draft", "max_length": 20})))
    assert ana.modal is None
    ana.commands(ana.dm, "/interests new")
    form = ana.wait_modal()
    assert (form.title, form.labels(), form.values) == ("A modal", ["Title"], {"Title": "draft"})
    with pytest.raises(SimulatorError, match="at most 20"):
        ana.fills(form, {"Title": "x" * 21})
    with pytest.raises(SimulatorError, match="no field 'Owner'"):
        ana.fills(form, {"Owner": "x"})
    assert "t" in ana.submits(form, {"Title": None})
    app.on_request = lambda _request: {"response_action": "errors", "errors": {"t": "Too vague."}}
    assert ana.submits(form, {"Title": "thing"}) == {"t": "Too vague."}
    app.on_request = lambda _request: None
    assert ana.submits(form, {"Title": "Pricing"}) == {}
    assert ana.modal is None
    payload = app.last("interactive")
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"] == {"t": {"value": {"type": "plain_text_input", "value": "Pricing"}}}
    assert set(payload["view"]) == {
        "id", "team_id", "type", "blocks", "private_metadata", "callback_id", "state", "hash", "title",
        "clear_on_close", "notify_on_close", "close", "submit", "previous_view_id", "root_view_id", "app_id",
        "external_id", "app_installed_team_id", "bot_id",
    }  # fmt: skip
    with pytest.raises(SimulatorError, match="not open"):
        ana.submits(form)


def test_response_actions(app: ListeningApp, ana: Person) -> None:
    opens(app, modal(text_input("Title", "t")))
    ana.commands(ana.dm, "/interests new")
    form = ana.wait_modal()
    app.on_request = lambda _request: {"response_action": "push", "view": modal(section("Sure?"), title="Sure")}
    assert ana.submits(form, {"Title": "x"}) == {}
    top = ana.wait_modal("Sure")
    assert top.view.previous == form.id
    app.on_request = lambda _request: {"response_action": "update", "view": modal(section("Done"), title="Done")}
    assert ana.submits(top) == {}
    assert ana.modal == top
    assert top.title == "Done"
    app.on_request = lambda _request: {"response_action": "update", "view": {"type": "modal"}}
    assert ana.submits(top)[""].startswith("We had some trouble")
    app.on_request = lambda _request: {"response_action": "errors", "errors": {"nowhere": "x"}}
    assert ana.submits(top)[""].startswith("We had some trouble")
    app.on_request = lambda _request: {"response_action": "clear"}
    assert ana.submits(top) == {}
    assert ana.modal is None


def test_every_kind_of_field(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    def field(label: str, kind: str, **more: Any) -> Json:
        element = {"type": kind, "action_id": kind, **more}
        return {"type": "input", "label": plain(label), "element": element, "optional": True}

    opens(
        app,
        modal(
            field("Who", "users_select"),
            field("Where", "conversations_select"),
            field("Day", "datepicker"),
            field("Hour", "timepicker"),
            field("Start", "datetimepicker"),
            field("Minutes", "number_input", is_decimal_allowed=False, min_value="5"),
            field("Mode", "static_select", options=choice("Private", "Public")),
            field("Signals", "checkboxes", options=choice("Deadline", "Rank")),
            field("Owners", "multi_users_select", max_selected_items=1),
        ),
    )
    ana.commands(ana.dm, "/interests new")
    form = ana.wait_modal()
    assert form.values["Signals"] == []
    ana.fills(form, {"Who": ana, "Where": room, "Day": date(2026, 3, 1), "Hour": "09:30", "Start": 1_800_000_000})
    ana.fills(form, {"Minutes": 30, "Mode": "Public", "Signals": ["Rank"], "Owners": [ana]})
    assert form.values == {
        "Who": ana.user, "Where": room.id, "Day": "2026-03-01", "Hour": "09:30", "Start": 1_800_000_000,
        "Minutes": "30", "Mode": "Public", "Signals": ["Rank"], "Owners": [ana.user],
    }  # fmt: skip
    with pytest.raises(SimulatorError, match="not between"):
        ana.fills(form, {"Minutes": 1})
    with pytest.raises(SimulatorError, match="no option"):
        ana.fills(form, {"Mode": "Loud"})
    assert ana.submits(form) == {}
    values = app.last("interactive")["view"]["state"]["values"]
    assert len(values) == 9
    assert all(len(block_id) == 5 for block_id in values)


def test_clicks_and_updates_in_a_modal(app: ListeningApp, ana: Person) -> None:
    more = {"type": "actions", "block_id": "more", "elements": [button("Add a party", "add")]}
    opens(app, modal(text_input("Title", "t"), more))
    ana.commands(ana.dm, "/interests new")
    form = ana.wait_modal()
    ana.fills(form, {"Title": "kept"})

    def grow(request: SocketModeRequest) -> Answer:
        view = request.payload["view"]
        bigger = modal(text_input("Title", "t"), text_input("Party", "p"), more)
        app.web.views_update(view_id=view["id"], hash=view["hash"], view=bigger)
        return None

    app.on_request = grow
    ana.clicks(form, "Add a party")
    payload = app.last("interactive")
    assert payload["container"] == {"type": "view", "view_id": form.id}
    assert form.values == {"Title": "kept", "Party": None}
    old = payload["view"]["hash"]
    assert app.error("views.update", view_id=form.id, hash=old, view=modal()) == "hash_conflict"
    assert app.error("views.update", view_id="V0", view=modal()) == "not_found"
    assert app.error("views.update", view_id=form.id, view={"type": "modal"}) == "invalid_arguments"


def test_trigger_ids(app: ListeningApp, ana: Person) -> None:
    ana.commands(ana.dm, "/interests")
    trigger = app.last("slash_commands")["trigger_id"]
    assert app.error("views.open", trigger_id="1.2.x", view=modal()) == "invalid_trigger_id"
    assert app.error("views.open", trigger_id=trigger, view=modal()) == ""
    assert app.error("views.open", trigger_id=trigger, view=modal()) == "exchanged_trigger_id"
    ana.commands(ana.dm, "/interests")
    late = app.last("slash_commands")["trigger_id"]
    time.sleep(3.05)
    assert app.error("views.open", trigger_id=late, view=modal()) == "expired_trigger_id"


def test_a_stack_holds_three_views(app: ListeningApp, ana: Person) -> None:
    push = {"type": "actions", "elements": [button("Deeper", "deeper")]}
    opens(app, modal(push, title="1"))
    ana.commands(ana.dm, "/interests")
    errors: list[str] = []

    def deeper(request: SocketModeRequest) -> Answer:
        view = modal(push, title=f"{len(errors) + 2}", notify_on_close=True)
        errors.append(app.error("views.push", trigger_id=request.payload["trigger_id"], view=view))
        return None

    for _ in range(3):
        app.on_request = deeper
        form = ana.wait_modal()
        ana.clicks(form, "Deeper")
    assert errors == ["", "", "push_limit_reached"]
    app.on_request = lambda _request: None
    top = ana.wait_modal("3")
    ana.closes(top)
    closed = app.last("interactive")
    assert (closed["type"], closed["is_cleared"], closed["view"]["id"]) == ("view_closed", False, top.id)
    assert ana.wait_modal().title == "2"


def test_modals_are_personal_and_external_ids_unique(app: ListeningApp, sim: Simulator, ana: Person) -> None:
    bo = sim.person("bo-modal")
    opens(app, modal(external_id="only-one"))
    ana.commands(ana.dm, "/interests")
    assert bo.modal is None
    app.on_request = lambda _request: None
    bo.commands(bo.dm, "/interests")
    trigger = app.last("slash_commands")["trigger_id"]
    assert app.error("views.open", trigger_id=trigger, view=modal(external_id="only-one")) == "duplicate_external_id"


def test_fields_that_tell_the_app_at_once(app: ListeningApp, ana: Person) -> None:
    loud = {"type": "static_select", "action_id": "kind", "options": choice("A", "B")}
    opens(app, modal({"type": "input", "label": plain("Kind"), "element": loud, "dispatch_action": True}))
    ana.commands(ana.dm, "/interests")
    ana.fills(ana.wait_modal(), {"Kind": "B"})
    payload = app.last("interactive")
    assert (payload["type"], payload["actions"][0]["selected_option"]["value"]) == ("block_actions", "b")
