"""Reads the teams file: an organisation and warnings out, or every problem at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.organisation import Organisation, Policy
from bot.errors import Misconfigured
from bot.teamsfile import schema, values
from bot.teamsfile.collisions import collisions
from bot.teamsfile.complaints import complaints
from bot.teamsfile.lines import Note, Path, line_of, rendered
from bot.teamsfile.parents import parents
from bot.teamsfile.protection import weaker
from bot.teamsfile.reading import read
from bot.words import teams as words

FILENAME = "teams.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsFile:
    """What a file says. Its channels have an id or a name, as they were written, and its groups are not read yet.

    The team at position N of `organisation.teams` is the one at ("teams", N) of the file.
    """

    organisation: Organisation
    lines: Mapping[Path, int]
    warnings: tuple[Note, ...]
    filename: str

    def note(self, path: Path, text: str) -> Note:
        """Return a note about the value at `path`, with its line."""
        return Note(line=line_of(path, self.lines), path=path, text=text)


def parse(text: str | bytes, *, filename: str = FILENAME) -> TeamsFile:
    """Read the text of a teams file. Raises Misconfigured with one line per problem, in the order of the file."""
    document = read(text)
    problems = list(document.problems)
    warnings: list[Note] = []
    if document.data is not None:
        problems += complaints(document.data, document.lines)
        collided, warnings = collisions(document.data, document.lines)
        problems += (*collided, *parents(document.data, document.lines))
    if problems or document.data is None:
        raise Misconfigured(rendered(problems, filename=filename))
    file = schema.File.model_validate(document.data)
    warnings += _warnings(file, document.lines)
    return TeamsFile(
        organisation=values.organisation(file), lines=document.lines, warnings=tuple(warnings), filename=filename
    )


def _warnings(file: schema.File, lines: Mapping[Path, int]) -> Iterator[Note]:
    if not file.organisation.admins:
        yield Note(line=line_of(("organisation",), lines), path=("organisation",), text=words.NO_ADMINS)
    sections: list[tuple[Path, schema.PolicySection]] = [(("defaults",), file.defaults), (("fallback",), file.fallback)]
    sections += [(("teams", index), team) for index, team in enumerate(file.teams)]
    for path, section in sections:
        # Measured against the built-in policy, so that only what is written in this section can be weaker.
        for setting, cost in weaker(values.policy(Policy(), section)):
            yield Note(line=line_of((*path, *setting), lines), path=(*path, *setting), text=cost)
    for index, team in enumerate(file.teams):
        for position, pattern in enumerate(team.paths):
            if not pattern.strip("*/"):
                where = ("teams", index, "paths", position)
                yield Note(line=line_of(where, lines), path=where, text=words.PATH_EVERYTHING)
