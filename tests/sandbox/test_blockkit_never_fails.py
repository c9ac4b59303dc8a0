from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.blockkit import check_message, check_suggestions, check_view
from sandbox.blockkit.elements import ELEMENTS
from sandbox.blockkit.layout import BLOCKS

_TYPES = st.sampled_from([*BLOCKS, *ELEMENTS, "mrkdwn", "plain_text", "modal", "home", "nonsense"])
_NAMES = st.sampled_from([
    "text", "fields", "elements", "element", "accessory", "options", "option_groups", "initial_option",
    "initial_options", "blocks", "value", "label", "action_id", "block_id", "confirm", "title", "submit",
    "min_length",
])  # fmt: skip
_LEAVES = st.none() | st.booleans() | st.integers(-5, 5000) | st.text(max_size=5)


def _nested(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    objects = st.tuples(_TYPES, st.dictionaries(_NAMES, inside, max_size=5)).map(lambda one: {"type": one[0], **one[1]})
    return st.lists(inside, max_size=3) | objects


_ANYTHING = st.recursive(_LEAVES, _nested, max_leaves=20)


@given(_ANYTHING)
@settings(max_examples=300, deadline=None)
def test_whatever_is_sent_is_judged_and_never_breaks_the_judge(value: Any) -> None:
    for check in (check_message, check_view, check_suggestions):
        assert all(problem.startswith("[ERROR] ") for problem in check(value))
