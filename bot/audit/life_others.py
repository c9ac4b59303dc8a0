"""Other ways to send: with a receipt, at once, about a leader, taken back, and across a crash."""

from bot.audit.cast import DIRECTOR, FALLBACK_CHANNEL, LEADER, OTHER_LEADER
from bot.audit.hands import NotDone
from bot.audit.life import Life, expect
from bot.audit.life_home import open_form
from bot.audit.place import View
from bot.core.held import WayBack
from bot.core.item import State
from bot.messages import actions
from bot.usecases.close import close
from bot.words import audit as say
from handlers.views import ids


async def with_receipt(life: Life) -> None:
    """Send with a receipt, acknowledge, answer with the receipt and withdraw with it."""
    hands, who, works = life.hands, life.canary.id, life.works
    async with life.step(say.RECEIPT):
        form = await open_form(life, "words with a receipt")
        confirmation = await hands.send(form, {ids.SIGNATURE: WayBack.RECEIPT.value})
        item = life.items["receipt"] = hands.item_of(confirmation)
        life.receipts["receipt"] = _words_of(confirmation)
        await works.later()
        card = await hands.card(item)
        works.store.fail_next("acknowledge")
        for _ in range(2):
            await hands.press(LEADER, actions.ACKNOWLEDGE, channel=card.channel, ts=card.ts)
        found = await works.store.item(item)
        expect("not acknowledged", true=found is not None and found.state is State.ACKNOWLEDGED)
        await hands.ask(OTHER_LEADER, card, life.sentences.new("question with a receipt"))
    async with life.step(say.RECEIPT_WRONG):
        mistaken = " ".join(reversed(life.receipts["receipt"].split()))
        shown = await _give(life, mistaken)
        expect("it was taken", true=shown.callback_id == ids.RECEIPT_FORM and bool(shown.errors))
        shown = await _give(life, "not a receipt")
        expect("it was taken", true=shown.callback_id == ids.RECEIPT_FORM and bool(shown.errors))
    async with life.step(say.RECEIPT_ANSWERED):
        view = await _give(life, life.receipts["receipt"])
        expect("it opens nothing", true=view.callback_id == ids.ITEM_VIEW)
        view = await hands.answer(view, life.sentences.new("answer with a receipt"))
        await life.look("")
        await works.later()
        expect("the answer is not out", true=len(await works.store.answers(item)) == 1)
    async with life.step(say.RECEIPT_WITHDRAWN):
        await hands.press(who, ids.WITHDRAW, view_id=view.id)
        await works.later()
        found = await works.store.item(item)
        expect("not withdrawn", true=found is not None and found.state is State.WITHDRAWN)
        await life.look(item)


async def at_once(life: Life) -> None:
    """Send at once, without a way back, while Slack refuses the blocks."""
    async with life.step(say.AT_ONCE):
        form = await open_form(life, "words sent at once")
        await life.hands.press(life.canary.id, ids.SIGNATURE, view_id=form.id, value=WayBack.NONE.value)
        await life.hands.press(life.canary.id, ids.WHEN, view_id=form.id, value=ids.NOW)
        life.place.faults.fail_next("chat.postMessage", error="invalid_blocks")
        await life.hands.send(form)
        await life.works.settled()
        words = life.sentences.planted["words sent at once"]
        there = [post for post in life.place.act.messages(LEADER, "#audit-team") if words in post.text]
        expect("it did not come as text", true=bool(there))


async def about_a_leader(life: Life) -> None:
    """Send what is about a leader, who must get nothing of it."""
    hands, works = life.hands, life.works
    async with life.step(say.LEFT_OUT):
        form = await open_form(life, "words about a leader")
        await hands.press(life.canary.id, ids.LEAVE_OUT, view_id=form.id, value=LEADER)
        confirmation = await hands.send(form)
        item = life.items["about a leader"] = hands.item_of(confirmation)
        await works.later()
        card = next(post for post in life.place.act.dms(DIRECTOR) if item in str(post.blocks))
        await hands.ask(DIRECTOR, card, life.sentences.new("question about a leader"))
        await works.settled()
        expect("the leader was told", true=item not in str([post.blocks for post in life.place.act.dms(LEADER)]))
        now, deps = life.place.clock.now(), works.made.deps
        await close(store=deps.store, keys=deps.identity.keys, item_id=item, because="the audit", now=now)
        await life.look(item)


async def across_a_crash(life: Life) -> None:
    """Send, let the process end without a word, and let what waited go out of a new one, to a channel that is gone."""
    hands, works = life.hands, life.works
    async with life.step(say.CRASHED):
        confirmation = await hands.send(await open_form(life, "words across a crash"))
        item = life.items["crash"] = hands.item_of(confirmation)
        await works.crash(life.session)
        await life.pass_time(1.0)
        life.place.faults.fail_next("chat.postMessage", error="channel_not_found")
        await works.later()
        await hands.card(item, channel=FALLBACK_CHANNEL, person=DIRECTOR)
        await hands.open_item(item)


async def taken_back(life: Life) -> None:
    """Send and take back before the batch, after the key store had failed."""
    hands, works, who = life.hands, life.works, life.canary.id
    async with life.step(say.TAKEN_BACK):
        works.keys.fail_next("key")
        form = await open_form(life, "words taken back")
        await hands.submit(who, form)
        if not works.keys.failed["key"]:
            await hands.submit(who, form)  # it came back to be looked at
        expect("the key store did not fail", true=works.keys.failed["key"] == 1)
        confirmation = await hands.send(form)
        item = life.items["taken back"] = hands.item_of(confirmation)
        await hands.press(who, ids.HELD_WITHDRAW, view_id=confirmation.id)
        expect("still there", true=await works.store.held(item) is None)
        await life.look(item)


async def at_the_end(life: Life, seconds: float) -> None:
    """Let the author leave, and all words be erased after their `seconds`."""
    async with life.step(say.GONE):
        await life.works.crash(life.session)
        life.place.act.deactivate(life.canary.id)
        await life.works.know_people()
    async with life.step(say.ERASED):
        await life.works.later(seconds)
        for item_id in life.items.values():
            item = await life.works.store.item(item_id)
            expect("words are left", true=item is None or item.erased)
        await life.works.sweep()  # the second look finds keys without an item


async def _give(life: Life, typed: str) -> View:
    """Give a receipt in the form that the Home opens; return what is in front of the canary then."""
    who = life.canary.id
    shown = life.place.act.modal(who)
    if shown is None or shown.callback_id != ids.RECEIPT_FORM:
        home = life.place.act.home(who)
        if home is None:
            raise NotDone("no Home")
        await life.hands.press(who, ids.HAVE_RECEIPT, view_id=home.id)
        shown = life.hands.view(who, ids.RECEIPT_FORM)
    await life.hands.submit(who, shown, {ids.RECEIPT: typed})
    return life.hands.view(who, ids.RECEIPT_FORM, ids.ITEM_VIEW)


def _words_of(confirmation: View) -> str:
    for block in confirmation.blocks:
        if block.get("type") == "header" and len(str(block["text"]["text"]).split()) == 6:
            return str(block["text"]["text"])
    raise NotDone("no receipt")
