"""How a call to Slack can fail, sorted by what to do about it."""

import re
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.domain.errors import SlackAway

Json = dict[str, Any]

LONGEST_WAIT = 86_400.0
DEFAULT_WAIT = 30.0
_CODE = re.compile(r"[a-z][a-z0-9_]{0,79}")

# From the error lists of the methods called (chat.*, conversations.*, views.*, users.info, reactions.*, dnd.info).
# What is not here is tried again: a lost message is worse than a few vain calls.
_PERMANENT = """
    account_inactive invalid_auth not_authed token_revoked token_expired not_allowed_token_type team_not_found
    team_access_not_granted access_denied no_permission missing_scope ekm_access_denied enterprise_is_restricted
    channel_not_found is_archived not_in_channel is_inactive channel_is_limited_access channel_type_not_supported
    method_not_supported_for_channel_type restricted_action restricted_action_read_only_channel
    restricted_action_thread_only_channel restricted_action_non_threadable_channel messages_tab_disabled
    cannot_reply_to_message thread_not_found message_not_found cant_update_message edit_window_closed
    posting_to_channel_denied
    user_not_found user_disabled user_not_visible user_not_in_channel cannot_dm_bot users_list_not_supplied
    not_enough_users too_many_users invalid_user_combination users_not_found
    msg_too_long msg_blocks_too_long no_text invalid_blocks invalid_blocks_format too_many_attachments
    markdown_text_conflict metadata_too_large invalid_metadata_format invalid_metadata_schema
    metadata_must_be_sent_from_app message_limit_exceeded duplicate_message_not_found duplicate_channel_not_found
    invalid_arguments invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type
    missing_post_type missing_argument unknown_method method_deprecated deprecated_endpoint bad_timestamp
    no_item_specified invalid_cursor invalid_limit invalid_ts_latest invalid_ts_oldest
    expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged hash_conflict
    file_uploads_disabled file_upload_size_restricted storage_limit_reached file_not_found invalid_channel
    already_reacted no_reaction invalid_name not_reactable too_many_emoji too_many_reactions
    duplicate_external_id view_too_large push_limit_reached not_found not_enabled
"""
PERMANENT = frozenset(_PERMANENT.split())


class SlackFault(Exception):
    """A call to Slack failed; `error` is a short code, never text of a message and never a token."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class RateLimited(SlackFault, SlackAway):
    """Slack takes no more for `retry_after` seconds; the call had no effect."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("rate_limited")
        self.retry_after = retry_after


class Permanent(SlackFault):
    """It will not work the next time either."""


class Passing(SlackFault, SlackAway):
    """It may work later. Whether the call had its effect is not known."""


class CannotLook(SlackFault):
    """The bot may not read there, so it cannot see what it said before."""


def ask(method: Callable[..., SlackResponse], **arguments: Any) -> Json:
    """Call a method of the WebClient; arguments that are None are left out. Raises a SlackFault."""
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        answer = method(**given).data
    except SlackApiError as error:
        # `from None`: the library's error repeats the whole answer, texts included.
        raise _fault(error.response) from None
    except (OSError, HTTPException, ValueError) as error:
        raise Passing(_named(error)) from None
    except SlackClientError as error:
        raise Permanent(_named(error)) from None
    except AttributeError:
        # The library expects an object and got an array or a number.
        raise Passing("unreadable_answer") from None
    if not isinstance(answer, dict):
        raise Passing("unreadable_answer")
    return answer


def _fault(answer: SlackResponse | Mapping[str, Any]) -> SlackFault:
    status = getattr(answer, "status_code", 200)
    headers = getattr(answer, "headers", None) or {}
    data = getattr(answer, "data", answer)
    code = data.get("error") if isinstance(data, dict) else None
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return RateLimited(_retry_after(headers))
    if status >= 500:
        return Passing(f"http_{status}")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return Passing("unreadable_answer")
    return Permanent(code) if code in PERMANENT else Passing(code)


def _retry_after(headers: Mapping[str, Any]) -> float:
    raw = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        wait = float(raw)
    except (TypeError, ValueError):
        return DEFAULT_WAIT
    return min(wait, LONGEST_WAIT) if wait >= 0 else DEFAULT_WAIT


def _named(error: Exception) -> str:
    return re.sub(r"(?<!^)(?=[A-Z][a-z])", "_", type(error).__name__).lower()
