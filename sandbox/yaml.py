"""Reads the YAML files of the sandbox into plain dicts and lists."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.errors import SetupError


def read(path: Path) -> dict[str, Any]:
    """The mapping in the file at `path`; SetupError when there is no such file, or it holds none."""
    try:
        content = YAML(typ="safe").load(path)
    except OSError as error:
        raise SetupError(f"{path}: {error.strerror or error}") from error
    except YAMLError as error:
        raise SetupError(f"{path}: not valid YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(content, Mapping):
        raise SetupError(f"{path}: must hold a mapping")
    return dict(content)
