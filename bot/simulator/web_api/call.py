"""One Web API call: its arguments, read as leniently as Slack reads them, and the errors it can end in."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.values import Json


class ApiError(Exception):
    """The call fails with a documented error; `more` goes into the answer beside it."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more


def invalid_arguments(*messages: str) -> ApiError:
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    args: Json = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string argument; missing is empty."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def need(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        return str(self.args.get(name, "")).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        value = self.text(name)
        try:
            return int(value) if value else default
        except ValueError as error:
            raise invalid_arguments(f"{name} must be an integer") from error

    def has(self, name: str) -> bool:
        value = self.args.get(name)
        return value is not None and value != ""

    def json(self, name: str, broken: str) -> Any:
        """A structured argument: JSON text in a form, or the value itself in a JSON body."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise ApiError(broken) from error
