import pytest

from tests.teamsfile.support import DESIGN, HEAD, file, problems, team


def only(text: str | bytes) -> str:
    (problem,) = problems(text)
    return problem


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    text = file(team("Pay", "topic: [a]", "nudge: {first_after: 4 hours, every: 1d}"), team("search", "leader: x"))
    text = text.replace("leaders: [U0TRIAGE]", "leaders: []")
    found = problems(text)
    assert [problem.split(": ")[:2] for problem in found] == [
        ["teams.yml:2", "fallback.leaders"],
        ["teams.yml:4", "teams[0].key"],
        ["teams.yml:8", "teams[0].topic"],
        ["teams.yml:9", "teams[0].nudge.every"],
        ["teams.yml:9", "teams[0].nudge.first_after"],
        ["teams.yml:14", "teams[1].leader"],
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "timezone: Europe/Berlin",
            "timezone: Europe/Berln",
            "teams.yml:2: defaults.timezone: there is no timezone Europe/Berln: did you mean Europe/Berlin?",
        ),
        ("timezone: Europe/Berlin", "timezone: berlin", "did you mean Europe/Berlin?"),
        ("timezone: Europe/Berlin", "timezone: ../../etc/passwd", "use one such as Europe/Berlin"),
        ("timezone: Europe/Berlin", "timezone: localtime", "there is no timezone localtime: use one such as"),
        ("timezone: Europe/Berlin", "timezone: europe/berlin", "did you mean Europe/Berlin?"),
        ("timezone: Europe/Berlin", "timezone: posix/Europe/Berlin", "did you mean Europe/Berlin?"),
        ("timezone: Europe/Berlin", "timezone: 7", "teams.yml:2: defaults.timezone: must be text"),
        ("timezone: Europe/Berlin", "timezone:", "teams.yml:2: defaults.timezone: has no value"),
        (
            "holidays: DE ",
            "holidays: Germany ",
            "teams.yml:4: defaults.holidays: there are no holidays for Germany: did you mean DE?",
        ),
        ("holidays: DE ", "holidays: de ", "did you mean DE?"),
        ("holidays: DE ", "holidays: DE-XX ", "there are no holidays for DE-XX"),
        ("holidays: DE ", "holidays: [2026-02-30] ", "or a list of dates such as"),
        ("holidays: DE ", "holidays: 7 ", "or a list of dates such as"),
        ("first_after: 4h", "first_after: 4 hours", "teams.yml:5: defaults.nudge.first_after: write a length of time"),
        ("first_after: 4h", "first_after: 4", "defaults.nudge.first_after: write a length of time"),
        ("first_after: 4h", "first_after: 0s", "the shortest length of time is 1s"),
        ("escalate_after: 2", "escalate_after: 0", "defaults.nudge.escalate_after: must be 1 or more"),
        ("escalate_after: 2", 'escalate_after: "2"', "defaults.nudge.escalate_after: must be a whole number"),
        ("escalate_after: 2", "escalate_after: 1.5", "defaults.nudge.escalate_after: must be a whole number"),
        ("escalate_after: 2", "escalate_after: true", "defaults.nudge.escalate_after: must be a whole number"),
        ("at_least: 3", "at_least: 99999", "must be 1000 or less"),
        ("at_least: 3", "ways_back: []", "defaults.anonymous.ways_back: must be a list of at least one of home"),
        ("at_least: 3", "ways_back: [mail]", "must be a list of at least one of home, receipt, none"),
        ("at_least: 3", "ways_back: home", "must be a list of at least one of home, receipt, none"),
        ("at_least: 3", "ways_back: [[home]]", "must be a list of at least one of home, receipt, none"),
        ("default: true", "default: maybe", "defaults.anonymous.default: must be true or false"),
        ("days: [mon,", "days: [monday,", "defaults.working_hours.days[0]: must be one of mon, tue"),
        ("days: [mon, tue, wed, thu, fri]", "days: []", "defaults.working_hours.days: must be one of mon, tue"),
        ('from: "09:00"', 'from: "18:00"', "teams.yml:3: defaults.working_hours: from must be earlier than to"),
        ('from: "09:00"', 'from: "9:00"', "defaults.working_hours.from: must be a time of day"),
        ('to: "17:30"', 'to: "24:00"', "defaults.working_hours.to: must be a time of day"),
        ('to: "17:30"', "to: 17", "defaults.working_hours.to: must be a time of day"),
        (', to: "17:30"', "", "defaults.working_hours.to: is missing"),
        ('{day: mon, at: "09:30"}', "monday", "teams.yml:7: defaults.digest: must be keys with values"),
        ("admins: [U0ADMIN]", "admins: [S0ADMINS]", "organisation.admins[0]: is not a person's id"),
        ("admins: [U0ADMIN]", "admins: U0ADMIN", "teams.yml:9: organisation.admins: must be a list"),
        ("leaders: [U0LEAD, S0PAYLEADS]", "leaders: []", "teams.yml:15: teams[0].leaders: must name somebody"),
        ("leaders: [U0LEAD, S0PAYLEADS]", "leaders: [@ana]", "this is not YAML"),
        ("leaders: [U0LEAD, S0PAYLEADS]", "leaders: ['@ana']", "teams[0].leaders[0]: is neither a person's id"),
        ("leaders: [U0LEAD, S0PAYLEADS]", "leaders: [u0lead]", "teams[0].leaders[0]: is neither a person's id"),
        ("[[U0DIRECTOR], [U0VP]]", "[[U0DIRECTOR], []]", "teams[0].escalation[1]: must name somebody"),
        ("[[U0DIRECTOR], [U0VP]]", "[U0DIRECTOR]", "teams[0].escalation[0]: must be a list"),
        ('channel: "#payments" ', "channel: #payments ", "teams[0].channel: has no value: a name with # needs quotes"),
        ('channel: "#payments" ', "channel: pay ments ", "teams[0].channel: must be one channel"),
        ("key: payments", "key: fallback", "teams[0].key: is the key of the team that gets what nobody owns"),
        ("key: payments", "key: Payments!", "teams[0].key: must be lower-case"),
        ("key: payments", "key: 7", "teams[0].key: must be text"),
        ("name: Payments", f"name: {'x' * 61}", "teams[0].name: must be at most 60 characters"),
        ("name: Payments", 'name: "a\\nb"', "teams[0].name: must be one line"),
        ("name: Payments", 'name: "a\\ud800b"', "teams[0].name: must be one line"),
        ("name: Payments", 'name: "\\u200b"', "teams[0].name: must have at least one letter or digit"),
        ("name: Payments", "name: Payments\n    parent:", "teams.yml:14: teams[0].parent: has no value"),
        ("name: Payments", "name: Payments\n    parent: 7", "teams[0].parent: must be text"),
        ("name: Payments", "name: Payments\n    parent: [a]", "teams[0].parent: must be text"),
        (
            "  holidays:",
            "  banned_words: ['!']\n  holidays:",
            "defaults.banned_words[0]: must have at least one letter",
        ),
        ("  holidays:", "  banned_words: damn\n  holidays:", "teams.yml:4: defaults.banned_words: must be a list"),
        ("  holidays:", "  banned_word: [a]\n  holidays:", "did you mean banned_words?"),
        ("topics: [checkout", "topics: ['🚀'", "teams[0].topics[0]: must have at least one letter or digit"),
        ("src/payments/**", "!src/payments/**", "teams[0].paths[0]: patterns that begin with ! are not read here"),
        ("src/payments/**", "./", "teams[0].paths[0]: must have at least one letter"),
        (
            "  retention:",
            "  retentions:",
            "teams.yml:8: defaults.retentions: retentions is not known here: did you mean retention?",
        ),
        ("  retention: {text: 180d}", "  text: 180d", "text is not known here: put it under retention"),
        ("  retention:", "  zzz:", "zzz is not known here: take it out, or use one of timezone, working_hours"),
        ("  digest:", "  nudge:", "teams.yml:7: defaults: nudge is already on line 5: keep one"),
        (
            "name: Payments",
            "name: &name Payments\n    aliases: [*name]",
            "aliases (*name) and merge keys (<<) are not read here",
        ),
        (
            "name: Payments",
            "name: !!python/name:os.system",
            "teams.yml:13: teams[0].name: tags (!name) are not read here",
        ),
        ("name: Payments", "? [name]\n    : Payments", "a key must be one word followed by a colon"),
        ("\n  - key: payments", "\n\t- key: payments", "teams.yml:12: YAML cannot be indented with tabs"),
        (
            "name: Payments",
            "name: Payments: the team",
            "teams.yml:13: this is not YAML: mapping values are not allowed here",
        ),
        ("name: Payments", "name: Pay\x07ments", "teams.yml:13: must be one line without control characters"),
        ("teams:\n", "---\nteams:\n", "teams.yml:11: only one document can be in the file"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_to_do(old: str, new: str, said: str) -> None:
    assert DESIGN.count(old) == 1
    assert any(said in problem for problem in problems(DESIGN.replace(old, new)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "teams.yml:1: the file is empty"),
        ("# only a comment\n", "teams.yml:1: the file is empty"),
        ("- one\n- two\n", "teams.yml:1: the file must be keys with values"),
        ("\n\njust words\n", "teams.yml:3: the file must be keys with values"),
        ("a: [1\nb: 2\n", "teams.yml:2: this is not YAML"),
        ("a: *nobody\n", "teams.yml:1: aliases (*name)"),
        ("a: " + "[" * 100_000, "teams.yml:1: the values are nested too deeply"),
        (b"a: b\nc: \xff\n", "teams.yml:2: the file is not UTF-8 text"),
        (DESIGN.encode("utf-16"), "teams.yml:1: the file is not UTF-8 text"),
        ("x" * 1_000_001, "teams.yml:1: the file is larger than 1 MB"),
    ],
)
def test_what_is_no_teams_file_at_all_is_one_problem(text: str | bytes, said: str) -> None:
    assert only(text).startswith(said)


