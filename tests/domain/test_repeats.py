"""Whether two requests ask for the same thing."""

import pytest

from bot.domain.coaching.repeats import nouns_of, same_thing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SSO", "SSO for partners"),
        ("CSV export", "the CSV exports"),
        ("an audit log", "Audit logs"),
        ("audit log export", "export of the audit log"),
        ("recurring invoices", "recurring invoice"),
        ("role-based permissions", "role-based permission"),
        ("categories", "a category"),
        ("calendar sync", "two-way calendar sync with Outlook"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert same_thing(one, other)
    assert same_thing(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SSO", "SCIM"),
        ("export", "export of the audit log"),
        ("CSV export", "PDF export"),
        ("a new feature", "another feature"),
        ("", ""),
        ("it", "it"),
        ("status page", "page builder"),
        ("the API", "rate limits"),
        ("API docs", "API keys"),
    ],
)
def test_something_else(one: str, other: str) -> None:
    assert not same_thing(one, other)
    assert not same_thing(other, one)


def test_an_endless_object_costs_nothing() -> None:
    assert nouns_of("tag " * 100_000) == {"tag"}
