"""From the trained network to what the package ships: eight-bit weights, the tokenizer, the card."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from benchmarks.detection.training.network import Network
from bot.classifier.classifier import ANSWERS

OPSET = 17


def export(network: Network, base: Path, folder: Path) -> None:
    """Write model.onnx (int8), tokenizer.json, and advice that knows nothing yet."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(1, 8, dtype=torch.long)
    names = list(ANSWERS)
    free = {"ids": {0: "batch", 1: "length"}, "mask": {0: "batch", 1: "length"}}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            str(whole),
            input_names=["ids", "mask"],
            output_names=names,
            dynamic_axes=free | {name: {0: "batch"} for name in names} | {"tokens": {0: "batch", 1: "length"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    np.save(folder / "advice.npy", np.zeros((0, 2 * network.request.in_features + 1), dtype=np.float16))


def write_card(folder: Path, card: dict[str, Any]) -> None:
    (folder / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
