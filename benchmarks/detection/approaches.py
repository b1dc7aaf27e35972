"""The approaches that are compared: each is taught on our training writers and scores any message."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.detection.baselines.lexicon import judge as by_lexicon
from benchmarks.detection.messages import Row
from bot.classifier.classifier import WEIGHTS, ShippedClassifier
from bot.domain.detection.normalise import masked
from bot.domain.model import Sensitivity

Floats = NDArray[np.float64]
Scorer = Callable[[Sequence[str]], Floats]
"""Messages in, a score each out: at 0.5 or above it is a request."""

# What a quick bot would look for.
_QUICK = re.compile(
    r"\b(feature|add|need|want|request|would like|can we|could we|please add|support for)\b", re.IGNORECASE
)


def regex(_rows: Sequence[Row]) -> Scorer:
    return lambda texts: np.array([float(bool(_QUICK.search(text))) for text in texts])


def lexicon(_rows: Sequence[Row]) -> Scorer:
    return lambda texts: np.array([by_lexicon(text).probability for text in texts])


def ngrams(rows: Sequence[Row]) -> Scorer:
    """Words and letters, one to five long, kept only when two writers used them; a linear model."""
    words = TfidfVectorizer(ngram_range=(1, 3), min_df=3, sublinear_tf=True, vocabulary=_by_two_writers(rows))
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=5, sublinear_tf=True)
    texts = [masked(row.text).lower() for row in rows]
    seen = hstack([words.fit_transform(texts), letters.fit_transform(texts)]).tocsr()
    model = LogisticRegression(C=8, max_iter=2000).fit(seen, [row.label for row in rows])

    def score(found: Sequence[str]) -> Floats:
        lowered = [masked(text).lower() for text in found]
        return _positive(model, hstack([words.transform(lowered), letters.transform(lowered)]).tocsr())

    return score


def _by_two_writers(rows: Sequence[Row]) -> list[str]:
    seen: dict[str, set[str]] = {}
    analyse = TfidfVectorizer(ngram_range=(1, 3)).build_analyzer()
    for row in rows:
        for feature in analyse(masked(row.text).lower()):
            seen.setdefault(feature, set()).add(row.writer)
    return sorted(feature for feature, writers in seen.items() if len(writers) > 1)


def _positive(model: LogisticRegression, seen: csr_matrix | Floats) -> Floats:
    found: Floats = model.predict_proba(seen)[:, 1]
    return found


class Sentences:
    """The base model as it comes: mean of its last layer, or (static) of its word vectors alone."""

    def __init__(self, base: Path, *, static: bool) -> None:
        import torch  # noqa: PLC0415 - only two of the approaches need it
        from transformers import AutoModel  # noqa: PLC0415

        from benchmarks.detection.training.features import tokenizer  # noqa: PLC0415

        self._torch, self._static = torch, static
        self._tokens = tokenizer(base)
        self._model = AutoModel.from_pretrained(base, add_pooling_layer=False).eval()

    def vectors(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._vector(masked(text)) for text in texts])

    def _vector(self, text: str) -> Floats:
        torch = self._torch
        ids = torch.tensor([self._tokens.encode(text).ids])
        with torch.no_grad():
            if self._static:
                hidden = self._model.embeddings.word_embeddings(ids)
            else:
                hidden = self._model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        mean: Floats = torch.nn.functional.normalize(hidden.mean(1), dim=-1)[0].numpy().astype(np.float64)
        return mean


def sentences(rows: Sequence[Row], base: Path, *, static: bool) -> Scorer:
    encoder = Sentences(base, static=static)
    model = LogisticRegression(C=20, max_iter=2000, class_weight=None)
    model.fit(encoder.vectors([row.text for row in rows]), [row.label for row in rows])
    return lambda texts: _positive(model, encoder.vectors(texts))


def shipped(_rows: Sequence[Row], folder: Path = WEIGHTS) -> Scorer:
    """The product's own path; its standard threshold is moved to 0.5, so that all are judged alike."""
    classifier = ShippedClassifier(folder)
    bar = classifier.thresholds()[Sensitivity.STANDARD]
    return lambda texts: np.array([_around_half(classifier.read(text).probability, bar) for text in texts])


def cascade(rows: Sequence[Row]) -> Scorer:
    """N-grams first; only what they find possible is read by the shipped network."""
    cheap, careful = ngrams(rows), shipped(rows)

    def score(texts: Sequence[str]) -> Floats:
        first = cheap(texts)
        possible = [place for place, found in enumerate(first) if found >= POSSIBLE]
        result = np.minimum(first, POSSIBLE)
        if possible:
            result[possible] = careful([texts[place] for place in possible])
        return result

    return score


POSSIBLE = 0.05


def _around_half(probability: float, bar: float) -> float:
    return 0.5 * probability / bar if probability < bar else 0.5 + 0.5 * (probability - bar) / (1 - bar)
