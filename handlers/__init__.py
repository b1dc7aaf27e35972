"""Bolt listeners: what people do in Slack, turned into one service call each."""

from slack_bolt import App

from handlers import actions, commands, errors, home, lifecycle, messages, reactions, shortcuts, submissions
from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register every listener; the first that matches wins, so the catch-alls come last."""
    for module in (messages, reactions, commands, shortcuts, submissions, actions, home, lifecycle):
        module.register(app, desk)
    errors.register(app, desk)
