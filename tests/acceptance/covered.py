"""Which acceptance test uses each control and shows each rule of silence: a table that tests hold against the product.

A row is a name and the test that really does it: `tests/acceptance/conftest.py` looks into the simulator's record after
that test. Whoever adds a button, a form, a command or a reason to be silent adds its row, or an exception with why.
"""

from bot.domain.interest_map.options import Starter
from bot.domain.silence import MuteFor, Why
from bot.views.ids import CHECK, PREPARE, Action, Form
from tests.acceptance.controls import COMMAND

PAGES = "turns a page: tests/handlers and tests/views show both ends"
IN_HANDLERS = "on an answer that one person sees: tests/handlers/test_commands.py presses it"
ONE_OF_MANY = "one row of a list like the first"
EXCEPTIONS: dict[str, str] = {
    f"{Action.OPTION_MENU} 3": PAGES,
    f"{Action.COMMAND_PICK}_options": IN_HANDLERS,
    f"{Action.MAP_PICK}_0": IN_HANDLERS,
    Action.ASIDE_POST: "like Edit first, without the form: tests/handlers",
    f"{Action.OPTIONS_OPEN}_before": PAGES,
    f"{Action.OPTIONS_OPEN}_after": PAGES,
    f"{Action.STARTERS_OPEN}_before": PAGES,
    f"{Action.STARTERS_OPEN}_after": PAGES,
    f"{Action.SCORES_OPEN}_before": PAGES,
    f"{Action.SCORES_OPEN}_after": PAGES,
    f"{Action.HISTORY_OPEN}_before": PAGES,
    f"{Action.HISTORY_OPEN}_after": PAGES,
    f"{Action.COMMAND_PICK}_optin": ONE_OF_MANY,
    f"{Action.COMMAND_PICK}_optout": ONE_OF_MANY,
    **{f"{Action.MAP_PICK}_{place}": ONE_OF_MANY for place in range(1, 10)},
    **{f"{Action.STARTER_PICK}_{starter}": ONE_OF_MANY for starter in Starter if starter is not Starter.ONE_CLIENT},
    **{f"{Action.SIDE_OPEN}_{key}": ONE_OF_MANY for key in "cdef"},
    Action.SCORES_REVEAL: "needs a third side that is not through: tests/services/test_options.py",
}
"""Controls that no acceptance test uses, each with the reason; an action stands for all its choices without a row."""

