"""`interests detect` and `coach` answer line for line what the product says, and tell what is wrong with a line."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import evaluation
from bot.domain.coaching.craft import label_faults, question_faults
from bot.domain.coaching.mirror import mirror_faults
from bot.domain.detection.learning import Example, Feedback
from bot.domain.model import MessageRef, Sensitivity
from bot.services.learning import ChannelReport
from prompts.catalog import load
from tests.fakes import MONDAY
from tests.reader import reader, verdict

ASK = "The board expects to see the audit report in the portal by the 9th."
TEXTS = [ASK, "Lunch, anyone?", "Could the export have the tax id? Acme won't renew without it."]


def answers(lines: list[str], batch: int = 4, mode: Sensitivity = Sensitivity.STANDARD) -> list[dict[str, Any]]:
    return list(evaluation.detect(lines, reader(), mode, batch))


def line(id_: object, text: object) -> str:
    return json.dumps({"id": id_, "text": text})


def test_every_line_is_answered_in_order_whatever_the_batch() -> None:
    lines = [line(n, TEXTS[n % 3]) for n in range(20)]
    one, many = answers(lines, batch=1), answers(lines, batch=7)
    assert one == many
    assert [answer["id"] for answer in one] == list(range(20))


def test_it_says_what_the_product_says() -> None:
    (answer,) = answers([line("a", ASK)])
    product = verdict(ASK)
    assert (answer["is_request"], answer["probability"]) == (product.is_request, product.probability)
    assert answer["object"] == product.object
    assert answer["object"] in ASK
    assert [(one["kind"], one["text"]) for one in answer["signals"]] == [(s.kind, s.text) for s in product.signals]
    assert answer["why"] == list(product.why)


def test_modes_differ_in_how_sure_they_have_to_be() -> None:
    bars = reader().thresholds()
    assert bars[Sensitivity.INTAKE] <= bars[Sensitivity.STANDARD] <= bars[Sensitivity.CONSERVATIVE]


@pytest.mark.parametrize(
    ("bad", "id_"),
    [
        ("{", None),
        ("[]", None),
        ("[" * 100_000, None),
        ('"x"', None),
        ('{"text": "x"}', None),
        (line(7, None), 7),
        (line("b", 5), "b"),
    ],
)
def test_a_line_that_cannot_be_judged_is_told_and_keeps_its_place(bad: str, id_: object) -> None:
    first, broken, last = answers([line(1, "hi"), bad, line(2, "hi")])
    assert (first["id"], last["id"], broken["id"]) == (1, 2, id_)
    assert broken["error"]
    assert "probability" not in broken


def test_the_command_reads_and_writes_json_lines() -> None:
    half = '{"id": "half \\ud83d", "text": "hi \\ud83d"}'
    lines = "\n".join([line("a", ASK), "", "nonsense", line("b", "thanks all 🙏"), half]).encode() + b"\n\xff\n"
    command = [sys.executable, "-m", "bot", "detect", "--mode", "intake", "--batch", "2"]
    done = subprocess.run(command, input=lines, capture_output=True, check=False, timeout=60)
    told = [json.loads(row) for row in done.stdout.splitlines()]
    assert [row["id"] for row in told] == ["a", None, "b", "half \ud83d", None]
    assert told[0]["is_request"]
    assert not told[2]["is_request"]
    assert done.returncode == 1


def test_the_report_is_a_table_or_says_that_there_is_nothing() -> None:
    assert list(evaluation.report([])) == ["No owner has judged a message yet."]
    told = "\n".join(evaluation.report([ChannelReport("T1", "C1", 3, 1, 2, 0.5, 0.3)]))
    assert "0.75" in told
    assert "+0.30" in told
    assert "-" in list(evaluation.report([ChannelReport("T1", "C1", 0, 0, 2, 0.5, 0.0)]))[1]


def test_an_export_names_nobody() -> None:
    there = MessageRef("T1", "C1", "1.0")
    text = "<@U12AB34CD> a wish, see <https://a.example/x|the plan> in <#C12AB34CD|general>"
    rows = list(evaluation.exported([Example(there, "U1", Feedback.DISMISSED, 0.9, MONDAY, text=text)]))
    assert rows == [{"text": "@someone a wish, see the plan in #general", "label": 0}]


COACHED = [json.loads(row) for row in (Path(__file__).parent / "examples" / "coaching.jsonl").read_text().splitlines()]
NEVER_SAID = re.compile(r"<[@#!]|@|https?:|[$€£₹%]|\d|\bwhy\b", re.IGNORECASE)


def coached(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = [json.dumps(row) for row in rows]
    return list(evaluation.coached(lines, reader(), load().coaching, 8))


def test_what_is_offered_for_two_hundred_messages_keeps_the_house_rules() -> None:
    offers = coached(COACHED)
    assert [offer["id"] for offer in offers] == [row["id"] for row in COACHED]
    assert sum(bool(offer["labels"]) for offer in offers) > 40  # what is named is there to be named
    assert sum(bool(offer["questions"]) for offer in offers) > 140  # and some say all that is needed
    for offer in offers:
        assert len(offer["labels"]) <= 2
        assert [label_faults(label) for label in offer["labels"]] == [()] * len(offer["labels"])
        assert len({question["purpose"] for question in offer["questions"]}) == len(offer["questions"]) <= 2
        assert all(question_faults(question["text"]) == () for question in offer["questions"])
        assert offer["mirror"] is None or mirror_faults(offer["mirror"]) == ()


def test_no_name_amount_or_address_comes_back_in_an_offer() -> None:
    for row, offer in zip(COACHED, coached(COACHED), strict=True):
        said = [*offer["labels"], *(one["text"] for one in offer["questions"]), offer["mirror"] or ""]
        assert not any(NEVER_SAID.search(text) for text in said), (row["text"], said)


def test_who_asks_changes_the_questions() -> None:
    texts = [row["text"] for row in COACHED[:40]]
    helping, using = (
        coached([{"id": number, "text": text, "counterpart": who} for number, text in enumerate(texts)])
        for who in ("support", "customer")
    )
    assert sum(one["questions"] != other["questions"] for one, other in zip(helping, using, strict=True)) > 6


@pytest.mark.parametrize("who", ["boss", 5, ["sales"]])
def test_a_counterpart_that_is_not_known_is_told(who: object) -> None:
    (answer,) = coached([{"id": 1, "text": ASK, "counterpart": who}])
    assert "customer_facing" in answer["error"]
