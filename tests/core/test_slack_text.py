import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.slack_text import escape, is_blank, unescape


def test_exactly_three_characters_are_escaped() -> None:
    assert escape('<!channel> & "it\'s" *bold* `code`') == '&lt;!channel&gt; &amp; "it\'s" *bold* `code`'


@given(st.text())
def test_what_was_escaped_reads_as_it_was_typed(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text())
def test_nothing_escaped_can_be_a_control_sequence(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)


@pytest.mark.parametrize(
    ("delivered", "typed"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("thanks <@U012AB|ana>", "thanks @ana"),
        ("thanks <@U012AB>", "thanks @U012AB"),
        ("see <#C012|payments>", "see #payments"),
        ("see <#C012|>", "see #C012"),
        ("see <#C012>", "see #C012"),
        ("<!channel> <!here|here> <!everyone>", "@channel @here @everyone"),
        ("<!subteam^S1|@pay-leads> and <!subteam^S1>", "@pay-leads and @S1"),
        ("<!date^1392734382^{date}|Feb 18>", "Feb 18"),
        ("<https://a.example/?a=1&amp;b=2|the label>", "https://a.example/?a=1&b=2"),
        ("<https://a.example>", "https://a.example"),
        ("<mailto:ana@a.example|ana@a.example>", "ana@a.example"),
        ("<tel:+4930123>", "+4930123"),
        ("R&amp;D <@U1|a&amp;b>", "R&D @a&b"),
        ("<3 is > 2", "<3 is > 2"),
        ("< > <> <|>", "< > <> <|>"),
    ],
)
def test_the_text_of_a_command_reads_as_it_was_typed(delivered: str, typed: str) -> None:
    assert unescape(delivered) == typed


@given(st.text(alphabet="<>&|@#!^:;amplgtC1 "))
def test_unescaping_never_fails(text: str) -> None:
    unescape(text)


@pytest.mark.parametrize("text", ["", " \t\n", "\u200b\u200e\u202e", "\x00\x1f", "\u2800\u3164\ufe0f", "\u00ad\u00a0"])
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", "🚀", "\u200bא\u200b", "\u0301"])
def test_what_shows_something_is_not_blank(text: str) -> None:
    assert not is_blank(text)
