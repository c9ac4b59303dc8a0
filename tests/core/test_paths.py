import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.paths import MOST_PATHS, literal_length, paths_in, pattern_matches


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("src/payments/**", "src/payments/charge.py is slow"),
        ("src/payments/**", "look at `src/payments/a/b/c.py`."),
        ("src/payments/**", "(see src/payments/)"),
        ("src/payments/**", "./src/payments/charge.py:12:4"),
        ("src/payments/**", "SRC/Payments/Charge.py"),
        ("src/payments/**", r"src\payments\charge.py"),
        ("src/payments/**", "/home/ana/work/src/payments/charge.py"),
        ("src/payments/**", r"C:\work\src\payments\charge.py"),
        ("src/payments/**", "https://code.example/acme/shop/blob/main/src/payments/charge.py#L10-L12"),
        ("src/payments/**", "https://code.example/acme/shop/-/tree/main/src/payments?ref=x"),
        ("src/payments/**", "src/pay\u200bments/charge.py"),
        ("src/payments", "src/payments/charge.py"),
        ("src/payments/", "src/payments/charge.py"),
        ("/src/payments", "src/payments"),
        ("src/*/api", "src/payments/api/v1.py"),
        ("src/**/api", "src/a/b/c/api"),
        ("src/**/api", "src/api"),
        ("**/api/*.py", "deep/down/api/v1.py"),
        ("*.tf", "infra/prod/main.tf"),
        ("*.tf", "main.tf broke"),
        ("docs", "packages/shop/docs/index.md"),
        ("src/[ab]/x", "src/a/x"),
        ("src/café/**", "src/cafe/menu.py"),
    ],
)
def test_patterns_match_paths_that_people_mention(pattern: str, text: str) -> None:
    assert pattern_matches(pattern, paths_in(text))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("src/payments/**", "payments are slow in the source"),
        ("src/payments/**", "src/payments2/charge.py"),
        ("src/payments/**", "lib/src/payments/charge.py"),
        ("src/*/api", "src/a/b/api"),
        ("*.tf", "main.tfvars"),
        ("docs/**", "https://www.example.com/docs/intro"),
        ("docs", "the docs are old"),
        ("/docs", "packages/docs/x.md"),
        ("src/payments/**", ""),
        ("src/payments/**", "src/"),
        ("src/[ab/x", "src/a/x"),
    ],
)
def test_patterns_leave_other_text_alone(pattern: str, text: str) -> None:
    assert not pattern_matches(pattern, paths_in(text))


@given(st.text(alphabet="ab/*?[]!.\\ :#"), st.text(alphabet="ab/*.\\:# ("))
def test_no_pattern_and_no_text_breaks_the_matching(pattern: str, text: str) -> None:
    pattern_matches(pattern, paths_in(text))


def test_a_hostile_pattern_costs_little() -> None:
    assert not pattern_matches("/".join(["**", "*a*a*a*a*a*b"] * 6), paths_in("/".join(["a" * 80] * 6)))


def test_only_so_many_paths_of_one_text_are_looked_at() -> None:
    assert len(paths_in(" ".join(f"/a/b/c/d{number}" for number in range(500)))) == MOST_PATHS


def test_the_more_is_spelled_out_the_better_a_pattern_is() -> None:
    assert literal_length("src/payments/**") > literal_length("src/**") > literal_length("**")
