"""Pressure in order: what binds a person before what dresses an ask, and only where its words bear it out."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.detection.patterns import any_of
from bot.domain.model import Signal, SignalKind

# A signal kind's place in the enum is its rank: what binds a person (a promise) comes before what dresses an ask.
RANK = {kind: place for place, kind in enumerate(SignalKind)}

# Pressure that binds somebody or names a stake; what ranks below it only dresses an ask and competes with nothing.
STRONG = frozenset(
    {
        SignalKind.PROMISE,
        SignalKind.CHURN,
        SignalKind.REPEAT,
        SignalKind.RENEWAL,
        SignalKind.REVENUE,
        SignalKind.AUTHORITY,
        SignalKind.ESCALATION,
        SignalKind.DEADLINE,
    }
)

# Words that look like a pressure and say something else. The detector reads more than words, so only what is sure is
# listed: a label is not built on it, though the signal is shown.
_SOMETHING_ELSE = {
    SignalKind.DEADLINE: any_of(r"(?:only|already|since) \w+day|\w+day \d+ ?- ?\d+"),
    SignalKind.VOLUME: any_of(
        r"an? (?:\w+ )?(?:prospect|customer|client|group|chain) with \d+",
        r"half of their",
        r"maybe \d+ more",
        r"half the\Z",
    ),
    SignalKind.MINIMISING: any_of(r"too small|pet peeve|as you like|[\w\s]+, [\w\s]+, [\w\s]+", r"\w+ be \w+ed"),
    SignalKind.ABSOLUTE: any_of(r"no way (?:for|to|of)"),
    SignalKind.AUTHORITY: any_of(
        r"(?:depot|store|shop|ward|floor|site|office|account|project|branch|shift|warehouse) manager",
        r"as (?:the )?head|& co|gmbh|ltd|inc",
        r"head (?:nurse|chef|waiter|teacher)",
        r"\w+'s (?:wife|husband|son|daughter|nephew)",
    ),
    SignalKind.REPEAT: any_of(
        r"\A(?:since|for) [\w ]+\Z|(?:days|weeks|months|years) ago|chas(?:ed|ing)",
        r"since the beginning",
        r"customer since",
        r"again (?:somebody|someone|a|the|an)",
        r"\d+ since \w+",
    ),
    SignalKind.ESCALATION: any_of(r"top of the list"),
    SignalKind.REVENUE: any_of(r"no seats|there goes my|(?:/ ?|a |per )month"),
    SignalKind.CHURN: any_of(r"(?:rejected|declined|turned down)"),
    SignalKind.PROMISE: any_of(r"told (?:me|us)|off the record|official\Z|they showed", r"order in which"),
}


# Who is lost before they have signed is no customer who leaves: a deal hangs on it.
_STAYS = any_of(
    r"leav\w+|stay\w*|cancel\w*|churn\w*|renew\w*|switch\w*|walk\w*|los(?:e|es|ing)|elsewhere|back to|end"
    r"|terminat\w+|exit|quit\w*|go(?:ing|es)? (?:to|with)|move (?:to|away)"
)
_DEAL = any_of(r"\Ano \w+|deal|sign\w*|signature|buy\w*|tender|prospect|bid|order|purchase|contract")


def read_as(signal: Signal) -> Signal:
    """The same words, as the kind of pressure that they name."""
    if signal.kind is SignalKind.CHURN and _DEAL.search(signal.text) and not _STAYS.search(signal.text):
        return replace(signal, kind=SignalKind.REVENUE)
    return signal


def bears_out(signal: Signal) -> bool:
    """Whether the words can show that kind of pressure."""
    otherwise = _SOMETHING_ELSE.get(signal.kind)
    return otherwise is None or not otherwise.search(signal.text)


def ranked(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """The strongest first, one of each kind."""
    first: dict[SignalKind, Signal] = {}
    for signal in signals:
        first.setdefault(signal.kind, signal)
    return tuple(sorted(first.values(), key=lambda signal: RANK[signal.kind]))


def distinct(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """The strongest first, none of which shows the words of a stronger one again."""
    kept: list[tuple[str, Signal]] = []
    for signal in ranked(signals):
        said = f" {' '.join(word.strip('.,;:!?') for word in signal.text.lower().split())} "
        if not any(said in other or other in said for other, _ in kept):
            kept.append((said, signal))
    return tuple(signal for _, signal in kept)
