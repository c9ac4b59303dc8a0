"""What a text gives away about who wrote it: found, shown with a proposed rewrite, and never changed silently."""

from bot.core.giveaway.brevity import Brevity, Measured, brevity
from bot.core.giveaway.directory import Directory
from bot.core.giveaway.finding import Finding, Kind
from bot.core.giveaway.rewriting import Piece, diff, rewrite
from bot.core.giveaway.search import find

__all__ = ["Brevity", "Directory", "Finding", "Kind", "Measured", "Piece", "brevity", "diff", "find", "rewrite"]
