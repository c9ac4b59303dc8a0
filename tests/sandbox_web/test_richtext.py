from typing import Any

from sandbox.web.names import Names
from sandbox.web.richtext import rich_text

NAMES = Names(people={"U1": "Ana"}, channels={"C1": "general"}, groups={"S1": "leads"}, base="/as/U1")


def drawn(*elements: dict[str, Any]) -> str:
    return str(rich_text({"type": "rich_text", "elements": list(elements)}, NAMES))


def section(*leaves: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(leaves)}


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, "style": style}


def test_words_are_literal_whatever_they_look_like() -> None:
    assert drawn(section(text("*a* <@U1> <b>\n:tada:"))) == (
        '<div class="rich-section">*a* &lt;@U1&gt; &lt;b&gt;<br>:tada:</div>'
    )


def test_styles_nest() -> None:
    assert drawn(section(text("x", bold=True, italic=True, code=True))) == (
        '<div class="rich-section"><b><i><code>x</code></i></b></div>'
    )


def test_lists_quotes_and_code_have_their_own_boxes() -> None:
    numbered = {
        "type": "rich_text_list",
        "style": "ordered",
        "indent": 1,
        "offset": 2,
        "elements": [section(text("a"))],
    }
    html = drawn(
        numbered,
        {"type": "rich_text_quote", "elements": [text("q")]},
        {"type": "rich_text_preformatted", "elements": [text("<p>")]},
    )
    assert html == (
        '<ol start="3" class="indent-1"><li><div class="rich-section">a</div></li></ol>'
        "<blockquote>q</blockquote><pre>&lt;p&gt;</pre>"
    )


def test_mentions_links_dates_and_emoji_are_drawn() -> None:
    html = drawn(
        section(
            {"type": "user", "user_id": "U1"},
            {"type": "channel", "channel_id": "C1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "broadcast", "range": "here"},
            {"type": "emoji", "name": "tada"},
            {"type": "date", "timestamp": 1700000000, "format": "{date_num}", "fallback": "then"},
            {"type": "link", "url": "https://a.example", "text": "<a>"},
        )
    )
    for part in ("@Ana", '/as/U1/c/C1">#general', "@leads", "@here", "🎉", "2023-11-14", "&lt;a&gt;</a>"):
        assert part in html


def test_a_link_that_would_run_code_is_only_words() -> None:
    assert (
        drawn(section({"type": "link", "url": "javascript:alert(1)", "text": "x"}))
        == '<div class="rich-section">x</div>'
    )


def test_an_unknown_leaf_is_left_out() -> None:
    assert drawn(section({"type": "hologram"})) == '<div class="rich-section"></div>'
