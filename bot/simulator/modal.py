"""A modal as the person in front of it sees it."""

from typing import Any

from bot.simulator import forms
from bot.simulator.blockkit import elements_of
from bot.simulator.text import Names, visible
from bot.simulator.values import Json, SimulatorError
from bot.simulator.views import OpenView


class Modal:
    """Reads one open view; stays usable while the app updates it."""

    def __init__(self, view: OpenView, names: Names) -> None:
        self._view = view
        self._names = names

    @property
    def view(self) -> OpenView:
        return self._view

    @property
    def id(self) -> str:
        return self._view.id

    @property
    def title(self) -> str:
        return str(self._view.given["title"]["text"])

    @property
    def submit(self) -> str:
        """The submit button's words; empty when there is none."""
        return str((self._view.given.get("submit") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        return str(self._view.given.get("callback_id", ""))

    @property
    def blocks(self) -> list[Json]:
        return list(self._view.given["blocks"])

    @property
    def text(self) -> str:
        return "\n".join([self.title, visible(self.blocks, self._names)])

    @property
    def errors(self) -> dict[str, str]:
        """The errors shown, by block_id."""
        return dict(self._view.errors)

    @property
    def values(self) -> dict[str, Any]:
        """What stands in each field, by its label: option labels for choices, else the raw value."""
        found: dict[str, Any] = {}
        for block, element in forms.stateful(self.blocks):
            entry = self._view.values[block["block_id"]][element["action_id"]]
            found[forms.label_of(block, element)] = _shown(entry)
        return found

    def labels(self) -> list[str]:
        """Labels of the fields, then of everything that can be clicked."""
        fields = [forms.label_of(b, e) for b, e in forms.stateful(self.blocks)]
        return [*fields, *(label for label in forms.clickable(self.buttons()) if label not in fields)]

    def buttons(self) -> list[Json]:
        return [b for b in self.blocks if b["type"] != "input" and elements_of(b)]

    def field(self, wanted: str) -> tuple[Json, Json]:
        """The block and element with this label, action_id or block_id."""
        for block, element in forms.stateful(self.blocks):
            if wanted in {forms.label_of(block, element), element["action_id"], block["block_id"]}:
                return block, element
        raise SimulatorError(f"{self.title!r} has no field {wanted!r}; there are: {self.labels()}")

    def __repr__(self) -> str:
        return f"Modal({self.title!r}, fields={self.labels()})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Modal) and other.view is self._view

    def __hash__(self) -> int:
        return hash(self._view.id)


def _shown(entry: Json) -> Any:
    value = entry[forms.VALUE_KEYS[entry["type"]][0]]
    if isinstance(value, dict) and "text" in value:
        return value["text"]["text"]
    if isinstance(value, list):
        return [v["text"]["text"] if isinstance(v, dict) and "text" in v else v for v in value]
    return value
