"""Modals, the Home and ephemeral answers as Block Kit, each made by a pure function."""
