"""The delivery, against in-memory queues, a recorded voice and a small Slack on loopback."""
