"""The names people type in messages, and what Slack writes in their place."""

from sandbox.world import World


def names(world: World, *, labels: bool) -> dict[str, str]:
    """Maps what is typed (`@ana`, `#payments`, `@here`, lower case) to its control sequence.

    `labels` puts the name behind the id, as in payloads of commands: `<@U0ANA|ana>`.
    """
    known = {f"@{word}": f"<!{word}>" for word in ("channel", "here", "everyone")}
    for group in world.groups.values():
        label = f"|@{group.handle}" if labels else ""
        known[f"@{group.handle.lower()}"] = f"<!subteam^{group.id}{label}>"
    for person in world.people.values():
        label = f"|{person.name}" if labels else ""
        known[f"@{person.name.lower()}"] = f"<@{person.id}{label}>"
    for channel in world.channels.values():
        if channel.kind == "public":
            known[f"#{channel.name}"] = f"<#{channel.id}|{channel.name}>"
    return known