def test_sections_that_are_missing_are_named() -> None:
    assert problems("organisation: {admins: [U0ADMIN]}\n") == (
        "teams.yml:1: fallback: is missing: add it",
        "teams.yml:1: teams: is missing: add it",
    )


def test_aliases_that_multiply_are_refused_before_they_do() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert all("aliases (*name)" in problem for problem in problems(bomb))


def test_a_value_that_holds_itself_is_refused() -> None:
    assert "aliases (*name)" in only("teams: &all [*all]\n")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((), ("aliases: [Alpha]",), "teams.yml:12: teams[1].aliases[0]: “Alpha” already stands for Alpha (line 4)"),
        (
            ("aliases: [Café]",),
            ("aliases: [CAFE]",),
            "teams.yml:13: teams[1].aliases[0]: “CAFE” already stands for Alpha (line 8)",
        ),
        (("aliases: [beta]",), (), "teams.yml:9: teams[1].key: “beta” already stands for Alpha (line 8)"),
        (("aliases: [money]",), ("topics: [money]",), "teams[1].topics[0]: “money” is what Alpha goes by (line 8)"),
        (
            ("topics: [money]",),
            ("aliases: [money]",),
            "teams.yml:8: teams[0].topics[0]: “money” is what Beta goes by (line 13)",
        ),
        (("topics: [beta]",), (), "teams[0].topics[0]: “beta” is what Beta goes by"),
        (("aliases: [fallback]",), (), "teams[0].aliases[0]: “fallback” already stands for fallback"),
        (("aliases: [a-b]",), ("aliases: [a b]",), "“a b” already stands for Alpha"),
    ],
)
def test_two_teams_cannot_go_by_one_name(first: tuple[str, ...], second: tuple[str, ...], said: str) -> None:
    found = problems(file(team("alpha", *first), team("beta", *second)))
    assert any(said in problem for problem in found), found


