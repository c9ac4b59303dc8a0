"""The teams file: YAML with line numbers in, an organisation or a list of problems out."""

from bot.teamsfile.parse import TeamsFile, parse

__all__ = ["TeamsFile", "parse"]
