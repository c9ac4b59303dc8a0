"""A small, strict Slack on loopback, for trying the bot out and for testing it."""

from sandbox.delivery import Delivery
from sandbox.sandbox import Sandbox
from sandbox.serving import serve

__all__ = ["Delivery", "Sandbox", "serve"]
