"""Who gets what at which address: the whole site on one screen.

A cell is a status, or "in" (sent to sign in), "2fa" (sent to show a second factor), "on" (sent on
to another page). Rows are named after their URLs; where it matters what one asks for, the name is
followed by it. An address that is not here fails the test: think of who may open it, and add it.
"""

PERSONAS = {
    "stranger": [None],
    "member": ["cara", "dan", "nina", "stu"],
    "doctor": ["anna"],
    "suspended": ["eve"],
    "manager": ["moira"],
    "verifier": ["vera"],
    "administrator": ["adam"],
    "unproven": ["moira", "vera", "adam"],  # staff that have shown no second factor
}

EVERYONE = "200 200 200 200 200 200 200 200"
SIGNED_IN = "in 200 200 200 200 200 200 200"
MEMBERS = "in 200 200 403 200 200 200 200"
CLOSED = "404 404 200 404 200 404 404 404"
CLOSED_LINK = "404 404 on 404 on 404 404 404"
CLOSED_PAGE = "in 404 200 404 200 404 404 404"
CLOSED_ACT = "in 404 403 404 403 404 404 404"
NOT_THERE = "404 404 404 404 404 404 404 404"
NOTHING = "in 404 404 404 404 404 404 404"
ONLY_SENT = "in 405 405 405 405 405 405 405"
QUEUE = "in 404 404 404 200 404 404 2fa"
STRANGERS = "200 on on on on on on on"
ONWARDS = "in on on on on on on on"
DESK = "in 404 404 404 200 200 200 2fa"
DESK_ON = "in 404 404 404 on on on 2fa"
ADMINISTRATORS = "in 404 404 404 404 404 200 2fa"

