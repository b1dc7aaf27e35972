"""The Bolt app with every listener over a workplace, and payloads shaped as Slack sends them."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

import handlers
from bot.domain.errors import DomainError
from bot.domain.model import Delivery
from bot.views import answers
from bot.views.message import Modal
from handlers.desk import Desk
from tests.fakes import ANNA, CHANNEL, TEAM, FakeSurfaces
from tests.workplace import WORDS, Workplace

Json = dict[str, Any]
BOT = "UBOT"


def app_over(desk: Desk) -> App:
    identity = AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_user_id=BOT, bot_id="BBOT", bot_token="xoxb-test")
    app = App(
        client=WebClient("xoxb-test", base_url="http://127.0.0.1:9/api/"),
        authorize=lambda: identity,
        request_verification_enabled=False,
        token_verification_enabled=False,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(2),
    )
    handlers.register(app, desk)
    return app


@dataclass
class Counter:
    """Where Slack's payloads come in; `surfaces` holds what people saw at once."""

    place: Workplace
    surfaces: FakeSurfaces = field(default_factory=FakeSurfaces)

    def __post_init__(self) -> None:
        place = self.place
        desk = Desk(
            words=WORDS,
            surfaces=self.surfaces,
            clock=place.clock,
            channels=place.channels,
            people=place.people,
            noticing=place.noticing,
            coaching=place.coaching,
            moves=place.moves,
            canvases=place.canvases,
            asides=place.asides,
            preps=place.preps,
            negotiations=place.negotiations,
            interests=place.interests,
            asking=place.asking,
            suspicions=place.suspicions,
            options=place.options,
            brainstorms=place.brainstorms,
            scoring=place.scoring,
            trades=place.trades,
            waiting=place.waiting,
            records=place.records,
            agreements=place.agreements,
            debriefs=place.debriefs,
            replies=place.replies,
            mutes=place.mutes,
            streaks=place.streaks,
            preferences=place.preferences,
            prep_emoji="compass",
            own_data=place.own_data,
            forgetting=place.forgetting,
            audit=place.audit,
        )
        self.app = app_over(desk)

    def take(self, body: Json, delivery: Delivery | None = None) -> BoltResponse:
        context = {"delivery": delivery} if delivery else {}
        return self.app.dispatch(BoltRequest(mode="socket_mode", body=body, context=context))

    def event(self, event: Json, **outer: object) -> BoltResponse:
        """An event as the worker hands it over: stored and claimed before."""
        name = f"Ev{self.place.ids.new()}"
        return self.take(event_of(event, event_id=name, **outer), self.place.delivery(name))

    def press(self, action: str, value: str = "", user: str = ANNA, **outer: object) -> BoltResponse:
        return self.take(pressed(action, value, user, **outer))

    def submit(self, view: Modal, user: str = ANNA, **filled: object) -> BoltResponse:
        return self.take(submitted(view, user, filled))

    def type(self, text: str, user: str = ANNA, channel: str = CHANNEL) -> BoltResponse:
        body = {"type": "slash_commands", "command": "/interests", "text": text, "team_id": TEAM}
        return self.take(body | {"channel_id": channel, "user_id": user, "trigger_id": "1.2.t", "token": "unused"})

    @property
    def window(self) -> Modal:
        """The window that opened last."""
        return self.surfaces.opened[-1][2]

    @property
    def told(self) -> list[str]:
        """What was said to one person alone."""
        return [text for _, _, text, _ in self.surfaces.said]


def error_text(key: str, **slots: str) -> str:
    return answers.sentence(WORDS, DomainError(key, **slots))


def field_text(key: str, **slots: str) -> str:
    """The same under a form's field, where Slack shows plain text."""
    return answers.field_error(WORDS, DomainError(key, **slots))


def event_of(event: Json, **outer: object) -> Json:
    authorizations = [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}]
    body = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event": event, "event_time": 1}
    return body | {"authorizations": authorizations, "is_ext_shared_channel": False} | outer


def message(text: str, user: str | None = "UCARA", ts: str = "1.0", **more: object) -> Json:
    found = {"type": "message", "user": user, "text": text, "ts": ts, "event_ts": ts, "channel": CHANNEL}
    return found | {"channel_type": "channel", "client_msg_id": "m1", "team": TEAM} | more


def pressed(action: str, value: str = "", user: str = ANNA, **outer: object) -> Json:
    """A button on a message in the person's DM."""
    button = {"type": "button", "action_id": action, "block_id": "b1", "value": value, "action_ts": "5.0"}
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "anna", "team_id": TEAM},
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "channel": {"id": "D1", "name": "directmessage"},
        "container": {"type": "message", "message_ts": "4.0", "channel_id": "D1", "is_ephemeral": False},
        "message": {"type": "message", "ts": "4.0", "bot_id": "BBOT"},
        "trigger_id": "1.2.t",
        "actions": [button],
    } | outer


def submitted(view: Modal, user: str, filled: Mapping[str, object]) -> Json:
    """A form as it comes back: what is filled in has the shape of its element."""
    return {
        "type": "view_submission",
        "user": {"id": user, "team_id": TEAM},
        "team": {"id": TEAM},
        "trigger_id": "1.2.t",
        "view": {"id": "V1", "hash": "h1", **view, "state": {"values": state_of(view, filled)}},
    }


KINDS = {
    "plain_text_input": "value",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "datetimepicker": "selected_date_time",
}


def state_of(view: Modal, filled: Mapping[str, object]) -> Json:
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element, given = block["element"], filled.get(block["block_id"])
            if element["type"] in KINDS:
                answer: Json = {KINDS[element["type"]]: given}
            elif element["type"] == "checkboxes":
                answer = {"selected_options": given or []}
            else:
                answer = {"selected_option": None if given is None else {"value": given}}
            values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **answer}}
    unknown = set(filled) - set(values)
    assert not unknown, f"the form has no {unknown}"
    return values
