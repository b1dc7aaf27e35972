"""The network: a small sentence encoder with four heads, and what they are taught by."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from benchmarks.detection.messages import KINDS, SIGNALS
from benchmarks.detection.training.features import NO_KIND, OBJECT, Batch

LAYERS = 6
EARLIER = 4
"""The layer whose words are part of the summary; the last where there are fewer."""
SURE = 0.99
"""No label is taught as certain: some are wrong."""
WEIGHTS = {"kind": 0.2, "signals": 0.6, "places": 0.5}
RARE = 3.0
"""What a token or signal that counts weighs against one that does not."""

Answers = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


class Network(nn.Module):  # type: ignore[misc]
    """Logits: the request (B), its kind (B, kinds), its signals (B, 12) and every token's part in them (B, T, 13).

    Last a summary (B, 2 * width) that other heads can stand on: the mean of the last layer's words and of an earlier
    one's, which keeps more of what this network was not taught.
    """

    def __init__(self, base: Path, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        # Without the upper layers a message takes two thirds of the time, and is understood a little worse.
        del self.encoder.encoder.layer[layers:]
        # Words that the corpus does not hold keep the meaning they were given.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
        width = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.pool = nn.Linear(2 * width, width)
        self.request = nn.Linear(width, 1)
        self.kind = nn.Linear(width, len(KINDS))
        self.signals = nn.Linear(width, len(SIGNALS))
        self.places = nn.Linear(width, OBJECT + 1)

    def forward(self, ids: Tensor, mask: Tensor) -> Answers:
        read = self.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        hidden = read.last_hidden_state
        shown = mask.unsqueeze(-1).to(hidden.dtype)
        mean, earlier = (
            (layer * shown).sum(1) / shown.sum(1) for layer in (hidden, read.hidden_states[: EARLIER + 1][-1])
        )
        meaning = torch.cat([mean, earlier], -1)
        pooled = self.drop(torch.tanh(self.pool(self.drop(torch.cat([hidden[:, 0], mean], -1)))))
        places = self.places(self.drop(hidden))
        # A signal is there when the message as a whole says so or one of its words does.
        strongest = places[:, :, :OBJECT].masked_fill(mask.unsqueeze(-1) == 0, -30.0).amax(1)
        signals = 0.5 * (self.signals(pooled) + strongest)
        return self.request(pooled).squeeze(-1), self.kind(pooled), signals, places, meaning


def loss(answers: Answers, wanted: Batch) -> Tensor:
    """What is wrong with the answers; signals and places are taught on requests, where they mean something."""
    request, kind, signals, places, _ = answers
    label = wanted.label * (2 * SURE - 1) + (1 - SURE)
    asked = functional.binary_cross_entropy_with_logits(request, label, reduction="none") * wanted.weight
    total = asked.mean()
    if bool((wanted.kind != NO_KIND).any()):
        total = total + WEIGHTS["kind"] * functional.cross_entropy(kind, wanted.kind, ignore_index=NO_KIND)
    requests = wanted.marked.sum().clamp(min=1)
    rare = torch.tensor(RARE)
    each = functional.binary_cross_entropy_with_logits(signals, wanted.signals, reduction="none", pos_weight=rare)
    total = total + WEIGHTS["signals"] * (each.sum(1) * wanted.marked).sum() / requests
    shown = wanted.mask.to(places.dtype) * wanted.marked.unsqueeze(1)
    each = functional.binary_cross_entropy_with_logits(places, wanted.places, reduction="none", pos_weight=rare)
    return total + WEIGHTS["places"] * (each.sum(-1) * shown).sum() / shown.sum().clamp(min=1)
