"""Reads a message with the shipped weights: is it a request, what presses, what is asked for. It asks nobody."""

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.classifier.advice import Advice
from bot.classifier.card import Card
from bot.classifier.language import Languages
from bot.classifier.lexicon.score import opinion
from bot.classifier.ngrams import Ngrams
from bot.classifier.spans import strongest, tidy
from bot.domain.detection.normalise import masked
from bot.domain.detection.reading import NOTHING, Pressure, Reading, Span
from bot.domain.model import Sensitivity

WEIGHTS = Path(__file__).parent / "weights"
WINDOW, OVERLAP = 192, 32
"""Tokens: longer messages are read in windows that overlap."""
MOST_WINDOWS = 8

NGRAMS_SHARE, LEXICON_SHARE = 0.8, 0.5
"""How much the two plain readers count beside the network; chosen on the setting writers and the public dev sets."""

SCOPE_KIND, SURE_OF_SCOPE = "scope", 0.6
"""On unseen writers nine in ten of what is then called a push on scope was one."""

ANSWERS = ("request", "kinds", "signals", "tokens", "meaning")
"""The network's outputs by name."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Window:
    ids: list[int]
    places: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the network said of one window, as logits; `tokens` has a row a token, the object in the last column.

    `meaning` is its summary of the window, which other heads stand on.
    """

    request: float
    kinds: Scores
    signals: Scores
    tokens: Scores
    meaning: Scores


class Network:
    """The tokenizer and the weights of both readers, loaded."""

    def __init__(self, folder: Path, card: Card) -> None:
        # Imported here: together they take half a second, which must not hold up the start.
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # many messages at once, each on one core
        options.log_severity_level = 3
        self._session = InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self.languages = Languages()
        self.ngrams = Ngrams.load(folder / "ngrams.npy", card.bias)
        self.advice = Advice.load(folder / "advice.npy", card.advice)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(WINDOW, stride=OVERLAP)

    def windows(self, text: str) -> list[_Window]:
        """The text in the network's tokens, cut into windows."""
        whole = self._tokenizer.encode(text)
        return [_Window(part.ids, part.offsets) for part in [whole, *whole.overflowing][:MOST_WINDOWS]]

    def see(self, window: _Window) -> _Seen:
        ids = np.array([window.ids], dtype=np.int64)
        feed: dict[str, Any] = {"ids": ids, "mask": np.ones_like(ids)}
        request, kinds, signals, tokens, meaning = self._session.run(ANSWERS, feed)
        return _Seen(float(request[0]), kinds[0], signals[0], tokens[0], meaning[0])


class ShippedClassifier:
    """Loads in the background from the moment it is made; the first `read` waits for it."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.card = Card.load(folder / "card.json")
        pool = ThreadPoolExecutor(1, thread_name_prefix="classifier")
        self._network: Future[Network] = pool.submit(Network, folder, self.card)
        pool.shutdown(wait=False)

    @property
    def version(self) -> str:
        """The weights' version."""
        return self.card.version

    def thresholds(self) -> Mapping[Sensitivity, float]:
        """The probability from which a message counts as a request."""
        return self.card.thresholds

    def read(self, text: str) -> Reading:
        """Read a message (entities unescaped, Slack's markup in it); only its first 4,000 characters count."""
        words = masked(text)
        if not words.strip():
            return NOTHING
        network = self._network.result()
        windows = network.windows(words)
        seen = [network.see(window) for window in windows]
        most = max(range(len(seen)), key=lambda n: seen[n].request)
        score = _together(seen[most].request, network.ngrams.score(words), words)
        return Reading(
            probability=round(_sigmoid(score * self.card.scale + self.card.shift), 4),
            kind=self._kind(seen[most].kinds),
            pressures=self._pressures(words, windows, seen),
            asked=self._asked(words, windows[most], seen[most]),
            fits=network.advice.read(seen[most].meaning),
            language=network.languages.of(words),
        )

    def score(self, text: str) -> float:
        """All three opinions together as they come, before they are made a probability: for calibration."""
        words = masked(text)
        network = self._network.result()
        seen = [network.see(window).request for window in network.windows(words)]
        return _together(max(seen), network.ngrams.score(words), words)

    def meaning(self, text: str) -> Scores:
        """The network's summary of a message: for teaching what suits it."""
        network = self._network.result()
        seen = [network.see(window) for window in network.windows(masked(text))]
        return max(seen, key=lambda one: one.request).meaning

    def _kind(self, logits: Scores) -> str:
        """The likeliest; a push on scope only when it is fairly sure, because it is answered in another way."""
        odds = np.exp(logits - logits.max())
        ranked = [self.card.kinds[int(place)] for place in np.argsort(-odds)]
        sure = float(odds.max() / odds.sum())
        return ranked[1] if ranked[0] == SCOPE_KIND and sure < SURE_OF_SCOPE else ranked[0]

    def _pressures(self, words: str, windows: Sequence[_Window], seen: Sequence[_Seen]) -> tuple[Pressure, ...]:
        found: list[tuple[float, Pressure]] = []
        for column, kind in enumerate(self.card.signals):
            at = max(range(len(seen)), key=lambda n: float(seen[n].signals[column]))
            sure = _sigmoid(float(seen[at].signals[column]))
            if sure < self.card.signal:
                continue
            if span := self._span(words, windows[at], seen[at].tokens[:, column]):
                found.append((sure, Pressure(kind, span)))
        found.sort(key=lambda pair: -pair[0])
        return tuple(pressure for _, pressure in found)

    def _asked(self, words: str, window: _Window, seen: _Seen) -> Span | None:
        scores = seen.tokens[:, -1]
        # The first and the last token stand for the message's edges, not for words.
        if len(scores) < 3 or _sigmoid(float(scores[1:-1].max())) < self.card.object:
            return None
        return self._span(words, window, scores, noun=True)

    def _span(self, words: str, window: _Window, logits: Scores, *, noun: bool = False) -> Span | None:
        scores = [_sigmoid(float(score)) for score in logits]
        span = strongest(words, scores, window.places, self.card.in_span)
        return tidy(words, span, noun=noun) if span else None


def _together(network: float, ngrams: float, words: str) -> float:
    """The network, the n-grams and the lexicon as one score in log odds."""
    return network + NGRAMS_SHARE * ngrams + LEXICON_SHARE * opinion(words).score


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))
