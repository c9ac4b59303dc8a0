"""What is said about words that give their author away: what they are, what to do, and what stands in their place.

Never that a text is clean, or anonymous now: what was not found may still be there, and style always is.
"""

INSTEAD = {
    "email": "[an e-mail address]",
    "phone": "[a phone number]",
    "mention": "[a mention]",
    "name": "[a name]",
    "employee": "[an employee number]",
    "ticket": "[a ticket]",
    "link": "[a link]",
    "secret": "[a key or password]",
}
"""By kind, what a rewrite proposes. Searching a text passes over these, so each must stay recognisable."""

WHAT = {
    "email": "an e-mail address",
    "phone": "a phone number",
    "mention": "a mention",
    "name": "somebody's name",
    "employee": "an employee number",
    "ticket": "a ticket",
    "link": "a link that says who shared it or whose it is",
    "secret": "a key or a password",
    "role": "something that is true of few people",
    "when": "an exact time",
    "told": "somebody who has heard this from you before",
}
"""By kind, what was found."""

ADVICE = {
    "email": "Its owner is easy to find. If it is yours, leave it out: you can be answered here.",
    "phone": "Its owner is easy to find. If it is yours, leave it out: you can be answered here.",
    "mention": "The person is told, and may remember who had reason to write this. A role often does as well.",
    "name": "The person may remember who had reason to write this. A role often does as well.",
    "employee": "It belongs to one person. Describe what went wrong without it.",
    "ticket": "A ticket shows who opened it. Describe what it is about instead.",
    "link": "Addresses can carry who made or shared them. Name the page instead.",
    "secret": "Whoever reads it can use it, and it may show who had access. It is best replaced in use, too.",
    "role": "How many people could say this? If it is few, leave it out, or say it more generally.",
    "when": "Few people were there. “Recently” or “in a meeting” often does as well.",
    "told": "Whoever heard it from you will recognise it. Leave out that you have said it before.",
}
"""By kind, what the author may want to do. They decide."""

NOTHING_FOUND = (
    "We found no names, numbers or links in it. We cannot see everything: what only few people know, and how you "
    "write, can still tell who you are."
)
PREVIEW = "Marked is what could tell who you are. Nothing is changed unless you choose it."
STYLE = "Rewording hardly hides how somebody writes. Being brief helps more."


def brevity(*, count: int, words: int, up_to: int, chance: float, then_words: int = 0, then: float = 0.0) -> str:
    """The hint about length: what was measured near it, and at the next shorter length, if one was measured."""
    length = f"{words} to {up_to} words" if up_to > words else f"{words} words"
    said = (
        f"{_counted(count)}. Of 10 people, the author of {length} was recognised by style alone in "
        f"{round(chance * 100)} of 100 cases"
    )
    if then_words:
        return f"{said}, of {then_words} words in {round(then * 100)}."
    return f"{said}; a blind guess is right in 10."


def _counted(count: int) -> str:
    return "This is 1 word" if count == 1 else f"This is {count} words"