CONTROLS: dict[str, str] = {
    # a map: its sides, its options, and what follows a card
    f"{Action.SIDE_OPEN}_mine": "test_sides.test_lines_marks_notes_and_what_all_share",
    Action.INTEREST_ADD: "test_sides.test_lines_marks_notes_and_what_all_share",
    f"{Action.INTEREST_MENU} edit": "test_sides.test_lines_marks_notes_and_what_all_share",
    f"{Action.INTEREST_MENU} tradeable": "test_sides.test_lines_marks_notes_and_what_all_share",
    f"{Action.INTEREST_MENU} ours_too": "test_sides.test_lines_marks_notes_and_what_all_share",
    f"{Action.INTEREST_MENU} helps_us": "test_sides.test_lines_marks_notes_and_what_all_share",
    Form.INTEREST: "test_sides.test_lines_marks_notes_and_what_all_share",
    Action.COMMON_WRITE: "test_sides.test_lines_marks_notes_and_what_all_share",
    Form.COMMON: "test_sides.test_lines_marks_notes_and_what_all_share",
    Action.NOTES_OPEN: "test_sides.test_lines_marks_notes_and_what_all_share",
    Action.NOTE_WRITE: "test_sides.test_lines_marks_notes_and_what_all_share",
    Form.SUSPICION: "test_sides.test_lines_marks_notes_and_what_all_share",
    f"{Action.SIDE_OPEN}_a": "test_sides.test_lines_marks_notes_and_what_all_share",
    Action.HISTORY_OPEN: "test_sides.test_lines_marks_notes_and_what_all_share",
    f"{Action.SIDE_OPEN}_b": "test_sides.test_two_who_edit_one_line_lose_nothing",
    Action.ASK_OPEN: "test_sides.test_the_other_side_is_asked_and_answers_in_its_own_words",
    Form.ASK: "test_sides.test_the_other_side_is_asked_and_answers_in_its_own_words",
    Action.ANSWER_WRITE: "test_sides.test_the_other_side_is_asked_and_answers_in_its_own_words",
    Form.ANSWER: "test_sides.test_the_other_side_is_asked_and_answers_in_its_own_words",
    Action.CHECK_FIX: "test_sides.test_the_other_side_is_asked_and_answers_in_its_own_words",
    Form.CORRECTION: "test_sides.test_the_other_side_is_asked_and_answers_in_its_own_words",
    f"{COMMAND} ask": "test_sides.test_the_other_side_is_asked_and_answers_in_its_own_words",
    Action.CHECK_YES: "test_sides.test_yes_confirms_what_was_guessed",
    f"{Action.MAP_MORE} history": "test_sides.test_the_map_as_a_file_and_by_a_few_letters",
    f"{Action.MAP_MORE} export": "test_sides.test_the_map_as_a_file_and_by_a_few_letters",
    Action.OPTION_WRITE: "test_sides.test_the_map_as_a_file_and_by_a_few_letters",
    f"{Action.INTEREST_MENU} essential": "test_sides.test_lines_marks_notes_and_what_all_share",
    f"{Action.LEDGER_OPEN}_back": "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    f"{COMMAND} show": "test_sides.test_the_map_as_a_file_and_by_a_few_letters",
    f"{COMMAND} options": "test_sides.test_the_map_as_a_file_and_by_a_few_letters",
    f"{COMMAND} export": "test_sides.test_the_map_as_a_file_and_by_a_few_letters",
    Action.STARTERS_OPEN: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    f"{Action.STARTER_PICK}_one_client": "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Form.OPTION: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    f"{Action.OPTION_MENU} 0": "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Action.CRITERIA_WRITE: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Form.CRITERIA: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Action.LEDGER_OPEN: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Action.TRADE_WRITE: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Form.TRADE: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Action.SCORES_OPEN: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Action.SCORING_START: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Action.SCORING_STOP: "test_options.test_a_round_is_stopped_and_started_anew",
    Action.SCORE_WRITE: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Form.SCORES: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Action.STEPS_OPEN: "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    f"{Action.OPTIONS_OPEN}_map": "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    f"{Action.OPTIONS_OPEN}_back": "test_sides.test_product_and_sales_from_a_request_to_what_both_say_yes_to",
    Action.BRAINSTORM_OPEN: "test_options.test_two_sides_go_from_an_idea_to_an_agreement",
    Form.BRAINSTORM: "test_options.test_two_sides_go_from_an_idea_to_an_agreement",
    Action.IDEA_ADD: "test_options.test_two_sides_go_from_an_idea_to_an_agreement",
    Form.IDEA: "test_options.test_two_sides_go_from_an_idea_to_an_agreement",
    Action.RANK_WRITE: "test_options.test_two_sides_go_from_an_idea_to_an_agreement",
    Form.RANK: "test_options.test_two_sides_go_from_an_idea_to_an_agreement",
    Action.BRAINSTORM_END: "test_options.test_a_brainstorm_needs_a_place_and_only_its_author_ends_it",
    Action.ASIDE_EDIT: "test_threads.test_three_replies_are_said_back_in_a_summary",
    Form.ASIDE_TEXT: "test_threads.test_three_replies_are_said_back_in_a_summary",
    Action.ASIDE_FILL: "test_threads.test_something_small_gets_its_limits",
    Form.LIMITS: "test_threads.test_something_small_gets_its_limits",
    Action.ASIDE_CALL: "test_threads.test_heat_gets_a_pause_in_private_and_once",
    Action.ASIDE_DISMISS: "test_threads.test_not_now_is_for_good",
    # turning a channel on
    f"{Action.SETUP_MODE}_private": "test_channel.test_the_inviter_is_asked_in_private_and_the_channel_is_told",
    f"{Action.SETUP_MODE}_public": "test_coach.test_public_mode_asks_in_the_thread_and_never_calls_it_coaching",
    f"{Action.SETUP_MODE}_reactions": "test_prep.test_a_note_is_kept_with_one_click",
    f"{Action.SETUP_MODE}_off": "test_channel.test_who_chooses_silence_gets_it_and_can_change_their_mind",
    Form.CHANNEL: "test_channel.test_turning_it_off_stops_everything",
    # the card
    Action.CARD_CHOICE: "test_card.test_post_takes_the_question_that_was_chosen",
    Action.CARD_LABEL: "test_card.test_post_takes_the_label_that_was_chosen",
    Action.CARD_POST: "test_coach.test_post_puts_label_and_question_into_the_thread_for_the_owner",
    Action.CARD_EDIT: "test_coach.test_edit_first_posts_what_the_owner_wrote",
    Form.CARD_TEXT: "test_coach.test_edit_first_posts_what_the_owner_wrote",
    Action.CARD_PREP: "test_prep.test_prep_from_the_card_settles_it",
    f"{Action.CARD_MORE} 2h": "test_coach.test_waiting_brings_the_card_back_in_working_hours",
    f"{Action.CARD_MORE} tomorrow": "test_card.test_a_wait_is_taken_back_or_ends_in_the_morning_with_what_changed",
    f"{Action.CARD_MORE} 2d": "test_card.test_a_wait_is_taken_back_or_ends_in_the_morning_with_what_changed",
    Action.CARD_HOLD: "test_coach.test_waiting_brings_the_card_back_in_working_hours",
    Form.HOLD: "test_coach.test_waiting_brings_the_card_back_in_working_hours",
    f"{Action.CARD_MORE} dismiss": "test_coach.test_not_a_request_can_be_undone",
    Action.CARD_UNDO: "test_coach.test_not_a_request_can_be_undone",
    # more ways to answer
    f"{Action.CARD_MORE} ways": "test_card.test_why_this_tells_what_was_seen_and_which_rules_chose",
    f"{Action.CARD_WAY}_map": "test_card.test_a_map_of_both_sides_starts_from_the_card",
    f"{Action.CARD_WAY}_why": "test_card.test_why_this_tells_what_was_seen_and_which_rules_chose",
    f"{Action.CARD_WAY}_frame": "test_card.test_a_framed_decision_is_posted_without_blanks",
    Form.FRAME: "test_card.test_a_framed_decision_is_posted_without_blanks",
    f"{Action.CARD_WAY}_bad_news": "test_card.test_bad_news_is_posted_with_the_news_in_it",
    Form.BAD_NEWS: "test_card.test_bad_news_is_posted_with_the_news_in_it",
    f"{Action.CARD_WAY}_canvas": "test_coach.test_six_lines_are_asked_for_in_the_thread_and_filled_in_there",
    Form.CANVAS_ASK: "test_coach.test_six_lines_are_asked_for_in_the_thread_and_filled_in_there",
    Action.CANVAS_FILL: "test_coach.test_six_lines_are_asked_for_in_the_thread_and_filled_in_there",
    Form.CANVAS: "test_coach.test_six_lines_are_asked_for_in_the_thread_and_filled_in_there",
    f"{Action.CARD_WAY}_mute_here": "test_card.test_a_channel_is_muted_for_one_owner_and_back",
    Action.MUTE_UNDO: "test_card.test_a_channel_is_muted_for_one_owner_and_back",
    Action.LISTEN_AGAIN: "test_card.test_after_three_cards_sent_away_it_takes_a_plainer_request_until_undone",
    # a look at one's own words
    CHECK: "test_card.test_my_reply_is_checked_by_command_and_by_shortcut_and_nobody_elses",
    f"{COMMAND} check": "test_card.test_my_reply_is_checked_by_command_and_by_shortcut_and_nobody_elses",
    # preparing, and afterwards
    PREPARE: "test_prep.test_the_shortcut_works_where_the_bot_is_not",
    f"{Action.PREP_WRITE}_my_interest": "test_prep.test_each_part_is_written_and_comes_back_to_be_changed",
    f"{Action.PREP_WRITE}_their_interest": "test_prep.test_each_part_is_written_and_comes_back_to_be_changed",
    f"{Action.PREP_WRITE}_walk_away": "test_prep.test_each_part_is_written_and_comes_back_to_be_changed",
    Form.PREP_PART: "test_prep.test_each_part_is_written_and_comes_back_to_be_changed",
    Action.PREP_TALK: "test_prep.test_the_time_of_the_talk_shows_and_can_be_moved",
    Form.TALK: "test_prep.test_the_time_of_the_talk_shows_and_can_be_moved",
    Action.NOTE_KEEP: "test_prep.test_a_note_is_kept_with_one_click",
    Action.DEBRIEF_START: "test_remind.test_the_one_thing_for_next_time_is_needed",
    Form.DEBRIEF: "test_remind.test_an_agreement_from_the_debrief",
    f"{Action.DEBRIEF_LATER}_1h": "test_remind.test_later_brings_the_debrief_again",
    f"{Action.DEBRIEF_LATER}_tomorrow": "test_remind.test_later_brings_the_debrief_again",
    Action.DEBRIEF_SKIP: "test_remind.test_skip_is_final",
    # maps and agreements
    f"{COMMAND} list": "test_interests.test_a_map_shows_both_sides",
    f"{COMMAND} new": "test_interests.test_a_map_shows_both_sides",
    Action.MAP_OPEN: "test_interests.test_a_map_shows_both_sides",
    Action.MAP_NEW: "test_interests.test_a_map_grows_out_of_a_prep_and_goes_back_to_its_thread",
    Form.MAP: "test_interests.test_a_map_shows_both_sides",
    Action.MAP_ADD_PARTY: "test_interests.test_adding_a_party_loses_nothing",
    Action.MAP_EDIT: "test_interests.test_editing_updates_every_copy",
    Action.MAP_SHARE: "test_interests.test_a_map_can_be_shared_in_a_thread",
    Form.SHARE: "test_interests.test_a_map_can_be_shared_in_a_thread",
    f"{Action.MAP_MORE} close": "test_interests.test_a_closed_map_says_so_and_can_be_reopened",
    Action.MAP_REOPEN: "test_interests.test_a_closed_map_says_so_and_can_be_reopened",
    Action.AGREEMENT_RECORD: "test_interests.test_an_agreement_is_told_where_the_map_is_shared",
    Form.AGREEMENT: "test_interests.test_an_agreement_is_told_where_the_map_is_shared",
    Action.REVIEW_KEEP: "test_remind.test_reviews_arrive_three_days_before_and_on_the_day",
    Action.REVIEW_CHANGE: "test_remind.test_change_looks_again_on_the_new_date",
    Form.CHANGE: "test_remind.test_change_looks_again_on_the_new_date",
    Action.REVIEW_REVERT: "test_remind.test_revert_is_told_where_the_map_was_shared",
    f"{Action.REVIEW_LATER}_tomorrow": "test_remind.test_later_brings_the_review_again_tomorrow",
    f"{Action.REVIEW_LATER}_next_week": "test_remind.test_later_brings_the_review_again_tomorrow",
    # settings and one's own data
    f"{COMMAND} channel": "test_channel.test_turning_it_off_stops_everything",
    f"{COMMAND} settings": "test_settings.test_my_hours_and_my_mute_hold_for_me",
    Form.SETTINGS: "test_settings.test_my_hours_and_my_mute_hold_for_me",
    f"{COMMAND} mute": "test_silence.test_a_mute_holds_cards_and_one_until_i_say_drops_them",
    f"{COMMAND} mute {MuteFor.HOUR}": "test_silence.test_a_mute_holds_cards_and_one_until_i_say_drops_them",
    f"{COMMAND} mute {MuteFor.TODAY}": "test_coach.test_a_muted_owner_gets_no_card_until_the_next_morning",
    f"{COMMAND} mute {MuteFor.FOREVER}": "test_silence.test_a_mute_holds_cards_and_one_until_i_say_drops_them",
    f"{COMMAND} unmute": "test_silence.test_a_mute_holds_cards_and_one_until_i_say_drops_them",
    f"{COMMAND} optout": "test_coach.test_someone_who_opted_out_is_not_read",
    f"{COMMAND} optin": "test_coach.test_someone_who_opted_out_is_not_read",
    f"{COMMAND} mydata": "test_prep.test_a_person_gets_their_data_as_a_file_and_has_it_forgotten",
    f"{COMMAND} forget": "test_prep.test_a_person_gets_their_data_as_a_file_and_has_it_forgotten",
    Form.FORGET: "test_prep.test_a_person_gets_their_data_as_a_file_and_has_it_forgotten",
    f"{COMMAND} audit": "test_settings.test_a_channels_cap_and_delay_hold_there_and_the_trail_tells_who_set_them",
    f"{COMMAND} help": "test_interests.test_help_explains_every_subcommand",
}

