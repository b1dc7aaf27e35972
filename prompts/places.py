"""Where each key of a file of words stands, so that a fault can be shown to whoever wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=\s*(.*)$")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_LONG = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def places(file: Path, text: str) -> dict[str, Place]:
    """The place of every table, key and variant of an entry, by dotted name; `text` is TOML that can be read."""
    found: dict[str, Place] = {}
    for name, line in _names(text.splitlines()):
        found.setdefault(name, Place(file, line))
    return found


def _names(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Names with their lines, in the order of the file; what stands inside a long text names nothing."""
    table, listing, variants, inside = "", "", 0, False
    for number, line in enumerate(lines, start=1):
        opens = len(_LONG.findall(line)) % 2 == 1
        header, key = _HEADER.match(line), _KEY.match(line)
        rest = line
        if inside or line.lstrip().startswith("#"):
            inside = inside and not opens
            continue
        inside = opens
        if not listing and header:
            table = _plain(header[1])
            yield table, number
            continue
        if not listing and key:
            name, rest = f"{table}.{_plain(key[1])}".lstrip("."), key[2]
            yield name, number
            if name.endswith(".texts") and rest.startswith("["):
                listing, variants = name.removesuffix(".texts"), 0
        if listing:
            for _ in _STRING.findall(rest):
                variants += 1
                yield f"{listing}.{variants}", number
            if "]" in _STRING.sub("", rest).partition("#")[0]:
                listing = ""


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
