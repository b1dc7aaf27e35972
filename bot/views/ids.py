"""The names under which buttons and forms come back, and the ids they carry.

A button's value and a form's private metadata hold record ids only. In a form every input's block is named after its
field and its element is called `value`, so that a field's error and its answer are found by the same name.
"""

from enum import StrEnum

VALUE = "value"
_SEPARATOR = "|"


class Action(StrEnum):
    """Buttons, overflow menus and the card's radio buttons."""

    SETUP_MODE = "setup_mode"  # + mode in the value; four buttons: setup_mode_private, …
    CARD_CHOICE = "card_choice"
    CARD_LABEL = "card_label"
    CARD_POST = "card_post"
    CARD_EDIT = "card_edit"
    CARD_PREP = "card_prep"
    CARD_MORE = "card_more"
    CARD_UNDO = "card_undo"
    CARD_WAY = "card_way"  # + the choice: card_way_why, …
    CARD_HOLD = "card_hold"
    CANVAS_FILL = "canvas_fill"
    ASIDE_POST = "aside_post"
    ASIDE_EDIT = "aside_edit"
    ASIDE_CALL = "aside_call"
    ASIDE_FILL = "aside_fill"
    ASIDE_DISMISS = "aside_dismiss"
    MUTE_UNDO = "mute_undo"
    LISTEN_AGAIN = "listen_again"
    PREP_WRITE = "prep_write"  # + _my_interest, _their_interest, _walk_away
    PREP_TALK = "prep_talk"
    NOTE_KEEP = "note_keep"
    DEBRIEF_START = "debrief_start"
    DEBRIEF_LATER = "debrief_later"  # + _1h, _tomorrow
    DEBRIEF_SKIP = "debrief_skip"
    MAP_NEW = "map_new"
    MAP_OPEN = "map_open"
    MAP_EDIT = "map_edit"
    MAP_SHARE = "map_share"
    MAP_REOPEN = "map_reopen"
    MAP_ADD_PARTY = "map_add_party"
    MAP_MORE = "map_more"
    SIDE_OPEN = "side_open"  # + the side's key
    INTEREST_ADD = "interest_add"
    INTEREST_MENU = "interest_menu"
    COMMON_WRITE = "common_write"
    NOTES_OPEN = "notes_open"
    NOTE_WRITE = "note_write"
    ASK_OPEN = "ask_open"
    ANSWER_WRITE = "answer_write"
    CHECK_YES = "check_yes"
    CHECK_FIX = "check_fix"
    OPTIONS_OPEN = "options_open"  # + _back, _page…
    OPTION_WRITE = "option_write"
    OPTION_MENU = "option_menu"
    STARTERS_OPEN = "starters_open"
    STARTER_PICK = "starter_pick"
    BRAINSTORM_OPEN = "brainstorm_open"
    BRAINSTORM_END = "brainstorm_end"
    IDEA_ADD = "idea_add"
    SCORING_START = "scoring_start"
    SCORING_STOP = "scoring_stop"
    SCORE_WRITE = "score_write"
    SCORES_OPEN = "scores_open"
    SCORES_REVEAL = "scores_reveal"
    LEDGER_OPEN = "ledger_open"
    TRADE_WRITE = "trade_write"
    RANK_WRITE = "rank_write"
    STEPS_OPEN = "steps_open"
    CRITERIA_WRITE = "criteria_write"
    HISTORY_OPEN = "history_open"
    MAP_PICK = "map_pick"  # + its place in the list
    COMMAND_PICK = "command_pick"  # + the subcommand
    AGREEMENT_RECORD = "agreement_record"
    REVIEW_KEEP = "review_keep"
    REVIEW_CHANGE = "review_change"
    REVIEW_REVERT = "review_revert"
    REVIEW_LATER = "review_later"  # + _tomorrow, _next_week


class Form(StrEnum):
    """Modals, by callback id; `prepare` and `check` are the message shortcuts."""

    CHANNEL = "channel_form"
    SETTINGS = "settings_form"
    CARD_TEXT = "card_text_form"
    PREP_PART = "prep_part_form"
    TALK = "talk_form"
    DEBRIEF = "debrief_form"
    MAP = "map_form"
    SHARE = "share_form"
    INTEREST = "interest_form"
    COMMON = "common_form"
    SUSPICION = "suspicion_form"
    ASK = "ask_form"
    ANSWER = "answer_form"
    CORRECTION = "correction_form"
    OPTION = "option_form"
    BRAINSTORM = "brainstorm_form"
    IDEA = "idea_form"
    SCORES = "scores_form"
    TRADE = "trade_form"
    RANK = "rank_form"
    CRITERIA = "criteria_form"
    AGREEMENT = "agreement_form"
    CHANGE = "change_form"
    FORGET = "forget_form"
    HOLD = "hold_form"
    FRAME = "frame_form"
    BAD_NEWS = "bad_news_form"
    CANVAS_ASK = "canvas_ask_form"
    CANVAS = "canvas_form"
    ASIDE_TEXT = "aside_text_form"
    LIMITS = "limits_form"


PREPARE = "prepare"
CHECK = "check"


def encode(*parts: str) -> str:
    """Several ids in one value."""
    if any(_SEPARATOR in part for part in parts):
        raise ValueError("an id must not contain the separator")
    return _SEPARATOR.join(parts)


def decode(value: str, count: int) -> tuple[str, ...]:
    """The ids of a value; ones that are not there are empty, so that an old button never raises."""
    parts = value.split(_SEPARATOR)[:count]
    return (*parts, *[""] * (count - len(parts)))
