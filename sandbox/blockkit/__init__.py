"""Block Kit's limits as pure functions, so that what Slack would refuse is refused here too."""

from sandbox.blockkit.surfaces import check_message, check_suggestions, check_view, view_too_large

__all__ = ["check_message", "check_suggestions", "check_view", "view_too_large"]
