"""Slack in: one registration table, thin listeners, payload to use case to view."""