def test_two_teams_cannot_have_one_key() -> None:
    assert problems(file(team("alpha"), team("alpha"))) == (
        "teams.yml:8: teams[1].key: “alpha” already stands for Alpha (line 4): only one team can go by it",
        "teams.yml:9: teams[1].name: “Alpha” already stands for Alpha (line 4): only one team can go by it",
    )


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("parent: bta", "topics: []", "teams.yml:8: teams[0].parent: there is no team bta: did you mean beta?"),
        (
            "parent: The Betas",
            "topics: []",
            "teams.yml:8: teams[0].parent: there is no team The Betas: use one of beta",
        ),
        ("parent: BETA", "topics: []", "teams[0].parent: there is no team BETA: did you mean beta?"),
        ("parent: finance", "topics: []", "teams[0].parent: there is no team finance: use one of beta"),
        ("topics: []", "parent: beta", "teams.yml:13: teams[1].parent: is the team itself: name a larger team"),
        ("parent: fallback", "topics: []", "teams[0].parent: the fallback is offered to everybody anyway"),
        ("parent: beta", "parent: alpha", "teams[0].parent: goes round in a circle (alpha → beta → alpha): take one"),
        (
            "parent: beta",
            "parent: alpha",
            "teams.yml:13: teams[1].parent: goes round in a circle (beta → alpha → beta)",
        ),
    ],
)
def test_a_parent_must_be_another_team_and_lead_to_an_end(first: str, second: str, said: str) -> None:
    found = problems(file(team("alpha", first), team("beta", second)))
    assert any(problem.startswith("teams.yml") and said in problem for problem in found), found


def test_who_only_leads_into_a_circle_is_not_blamed_for_it() -> None:
    found = problems(file(team("a", "parent: b"), team("b", "parent: c"), team("c", "parent: b")))
    assert [problem.split(": ")[1] for problem in found] == ["teams[1].parent", "teams[2].parent"]


def test_a_team_named_by_its_name_is_told_by_its_key() -> None:
    text = file(team("alpha", "parent: Larger Team"), team("beta").replace("name: Beta", "name: Larger team"))
    assert only(text).endswith("there is no team Larger Team: did you mean beta?")


def test_an_only_team_cannot_have_a_parent() -> None:
    assert only(file(team("alpha", "parent: finance"))).endswith("there is no team finance: take it out")


def test_parents_are_told_beside_other_problems() -> None:
    assert len(problems(file(team("alpha", "zzz: 1", "parent: nobody")))) == 2


def test_collisions_are_told_beside_other_problems() -> None:
    found = problems(file(team("alpha", "zzz: 1"), team("alpha")))
    assert len(found) == 3


def test_the_name_of_the_file_is_in_every_line() -> None:
    from bot.errors import Misconfigured
    from bot.teamsfile import parse

    with pytest.raises(Misconfigured) as caught:
        parse(HEAD, filename="ours.yml")
    assert caught.value.problems == ("ours.yml:1: teams: is missing: add it",)
