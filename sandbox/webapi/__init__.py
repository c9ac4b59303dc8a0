"""Slack's Web API, as far as a feedback bot uses it."""

from sandbox.webapi.answering import WebApi
from sandbox.webapi.methods import METHODS

__all__ = ["METHODS", "WebApi"]
