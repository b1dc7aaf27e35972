"""The shipped classifier: what it must know, whatever is typed, in time, and the same as the version before."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classifier.classifier import WEIGHTS, ShippedClassifier
from bot.domain.detection.normalise import LIMIT, plain
from bot.domain.model import Sensitivity, SignalKind
from tests.reader import reader, verdict

FROZEN = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "examples" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
]
MEGABYTES = 40

REQUESTS = [
    ("Every month I retype the same forty totals into their template. There must be a better way?", ""),
    ("Is offline mode anywhere on the horizon?", "offline mode"),
    ("The board expects to see the audit report in the portal by the 9th.", "audit report"),
    ("Acme won't renew unless they can export the audit log to CSV by Friday.", "audit log"),
    ("Can we please add a CSV export to the dashboard?", "CSV export"),
]
OTHERS = [
    "can we add legal to the invite",
    "we need to hire",
    "please add me to the sheet",
    "Lunch, anyone?",
    "good morning all",
    "thanks, that fixed it!",
    "deploy is done, all green",
    "```can we please add dark mode to the app```",
    "> can we please add dark mode to the app",
    "",
    ":tada: :tada:",
    "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05d5\u05dc\u05dd",
]


@pytest.mark.parametrize(("text", "object_"), REQUESTS)
def test_requests_are_noticed_with_the_thing_they_ask_for(text: str, object_: str) -> None:
    found = verdict(text)
    assert found.is_request
    assert object_ in found.object


@pytest.mark.parametrize("text", OTHERS)
def test_talk_between_colleagues_is_left_alone(text: str) -> None:
    assert not verdict(text).is_request


def test_pressure_is_shown_with_its_words() -> None:
    found = {signal.kind: signal.text for signal in verdict(REQUESTS[3][0]).signals}
    assert "Friday" in found[SignalKind.DEADLINE]
    assert "renew" in found.get(SignalKind.RENEWAL, found.get(SignalKind.CHURN, ""))


def test_the_verdicts_of_the_version_before_still_stand() -> None:
    """99 of 100; the changelog says why where a new model means to judge otherwise."""
    changed = [row["text"] for row in FROZEN if verdict(row["text"]).is_request != row["is_request"]]
    assert len(FROZEN) >= 500
    assert len(changed) <= 0.01 * len(FROZEN), changed


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="add SSO by <>@!#|:*_~`&;\n", max_size=200))
def test_whatever_is_typed_every_word_shown_was_typed(text: str) -> None:
    found = verdict(text, Sensitivity.INTAKE)
    assert 0 <= found.probability <= 1
    shown = [*(signal.text for signal in found.signals), found.object]
    typed = " ".join(text.split())
    assert all(plain(words) == words for words in shown)
    if not set(text) & set("<>*_~`&:"):
        assert all(" ".join(words.split()) in typed for words in shown)


def test_many_threads_see_the_same() -> None:
    texts = [text for text, _ in REQUESTS] * 8
    with ThreadPoolExecutor(8) as pool:
        side_by_side = list(pool.map(reader().read, texts))
    assert side_by_side == [reader().read(text) for text in texts]


def test_the_bot_need_not_wait_for_it() -> None:
    began = time.perf_counter()
    fresh = ShippedClassifier()
    assert time.perf_counter() - began < 0.2
    assert fresh.read(REQUESTS[0][0]) == reader().read(REQUESTS[0][0])


def test_what_is_shipped_is_small() -> None:
    assert sum(file.stat().st_size for file in WEIGHTS.iterdir()) < MEGABYTES * 1e6


def test_a_long_message_is_read_to_its_limit() -> None:
    filler = "The deploy went fine and the team had lunch together afterwards. "
    late = filler * 12 + "One more thing: could the invoice export please have the tax id?"
    assert verdict(late).is_request
    assert not verdict(filler * 40).is_request


HOSTILE = [
    "a" * LIMIT,
    "we " * 1_333,
    "can we add " * 360,
    "every day " * 400,
    "<" * LIMIT,
    "<a|" * 1_333,
    "`" * LIMIT,
    "``` " * 1_000,
    "> " * 2_000,
    ":a" * 2_000,
    "*_~" * 1_333,
    "!" * LIMIT,
    "? " * 2_000,
    "1,." * 1_333,
    "$9" * 2_000,
    "by the end of the " * 220,
    "the ceo of the " * 260,
    "a b " * 1_000,
    "need to be able to " * 210,
    "would be " * 440,
    "as if they would " * 235,
    "hold a b c " * 360,
    "\n" * LIMIT,
    " " * LIMIT,
    "https://" * 500,
    "they " * 800,
    "can't x" * 570,
    "-" * LIMIT,
    "is the a b c d e f " * 210,
    "ÀÉ " * 1_333,
    "told " * 800,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_text_is_judged_in_time(text: str) -> None:
    began = time.process_time()
    verdict(text)
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize("unit", ["can we have ", "they can't do ", "a ", "<a|", "`x", "ÀÉ "])
def test_time_grows_with_length_and_not_faster(unit: str) -> None:
    def cost(length: int) -> float:
        text = (unit * LIMIT)[:length]
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            verdict(text)
            best = min(best, time.process_time() - began)
        return best

    assert cost(4_000) <= 12 * max(cost(1_000), 0.002)


def test_reading_asks_no_network_and_no_hub() -> None:
    """The tokenizer's package brings a download client along; the bot never so much as imports it."""
    script = (
        "import socket, sys\n"
        "def refuse(*_a, **_k): raise AssertionError('a connection was opened')\n"
        "socket.socket.connect = refuse\n"
        "from bot.classifier.classifier import ShippedClassifier\n"
        "print(ShippedClassifier().read('could we have dark mode please').probability > 0)\n"
        "print('huggingface_hub' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["True", "False"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir brauchen zwingend eine Schnittstelle zur Lohnbuchhaltung, könnt ihr das bis Freitag liefern?"),
        ("fr", "Est-ce qu'on peut ajouter un filtre par date dans la liste des factures ?"),
        ("es", "¿Se puede exportar el informe a PDF? El cliente lo pide cada mes."),
        ("pl", "Czy możemy dodać eksport do CSV przed końcem miesiąca?"),
        ("ja", "ダークモードはいつ対応しますか。お客様から何度も聞かれています。"),
        ("ru", "Можно добавить выгрузку в эксель, клиент просит каждую неделю"),
    ],
)
def test_a_language_it_does_not_know_is_left_in_peace(language: str, text: str) -> None:
    found = verdict(text)
    assert (found.is_request, found.signals, found.object) == (False, (), "")
    assert reader().read(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "dark mode bitte!",
        "Muster AG needs the Freigabe step in the export, can we add it before Friday?",
        "Could the invoice show the numéro de TVA for our French customers?",
        "ok",
        "",
        "\u00e9" * 300,
    ],
)
def test_a_foreign_word_or_too_few_of_them_do_not_make_another_language(text: str) -> None:
    assert reader().read(text).language in {"en", ""} or not text.isascii()
