"""What the app's Home says."""

TITLE = "Tell Me More"

WHAT_THIS_IS = (
    "Say what is not working, or what is. Your words go to the team that owns the matter, and its leaders are asked "
    "until one of them says “Tell me more”."
)
FAILING = "Nobody gets everything right. What counts is that somebody listens, and makes it right."
BUTTON = "Give feedback"
HOW = "You can also type /feedback anywhere, or choose “Give feedback on this” on a message."

PRIVACY_TITLE = "How private this is"
PRIVACY = (
    "Anonymous feedback is stored and posted without your name, your id, or anything made from them. Slack itself, and "
    "this app for the moment it takes your words in, do see who sends. People who know how you write may still "
    "recognise you; a few words give away less than many."
)
