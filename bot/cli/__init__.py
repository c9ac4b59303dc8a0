"""The `tell-me-more` command."""
