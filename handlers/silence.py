"""A logger that says nothing: slack-bolt's and slack-sdk's own write whole payloads, senders and words included."""

import logging


def silent_logger() -> logging.Logger:
    """Return a logger that no configuration can reach or turn on: it is not in logging's tree, and is disabled.

    Bolt copies level and `disabled` to each logger it makes from it.
    """
    logger = logging.Logger("handlers.silent", level=logging.CRITICAL + 1)  # noqa: LOG001  not to be in the tree
    logger.disabled = True
    logger.propagate = False
    return logger
