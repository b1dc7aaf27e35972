"""The log: one line an event, ids as fields, no token anywhere."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import Line, redact

TOKENS = [
    "xoxb-1234567890-abcDEF",
    "xapp-1-A0B1-1234-abcdef",
    "xoxp-1-2-3-abc",
    "xoxe.xoxb-1-Mi0yLTE",
    "xoxe-1-refresh",
    "xoxs-1-abc",
]
HOME = Path(__file__).parents[1]


def line(message: str, *args: object, extra: dict[str, object] | None = None, error: Exception | None = None) -> str:
    logger = logging.getLogger("interests.test")
    info = None if error is None else (type(error), error, error.__traceback__)
    record = logger.makeRecord(logger.name, logging.INFO, "file.py", 1, message, args, info, extra=extra)
    return Line().format(record)


def test_an_event_is_one_line_with_its_fields() -> None:
    said = line("handled %s", "it", extra={"team": "T1", "row": 7})
    assert said.endswith("INFO interests.test handled it team=T1 row=7")
    assert "\n" not in said


@pytest.mark.parametrize("token", TOKENS)
def test_tokens_are_redacted_wherever_they_stand(token: str) -> None:
    with pytest.raises(ConnectionError) as failure:
        raise ConnectionError(f"POST with Authorization: Bearer {token} failed")
    traceback = line("failed", error=failure.value)
    said = [line(f"token {token}"), line("token %s", token), line("x", extra={"header": {"auth": token}}), traceback]
    secret = token.partition("-")[2]
    assert not [each for each in said if secret in each]
    assert all("***" in each for each in said)
    assert "ConnectionError" in traceback


@given(
    st.sampled_from(TOKENS),
    st.text(max_size=20),
    st.text(max_size=20).filter(lambda after: not after or not (after[0].isalnum() or after[0] in ".-")),
)
def test_whatever_stands_around_a_token_it_is_redacted(token: str, before: str, after: str) -> None:
    assert token not in redact(f"{before}{token}{after}")
    assert token not in redact(repr(f"{before}\n{token}{after}"))


@given(st.text("abcdefghijklmnop -=.:", max_size=60))
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert redact(text) == text


PROGRAM = """
import logging
from bot import logs
logs.set_up("INFO")
logging.getLogger("interests").info("started", extra={"pid": 1})
logging.getLogger("interests").debug("not said")
logging.getLogger("slack_bolt").warning("Unhandled request: the whole body")
logging.getLogger("apscheduler.scheduler").info("chatter")
"""


def test_libraries_that_log_whole_bodies_are_quiet() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=HOME)
    assert done.stdout == ""
    (said,) = done.stderr.splitlines()
    assert said.endswith("INFO interests started pid=1")
