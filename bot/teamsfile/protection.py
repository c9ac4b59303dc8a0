"""Where a policy protects its authors less than the defaults do, and what that costs them."""

from collections.abc import Iterator

from bot.core.durations import written
from bot.core.held import WayBack
from bot.core.organisation import Policy
from bot.words import protection as words


def weaker(policy: Policy) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the setting (such as ("anonymous", "at_least")) and the cost of everything that protects less."""
    chosen, default = policy.anonymous, Policy().anonymous
    if default.default and not chosen.default:
        yield ("anonymous", "default"), words.DEFAULT_OFF
    if chosen.release_every < default.release_every:
        yield ("anonymous", "release_every"), words.release_every(written(chosen.release_every))
    if chosen.at_least < default.at_least:
        yield ("anonymous", "at_least"), words.at_least(chosen.at_least)
    if chosen.hold_at_most < default.hold_at_most:
        yield ("anonymous", "hold_at_most"), words.hold_at_most(written(chosen.hold_at_most))
    if chosen.minimum_channel_size < default.minimum_channel_size:
        yield ("anonymous", "minimum_channel_size"), words.minimum_channel_size(chosen.minimum_channel_size)
    if chosen.ways_back == (WayBack.HOME,):
        yield ("anonymous", "ways_back"), words.HOME_ALONE
    if policy.retention_text > Policy().retention_text:
        yield ("retention", "text"), words.retention(written(policy.retention_text))
