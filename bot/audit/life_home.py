"""The whole life of an item that is answered in its author's Home."""

import asyncio
import contextlib

from bot.audit.cast import DIRECTOR, LEADER, OTHER_LEADER, SAFETY_CHANNEL, TEAM
from bot.audit.life import Life, expect
from bot.audit.place import Post, View
from bot.core.held import WayBack
from bot.errors import StoreUnavailable
from bot.messages import actions
from bot.usecases.close import close
from bot.words import audit as say
from handlers.views import ids


async def in_home(life: Life) -> None:
    """Send, edit, release, remind, ask, answer, pause, report and close an item."""
    await _send(life)
    await _change(life)
    card = await _go_out(life)
    await _talk(life, card)
    await _act(life, card)


async def _send(life: Life) -> None:
    hands, who = life.hands, life.canary.id
    async with life.step(say.TOO_LATE):
        life.place.faults.fail_next("views.open", error="expired_trigger_id")
        await hands.command(f"{TEAM}: {life.sentences.new('words')}")
        offer = life.place.act.ephemerals(who)[-1]
        await hands.press(who, ids.OFFER_FORM_AGAIN, ephemeral_id=offer.id)
        form = hands.view(who, ids.FEEDBACK_FORM)
    async with life.step(say.CHANGED):
        for way in (WayBack.RECEIPT, WayBack.HOME):
            await hands.press(who, ids.SIGNATURE, view_id=form.id, value=way.value)
        await hands.press(who, ids.WHEN, view_id=form.id, value=ids.BATCH)
        await hands.press(who, ids.CHECK_WORDS, view_id=form.id)
    async with life.step(say.NOT_STORED):
        life.works.store.fail_next("hold")
        await hands.submit(who, form)
        if not life.works.store.failed["hold"]:
            await hands.submit(who, form)  # it came back to be looked at
        expect("the database did not fail", true=life.works.store.failed["hold"] == 1)
        expect("the form is gone", true=hands.view(who, ids.FEEDBACK_FORM) is not None)
    async with life.step(say.TAKEN):
        confirmation = await hands.send(form)
        life.items["home"] = hands.item_of(confirmation)
        await asyncio.sleep(1.05)  # in another second it has another signature, and is no repetition at the door
        await hands.again()
        expect("it is not held", true=await life.works.store.held(life.items["home"]) is not None)


async def _change(life: Life) -> None:
    hands, who, item = life.hands, life.canary.id, life.items["home"]
    async with life.step(say.EDITED):
        await hands.press(who, ids.HELD_EDIT, view_id=hands.view(who, ids.CONFIRMATION).id)
        await hands.submit(who, hands.view(who, ids.EDIT_FORM), {ids.WORDS: life.sentences.new("changed words")})
        held = await life.works.store.held(item)
        expect("not changed", true=held is not None and life.sentences.planted["changed words"] in held.words)
    async with life.step(say.SEEN_IN_HOME):
        life.works.keys.fail_next("keys")
        await life.place.act.open_home(who)
        await hands.until(lambda: life.works.keys.failed["keys"] == 1, "the key store did not fail")
        await hands.open_item(item)
        await life.look("")


async def _go_out(life: Life) -> Post:
    works, item = life.works, life.items["home"]
    async with life.step(say.RELEASED):
        await life.pass_time(1.0)
        works.store.fail_next("release")
        with contextlib.suppress(StoreUnavailable):  # the schedule logs it, and looks again
            await works.sweep()
        expect("the database did not fail", true=works.store.failed["release"] == 1)
        life.place.faults.fail_next("chat.postMessage", retry_after=1)
        life.place.faults.fail_next("chat.postMessage", drop=True)
        await works.later()
        card = await life.hands.card(item)
    async with life.step(say.NUDGED):
        await works.later(1.1)
        expect("no reminder", true=bool(life.hands.replies(card)) and bool(life.place.act.dms(OTHER_LEADER)))
    return card


async def _talk(life: Life, card: Post) -> None:
    hands, item = life.hands, life.items["home"]
    async with life.step(say.ASKED):
        await hands.ask(LEADER, card, life.sentences.new("question"))
        await hands.ask(
            OTHER_LEADER, card, f"Who are you, and which sprint was it? {life.sentences.new('second question')}"
        )
        await life.works.settled()
        asked = await life.works.store.questions(item)
        expect("not asked", true=len(asked) == 2 and asked[1].fishes)
    async with life.step(say.ANSWERED):
        view = await hands.open_item(item)
        await hands.answer(view, life.sentences.new("answer"))
        await life.look("")
        before = len(hands.replies(card))
        await life.works.later()
        expect("the answer is not in the thread", true=len(hands.replies(card)) > before)


async def _act(life: Life, card: Post) -> None:
    hands, works, item = life.hands, life.works, life.items["home"]
    async with life.step(say.MUTED):
        await hands.choose(LEADER, card, f"{actions.MUTE}{item}", ids.MUTE_FORM)
        expect("still heard", true=await _refused(life))
    async with life.step(say.REPORTED):
        await hands.choose(OTHER_LEADER, card, f"{actions.REPORT}{item}", ids.REPORT_FORM)
        await works.settled()
        expect("nobody was told", true=bool(life.place.act.messages(DIRECTOR, SAFETY_CHANNEL)))
    async with life.step(say.CLOSED):
        await life.look("")
        deps = works.made.deps
        now = life.place.clock.now()
        await close(store=deps.store, keys=deps.identity.keys, item_id=item, because="the audit", now=now)
        await life.look(item)
        await works.settled()


async def _refused(life: Life) -> bool:
    """Return whether something new of the canary is refused: the form stays, and says why."""
    form = await open_form(life, "refused words")
    for _ in range(2):
        await life.hands.submit(life.canary.id, form)
        form = life.hands.view(life.canary.id, ids.FEEDBACK_FORM, ids.CONFIRMATION)
        if form.errors:
            break
    return form.callback_id == ids.FEEDBACK_FORM and bool(form.errors)


async def open_form(life: Life, name: str) -> View:
    """Type the command with a new sentence; return the form. NotDone."""
    await life.hands.command(f"{TEAM}: {life.sentences.new(name)}")
    return life.hands.view(life.canary.id, ids.FEEDBACK_FORM)
