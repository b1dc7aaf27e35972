"""The map as Markdown: everything all parties see, and nothing that makes markup of what people wrote."""

import re
from collections.abc import Iterator

from bot.domain.interest_map.common import common_ground
from bot.domain.interest_map.model import Interest, Party
from bot.domain.interest_map.options import Option
from bot.domain.interest_map.weighing import agreed_criteria, side_by_side
from bot.services.negotiations import Map
from bot.views import blocks
from bot.views.message import Document, Message
from bot.views.text import day, escape
from prompts.catalog import Catalogue

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:@])")
PIECE = 2600
LONGEST = PIECE // 5
"""Of a line in one piece: the longest that fits even where each of its letters is escaped."""


def document(words: Catalogue, map_: Map) -> Document:
    """The map as a file."""
    return Document(
        name=words.text("export.file"),
        title=words.text("export.title"),
        comment=words.text("export.comment"),
        content=markdown(words, map_),
    )


def passage(words: Catalogue, map_: Map, number: int) -> Message | None:
    """The map as text, where no file may be sent: one of its parts; None after the last."""
    pieces = _pieces(markdown(words, map_))
    if number > len(pieces):
        return None
    told = words.text("export.passage", number=str(number))
    code = escape(pieces[number - 1].replace("```", "'''"))
    return blocks.message(told, blocks.context(told), blocks.section(f"```{code}```"))


def _pieces(text: str) -> list[str]:
    """Cut between lines, and within one where it must be, so that each part fits a block once it is escaped."""
    pieces = [""]
    lines = (line[at : at + LONGEST] for line in text.splitlines(keepends=True) for at in range(0, len(line), LONGEST))
    for line in lines:
        if pieces[-1] and len(escape(pieces[-1] + line)) > PIECE:
            pieces.append("")
        pieces[-1] += line
    return pieces


def markdown(words: Catalogue, map_: Map) -> str:
    """Headings and lists only; a line of a person is one line."""
    lines = [f"# {plain(map_.negotiation.title)}", ""]
    for part in (_across, _sides, _options, _ledger, _agreements):
        lines += part(words, map_)
    return "\n".join(lines).rstrip() + "\n"


def plain(text: str, most: int = 400) -> str:
    """What a person wrote, on one line, with every sign that Markdown or HTML could read made harmless."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split())[:most])


def _across(words: Catalogue, map_: Map) -> Iterator[str]:
    negotiation = map_.negotiation
    ground = "; ".join(plain(interest.text) for interest in common_ground(map_.sheet))
    criteria = ", ".join(words.text(f"yardsticks.{criterion}") for criterion in agreed_criteria(negotiation))
    said = (
        ("outcome", plain(negotiation.shared_outcome)),
        ("common", ground),
        ("blocker", plain(negotiation.blocker)),
        ("yardsticks", criteria),
    )
    found = [f"- **{words.text(f'export.{name}')}:** {text}" for name, text in said if text]
    if found:
        yield from (f"## {words.text('export.across')}", "", *found, "")


def _sides(words: Catalogue, map_: Map) -> Iterator[str]:
    for party in map_.negotiation.parties:
        yield from _side(words, map_, party)


def _side(words: Catalogue, map_: Map, party: Party) -> Iterator[str]:
    nothing = words.text("export.nothing")
    yield from (f"## {plain(party.name)}", "")
    yield f"- **{words.text('export.position')}:** {plain(party.position) or nothing}"
    if party.risk:
        yield f"- **{words.text('export.risk')}:** {plain(party.risk)}"
    found = map_.sheet.interests_of(party.key)
    yield f"- **{words.text('export.interests')}:**{'' if found else f' {nothing}'}"
    yield from (f"  - {plain(interest.text)} ({', '.join(_tags(words, interest))})" for interest in found)
    yield ""


def _tags(words: Catalogue, interest: Interest) -> Iterator[str]:
    yield words.text(f"need.{interest.need}")
    if interest.kind:
        yield words.text(f"kind.{interest.kind}")
    if interest.weight:
        yield words.text(f"interests.tag_{interest.weight}")
    yield words.text("interests.tag_confirmed" if interest.confirmed else "interests.tag_guess")


def _options(words: Catalogue, map_: Map) -> Iterator[str]:
    if not map_.sheet.options:
        return
    yield from (f"## {words.text('export.options')}", "")
    for option in map_.sheet.options:
        yield from (f"### {plain(option.title)} ({words.text(f'options.state_{option.state}')})", "")
        yield from (f"- {text}" for text in _option(words, map_, option))
        yield ""


def _option(words: Catalogue, map_: Map, option: Option) -> Iterator[str]:
    for party in map_.negotiation.parties:
        if gain := option.gains.get(party.key):
            yield words.text("options.gain", party=plain(party.name), gain=plain(gain))
    for name in ("limit", "metric", "guarantee", "gate"):
        if text := getattr(option, name):
            yield words.text(f"options.{name}", text=plain(text))
    if option.review:
        yield words.text("options.review", date=day(option.review))
    if option.debt_cost:
        yield words.text("options.debt", cost=plain(option.debt_cost), slot=plain(option.debt_slot))
    for lens in side_by_side(map_.sheet, option):
        names = {party.key: plain(party.name) for party in map_.negotiation.parties}
        given = ", ".join(f"{names[key]} {points}" for key, points in lens.given.items() if key in names)
        yield f"{words.text(f'scoring.lens_{lens.name}')}: {given}"


def _ledger(words: Catalogue, map_: Map) -> Iterator[str]:
    names = {party.key: plain(party.name) for party in map_.negotiation.parties}
    trades = [trade for trade in map_.sheet.trades if {trade.giver, trade.getter} <= set(names)]
    if not trades:
        return
    yield from (f"## {words.text('export.ledger')}", "")
    for trade in trades:
        sides = {"giver": names[trade.giver], "getter": names[trade.getter]}
        gets = plain(trade.gets) or words.text("export.nothing")
        yield f"- {words.text('export.gives', **sides, gives=plain(trade.gives), gets=gets)}"
    yield ""


def _agreements(words: Catalogue, map_: Map) -> Iterator[str]:
    if not map_.agreements:
        return
    yield from (f"## {words.text('export.agreements')}", "")
    for agreement in map_.agreements:
        dates = {"due": day(agreement.due), "review": day(agreement.review)}
        yield f"- {words.text('export.agreement', step=plain(agreement.next_step), **dates)}"
