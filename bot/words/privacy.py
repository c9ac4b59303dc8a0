"""How private this is, in short, as shown in the form and in Home. The whole of it is docs/privacy.md."""

TITLE = "How private is this?"

PARAGRAPHS = (
    (
        "Slack itself always sees that you sent something, and so does whoever can compel Slack. This bot sees you "
        "and your words together for the moment it takes them in. What is stored and posted has neither your name "
        "nor your id, unless you sign it: then everybody who reads it sees your name."
    ),
    (
        "You choose how you can be answered. *In my Home* keeps a tag that only you can recognise, and that somebody "
        "with both the database and the key store could link to you until it is closed or 30 days are over. *With a "
        "receipt* keeps nothing of you: you get six words once, and whoever has them is taken for the author. *No "
        "answer* keeps nothing at all. We never send you a direct message about it."
    ),
    (
        "Anonymous feedback waits for a batch with what others wrote, so that its moment does not tell who it was. "
        "Until then you can edit it or take it back. If too few people write, it goes out when its time is up, or with "
        "the first whose time is, and perhaps alone. *Now* means at once: in our simulation of 12 people, whoever saw "
        "you open the bot then names you in 100 of 100 cases, against 28 in a batch of at least 3."
    ),
    (
        "Your words can tell who you are. We mark names, numbers, links and the like before you send, and cannot "
        "find all of them; what only few people know is yours to leave out. How you write tells too: of 10 people, "
        "the author of 50 to 150 words was recognised in 71 of 100 cases, of 10 words in 29. Rewording hardly helps, "
        "being brief does."
    ),
    (
        "In a small group anything points to few people. You see how many could have written it, and where that is "
        "few you can send it to a larger team instead. If it is about somebody who leads the team, you can leave "
        "that person out: it goes to others by direct message, and that person is not shown that there is anything."
    ),
    (
        "Leaders can ask you questions, and you need not answer. They can pause the author of an item for 7 days "
        "without learning who it is, and report an item, which hides its words from the channel and hands them to "
        "people who look after safety. None of it tells them who you are."
    ),
    (
        "Ways back to you end when an item is closed or withdrawn, or after 30 days. Words, questions and answers "
        "are erased when the team's time for keeping them is over, 180 days unless it chose otherwise; what stays is "
        "for counting."
    ),
    (
        "The whole of it, with what we do not protect against, is in docs/privacy.md of this bot: ask whoever runs "
        "it for a copy. They can run `tell-me-more audit`, which sends feedback of an invented author through it and "
        "searches everything that is kept for that author."
    ),
)
"""In mrkdwn. Each has at most 600 characters."""
