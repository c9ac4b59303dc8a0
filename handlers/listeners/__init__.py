"""One module a way in: each reads its payload, calls a use case, and returns what Slack is answered."""
