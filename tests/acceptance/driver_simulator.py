"""The driver for our own simulator, over its control routes: it may run in another process."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bot.simulator.text import readable, visible
from tests.acceptance.driver import Driver, Form, Seen

Json = dict[str, Any]
CALL_TIMEOUT = 15.0


class SimulatorDriver:
    """Speaks to /sim; people are found by name there, so names are remembered by user."""

    def __init__(self, api_url: str) -> None:
        self._base = api_url.removesuffix("api/") + "sim/"
        self._names: dict[str, str] = {}

    # -- asking ------------------------------------------------------------------------------------------------

    def _get(self, path: str, **query: str) -> Json:
        return self._call(Request(f"{self._base}{path}?{urlencode(query)}"))

    def _post(self, path: str, **body: object) -> Json:
        data = json.dumps(body).encode()
        return self._call(Request(f"{self._base}{path}", data, {"Content-Type": "application/json"}))

    def _call(self, request: Request) -> Json:
        try:
            with urlopen(request, timeout=CALL_TIMEOUT) as answer:
                found: Json = json.load(answer)
                return found
        except HTTPError as error:
            raise AssertionError(f"{request.full_url}: {error.read().decode()}") from None

    def _does(self, user: str, verb: str, **body: object) -> Any:
        return self._post(f"verbs/{verb}", person=self._names[user], **body)["result"]

    # -- people and places -------------------------------------------------------------------------------------

    def person(self, name: str) -> str:
        user = str(self._post("people", name=name, zone="Europe/Madrid")["id"])
        self._names[user] = name
        return user

    def channel(self, name: str, members: list[str]) -> str:
        return str(self._post("channels", name=name, members=[self._names[user] for user in members])["id"])

    def dm(self, user: str) -> str:
        return str(next(person["dm"] for person in self._get("state")["people"] if person["id"] == user))

    # -- doing -------------------------------------------------------------------------------------------------

    def invite_bot(self, user: str, channel: str) -> None:
        self._does(user, "invites_bot", channel=channel)

    def say(self, user: str, channel: str, text: str, thread: str | None = None) -> str:
        return str(self._does(user, "says", channel=channel, text=text, thread=thread)["ts"])

    def delete(self, user: str, channel: str, ts: str) -> None:
        self._does(user, "deletes", channel=channel, ts=ts)

    def react(self, user: str, channel: str, ts: str, emoji: str) -> None:
        self._does(user, "reacts", channel=channel, ts=ts, emoji=emoji)

    def command(self, user: str, channel: str, line: str) -> str:
        answer = self._does(user, "commands", channel=channel, line=line)
        return "\n".join([readable(str(answer["text"])), visible(answer["blocks"])])

    def shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> None:
        self._does(user, "shortcut", channel=channel, ts=ts, name=callback_id)

    def click(self, user: str, channel: str, ts: str, label: str) -> None:
        self._does(user, "clicks", channel=channel, ts=ts, wanted=label)

    def form(self, user: str) -> Form | None:
        modal = self._get("modal", person=self._names[user])["modal"]
        if modal is None:
            return None
        fields = tuple(block["block_id"] for block in modal["blocks"] if block["type"] == "input")
        return Form(modal["title"]["text"], fields)

    def submit(self, user: str, values: Mapping[str, object]) -> dict[str, str]:
        errors: dict[str, str] = self._does(user, "submits", values=values)
        return errors

    def close(self, user: str) -> None:
        self._does(user, "closes")

    # -- seeing ------------------------------------------------------------------------------------------------

    def messages(self, user: str, channel: str, thread: str | None = None) -> list[Seen]:
        query = {"channel": channel, "viewer": self._names[user]} | ({"thread": thread} if thread else {})
        return [Seen(channel, message["ts"], _text(message)) for message in self._get("messages", **query)["messages"]]


def _text(message: Json) -> str:
    return visible(message["blocks"]) if message.get("blocks") else readable(message.get("text", ""))


def drive(api_url: str) -> Driver:
    return SimulatorDriver(api_url)
