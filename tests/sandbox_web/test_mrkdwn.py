import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.web.mrkdwn import mrkdwn
from sandbox.web.names import Names

NAMES = Names(
    people={"U1": "Ana Ruiz", "U2": "Ben"},
    channels={"C1": "general"},
    groups={"S1": "leads"},
    zone=ZoneInfo("Europe/Berlin"),
    now=datetime(2026, 11, 24, 9, tzinfo=UTC),
    base="/as/U1",
    me="U1",
)


def drawn(text: str) -> str:
    return str(mrkdwn(text, NAMES))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold*", "<b>bold</b>"),
        ("_italic_", "<i>italic</i>"),
        ("~gone~", "<s>gone</s>"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("(*bold*), and", "(<b>bold</b>), and"),
        ("`a*b*c`", "<code>a*b*c</code>"),
        ("```\n*x*\ny\n```", "<pre>*x*\ny</pre>"),
        ("before ```x``` after", "before <pre>x</pre> after"),
        ("two\nlines", "two<br>lines"),
        (":tada: :no_such_emoji:", "🎉 :no_such_emoji:"),
    ],
)
def test_marks_become_tags(text: str, html: str) -> None:
    assert drawn(text) == html


@pytest.mark.parametrize(
    "text", ["snake_case_name", "2*3*4", "* not a list *", "*unclosed _and ~these", "a `tick", "**"]
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert drawn(text) == text


def test_crossing_marks_never_make_crossing_tags() -> None:
    assert drawn("*a _b* c_") == "<b>a _b</b> c_"


@pytest.mark.parametrize("start", ["> ", "&gt; ", ">"])
def test_lines_with_an_angle_are_one_quote(start: str) -> None:
    assert drawn(f"{start}one\n{start}*two*\nthree") == "<blockquote>one<br><b>two</b></blockquote>three"


def test_lines_with_bullets_or_numbers_are_lists() -> None:
    assert drawn("• a\n- b\n3. c") == '<ul><li>a</li><li>b</li></ul><ol><li value="3">c</li></ol>'


def test_mentions_show_names_and_the_reader_stands_out() -> None:
    assert drawn("<@U2>") == '<span class="mention">@Ben</span>'
    assert drawn("<@U1|ana>") == '<span class="mention mention-me">@Ana Ruiz</span>'
    assert drawn("<!subteam^S1>") == '<span class="mention">@leads</span>'
    assert drawn("<!channel> <!here>") == '<span class="mention">@channel</span> <span class="mention">@here</span>'


def test_a_channel_is_a_link_only_for_those_who_see_it() -> None:
    assert drawn("<#C1>") == '<a class="mention" href="/as/U1/c/C1">#general</a>'
    assert drawn("<#C9|plans>") == '<span class="mention">#plans</span>'


def test_links_open_without_telling_where_they_were_followed_from() -> None:
    link = '<a href="https://a.example/x?a=1&amp;b=2" target="_blank" rel="noreferrer noopener">{}</a>'
    assert drawn("<https://a.example/x?a=1&amp;b=2|the page>") == link.format("the page")
    assert drawn("see https://a.example/x?a=1&amp;b=2.").startswith(
        "see " + link.format("https://a.example/x?a=1&amp;b=2")
    )


def test_dates_are_in_the_readers_zone_and_unknown_tokens_fall_back() -> None:
    assert drawn("<!date^1700000000^{date_short} at {time}|then>") == "Nov 14, 2023 at 11:13 PM"
    assert drawn("<!date^1700000000^{nonsense}|then>") == "then"
    assert drawn("<!date^soon^{date}|then>") == "then"


def test_escaped_text_is_shown_once_unescaped() -> None:
    assert drawn("a &lt;b&gt; &amp;amp;") == "a &lt;b&gt; &amp;amp;"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<javascript:alert(1)|click>",
        "<JaVaScRiPt:alert(1)>",
        "<data:text/html,<b>|x>",
        "<vbscript:x|y>",
        '<https://a"onmouseover=alert(1)//|x>',
        "<https://a.example|<img src=x onerror=alert(1)>>",
        '<@U9"><img src=x>',
        "<#C9|<img src=x>>",
        "<!date^1^{date}^javascript:alert(1)|<img src=x>>",
        "<!subteam^S9|<svg onload=alert(1)>>",
        "```<img src=x onerror=alert(1)>```",
        "`<img src=x>`",
        "*<img src=x>*",
        "> <img src=x>",
        "• <img src=x>",
        "\ue000<img src=x>",
        "<`x`><img src=x>",
        "https://a.example/'onload='x",
    ],
)
def test_hostile_text_is_only_text(hostile: str) -> None:
    html = drawn(hostile).lower()
    for danger in (
        "<script",
        "<img",
        "<svg",
        "<data",
        'href="javascript',
        'href="data',
        '"onmouseover',
        "'onload='x\"",
    ):
        assert danger not in html


@pytest.mark.parametrize(
    "text", ["*" * 4000, "*a " * 1300, "_*~" * 1300, "> " * 2000, "<" * 4000, "`" * 4001, ":" * 4000]
)
def test_long_nonsense_is_drawn_quickly(text: str) -> None:
    start = time.perf_counter()
    drawn(text)
    assert time.perf_counter() - start < 2