REASONS: dict[Why, str] = {
    Why.CHANNEL_CAP: "test_silence.test_a_day_has_room_for_three_cards_a_channel_and_four_an_owner",
    Why.OWNER_CAP: "test_silence.test_a_day_has_room_for_three_cards_a_channel_and_four_an_owner",
    Why.REQUESTER_CAP: "test_silence.test_nobodys_requests_bring_two_cards_within_an_hour",
    Why.MUTED: "test_silence.test_a_mute_holds_cards_and_one_until_i_say_drops_them",
    Why.MUTED_HERE: "test_silence.test_a_muted_channel_brings_its_owner_no_card_and_says_so_in_the_settings",
    Why.TOO_LATE: "test_silence.test_what_cannot_be_shown_within_a_working_day_is_dropped",
    Why.REHEARSAL: "test_silence.test_a_rehearsed_card_goes_to_the_test_channel_and_to_nobody_else",
}
"""Why a request got no card; the test makes the bot give that reason, to the owner or in its log."""

RULES: dict[str, str] = {
    "off until somebody chooses": "test_channel.test_a_channel_is_off_until_somebody_chooses",
    "two minutes, edits, deletions, an owner's reply": (
        "test_silence.test_in_the_first_two_minutes_a_request_can_still_be_answered_reworded_or_taken_back"
    ),
    "follow-ups belong to their request": (
        "test_silence.test_what_is_added_within_five_minutes_belongs_to_the_request"
    ),
    "outside working hours": "test_silence.test_outside_working_hours_a_card_is_held_for_the_next_working_morning",
    "a person's own hours": "test_settings.test_my_hours_and_my_mute_hold_for_me",
    "do-not-disturb": (
        "test_silence.test_do_not_disturb_holds_a_card_for_the_morning_after_and_drops_it_where_it_goes_on"
    ),
    "unused cards, sent away": ("test_card.test_after_three_cards_sent_away_it_takes_a_plainer_request_until_undone"),
    "unused cards, ignored": "test_card.test_three_cards_that_nobody_touched_raise_it_too",
    "opted out, at the receiver": "test_coach.test_someone_who_opted_out_is_not_read",
    "guests, bots, quotations, code": "test_silence.test_guests_bots_quotations_and_code_are_left_alone",
    "owners' own messages, replies": "test_coach.test_left_alone",
    "shared with another organisation": "test_coach.test_a_channel_shared_with_another_organisation_stays_silent",
}
"""Rules that leave no reason behind: nothing is kept, or the card only comes later."""


def promised(test: str) -> tuple[frozenset[str], frozenset[Why]]:
    """The controls and reasons whose row names this test, as `module.function`."""
    controls = frozenset(str(name) for name, named in CONTROLS.items() if named == test)
    return controls, frozenset(why for why, named in REASONS.items() if named == test)
