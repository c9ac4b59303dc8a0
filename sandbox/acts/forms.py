"""Fills, sends and closes forms, and asks the app for what can be chosen in them."""

from collections.abc import Mapping
from typing import Any

from sandbox.acts.pressing import Pressing
from sandbox.blockkit import check_suggestions
from sandbox.delivery import Delivery
from sandbox.errors import BadAnswer, ClientRefused, NoSuchElement, SlackError
from sandbox.fields import chosen, place, refusals
from sandbox.model import BlockList
from sandbox.views import View

FAILURE = "We had some trouble connecting. Try again?"
_DEFAULT_QUERY_LENGTH = 3  # reference of external_select, `min_query_length`


class Forms(Pressing):
    """Modals, and inputs wherever they stand."""

    def fill(
        self,
        person: str,
        view_id: str | None = None,
        values: Mapping[str, Any] | None = None,
        *,
        channel: str | None = None,
        ts: str | None = None,
        ephemeral_id: str | None = None,
    ) -> None:
        """Types or chooses without sending: text, option values, or lists of them, by action id.

        A key may be `block_id/action_id` where an action id stands in several blocks.
        """
        who = self._person(person)
        spot = self._spot(who, channel=channel, ts=ts, view_id=view_id, ephemeral_id=ephemeral_id)
        state = self._values(who, spot)
        for key, value in (values or {}).items():
            block_id, _, action_id = key.rpartition("/")
            try:
                one = place(spot.blocks, action_id, block_id or None)
            except NoSuchElement:
                one = place(spot.blocks, key)
            state.setdefault(one.block_id, {})[one.action_id] = chosen(one, value, self._offered(spot, one))
            if spot.view is not None:
                spot.view.errors.pop(one.block_id, None)
        self._world.changes.bump()

    async def submit(self, person: str, view_id: str, values: Mapping[str, Any] | None = None) -> Delivery:
        """Fills and sends a modal, and does with it what the app answers.

        ClientRefused when Slack's client would not send it. A wrong or missing answer leaves the modal open with
        `failure` set; `response_action: errors` leaves it open with `errors`.
        """
        who = self._person(person)
        view = self._seen_view(who, view_id)
        if view.type != "modal" or view.submit is None:
            raise NoSuchElement("this view has no submit button")
        self.fill(person, view_id, values)
        view.errors, view.failure = refusals(view.blocks, view.values), None
        if view.errors:
            self._world.changes.bump()
            raise ClientRefused("; ".join(f"{key}: {why}" for key, why in view.errors.items()), view.errors)
        if view.submit_disabled:
            raise ClientRefused("the submit button is disabled")
        delivery = await self._carry(
            "interactive", self._core.payloads.submission(who, self._core.surfaces.as_slack(view))
        )
        if delivery.error is None:
            try:
                self._follow(view, delivery.body)
            except (BadAnswer, SlackError) as error:
                delivery = Delivery(delivery.status, delivery.body, delivery.ms, str(error))
        if delivery.error is not None:
            view.failure = FAILURE
        self._world.changes.bump()
        return delivery

    async def close(self, person: str, view_id: str, *, all_of_them: bool = False) -> Delivery | None:
        """Closes the modal in front, with all below it where it has `clear_on_close`.

        Tells the app only when the view asked for it.
        """
        who = self._person(person)
        view = self._seen_view(who, view_id)
        if view.type != "modal":
            raise NoSuchElement("a home tab cannot be closed")
        all_of_them = all_of_them or view.clear_on_close
        shown = self._core.surfaces.as_slack(view)
        self._core.surfaces.close(view, all_of_them=all_of_them)
        if not view.notify_on_close:
            return None
        return await self._carry("interactive", self._core.payloads.closed(who, shown, cleared=all_of_them))

    async def suggestions(
        self,
        person: str,
        view_id: str | None,
        block_id: str,
        action_id: str,
        query: str,
        *,
        channel: str | None = None,
        ts: str | None = None,
    ) -> BlockList:
        """What the app offers for a query typed into an external select; empty when it is shorter than Slack sends.

        The select stands in a view, or with `view_id` None in the message `ts` of `channel`.

        BadAnswer when the app does not answer, or with something Slack would not show.
        """
        who = self._person(person)
        spot = self._spot(who, channel=channel, ts=ts, view_id=view_id, action_id=action_id)
        one = place(spot.blocks, action_id, block_id)
        if one.kind not in {"external_select", "multi_external_select"}:
            raise NoSuchElement(f"'{action_id}' is no external select")
        if len(query) < one.element.get("min_query_length", _DEFAULT_QUERY_LENGTH):
            return []
        where: dict[str, Any] = {}
        if spot.view is not None:
            container: dict[str, Any] = {"type": "view", "view_id": spot.view.id}
            where["view"] = self._core.surfaces.as_slack(spot.view)
        elif spot.channel is not None and spot.message is not None:
            ids = {"message_ts": spot.message.ts, "channel_id": spot.channel.id}
            container = {"type": "message", **ids, "is_ephemeral": False}
            where["channel"] = {"id": spot.channel.id, "name": spot.channel.name_for_apps}
            where["message"] = self._core.messages.as_slack(spot.message)
        else:
            raise NoSuchElement("suggestions are asked for in a view or a message")
        payload = self._core.payloads.suggestion(who, container, (block_id, action_id), query, **where)
        found = _options(await self._carry("interactive", payload))
        if spot.view is not None:
            spot.view.offered.setdefault(f"{block_id}/{action_id}", []).extend(found)
        else:
            self._suggested.setdefault((spot.key, block_id, action_id), []).extend(found)
        return found

    def _follow(self, view: View, body: Any) -> None:
        surfaces = self._core.surfaces
        if body in (None, "", {}):
            surfaces.close(view)
            return
        what = body.get("response_action") if isinstance(body, dict) else None
        if what == "clear":
            surfaces.close(view, all_of_them=True)
        elif what == "errors":
            view.errors = _errors(view, body.get("errors"))
        elif what == "update":
            surfaces.update(view, body.get("view"))
        elif what == "push":
            surfaces.push(view.user, body.get("view"))
        else:
            raise BadAnswer(f"the answer to a view_submission has no known response_action: {what!r}")


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise BadAnswer("response_action errors needs a non-empty object of errors")
    unknown = set(errors) - inputs
    if unknown:
        raise BadAnswer(f"errors for blocks that are no inputs of this view: {', '.join(sorted(unknown))}")
    return {key: str(text) for key, text in errors.items()}


def _options(delivery: Delivery) -> BlockList:
    if delivery.error is not None:
        raise BadAnswer(f"no options came: {delivery.error}")
    problems = check_suggestions(delivery.body)
    if problems:
        raise BadAnswer("; ".join(problems))
    grouped = [option for group in delivery.body.get("option_groups") or [] for option in group["options"]]
    return [*(delivery.body.get("options") or []), *grouped]
