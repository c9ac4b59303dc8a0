"""A card that no channel took and that an admin got: with buttons only for those who may press them."""

from dataclasses import replace

from bot.errors import SlackRefused
from bot.ports import Kind, Message
from tests.sending.support import ORGANISATION, SEARCH, START, TRIAGE, WORDS, Bench, Call, an_item, refusing

NO_CHANNEL = refusing(SlackRefused("not_in_channel"), channels=["CPAY", "CSEA", "CTRI"])


async def the_card(bench: Bench, team: str = "payments") -> Call:
    bench.slack.answer = NO_CHANNEL
    bench.store.add(an_item(team=team), channel="CPAY" if team == "payments" else "CSEA")
    await bench.until_empty()
    [card] = [call for call in bench.slack.sent if call.blocks]
    return card


async def test_an_admin_who_does_not_lead_reads_who_can_answer(bench: Bench) -> None:
    card = await the_card(bench)
    assert (card.channel, card.buttons) == ("UADMIN", [])
    assert WORDS in card.shown
    assert "Only those who lead Payments can answer this." in card.shown


async def test_an_admin_who_leads_the_team_has_the_buttons() -> None:
    card = await the_card(Bench(replace(ORGANISATION, admins=("ULEAD",))))
    assert card.buttons == ["tell_me_more", "acknowledge"]


async def test_where_nobody_leads_the_team_those_of_the_fallback_have_the_buttons() -> None:
    teams = (replace(SEARCH, leaders=()),)
    card = await the_card(Bench(replace(ORGANISATION, teams=teams, admins=("UTRI",))), team="search")
    assert card.buttons == ["tell_me_more", "acknowledge"]


async def test_where_nobody_leads_the_team_an_admin_reads_that_the_fallback_answers() -> None:
    card = await the_card(Bench(replace(ORGANISATION, teams=(replace(SEARCH, leaders=()),))), team="search")
    assert card.buttons == []
    assert f"Only those who lead {TRIAGE.name} can answer this." in card.shown


async def test_an_admins_card_that_is_brought_up_to_date_gets_no_buttons_either(bench: Bench) -> None:
    bench.store.items["K7QX-1"] = an_item()
    bench.store.messages["DADMIN", "1.0"] = Message(
        channel="DADMIN", ts="1.0", item="K7QX-1", kind=Kind.CARD, ref="not_in_channel", version=1
    )
    await bench.store.acknowledge("K7QX-1", by="ULEAD", now=START)
    await bench.until_empty()
    [update] = bench.slack.sent
    assert update.buttons == []
    assert "Acknowledged by <@ULEAD>" in update.shown
    assert "Only those" not in update.shown


async def test_a_leaders_reminder_keeps_its_buttons_when_the_card_is_with_an_admin(bench: Bench) -> None:
    bench.store.add_delivered(an_item(), channel="DADMIN")
    bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=1)
    await bench.until_empty()
    assert bench.slack.sent[0].buttons == ["tell_me_more", "acknowledge"]


async def test_no_reminder_goes_into_the_thread_of_a_direct_message(bench: Bench) -> None:
    bench.store.add_delivered(an_item(), channel="DADMIN")
    bench.store.put(Kind.THREAD_REMINDER, "DADMIN", step=1)
    await bench.until_empty()
    assert bench.slack.sent == []


async def test_the_alert_says_what_becomes_of_what_follows(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("is_archived"), channels=["CPAY"])
    for number in (1, 2):
        bench.store.add(an_item(number))
    await bench.until_empty()
    [(_, alert)] = bench.store.alerts
    assert "What meets the same in the next hour goes the same way, without a message like this." in alert


async def test_the_alert_about_a_reminder_is_good_for_a_day(bench: Bench) -> None:
    bench.slack.answer = refusing(SlackRefused("user_disabled"), channels=["ULEAD"])
    bench.store.add_delivered(an_item())
    bench.store.put(Kind.LEADER_REMINDER, "ULEAD", step=1)
    await bench.until_empty()
    assert "in the next day goes the same way" in bench.store.alerts[0][1]
