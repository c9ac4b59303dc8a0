"""The action ids of the buttons under messages; handlers listen for these."""

TELL_ME_MORE = "tell_me_more"
"""Opens the form for a question; the button's value is the item's id."""

ACKNOWLEDGE = "acknowledge"
"""Acknowledges at once; the button's value is the item's id."""
