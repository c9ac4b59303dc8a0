"""Questions that ask for who the author is: pointed out to the leader before they are sent, never forbidden."""

from bot.core.fishing.search import Span, fishing

__all__ = ["Span", "fishing"]
