"""The product as people use it: the real bot process, driven through the local Slack workspace."""
