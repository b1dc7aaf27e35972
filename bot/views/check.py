"""A draft read before it is sent: what is marked, why, and one way to say it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.domain.coaching.check import LONGEST, Finding, check
from bot.domain.coaching.guarded_words import Rule
from bot.domain.coaching.rewrite import rewrite
from bot.views import blocks
from bot.views.message import Message, Modal
from bot.views.text import clip, line, paragraph, within
from prompts.catalog import Catalogue

MOST_SHOWN = 10
MARKED = 2600
QUOTED = 80


def check_message(words: Catalogue, text: str) -> Message:
    """For the one who typed it behind the command."""
    if not text.strip():
        usage = words.text("check.usage")
        return blocks.message(usage, blocks.section(usage))
    findings = check(text)
    told = words.text("check.text", count=str(len(findings))) if findings else words.text("check.nothing")
    return blocks.message(told, *_shown(words, text, findings))


def check_modal(words: Catalogue, text: str) -> Modal:
    """For the one who wrote the message."""
    return blocks.modal(words.text("check.title"), *_shown(words, text, check(text)), close=words.text("common.close"))


def _shown(words: Catalogue, text: str, findings: Sequence[Finding]) -> list[Block]:
    if not findings:
        return [blocks.section(words.text("check.nothing")), blocks.context(words.text("check.private"))]
    shown = findings[:MOST_SHOWN]
    items = [_item(words, text, finding, place) for place, finding in enumerate(shown, start=1)]
    if len(findings) > MOST_SHOWN:
        items.append(words.text("check.more", count=str(len(findings) - MOST_SHOWN)))
    said = rewrite(text, findings, words.coaching)
    changed = said != text.strip()
    blank = changed and any(blank in said for blank in words.coaching.blanks.values())
    return [
        blocks.section(words.text("check.heading"), _marked(words, text, shown)),
        blocks.section("\n".join(items)),
        *([blocks.section(words.text("check.rewritten"), paragraph(said, MARKED))] if changed and said else []),
        *([blocks.context(words.text("check.blanks"))] if blank else []),
        *([blocks.context(words.text("check.value"))] if _proposes(findings) else []),
        blocks.context(words.text("check.private")),
    ]


def _proposes(findings: Sequence[Finding]) -> bool:
    """Whether the text argues or promises: then it can say what that wins."""
    return any(finding.rule in {Rule.REASONS, Rule.PROMISE} for finding in findings)


def _item(words: Catalogue, text: str, finding: Finding, place: int) -> str:
    reason = words.text(f"check.{finding.rule}")
    return words.text(
        "check.item", number=str(place), words=line(text[finding.start : finding.end], QUOTED), reason=reason
    )


def _marked(words: Catalogue, text: str, findings: Sequence[Finding]) -> str:
    """The text with each mark in bold and numbered as below; what follows the last mark is cut where it is long."""
    parts, place = [], 0
    for number, finding in enumerate(findings, start=1):
        mark = words.text("check.mark", words=line(text[finding.start : finding.end], QUOTED), number=str(number))
        parts += [within(text[place : finding.start]), mark]
        place = finding.end
    parts.append(within(text[place:LONGEST]))
    return clip("".join(parts).strip(), MARKED)
