"""The errors Slack documents, by method; the simulator can return no others."""

COMMON = """not_authed invalid_auth account_inactive token_revoked token_expired not_allowed_token_type
    missing_scope no_permission access_denied org_login_required ekm_access_denied team_access_not_granted
    invalid_arguments invalid_arg_name invalid_charset invalid_form_data invalid_post_type missing_post_type
    ratelimited request_timeout service_unavailable fatal_error internal_error unknown_method"""
EVERYWHERE = frozenset(COMMON.split())

BY_METHOD: dict[str, frozenset[str]] = {
    method: frozenset(errors.split())
    for method, errors in {
        "auth.test": "",
        "apps.connections.open": "forbidden_team",
        "chat.postMessage": """channel_not_found not_in_channel is_archived no_text msg_too_long invalid_blocks
            invalid_blocks_format msg_blocks_too_long invalid_metadata_format invalid_metadata_schema
            metadata_too_large metadata_must_be_sent_from_app rate_limited messages_tab_disabled
            markdown_text_conflict cannot_reply_to_message restricted_action message_limit_exceeded
            too_many_attachments team_not_found""",
        "chat.update": """message_not_found cant_update_message channel_not_found edit_window_closed msg_too_long
            no_text invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema
            metadata_too_large is_inactive markdown_text_conflict too_many_attachments update_failed""",
        "chat.delete": "message_not_found channel_not_found cant_delete_message",
        "chat.postEphemeral": """channel_not_found invalid_blocks invalid_blocks_format is_archived msg_too_long
            no_text user_not_in_channel restricted_action messages_tab_disabled message_limit_exceeded
            too_many_attachments""",
        "chat.getPermalink": "channel_not_found message_not_found",
        "conversations.open": """channel_not_found user_not_found user_disabled user_not_visible
            users_list_not_supplied too_many_users not_enough_users method_not_supported_for_channel_type""",
        "conversations.info": "channel_not_found",
        "conversations.members": """channel_not_found invalid_cursor invalid_limit fetch_members_failed
            method_not_supported_for_channel_type""",
        "conversations.history": """channel_not_found not_in_channel invalid_cursor invalid_ts_latest
            invalid_ts_oldest channel_is_limited_access""",
        "conversations.replies": """channel_not_found thread_not_found invalid_cursor invalid_ts_latest
            invalid_ts_oldest method_not_supported_for_channel_type""",
        "conversations.join": "channel_not_found is_archived method_not_supported_for_channel_type",
        "reactions.get": "bad_timestamp channel_not_found message_not_found no_item_specified",
        "reactions.add": """already_reacted bad_timestamp channel_not_found invalid_name is_archived
            message_not_found no_item_specified not_reactable too_many_emoji too_many_reactions""",
        "reactions.remove": """bad_timestamp channel_not_found invalid_name is_archived message_not_found
            no_item_specified no_reaction""",
        "users.info": "user_not_found user_not_visible",
        "dnd.info": "user_not_found user_not_visible",
        "views.open": """duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id
            view_too_large""",
        "views.push": """duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id
            not_found push_limit_reached view_too_large""",
        "views.update": "duplicate_external_id hash_conflict not_found view_too_large",
        "views.publish": "duplicate_external_id hash_conflict not_enabled view_too_large",
        "files.getUploadURLExternal": """missing_argument file_upload_size_restricted file_uploads_disabled
            alt_txt_too_large snippet_too_large storage_limit_reached""",
        "files.completeUploadExternal": """access_denied channel_not_found file_not_found file_update_failed
            invalid_blocks invalid_channel not_in_channel posting_to_channel_denied channels_limit_exceeded""",
    }.items()
}


def documented(method: str) -> frozenset[str]:
    """Every error Slack may answer this method with."""
    return EVERYWHERE | BY_METHOD.get(method, frozenset())
