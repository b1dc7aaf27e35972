"""Modals and home tabs: trigger ids, each person's stack of three, hashes, values."""

import json
import secrets
import time
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bot.simulator import forms
from bot.simulator.blockkit import check_view
from bot.simulator.ids import new_id, short_id, trigger
from bot.simulator.normalise import normalised, plain
from bot.simulator.values import Json
from bot.simulator.web_api.call import ApiError, invalid_arguments
from bot.simulator.workspace import Workspace

TRIGGER_LIVES = 3.0
STACK = 3
LARGEST = 250_000


@dataclass(slots=True, eq=False)
class OpenView:
    """A view on somebody's screen."""

    id: str
    user: str
    given: Json
    hash: str
    root: str
    previous: str | None
    values: forms.State = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Trigger:
    user: str
    issued: float
    in_modal: bool
    used: bool = False


class Views:
    """Who sees which view; callers hold the workspace's lock."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._triggers: dict[str, Trigger] = {}
        self.stacks: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}

    def issue(self, user: str, *, in_modal: bool = False) -> str:
        """A trigger id: one use, three seconds of real time."""
        made = trigger(self._ws.team)
        self._triggers[made] = Trigger(user, time.monotonic(), in_modal)
        return made

    def exchange(self, trigger_id: str) -> Trigger:
        found = self._triggers.get(trigger_id)
        if found is None:
            raise ApiError("invalid_trigger_id")
        if found.used:
            raise ApiError("exchanged_trigger_id")
        if time.monotonic() - found.issued > TRIGGER_LIVES:
            raise ApiError("expired_trigger_id")
        found.used = True
        return found

    def top(self, user: str) -> OpenView | None:
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def open(self, user: str, view: Json) -> OpenView:
        self._check(view)
        opened = self._make(user, view)
        self.stacks[user] = [opened]
        return opened

    def push(self, user: str, view: Json) -> OpenView:
        stack = self.stacks.get(user)
        if not stack:
            raise ApiError("not_found")
        if len(stack) >= STACK:
            raise ApiError("push_limit_reached")
        self._check(view)
        pushed = self._make(user, view, root=stack[0].id, previous=stack[-1].id)
        stack.append(pushed)
        return pushed

    def find(self, view_id: str, external_id: str) -> OpenView:
        for stack in self.stacks.values():
            for view in stack:
                same_external = external_id and view.given.get("external_id") == external_id
                if (view_id and view.id == view_id) or same_external:
                    return view
        raise ApiError("not_found")

    def update(self, open_view: OpenView, view: Json) -> None:
        self._check(view, instead_of=open_view)
        open_view.given = self._kept(view)
        open_view.hash = self._hash()
        open_view.errors = {}
        open_view.values = forms.state_of(open_view.given["blocks"], open_view.values)

    def publish(self, user: str, view: Json, given_hash: str) -> OpenView:
        before = self.homes.get(user)
        if given_hash and before is not None and before.hash != given_hash:
            raise ApiError("hash_conflict")
        self._check(view, kind="home")
        made = self._make(user, view)
        if before is not None:
            made.id = made.root = before.id
        self.homes[user] = made
        return made

    def close(self, view: OpenView, *, everything: bool = False) -> list[OpenView]:
        """Takes the view off the screen, and the whole stack with it if asked; returns what went."""
        stack = self.stacks.get(view.user, [])
        if view not in stack:
            return []
        gone = list(stack) if everything else stack[stack.index(view) :]
        self.stacks[view.user] = [v for v in stack if v not in gone]
        return gone

    def _check(self, view: Any, *, kind: str = "modal", instead_of: OpenView | None = None) -> None:
        found = check_view(view)
        if not found and view["type"] != kind:
            found = [f"must be a {kind} [json-pointer:/view/type]"]
        if found:
            raise invalid_arguments(*found)
        if len(json.dumps(view)) > LARGEST:
            raise ApiError("view_too_large")
        external = view.get("external_id")
        others = (v for s in self.stacks.values() for v in s if v is not instead_of)
        if external and any(v.given.get("external_id") == external for v in others):
            raise ApiError("duplicate_external_id")

    def _make(self, user: str, view: Json, *, root: str = "", previous: str | None = None) -> OpenView:
        made = new_id("V")
        opened = OpenView(made, user, self._kept(view), self._hash(), root or made, previous)
        opened.values = forms.state_of(opened.given["blocks"])
        return opened

    @staticmethod
    def _kept(view: Json) -> Json:
        return {**deepcopy(view), "blocks": normalised(view["blocks"])}

    def _hash(self) -> str:
        return f"{self._ws.clock.epoch()}.{secrets.token_hex(2)}{short_id()[:4]}"

    def shown(self, view: OpenView) -> Json:
        """The view as Slack's payloads and answers carry it."""
        given = view.given
        return {
            "id": view.id,
            "team_id": self._ws.team,
            "type": given["type"],
            "blocks": deepcopy(given["blocks"]),
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "state": {"values": deepcopy(view.values)},
            "hash": view.hash,
            "title": plain(given.get("title")),
            "clear_on_close": given.get("clear_on_close", False),
            "notify_on_close": given.get("notify_on_close", False),
            "close": plain(given.get("close")),
            "submit": plain(given.get("submit")),
            "previous_view_id": view.previous,
            "root_view_id": view.root,
            "app_id": self._ws.app.id,
            "external_id": given.get("external_id", ""),
            "app_installed_team_id": self._ws.team,
            "bot_id": self._ws.app.bot_id,
        }
