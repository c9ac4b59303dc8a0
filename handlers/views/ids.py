"""The ids that tie what we show to what comes back: of views, inputs and buttons that are ours alone."""

FEEDBACK_FORM = "feedback_form"
QUESTION_FORM = "question_form"
NOTICE = "notice"

WORDS = "words"
TEAM = "team"
SIGNATURE = "signature"
QUESTION = "question"

SIGNED = "signed"

# the feedback form, and what follows it
WHEN = "when"
LEAVE_OUT = "leave_out"
WHAT_TO_SEND = "what_to_send"
BATCH = "batch"
NOW = "now"
NOBODY = "nobody"
REWRITE = "rewrite"
AS_THEY_ARE = "as_they_are"
CHECK_WORDS = "check_words"
HOW_PRIVATE = "how_private"
TO_PARENT = "to_parent"
TO_FALLBACK = "to_fallback"

CONFIRMATION = "confirmation"
EDIT_FORM = "edit_form"
HELD_EDIT = "held_edit"
HELD_WITHDRAW = "held_withdraw"
HELD_SEND_NOW = "held_send_now"

AUTHOR = "author"
"""The purpose for which `{"item": id}` is sealed where only the item's author sees it."""

OPEN_FORM = "open_form"
OFFER_FORM_AGAIN = "offer_form_again"

# Home, and what an author finds there
MY_ITEM = "my_item"
MY_PAGE = "my_page"
MY_NEWEST = "my_newest"
HAVE_RECEIPT = "have_receipt"
RECEIPT_FORM = "receipt_form"
RECEIPT = "receipt"
ITEM_VIEW = "item_view"
WRITE_ANSWER = "write_answer"
ANSWER_FORM = "answer_form"
ANSWER = "answer"
WITHDRAW = "withdraw"
EXPORT = "export_mine"
EXPORT_ITEM = "export_item"
EXPORT_PAGE = "export_page"

# the menu of a card
MUTE_FORM = "mute_form"
REPORT_FORM = "report_form"