#                 stranger member doctor suspended manager verifier administrator unproven
TABLE = {
    "home": EVERYONE,
    "boards": EVERYONE,
    "board open": EVERYONE,
    "board closed": CLOSED,
    "board missing": NOT_THERE,
    "new_topic open": "in 200 200 403 200 200 200 200",
    "new_topic closed": CLOSED_PAGE,
    "topic_short open": "on on on on on on on on",
    "topic_short closed": CLOSED_LINK,
    "topic open": EVERYONE,
    "topic closed": CLOSED,
    "topic missing": NOT_THERE,
    "reply open": ONWARDS,
    "reply closed": "in 404 on 404 on 404 404 404",
    "post open": "on on on on on on on on",
    "post closed": CLOSED_LINK,
    "post missing": NOT_THERE,
    "edit open": "in 403 403 403 403 403 403 403",
    "edit closed": CLOSED_ACT,
    "history open": SIGNED_IN,
    "history closed": CLOSED_PAGE,
    "withdraw open": "in 403 403 403 403 403 403 403",
    "withdraw closed": CLOSED_ACT,
    "undo": ONLY_SENT,
    "preview": ONLY_SENT,
    "mark_all_read": ONLY_SENT,
    "mark_board_read": ONLY_SENT,
    "mark_read": ONLY_SENT,
    "first_new open": ONWARDS,
    "first_new closed": "in 404 on 404 on 404 404 404",
    "news open": "in 204 204 204 204 204 204 204",
    "news closed": "in 404 204 404 204 404 404 404",
    "follow_board": ONLY_SENT,
    "follow_topic": ONLY_SENT,
    "following": SIGNED_IN,
    "ignored": SIGNED_IN,
    "ignore": ONLY_SENT,
    "names open": "in 200 200 403 200 200 200 200",
    "names closed": CLOSED_PAGE,
    "mark": ONLY_SENT,
    "accept": ONLY_SENT,
    "unanswered": SIGNED_IN,
    "bookmark open": SIGNED_IN,
    "bookmark closed": CLOSED_PAGE,
    "bookmarks": SIGNED_IN,
    "drafts": SIGNED_IN,
    "save_draft": ONLY_SENT,
    "draft another's": NOTHING,
    "discard_draft another's": ONLY_SENT,
    "tend_board open": "in 403 403 403 200 403 403 403",
    "tend_board closed": "in 404 403 404 200 404 404 404",
    "groups": SIGNED_IN,
    "new_group": SIGNED_IN,  # who may open one is said there
    "group_members closed": NOTHING,  # no group
    "group_members another's": "in 404 404 404 200 404 404 404",
    "group_remove": ONLY_SENT,
    "group_leave": ONLY_SENT,
    "group_renew": ONLY_SENT,
    "invitation": NOTHING,
    "new_topic_of open": "in 403 403 403 403 403 403 403",  # no cases there
    "new_topic_of closed": CLOSED_PAGE,
    "tend_topics": ONLY_SENT,
    "steps open": "in 403 403 403 200 403 403 403",
    "steps closed": "in 404 403 404 200 404 404 404",
    "undo_step": ONLY_SENT,
    "tend_topic open": "in 403 403 403 200 403 403 403",
    "tend_topic closed": "in 404 403 404 200 404 404 404",
    "move_topic open": "in 403 403 403 200 403 403 403",
    "move_topic closed": "in 404 403 404 200 404 404 404",
    "split_topic open": "in 403 403 403 200 403 403 403",
    "split_topic closed": "in 404 403 404 200 404 404 404",
    "merge_topic open": "in 403 403 403 200 403 403 403",
    "merge_topic closed": "in 404 403 404 200 404 404 404",
    "outcome open": "in 403 403 403 403 403 403 403",  # no case of theirs
    "outcome closed": CLOSED_ACT,
    "poll": NOTHING,
    "poll open": SIGNED_IN,
    "poll closed": CLOSED_PAGE,
    "vote": ONLY_SENT,
    "close_poll": ONLY_SENT,
    "unmask": NOTHING,
    "unmask masked": "in 404 403 404 on 404 404 404",  # on: to show anew that it is they
    "ignore_name": ONLY_SENT,
    "unmaskings": "in 404 404 404 200 404 200 404",
    "unmasking": NOTHING,
    "unmasking asked": "in 404 404 404 on 404 404 404",
    "names_own": SIGNED_IN,
    "hear_name": ONLY_SENT,
    "pictures": NOTHING,
    "picture": NOT_THERE,
    "picture open": EVERYONE,
    "picture closed": CLOSED,
    "picture_file": NOT_THERE,
    "picture_file open": EVERYONE,
    "picture_file closed": CLOSED,
    "picture_words": NOTHING,
    "picture_words open": "in 403 403 403 403 403 403 403",
    "picture_words closed": CLOSED_ACT,
    "picture_cover": NOTHING,
    "picture_cover open": "in 403 403 403 200 403 403 403",
    "picture_cover closed": "in 404 403 404 200 404 404 404",
    "picture_remove": ONLY_SENT,
    "check": ONLY_SENT,
    "directory": MEMBERS,
    "followed_members": MEMBERS,
    "blocked_members": MEMBERS,
    "follow_member": ONLY_SENT,
    "block_member": ONLY_SENT,
    "inbox": SIGNED_IN,
    "inbox_read": ONLY_SENT,
    "inbox_mail": ONLY_SENT,
    "inbox_open another's": NOTHING,
    "inbox_stop_mail": NOT_THERE,
    "profile": MEMBERS,
    "profile public": EVERYONE,
    "profile missing": "in 404 404 403 404 404 404 404",
    "profile_edit": MEMBERS,
    "verification": SIGNED_IN,
    "verification_claim": "in 200 200 on 200 200 200 200",
    "verification_withdraw": NOTHING,
    "verification_renew": ONWARDS,
    "declare": SIGNED_IN,
    "standings": EVERYONE,
    "papers": ONWARDS,  # whoever has no claim that waits
    "work_address": ONWARDS,
    "work_address_confirm": NOTHING,
    "vouches": ONWARDS,
    "vouch": NOTHING,
    "student": "in 200 on on 200 200 200 200",
    "student_confirm": NOTHING,
    "paper_remove": ONLY_SENT,
    "verification_identity": NOTHING,  # no issuer is trusted unless one is named
    "openid_connect_login": NOT_THERE,
    "openid_connect_callback": NOT_THERE,
    "socialaccount_login_cancelled": NOT_THERE,
    "socialaccount_login_error": NOT_THERE,
    "socialaccount_signup": NOT_THERE,
    "socialaccount_connections": NOT_THERE,
    "moderation_queue": QUEUE,
    "moderation_case": QUEUE,
    "moderation_restore": ONLY_SENT,
    "decision another's": "in 404 404 404 200 404 404 404",
    "about": EVERYONE,
    "rules": EVERYONE,
    "writing": EVERYONE,
    "verification_explained": EVERYONE,
    "privacy": EVERYONE,
    "health_live": EVERYONE,
    "health_ready": EVERYONE,
    "dev_mail": NOT_THERE,  # outside development
    "account_login": STRANGERS,
    "account_signup": STRANGERS,
    "account_logout": "on 200 200 200 200 200 200 200",
    "account_inactive": EVERYONE,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": EVERYONE,
    "account_confirm_email": EVERYONE,
    "account_change_password": SIGNED_IN,
    "account_set_password": ONWARDS,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "account_confirm_login_code": ONWARDS,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": ONWARDS,
    "mfa_reauthenticate": "in on on on 200 200 200 200",
    "mfa_activate_totp": "in on on on on on on on",
    "mfa_deactivate_totp": "in 404 404 404 on on on on",
    "mfa_view_recovery_codes": NOTHING,
    "mfa_generate_recovery_codes": ONWARDS,
    "mfa_download_recovery_codes": NOTHING,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": ONWARDS,
    "mfa_reauthenticate_webauthn": ONWARDS,
    "mfa_remove_webauthn another's": ONWARDS,
    "mfa_edit_webauthn another's": ONWARDS,
    "mfa_login_webauthn": ONWARDS,
    "usersessions_list": SIGNED_IN,
    "admin:index": DESK,
    "admin:login": "in 404 404 404 on on on 2fa",
    "admin:logout": "in 404 404 404 405 405 405 2fa",
    "admin:password_change": DESK_ON,
    "admin:password_change_done": DESK,
    "admin:autocomplete": "in 404 404 404 404 404 404 2fa",
    "admin:jsi18n": DESK,
    "admin:view_on_site": "in 404 404 404 404 404 404 2fa",
    "admin:app_list": ADMINISTRATORS,
    "admin:verification_claim_paper": "in 404 404 404 404 404 404 2fa",
    "admin:forums_board_permissions": "in 404 404 404 on on 200 2fa",
    "admin:forums_board_permissions_manage_user": "in 404 404 404 on on 200 2fa",
    "admin:forums_board_permissions_manage_group": "in 404 404 404 on on 200 2fa",
}

