"""What a fresh workspace holds: its name, people, channels, and what was said there before."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeedPerson:
    name: str
    real_name: str
    zone: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class SeedChannel:
    name: str
    members: tuple[str, ...] = ()
    """Names of people; none means everyone."""
    private: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class SeedTalk:
    """Something said in a channel some minutes before the workspace opens."""

    channel: str
    who: str
    minutes_ago: int
    text: str


@dataclass(frozen=True, slots=True)
class Seed:
    """The starting point of a workspace."""

    workspace: str = "Acme"
    people: tuple[SeedPerson, ...] = ()
    channels: tuple[SeedChannel, ...] = ()
    talk: tuple[SeedTalk, ...] = ()

    @classmethod
    def default(cls) -> "Seed":
        """A product owner, someone from sales, an engineer and the CEO in three channels."""
        return cls(
            people=(
                SeedPerson("ana", "Ana Ruiz", "Europe/Madrid", "Product owner"),
                SeedPerson("sam", "Sam Okafor", "Europe/London", "Sales"),
                SeedPerson("eli", "Eli Varghese", "Asia/Kolkata", "Engineer"),
                SeedPerson("mara", "Mara Lindqvist", "Europe/Berlin", "CEO"),
            ),
            channels=(SeedChannel("product-requests"), SeedChannel("sales"), SeedChannel("eng")),
            talk=SMALL_TALK,
        )

    @classmethod
    def empty(cls) -> "Seed":
        """Nobody and nothing: for tests that make their own."""
        return cls()


SMALL_TALK = (
    SeedTalk("product-requests", "ana", 190, "Hello! Requests go here, please. I read every one of them."),
    SeedTalk("product-requests", "sam", 172, "Will do. Coffee first."),
    SeedTalk("eng", "eli", 155, "The deploy went out at noon my time. All quiet so far."),
    SeedTalk("eng", "ana", 151, "Thank you, Eli. A quiet deploy is a feature too."),
    SeedTalk("sales", "sam", 128, "Good call with Globex. They laughed twice, I counted."),
    SeedTalk("sales", "mara", 120, "Once is manners. Twice is promising."),
    SeedTalk("product-requests", "mara", 64, "Nice notes from the customer day, Ana. I read them on the train."),
    SeedTalk("eng", "eli", 41, "Somebody left a cake in the Kochi kitchen. It is gone now."),
)
