"""The few building blocks of a Block Kit check: each rule looks at one value and reports where it is wrong."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Report = list[str]
Rule = Callable[[Any, str, Report], None]


def fault(report: Report, message: str, at: str) -> None:
    """Adds one finding in Slack's wording: what is wrong and the JSON pointer to it."""
    report.append(f"{message} [json-pointer:{at}]")


def string(most: int, least: int = 0) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            fault(report, "must be a string", at)
        elif len(value) > most:
            fault(report, f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            fault(report, f"must be more than {least - 1} characters", at)

    return rule


def pattern(expression: str, what: str) -> Rule:
    compiled = re.compile(expression)

    def rule(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            fault(report, f"must be {what}", at)

    return rule


def boolean(value: Any, at: str, report: Report) -> None:
    if not isinstance(value, bool):
        fault(report, "must be a boolean", at)


def number(least: float | None = None, most: float | None = None) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            fault(report, "must be a number", at)
        elif (least is not None and value < least) or (most is not None and value > most):
            fault(report, f"must be between {least} and {most}", at)

    return rule


def integer(least: int, most: int) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            fault(report, "must be an integer", at)
        elif not least <= value <= most:
            fault(report, f"must be between {least} and {most}", at)

    return rule


def one_of(*values: Any) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if value not in values:
            fault(report, f"must be one of {', '.join(map(str, values))}", at)

    return rule


def items(inner: Rule, most: int, least: int = 0) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, list):
            fault(report, "must be an array", at)
            return
        if len(value) > most:
            fault(report, f"no more than {most} items allowed", at)
        if len(value) < least:
            fault(report, f"must provide at least {least} items", at)
        for index, item in enumerate(value):
            inner(item, f"{at}/{index}", report)

    return rule


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others."""
    optional = optional or {}

    def rule(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            fault(report, "must be an object", at)
            return
        for name in required:
            if name not in value:
                fault(report, f"missing required field: {name}", at)
        for name, field in value.items():
            inner = required.get(name) or optional.get(name)
            if inner is None:
                fault(report, f"invalid additional property: {name}", at)
            else:
                inner(field, f"{at}/{name}", report)

    return rule


def typed(table: Mapping[str, Rule], what: str) -> Rule:
    """An object whose `type` chooses the rule for the rest."""

    def rule(value: Any, at: str, report: Report) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            fault(report, f"unsupported type: {kind} ({what})", at)
            return
        table[kind](value, at, report)

    return rule


def each(*rules: Rule) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        for inner in rules:
            inner(value, at, report)

    return rule


def exactly_one(*names: str) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if isinstance(value, dict) and sum(name in value for name in names) != 1:
            fault(report, f"must have exactly one of: {', '.join(names)}", at)

    return rule


def at_least_one(*names: str) -> Rule:
    def rule(value: Any, at: str, report: Report) -> None:
        if isinstance(value, dict) and not any(value.get(name) for name in names):
            fault(report, f"must have at least one of: {', '.join(names)}", at)

    return rule


def anything(_value: Any, _at: str, _report: Report) -> None:
    """Accepts every value."""
