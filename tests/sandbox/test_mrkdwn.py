from typing import Any

from sandbox.mrkdwn import escape, links, mentions, notified, resolve


def test_every_control_sequence_that_pings_is_found() -> None:
    found = mentions("<!channel> <!here|here> <!everyone> <@U0ANA> <@W0BEN|ben> <!subteam^S0LEADS|@leads>")
    assert found.channels == ["!channel", "!here", "!everyone"]
    assert found.people == ["U0ANA", "W0BEN"]
    assert found.groups == ["S0LEADS"]
    assert len(found.all) == 6


def test_escaped_text_and_plain_at_signs_ping_nobody() -> None:
    assert mentions("&lt;!channel&gt; @channel @here <#C0GENERAL> <https://example.org|x>").all == []


def test_people_s_words_in_plain_text_and_rich_text_ping_nobody() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "plain_text", "text": "<!channel>"}},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "<!here>"}]}],
        },
    ]
    assert notified("new feedback", blocks) == []


def test_mrkdwn_anywhere_in_the_blocks_and_rich_text_mentions_do_ping() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "<!channel>"}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "<@U0ANA>"}]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "here"}]}],
        },
    ]
    assert notified("<@U0BEN>", blocks) == ["U0BEN", "!channel", "U0ANA", "!here"]


def test_links_are_found_in_text_and_blocks_but_not_in_button_values() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "plain_text", "text": "https://b.example/x"}},
        {"type": "actions", "elements": [{"type": "button", "value": "https://c.example"}]},
    ]
    assert links("see <https://a.example|here>", blocks) == ["https://a.example", "https://b.example/x"]


def test_what_a_person_types_is_escaped_and_known_names_become_mentions() -> None:
    names = {"@ana": "<@U0ANA|ana>", "#payments": "<#C0PAYMENTS|payments>", "@here": "<!here>"}
    typed = resolve(escape("@ana & #payments, mail a@ana.example, <@here> @nobody"), names)
    assert typed == "<@U0ANA|ana> &amp; <#C0PAYMENTS|payments>, mail a@ana.example, &lt;<!here>&gt; @nobody"
