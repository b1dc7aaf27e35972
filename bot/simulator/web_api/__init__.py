"""Slack's Web API, method by method, for the methods the bot calls."""
