"""Every setting: its default, what a malformed one says, and that secrets stay secret."""

from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings import Secret, SettingError, Settings

SPECS = {spec.metadata["key"]: spec for spec in fields(Settings)}
BOT_TOKEN, APP_TOKEN = "xoxb-1234567890-abcdefgh", "xapp-1-A1-1234567890"
MARK = "HushHush"

GOOD = {
    "SLACK_BOT_TOKEN": BOT_TOKEN,
    "SLACK_APP_TOKEN": APP_TOKEN,
    "SLACK_SIGNING_SECRET": "anything",
    "SLACK_API_URL": "http://127.0.0.1:8123/api/",
    "DATABASE_URL": "postgresql://me:word@db/interests",
    "INTERESTS_KEYS": f"{Fernet.generate_key().decode()}, {Fernet.generate_key().decode()}",
    "INTERESTS_CLOCK_URL": "http://127.0.0.1:8123/clock",
    "INTERESTS_PREP_EMOJI": ":compass:",
    "INTERESTS_HANDLED_EMOJI": "eyes",
    "INTERESTS_PROMPTS": str(Path(__file__).parent),
    "INTERESTS_DAY_START": "08:30",
    "INTERESTS_DAY_END": "20:00",
    "INTERESTS_WORKDAYS": "Sun, mon",
    "INTERESTS_GUESTS": "hear",
    "INTERESTS_LOG_LEVEL": "debug",
}
BAD = {
    "SLACK_BOT_TOKEN": ["xoxp-1234567890", "xapp-1-A1-1234567890", "xoxb-", "xoxb-12 34567890"],
    "SLACK_APP_TOKEN": ["xoxb-1234567890", "xapp", "xapp-ü23456789"],
    "SLACK_API_URL": [
        "https://slack.com/api",
        "http://slack.com/api/",
        "ftp://slack.com/api/",
        "/api/",
        "https:///api/",
        "https://[broken]/api/",
        "https://slack.com:port/api/",
    ],
    "DATABASE_URL": ["mysql://db/interests", "interests.db", "sqlite:interests.db"],
    "INTERESTS_KEYS": ["short", "ü" * 44, "A" * 43],
    "INTERESTS_CLOCK_URL": [
        "http://clock.example/now",
        "https://127.0.0.1/now",
        "127.0.0.1:80/now",
        "http://[broken]/now",
    ],
    "INTERESTS_PREP_EMOJI": ["two words", "::", "Compass", "a" * 101],
    "INTERESTS_HANDLED_EMOJI": ["two words", "::", "Eyes", "compass"],
    "INTERESTS_PROMPTS": [__file__, "/nowhere/at/all"],
    "INTERESTS_DAY_START": ["nine", "25:00", "9"],
    "INTERESTS_DAY_END": ["six pm", "24:01"],
    "INTERESTS_WORKDAYS": ["someday", "mon;tue", ","],
    "INTERESTS_LOG_LEVEL": ["LOUD", "10"],
    "INTERESTS_GUESTS": ["yes", "Hear"],
}
NUMBERS = [key for key in SPECS if key not in GOOD]
BAD |= {key: ["many", "-1", "1000000000", "nan", "inf", "1,5", "0x10"] for key in NUMBERS}


def read(**environment: str) -> Settings:
    return Settings.read(environment)


def complaint(environment: dict[str, str]) -> str:
    """What is said of these settings; empty where they can be read."""
    try:
        Settings.read(environment)
    except SettingError as error:
        return str(error)
    return ""


def refusal(environment: dict[str, str]) -> str:
    with pytest.raises(SettingError) as failure:
        Settings.read(environment)
    assert failure.value.__context__ is None or failure.value.__suppress_context__  # no traceback shows the value
    return str(failure.value)


def test_without_any_setting_everything_has_a_default() -> None:
    found = read()
    assert found.api_url == "https://slack.com/api/"
    assert found.database_url.reveal() == "sqlite:///interests.db"
    assert (found.card_delay, found.debrief_delay) == (timedelta(minutes=2), timedelta(minutes=15))
    assert found.workdays == frozenset(range(5))
    assert (found.prep_emoji, found.dead_letter_days, found.keys) == ("compass", 7, ())


