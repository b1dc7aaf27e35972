"""What is wrong with one entry of a catalogue, said in one line."""

from dataclasses import dataclass

from prompts.places import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry that breaks one rule; `place` is where it is written."""

    key: str
    rule: str
    text: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        said = " ".join(self.text.split())
        return f"{where}{self.key}: {self.rule}" + (f": {said}" if said else "")
