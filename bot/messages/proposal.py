"""What admins are asked before authors are protected less."""

from bot.messages import parts
from bot.messages.rendered import Rendered
from bot.ports import Proposal
from bot.words import messages as words


def proposal(proposed: Proposal) -> Rendered:
    """Render what would become weaker, a line for each, never parsed, with a button to agree."""
    lines = "\n".join(f"• {line}" for line in proposed.weaker)
    agreed = [parts.small(words.agreed_so_far(parts.people(proposed.agreed)))] if proposed.agreed else []
    return Rendered(
        text=words.PROPOSAL_TITLE,
        blocks=[
            parts.ours(words.PROPOSAL),
            *parts.theirs(lines),
            *agreed,
            parts.agree(proposed.id),
            parts.small(words.PROPOSAL_OR_NOT),
        ],
    )
