"""The action ids of what is pressed under messages; handlers listen for these.

No value says anything about an author, or about whether and how one can be answered.
"""

TELL_ME_MORE = "tell_me_more"
"""Opens the form for a question; the button's value is the item's id."""

ACKNOWLEDGE = "acknowledge"
"""Acknowledges at once; the button's value is the item's id."""

MORE = "more"
"""The menu of a card; the value of what is chosen is one of the next two with the item's id behind it."""

MUTE = "mute:"
REPORT = "report:"

AGREE = "agree"
"""Agrees to a weaker policy; the button's value is the proposal's id."""
