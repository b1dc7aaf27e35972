"""Working in a modal: clicking, filling, submitting, closing, and what the app answers."""

from typing import Any

from bot.simulator import forms, interactions, pointing
from bot.simulator.desk import Desk
from bot.simulator.modal import Modal
from bot.simulator.values import Answer, Json, SimulatorError
from bot.simulator.views import OpenView
from bot.simulator.web_api.call import ApiError
from bot.simulator.workspace import User

TROUBLE = "We had some trouble connecting. Try again?"
REQUIRED = "Please complete this required field."


class Dialogs:
    """One person's modals."""

    def __init__(self, desk: Desk, user: User) -> None:
        self._desk = desk
        self._user = user

    def click(self, modal: Modal, wanted: str, block: str | None, state: Json | None) -> Answer:
        desk = self._desk
        with desk.ws.lock:
            view = self._still_open(modal)
            pointing.enter(desk.ws, modal.blocks, view.values, state)
            acted = pointing.acted(desk.ws, modal.blocks, view.values, wanted, block)
            payload = self._view_payload(view, acted)
        return Answer(desk.engine.request("interactive", payload, answered=False).error)

    def _view_payload(self, view: OpenView, acted: Json) -> Json:
        trigger = self._desk.views.issue(self._user.id, in_modal=view.given["type"] == "modal")
        shown = self._desk.views.shown(view)
        return interactions.view_click(self._desk.ws, self._user, shown, acted, trigger)

    def _still_open(self, modal: Modal) -> OpenView:
        if modal.view is self._desk.views.homes.get(self._user.id):
            return modal.view
        if modal.view not in self._desk.views.stacks.get(self._user.id, []):
            raise SimulatorError(f"{modal.title!r} is not open any more")
        return modal.view

    def fill(self, modal: Modal, values: dict[str, Any]) -> None:
        """Fills fields one after the other; those that tell the app at once do so."""
        desk = self._desk
        for wanted, value in values.items():
            with desk.ws.lock:
                view = self._still_open(modal)
                block, element = modal.field(wanted)
                entry = forms.chosen(desk.ws, element, value)
                view.values[block["block_id"]][element["action_id"]] = entry
                if block["type"] == "input" and not block.get("dispatch_action"):
                    continue
                acted = interactions.action(desk.ws, block, element, None, entry)
                payload = self._view_payload(view, acted)
            desk.engine.request("interactive", payload, answered=False)

    def submit(self, modal: Modal) -> dict[str, str]:
        """Errors by block_id; none when the app took it."""
        desk = self._desk
        with desk.ws.lock:
            view = self._still_open(modal)
            if not modal.submit:
                raise SimulatorError(f"{modal.title!r} has no submit button")
            view.errors = missing(modal)
            if view.errors:
                return modal.errors
            trigger = desk.views.issue(self._user.id, in_modal=True)
            payload = interactions.submission(desk.ws, self._user, desk.views.shown(view), trigger)
        ack = desk.engine.request("interactive", payload, answered=True)
        with desk.ws.lock:
            view.errors = {"": TROUBLE} if ack.error else self._respond(view, ack.payload)
        return modal.errors

    def _respond(self, view: OpenView, payload: Json) -> dict[str, str]:
        views, what = self._desk.views, payload.get("response_action")
        if what is None:
            views.close(view)
        elif what == "clear":
            views.close(view, everything=True)
        elif what == "errors":
            return self._errors(view, payload.get("errors"))
        else:
            try:
                if what == "update":
                    views.update(view, payload.get("view") or {})
                elif what == "push":
                    views.push(view.user, payload.get("view") or {})
                else:
                    return {"": TROUBLE}
            except ApiError as error:
                self._desk.recorder.add("to_app", "refused", error.error, error.more)
                return {"": TROUBLE}
        return {}

    def _errors(self, view: OpenView, errors: Any) -> dict[str, str]:
        inputs = {b["block_id"] for b in view.given["blocks"] if b["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            self._desk.recorder.add("to_app", "refused", "errors name no input block", errors)
            return {"": TROUBLE}
        return {str(k): str(v) for k, v in errors.items()}

    def close(self, modal: Modal) -> None:
        desk = self._desk
        with desk.ws.lock:
            view = self._still_open(modal)
            everything = bool(view.given.get("clear_on_close"))
            gone = desk.views.close(view, everything=everything)
            payloads = [
                interactions.closed(desk.ws, self._user, desk.views.shown(v), cleared=everything)
                for v in reversed(gone)
                if v.given.get("notify_on_close")
            ]
        for payload in payloads:
            desk.engine.request("interactive", payload, answered=False)


def missing(modal: Modal) -> dict[str, str]:
    """Required fields that are empty: the client says so before it asks the app."""
    return {
        block["block_id"]: REQUIRED
        for block, element in forms.stateful(modal.blocks)
        if block["type"] == "input"
        and not block.get("optional")
        and forms.is_empty(modal.view.values[block["block_id"]][element["action_id"]])
    }
