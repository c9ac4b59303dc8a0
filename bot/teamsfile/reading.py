"""YAML text read into plain values, with the line of each and with every problem of its form."""

import warnings
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from bot.teamsfile.lines import Note, Path
from bot.words import teams as words

LARGEST = 1_000_000
"""Bytes; hundreds of teams take some 100 kB."""


@dataclass
class Document:
    """What a file holds. `lines` has the line of every value, from 1; `data` is None where nothing can be read."""

    data: dict[str, Any] | None = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Note] = field(default_factory=list)

    def problem(self, line: int, text: str, path: Path = ()) -> None:
        """Note a problem."""
        self.problems.append(Note(line=line, path=path, text=text))


def read(text: str | bytes) -> Document:
    """Read one YAML document whose top is a mapping; problems are noted, never raised."""
    document = Document()
    decoded = _decoded(text, document)
    if decoded is None:
        return document
    yaml = YAML(typ="safe", pure=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            root = yaml.compose(decoded)
    except YAMLError as error:
        document.problem(*_not_yaml(error, decoded))
        return document
    except RecursionError:
        document.problem(1, words.TOO_DEEP)
        return document
    if root is None:
        document.problem(1, words.EMPTY_FILE)
    elif not isinstance(root, MappingNode):
        document.problem(root.start_mark.line + 1, words.NOT_A_MAPPING)
    else:
        values = _Values(document, yaml)
        data = values.of(root, (), root.start_mark.line + 1)
        document.data = None if values.aliased else data
    return document


def _decoded(text: str | bytes, document: Document) -> str | None:
    if len(text) > LARGEST:
        document.problem(1, words.TOO_BIG)
        return None
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        document.problem(text.count(b"\n", 0, error.start) + 1, words.NOT_UTF8)
        return None


def _not_yaml(error: YAMLError, text: str) -> tuple[int, str]:
    if isinstance(error, ReaderError):
        return text.count("\n", 0, int(error.position)) + 1, words.ONE_LINE
    if not isinstance(error, MarkedYAMLError):
        return 1, words.not_yaml("it could not be read")
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    problem = str(error.problem or error.context or "it could not be read")
    if r"'\t'" in problem:
        return line, words.TABS
    if "another document" in problem:
        return line, words.ONE_DOCUMENT
    if "undefined alias" in problem:
        return line, words.WRITE_IT_OUT
    return line, words.not_yaml(problem)


class _Values:
    """Turns nodes into values. An alias is a node seen before: it is refused, so that none can multiply."""

    def __init__(self, document: Document, yaml: YAML) -> None:
        self.aliased = False
        self._document = document
        self._yaml = yaml
        self._seen: set[int] = set()

    def of(self, node: Node, path: Path, line: int) -> Any:
        """Return the value of `node`, which is on `line`."""
        self._document.lines[path] = line
        if id(node) in self._seen:
            self.aliased = True
            self._document.problem(line, words.WRITE_IT_OUT, path)
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.of(item, (*path, index), item.start_mark.line + 1) for index, item in enumerate(node.value)]
        return self._scalar(node, path, line)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode):
                self._document.problem(line, words.KEY_IS_A_WORD, path)
                continue
            name = str(key.value)
            if name in values:
                self._document.problem(line, words.twice(name, self._document.lines[(*path, name)]), path)
                continue
            values[name] = self.of(value, (*path, name), line)
        return values

    def _scalar(self, node: Node, path: Path, line: int) -> Any:
        try:
            return self._yaml.constructor.construct_object(node)
        except YAMLError:
            self._document.problem(line, words.UNKNOWN_TAG, path)
        except (ValueError, OverflowError):
            # Looks like a date or a number and is none: whoever checks the value says what it should be.
            return str(node.value)
        return str(node.value)