@pytest.mark.parametrize("key", SPECS)
def test_each_default_reads_as_if_it_were_given(key: str) -> None:
    assert Settings.read({key: SPECS[key].metadata["default"]}) == read()
    assert Settings.read({key: "  "}) == read()


def test_good_values_are_taken() -> None:
    found = Settings.read(GOOD)
    assert (found.bot_token.reveal(), found.app_token.reveal()) == (BOT_TOKEN, APP_TOKEN)
    assert len(found.keys) == 2
    assert (found.prep_emoji, found.workdays, found.log_level) == ("compass", frozenset({0, 6}), "DEBUG")
    for key in NUMBERS:
        assert Settings.read({key: f" {SPECS[key].metadata['default']} "}) == read()


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in BAD.items() for value in values])
def test_a_malformed_one_is_one_line_with_the_key_and_the_way_but_not_the_value(key: str, value: str) -> None:
    line = refusal({key: value})
    assert line.startswith(f"{key}: ")
    assert "\n" not in line
    assert SPECS[key].metadata["where"] in line
    said = line.removeprefix(f"{key}: ").partition(". ")[0]
    assert "could not" not in said
    if len(value) > 8:
        assert value not in line


def test_every_setting_that_can_be_malformed_is_tried() -> None:
    assert set(BAD) == set(SPECS) - {"SLACK_SIGNING_SECRET"}


SHAPES = st.sampled_from(
    ["{}", "http://{}/api/", "https://[{}]/api/", "https://a:{}/api/", "http://{}@127.0.0.1/api/x", "xoxb-{}", "{}=="]
)


@given(st.sampled_from(sorted(SPECS)), SHAPES, st.text(max_size=8), st.text(max_size=8))
@example("SLACK_API_URL", "https://[{}]/api/", "", "")
@example("SLACK_API_URL", "https://{}/api/", "", "\u2100")
@example("INTERESTS_CLOCK_URL", "http://127.0.0.1:{}/", "", "")
def test_no_value_is_ever_repeated(key: str, shape: str, before: str, after: str) -> None:
    """Somebody may have put a secret into the wrong line."""
    said = complaint({key: shape.format(f"{before}{MARK}{after}")})
    assert MARK not in said
    assert not said or said.startswith(f"{key}: ")
    assert said.isprintable()


word = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=12, max_size=30)


@given(word, word, word, word)
def test_nothing_prints_a_secret(bot: str, app: str, signing: str, password: str) -> None:
    key = Fernet.generate_key().decode()
    found = read(
        SLACK_BOT_TOKEN=f"xoxb-{bot}",
        SLACK_APP_TOKEN=f"xapp-{app}",
        SLACK_SIGNING_SECRET=signing,
        DATABASE_URL=f"postgresql://me:{password}@db/interests",
        INTERESTS_KEYS=key,
    )
    printed = f"{found} {found!r} {found!s} {found.bot_token} {found.keys} {[found.database_url]} {found.app_token!r}"
    assert not [secret for secret in (bot, app, signing, password, key) if secret in printed]


def test_a_secret_says_whether_it_is_there() -> None:
    assert (repr(Secret("")), repr(Secret("x")), bool(Secret("")), bool(Secret("x"))) == (
        "Secret()",
        "Secret(***)",
        False,
        True,
    )


@pytest.mark.parametrize("end", ["09:00", "08:00"])
def test_the_day_ends_after_it_starts(end: str) -> None:
    assert refusal({"INTERESTS_DAY_END": end}).startswith("INTERESTS_DAY_END: must be later")


@pytest.mark.parametrize("api", ["https://slack.com/api/", "http://127.0.0.1:9999/api/"])
def test_only_the_simulator_that_is_called_may_move_the_clock(api: str) -> None:
    line = refusal({"SLACK_API_URL": api, "INTERESTS_CLOCK_URL": "http://127.0.0.1:8123/clock"})
    assert line.startswith("INTERESTS_CLOCK_URL: ")


def test_what_is_needed_and_missing_is_named_with_the_place_to_get_it() -> None:
    with pytest.raises(SettingError) as failure:
        read(SLACK_BOT_TOKEN=BOT_TOKEN).need("bot_token", "app_token")
    assert str(failure.value).startswith("SLACK_APP_TOKEN: is missing. Get it at api.slack.com/apps")
    read(SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN=APP_TOKEN).need("bot_token", "app_token")