# What stands behind the desk's door, for each model: who may list them and who may add one.
# Nobody else finds any of it, and a page of one that is not there opens to no one.
ADMIN_MODELS = {
    "audit_entry": ("administrator", ""),
    "forums_board": ("administrator", "administrator"),
    "forums_champion": ("administrator", "administrator"),
    "members_specialty": ("administrator", "administrator"),
    "members_standing": ("administrator", "administrator"),
    "members_user": ("administrator", ""),
    "moderation_case": ("administrator", ""),
    "pipeline_outboxentry": ("administrator", ""),
    "verification_claim": ("verifier administrator", ""),
    "verification_registerentry": ("verifier administrator", ""),
    "verification_registerimport": ("administrator", ""),
    "verification_terms": ("administrator", ""),
    "verification_workdomain": ("administrator", "administrator"),
}

# Open to those who have not signed in. All others are closed by default.
PUBLIC = """
home boards board topic topic_short post about rules writing standings verification_explained
privacy picture picture_file
health_live health_ready dev_mail inbox_stop_mail
new_topic new_topic_of reply edit
profile
account_login account_signup account_inactive account_email_verification_sent
account_confirm_email account_reset_password account_reset_password_done
account_reset_password_from_key account_reset_password_from_key_done account_logout
account_confirm_login_code mfa_authenticate mfa_login_webauthn
admin:login
openid_connect_login openid_connect_callback
socialaccount_login_cancelled socialaccount_signup
""".split()
