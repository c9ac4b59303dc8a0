"""Settings come from the environment or `.env`, and whatever is wrong is said without repeating it."""

import base64
import os
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.process.settings import Need, Settings, decode_key, load_settings

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
GOOD = {"SLACK_BOT_TOKEN": "xoxb-1-abc", "SLACK_APP_TOKEN": "xapp-1-abc", "TMM_SECRET_KEY": KEY}


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("SLACK_", "TMM_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def problems(need: Need = Need.EVERYTHING) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as caught:
        load_settings(need)
    return caught.value.problems


def test_defaults_are_those_of_the_documentation(given: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///data/tell-me-more.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert (settings.log_level, settings.log_format) == ("info", "console")
    assert settings.key() == bytes(range(32))


def test_socket_mode_is_on_when_there_is_an_app_token(given: pytest.MonkeyPatch) -> None:
    assert load_settings().socket_mode
    given.delenv("SLACK_APP_TOKEN")
    given.setenv("SLACK_SIGNING_SECRET", "s")
    assert not load_settings().socket_mode


def test_a_dotenv_file_is_read_and_the_environment_wins(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TMM_PORT=4000\nTMM_HOST=0.0.0.0\nOTHER=1\n")
    given.setenv("TMM_PORT", "5000")
    settings = load_settings()
    assert (settings.port, settings.host) == (5000, "0.0.0.0")


def test_what_a_file_leaves_empty_or_calls_otherwise_changes_nothing(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TMM_PORT=\n_env_file=x\nself=1\nport=4000\nexport TMM_HOST='0.0.0.0' # all\n")
    settings = load_settings()
    assert (settings.port, settings.host) == (3000, "0.0.0.0")


def test_a_wrong_value_in_the_file_is_named_but_never_repeated(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TMM_PORT=secret-value\n")
    (line,) = problems()
    assert line.startswith("TMM_PORT: ")
    assert "secret-value" not in line


def test_a_file_that_begins_with_a_byte_order_mark_is_read_whole(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TMM_PORT=4000\n", encoding="utf-8-sig")
    assert load_settings().port == 4000


@pytest.mark.parametrize("content", [b"TMM_HOST=caf\xe9\n", "TMM_PORT=4000\n".encode("utf-16")])
def test_a_file_in_another_encoding_is_told_so(given: pytest.MonkeyPatch, tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".env").write_bytes(content)
    assert problems() == (".env: save it as UTF-8",)


def test_a_folder_in_the_place_of_the_file_is_told(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    (line,) = problems()
    assert line.startswith(".env: this cannot be read")


def test_lines_that_set_nothing_are_told_by_their_numbers_and_not_repeated(
    given: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / ".env").write_text("# ours\nTMM_PORT=4000\nsecret value\n\nTMM_HOST='secret value\n")
    lines = problems()
    assert [line.split(": ")[0] for line in lines] == [".env:3", ".env:5"]
    assert "secret" not in "".join(lines) + caplog.text


def test_an_empty_variable_is_as_good_as_none(given: pytest.MonkeyPatch) -> None:
    given.setenv("TMM_PORT", "")
    given.setenv("SLACK_CLIENT_ID", "")
    assert load_settings().port == 3000


def test_everything_missing_is_said_at_once() -> None:
    lines = problems()
    assert len(lines) == 3
    assert lines[0].startswith("SLACK_BOT_TOKEN is not set")
    assert "SLACK_SIGNING_SECRET" in lines[1]
    assert "TMM_SECRET_KEY_FILE" in lines[2]
    assert "urlsafe_b64encode" in lines[2]


def test_a_command_asks_only_for_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(Need.DATABASE).port == 3000
    assert [line.split()[0] for line in problems(Need.SLACK)] == ["SLACK_BOT_TOKEN"]


@pytest.mark.parametrize("where", ["environment", "file"])
def test_an_unknown_name_of_ours_is_an_error_that_guesses(
    given: pytest.MonkeyPatch, tmp_path: Path, where: str
) -> None:
    if where == "file":
        (tmp_path / ".env").write_text("TMM_PROT=1\n")
    else:
        given.setenv("TMM_PROT", "1")
    assert problems() == ("TMM_PROT is not a setting: did you mean TMM_PORT?",)


def test_a_name_like_no_other_is_to_be_removed(given: pytest.MonkeyPatch) -> None:
    given.setenv("TMM_ZZZZZZZZZZZZ", "1")
    assert problems() == ("TMM_ZZZZZZZZZZZZ is not a setting: remove it",)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-secret-value", "starts with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-secret-value\n", "no space or line break"),
        ("SLACK_BOT_TOKEN", "xoxb-secret-value-é", "only ASCII"),
        ("SLACK_BOT_TOKEN", "xoxb-secret-value x", "no space or line break"),
        ("SLACK_APP_TOKEN", "secret-value", "starts with xapp-"),
        ("SLACK_APP_TOKEN", "xapp-secret-value\r", "no space or line break"),
        ("SLACK_CLIENT_ID", "secret-value", "not built"),
        ("SLACK_CLIENT_SECRET", "secret-value", "not built"),
        ("SLACK_API_URL", "secret-value", "https://"),
        ("SLACK_API_URL", "http://example.com/secret-value", "unprotected"),
        ("TMM_DATABASE_URL", "mysql://secret-value", "sqlite:///"),
        ("TMM_SECRET_KEY", "secret-value", "32 bytes"),
        ("TMM_SECRET_KEY", "ÿsecret-value", "32 bytes"),
        ("TMM_SECRET_KEY_FILE", "/nowhere/secret-value", "cannot be read"),
        ("TMM_PORT", "secret-value", "integer"),
        ("TMM_PORT", "70000", "65535"),
        ("TMM_LOG_LEVEL", "secret-value", "'info'"),
        ("TMM_LOG_FORMAT", "secret-value", "'json'"),
    ],
)
def test_a_wrong_value_is_named_but_never_repeated(given: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    given.setenv(name, value)
    (line,) = problems()
    assert line.startswith(f"{name}: ")
    assert says in line
    assert "secret-value" not in line
    assert "\n" not in line


def test_several_wrong_values_are_several_lines(given: pytest.MonkeyPatch) -> None:
    given.setenv("TMM_PORT", "x")
    given.setenv("TMM_SECRET_KEY", "x")
    given.setenv("TMM_TEAMS", "x")
    assert len(problems()) == 3


def test_debug_is_refused_unless_it_was_allowed(given: pytest.MonkeyPatch) -> None:
    given.setenv("TMM_LOG_LEVEL", "DEBUG")
    assert "TMM_ALLOW_DEBUG" in problems()[0]
    given.setenv("TMM_ALLOW_DEBUG", "1")
    assert load_settings().log_level == "debug"


def test_the_key_may_come_from_a_file(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given.delenv("TMM_SECRET_KEY")
    (tmp_path / "key").write_text(KEY.rstrip("=") + "\n")
    given.setenv("TMM_SECRET_KEY_FILE", "key")
    assert load_settings().key() == bytes(range(32))


def test_loopback_may_be_reached_without_tls(given: pytest.MonkeyPatch) -> None:
    given.setenv("SLACK_API_URL", "http://127.0.0.1:3100/api")
    assert load_settings().slack_api_url == "http://127.0.0.1:3100/api/"


def test_showing_the_settings_shows_no_secret(given: pytest.MonkeyPatch) -> None:
    shown = repr(load_settings()) + str(load_settings().model_dump())
    assert KEY not in shown
    assert "1-abc" not in shown


def test_every_setting_has_one_of_the_two_prefixes() -> None:
    names = [str(field.validation_alias) for field in Settings.model_fields.values()]
    assert all(name.startswith(("SLACK_", "TMM_")) for name in names)


def test_a_key_of_the_ordinary_alphabet_is_refused() -> None:
    with pytest.raises(ValueError, match="base64url"):
        decode_key(base64.b64encode(b"\xff" * 32).decode())
