"""The ids that tie what we show to what comes back: of views, inputs and buttons that are ours alone."""

FEEDBACK_FORM = "feedback_form"
QUESTION_FORM = "question_form"
NOTICE = "notice"

WORDS = "words"
TEAM = "team"
SIGNATURE = "signature"
QUESTION = "question"

ANONYMOUS = "anonymous"
SIGNED = "signed"

OPEN_FORM = "open_form"
OFFER_FORM_AGAIN = "offer_form_again"
