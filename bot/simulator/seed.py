"""What a fresh workspace holds: its name, people and channels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeedPerson:
    name: str
    real_name: str
    zone: str


@dataclass(frozen=True, slots=True)
class SeedChannel:
    name: str
    members: tuple[str, ...] = ()
    """Names of people; none means everyone."""
    private: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Seed:
    """The starting point of a workspace."""

    workspace: str = "Acme"
    people: tuple[SeedPerson, ...] = ()
    channels: tuple[SeedChannel, ...] = ()

    @classmethod
    def default(cls) -> "Seed":
        """A product owner, someone from sales, an engineer and the CEO in three channels."""
        return cls(
            people=(
                SeedPerson("ana", "Ana Ruiz", "Europe/Madrid"),
                SeedPerson("sam", "Sam Okafor", "America/New_York"),
                SeedPerson("ines", "Inês Duarte", "Europe/Lisbon"),
                SeedPerson("carla", "Carla Weiss", "Europe/Berlin"),
            ),
            channels=(SeedChannel("product-requests"), SeedChannel("sales"), SeedChannel("eng")),
        )

    @classmethod
    def empty(cls) -> "Seed":
        """Nobody and nothing: for tests that make their own."""
        return cls()
