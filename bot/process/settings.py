"""What an operator sets, read from the environment or `.env`, and refused with one line per problem."""

import base64
import difflib
import io
import os
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from dotenv.parser import Original, parse_stream
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import Misconfigured
from bot.words import settings as words

SLACK_API = "https://slack.com/api/"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
EMPTY = SecretStr("")
PRINTABLE = re.compile(r"[!-~]*")
"""What a token is made of; anything else would fail in the HTTP header that carries it."""
BASE64URL_OF_32_BYTES = re.compile(r"[A-Za-z0-9_-]{43}=?")


class Need(Enum):
    """What a command is about to touch, and so which settings it cannot do without."""

    DATABASE = "database"
    SLACK = "slack"
    EVERYTHING = "everything"


class Settings(BaseSettings):
    """The settings of design.md. Make one with `load_settings`; a secret that is not set is an empty one."""

    model_config = SettingsConfigDict(
        extra="ignore",
        env_ignore_empty=True,
        case_sensitive=True,
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    bot_token: SecretStr = Field(EMPTY, validation_alias="SLACK_BOT_TOKEN")
    app_token: SecretStr = Field(EMPTY, validation_alias="SLACK_APP_TOKEN")
    signing_secret: SecretStr = Field(EMPTY, validation_alias="SLACK_SIGNING_SECRET")
    client_id: str = Field("", validation_alias="SLACK_CLIENT_ID")
    client_secret: SecretStr = Field(EMPTY, validation_alias="SLACK_CLIENT_SECRET")
    slack_api_url: str = Field(SLACK_API, validation_alias="SLACK_API_URL")
    database_url: str = Field("sqlite:///data/tell-me-more.db", validation_alias="TMM_DATABASE_URL")
    secret_key: SecretStr = Field(EMPTY, validation_alias="TMM_SECRET_KEY")
    secret_key_file: Path | None = Field(None, validation_alias="TMM_SECRET_KEY_FILE")
    teams_file: Path | None = Field(None, validation_alias="TMM_TEAMS_FILE")
    host: str = Field("127.0.0.1", validation_alias="TMM_HOST")
    port: int = Field(3000, ge=0, le=65535, validation_alias="TMM_PORT")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", validation_alias="TMM_LOG_LEVEL")
    log_format: Literal["console", "json"] = Field("console", validation_alias="TMM_LOG_FORMAT")
    allow_debug: bool = Field(default=False, validation_alias="TMM_ALLOW_DEBUG")

    @field_validator("client_id", "client_secret")
    @classmethod
    def _not_built(cls, _: Any) -> Any:
        raise ValueError(words.MANY_WORKSPACES)

    @field_validator("bot_token")
    @classmethod
    def _bot_token(cls, token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith("xoxb-"):
            raise ValueError(words.NOT_A_BOT)
        return _printable(token)

    @field_validator("app_token")
    @classmethod
    def _app_token(cls, token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith("xapp-"):
            raise ValueError(words.NOT_AN_APP)
        return _printable(token)

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(words.NOT_AN_ADDRESS)
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError(words.UNPROTECTED)
        return url.rstrip("/") + "/"

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql://")):
            raise ValueError(words.NOT_A_DATABASE)
        return url

    @field_validator("secret_key")
    @classmethod
    def _secret_key(cls, key: SecretStr) -> SecretStr:
        decode_key(key.get_secret_value())
        return key

    @field_validator("secret_key_file")
    @classmethod
    def _secret_key_file(cls, path: Path | None) -> Path | None:
        if path is not None:
            decode_key(_read(path))
        return path

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @property
    def socket_mode(self) -> bool:
        """True when Slack is reached by Socket Mode, False when it posts to us."""
        return bool(self.app_token.get_secret_value())

    def key(self) -> bytes:
        """Return the 32 bytes of the secret key; the setting wins over the file. ValueError where none is set."""
        if self.secret_key.get_secret_value() or self.secret_key_file is None:
            return decode_key(self.secret_key.get_secret_value())
        return decode_key(_read(self.secret_key_file))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  pydantic-settings calls it with all five
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the same
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over what is handed in, which is what the file says."""
        return (env_settings, init_settings)


class _Fixed(Settings):
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  pydantic-settings calls it with all five
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the same
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the same
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what is handed in."""
        return (init_settings,)


def fixed_settings(values: Mapping[str, str]) -> Settings:
    """Return settings of these names and values alone, whatever the environment says: for the demo and for tests."""
    return _Fixed(**dict[str, Any](values))


def decode_key(text: str) -> bytes:
    """Return the 32 bytes that `text` holds as base64url, padded or not. Raises ValueError, without the value."""
    if not BASE64URL_OF_32_BYTES.fullmatch(text.strip()):
        raise ValueError(words.NOT_A_KEY)
    return base64.urlsafe_b64decode(text.strip().rstrip("=") + "=")


def load_settings(need: Need = Need.EVERYTHING, *, env_file: Path = Path(".env")) -> Settings:
    """Read the environment and `env_file`. Raises Misconfigured with every problem, never with a secret's value."""
    in_file = _in_file(env_file)
    problems = _unknown({*os.environ, *in_file})
    known: dict[str, Any] = {name: value for name, value in in_file.items() if value and name in _known()}
    try:
        settings = Settings(**known)
    except ValidationError as error:
        problems += [_line(str(item["loc"][0]), item["msg"]) for item in error.errors(include_input=False)]
        raise Misconfigured(problems) from None
    problems += _missing(settings, need)
    if problems:
        raise Misconfigured(problems)
    return settings


def _line(name: str, message: str) -> str:
    return words.wrong(name, message.removeprefix("Value error, "))


def _in_file(env_file: Path) -> dict[str, str]:
    """Return what the file sets, nothing where there is none. Raises Misconfigured where it cannot be read."""
    try:
        text = env_file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except OSError:
        raise Misconfigured([words.unreadable_file(env_file.name)]) from None
    except UnicodeDecodeError:
        raise Misconfigured([words.not_utf8(env_file.name)]) from None
    wrong = [_line_of(found.original) for found in parse_stream(io.StringIO(text)) if found.error]
    if wrong:
        raise Misconfigured([words.not_a_line(env_file.name, line) for line in wrong])
    return {name: value or "" for name, value in dotenv_values(stream=io.StringIO(text)).items()}


def _line_of(part: Original) -> int:
    blank = part.string[: len(part.string) - len(part.string.lstrip())]
    return part.line + blank.count("\n")


def _known() -> list[str]:
    return [str(field.validation_alias) for field in Settings.model_fields.values()]


def _unknown(given: Iterable[str]) -> list[str]:
    known = _known()
    ours = sorted(name for name in given if name.upper().startswith("TMM_") and name not in known)
    return [words.unknown(name, next(iter(difflib.get_close_matches(name.upper(), known, n=1)), None)) for name in ours]


def _missing(settings: Settings, need: Need) -> list[str]:
    problems = []
    if settings.log_level == "debug" and not settings.allow_debug:
        problems.append(words.DEBUG_REFUSED)
    if need is Need.DATABASE:
        return problems
    if not settings.bot_token.get_secret_value():
        problems.append(words.SLACK_UNSET)
    if need is Need.SLACK:
        return problems
    if not settings.socket_mode and not settings.signing_secret.get_secret_value():
        problems.append(words.NO_WAY_IN)
    if not settings.secret_key.get_secret_value() and settings.secret_key_file is None:
        problems.append(words.NO_KEY)
    return problems


def _printable(token: SecretStr) -> SecretStr:
    if not PRINTABLE.fullmatch(token.get_secret_value()):
        raise ValueError(words.NOT_PRINTABLE)
    return token


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise ValueError(words.UNREADABLE_KEY_FILE) from None
