"""The stories of the demo: each plays people in the local workspace against the real bot."""

from bot.simulator.scenarios import conflict, idea, renewal, tweak
from bot.simulator.scenarios.story import Step, Story

STORIES: dict[str, Story] = {story.name: story for story in (renewal.STORY, idea.STORY, tweak.STORY, conflict.STORY)}

__all__ = ["STORIES", "Step", "Story"]
