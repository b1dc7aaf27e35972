"""Interests: a Slack bot that coaches negotiation in the channel where it happens."""
