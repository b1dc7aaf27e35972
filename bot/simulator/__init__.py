"""A local Slack workspace: Web API, Socket Mode, people and a clock, as strict as Slack is."""

from bot.simulator.desk import MessageRef
from bot.simulator.modal import Modal
from bot.simulator.people import Person
from bot.simulator.seed import Seed, SeedChannel, SeedPerson
from bot.simulator.simulator import Simulator
from bot.simulator.values import Answer, Json, PostedMessage, SimulatorError
from bot.simulator.workspace import Channel

__all__ = [
    "Answer",
    "Channel",
    "Json",
    "MessageRef",
    "Modal",
    "Person",
    "PostedMessage",
    "Seed",
    "SeedChannel",
    "SeedPerson",
    "Simulator",
    "SimulatorError",
]
