"""The way out: outbox rows become calls to Slack, paced, retried, and degraded rather than dropped."""
