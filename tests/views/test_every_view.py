"""Whatever people write, every message and form stays within Slack's rules and pings nobody."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.blockkit import check_blocks, check_view, too_long
from bot.views.message import Message
from tests.views.samples import Shown, everything

LONG = 12_600
"""More than any field takes, and than a whole message does."""
NASTY = (
    "",
    " ",
    "<!channel> <!here> <!subteam^S1>",
    "<@U0VICTIM> @channel @here",
    "<https://evil.example|your bank>",
    "<#C0SECRET|plans>",
    "a & b &amp; c <b>&lt;",
    "&" * 3000,
    "*bold* _it_ `code` ```fence``` > quote",
    "שלום עולם \u202e reversed \u2067 isolated",
    "مرحبا <@U0VICTIM>",
    "🧭" * 400,
    "👩‍👩‍👧‍👦" * 300,
    "line\nbreak\r\n\u2028and\ttab",
    "x" * LONG,
    "word & " * (LONG // 7),
    "<@U0VICTIM>" * (LONG // 11),
    "{owner} {title}|pipe",
    "\x00\x07",
)

OURS = re.compile(
    r"<@U0(?:ME|OTHER|ASKS)>"
    r"|<#C0ASK>"
    r"|<!date\^\d+\^\{date_short_pretty\} at \{time\}\|\w{3} \d+ \w{3} \d{4}, \d\d:\d\d UTC>"
    r"|<https://example\.slack\.com/archives/C0ASK/p1\?thread_ts=1&amp;cid=C0ASK\|[^<>|]+>"
)
ENTITY = re.compile(r"&(?:amp|lt|gt);")


def texts(node: Any, kind: str) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == kind:
            yield node["text"]
        for value in node.values():
            yield from texts(value, kind)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value, kind)


def is_safe(text: str) -> bool:
    rest = ENTITY.sub("", OURS.sub("", text))
    rest = re.sub(r"(?m)^> ", "", rest)
    return not set("<>&") & set(rest)


def check(name: str, shown: Shown) -> None:
    blocks: Any = shown.blocks if isinstance(shown, Message) else shown["blocks"]
    if isinstance(shown, Message):
        assert shown.text.strip(), f"{name}: no text"
        assert len(shown.text) <= 3000, name
        assert is_safe(shown.text), f"{name}: {shown.text}"
        assert check_blocks(list(blocks)) == [], name
        assert not too_long(list(blocks)), f"{name}: too long"
    else:
        assert check_view(shown) == [], name
        assert len(shown.get("private_metadata", "")) <= 3000, name
    for text in texts(blocks, "mrkdwn"):
        assert is_safe(text), f"{name}: {text}"
        assert text.strip(), f"{name}: an empty text"
    for text in texts(blocks, "plain_text"):
        assert not set("<>&{}") & set(text), f"{name}: {text}"


@pytest.mark.parametrize("said", NASTY)
def test_known_trouble(said: str) -> None:
    for name, shown in everything(said):
        check(name, shown)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(NASTY) | st.text(max_size=80), min_size=1, max_size=4).map("".join))
def test_any_words(said: str) -> None:
    for name, shown in everything(said):
        check(name, shown)


def test_the_check_would_notice_a_ping() -> None:
    """The property is worth something only if it fails where it should."""
    assert not is_safe("hello <!channel>")
    assert not is_safe("hello <@U0VICTIM>")
    assert not is_safe("<https://evil.example|your bank>")
    assert not is_safe("half an entity &am")
    assert is_safe("<@U0ME> &lt;!channel&gt;")


def test_mrkdwn_is_verbatim() -> None:
    """So that a typed @channel stays text."""

    def verbatim(node: Any) -> Iterator[bool]:
        if isinstance(node, dict):
            if node.get("type") == "mrkdwn":
                yield node.get("verbatim") is True
            for value in node.values():
                yield from verbatim(value)
        elif isinstance(node, list | tuple):
            for value in node:
                yield from verbatim(value)

    for name, shown in everything("hello"):
        assert all(verbatim(shown.blocks if isinstance(shown, Message) else shown["blocks"])), name


def test_every_input_is_found_by_its_field() -> None:
    for name, shown in everything("hello"):
        if isinstance(shown, Message):
            continue
        for block in shown["blocks"]:
            if block["type"] == "input":
                assert block["element"]["action_id"] == "value", name
                assert block["block_id"].isidentifier(), name
