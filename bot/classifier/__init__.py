"""The detection model: the only place that knows numpy, tokenizers and onnxruntime; its weights lie beside it."""
