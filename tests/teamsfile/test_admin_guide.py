import re
from pathlib import Path

import pytest

from bot.core.organisation import Policy
from bot.teamsfile import parse
from bot.teamsfile.schema import SECTIONS
from tests.teamsfile.support import HEAD

GUIDE = (Path(__file__).parents[2] / "docs/admin-guide.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_read_without_a_warning(example: str) -> None:
    text = HEAD + example + ("" if "teams:" in example else "teams: []\n")
    assert parse(text).warnings == ()


def test_there_are_examples_of_parents_and_of_banned_words() -> None:
    assert any("parent:" in example for example in EXAMPLES)
    assert any("banned_words:" in example for example in EXAMPLES)


@pytest.mark.parametrize("section", ["defaults", "teams"])
def test_every_key_is_explained(section: str) -> None:
    for key in SECTIONS[section].known_keys():
        assert re.search(rf"`{key}[`.]", GUIDE), key


def test_the_defaults_in_the_guide_are_the_built_in_ones() -> None:
    policy = Policy()
    for key, value in (
        ("anonymous.release_every", "2h"),
        ("anonymous.at_least", str(policy.anonymous.at_least)),
        ("anonymous.hold_at_most", "24h"),
        ("anonymous.minimum_channel_size", str(policy.anonymous.minimum_channel_size)),
        ("anonymous.ways_back", f"[{', '.join(policy.anonymous.ways_back)}]"),
        ("retention.text", f"{policy.retention_text.days}d"),
    ):
        assert f"| `{key}` | `{value}` |" in GUIDE
    assert (policy.anonymous.release_every.seconds, policy.anonymous.hold_at_most.days) == (7_200, 1)
