"""Turning a channel on: what is read, who looks after it, and a form only for who may change it."""

import pytest

from bot.domain.model import Channel, Mode, Sensitivity
from bot.services.channels import ChannelSetup, Listening
from bot.views import channel
from bot.views.ids import Form, decode
from bot.views.message import Message
from tests.views.reading import elements, read
from tests.views.samples import ME, OTHER, WORDS


def setup(mode: Mode = Mode.OFF, owners: tuple[str, ...] = (), **changes: bool) -> Message:
    return channel.setup(WORDS, Channel("T0", "C0ASK", mode, owners, **changes), "sextant")  # type: ignore[arg-type]


def test_the_question_offers_every_mode() -> None:
    shown = setup()
    values = {decode(button["value"], 2) for button in elements(shown).values()}
    assert values == {("C0ASK", mode.value) for mode in Mode}
    assert set(elements(shown)) == {f"setup_mode_{mode}" for mode in Mode}


def test_it_says_what_is_read_and_kept_and_how_to_stop() -> None:
    text = read(setup())
    for part in ("What I read", "What I keep", "How to stop me", "/interests optout", ":sextant:"):
        assert part in text


def test_a_choice_is_named_with_who_looks_after_it_and_can_be_changed() -> None:
    shown = setup(Mode.PRIVATE, (ME, OTHER))
    assert "*Private cards*" in shown.text
    assert f"<@{ME}> and <@{OTHER}>" in shown.text
    assert len(elements(shown)) == 4
    assert elements(shown)["setup_mode_private"]["style"] == "primary"


def test_many_owners_are_listed_as_one_says_them() -> None:
    assert f"<@{ME}>, <@{OTHER}> and <@U3>." in setup(Mode.PRIVATE, (ME, OTHER, "U3")).text


def test_off_after_a_choice_differs_from_not_chosen_yet() -> None:
    assert setup(Mode.OFF, (ME,)).text != setup().text


def test_a_shared_channel_has_nothing_to_press() -> None:
    assert elements(setup(shared=True)) == {}


@pytest.mark.parametrize("mode", [Mode.PRIVATE, Mode.PUBLIC, Mode.REACTIONS])
def test_the_notice_names_the_owners_and_the_way_out(mode: Mode) -> None:
    text = channel.notice(WORDS, Channel("T0", "C0ASK", mode, (ME,)), "compass").text
    assert f"<@{ME}>" in text
    assert "/interests optout" in text


def test_an_owner_gets_the_form_as_it_stands() -> None:
    form = channel.channel_modal(WORDS, ChannelSetup("C0ASK", Mode.PUBLIC, (ME,), may_change=True), "compass")
    assert (form["callback_id"], form["private_metadata"]) == (Form.CHANNEL, "C0ASK")
    assert elements(form)["mode"]["initial_option"]["value"] == "public"
    assert elements(form)["owners"]["initial_users"] == [ME]


def test_the_form_shows_how_closely_it_listens_and_what_it_keeps() -> None:
    listening = Listening(Sensitivity.CONSERVATIVE, keeps_examples=True)
    seen = ChannelSetup("C0ASK", Mode.PRIVATE, (ME,), may_change=True, listening=listening)
    fields = elements(channel.channel_modal(WORDS, seen, "compass"))
    assert fields["sensitivity"]["initial_option"]["value"] == "conservative"
    assert [option["value"] for option in fields["examples"]["initial_options"]] == ["keep"]
    usual = ChannelSetup("C0ASK", Mode.PRIVATE, (ME,), may_change=True)
    assert "initial_options" not in elements(channel.channel_modal(WORDS, usual, "compass"))["examples"]


def test_the_channel_is_told_when_texts_are_kept_and_the_set_up_says_so() -> None:
    assert "encrypted, for 90 days" in channel.consent_notice(WORDS).text
    assert "stays in Slack" in read(setup())
    assert "stays in Slack" not in read(setup(keeps_examples=True))
    assert "for 90 days and encrypted" in read(setup(keeps_examples=True))


@pytest.mark.parametrize(("mode", "shown"), [(Mode.PRIVATE, True), (Mode.REACTIONS, False)])
def test_others_see_how_closely_it_listens_and_what_is_kept(mode: Mode, shown: bool) -> None:
    listening = Listening(Sensitivity.INTAKE, keeps_examples=True)
    seen = ChannelSetup("C0ASK", mode, (OTHER,), may_change=False, listening=listening)
    text = read(channel.channel_modal(WORDS, seen, "compass"))
    assert ("Everything that may be a request" in text) is shown
    assert ("encrypted and for 90 days" in text) is shown


def test_others_may_read_and_learn_whom_to_ask() -> None:
    view = channel.channel_modal(WORDS, ChannelSetup("C0ASK", Mode.PUBLIC, (OTHER,), may_change=False), "compass")
    assert "submit" not in view
    assert elements(view) == {}
    assert f"<@{OTHER}>" in read(view)
