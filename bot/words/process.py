"""What an operator reads about a process that cannot start, or should get no traffic."""


def cannot_listen(host: str, port: int, why: str) -> str:
    """The port is taken, or the address is not ours."""
    return f"TMM_HOST/TMM_PORT: cannot listen on {host}:{port} ({why.lower()}); free it, or choose another"


DRAINING = "draining: this process is about to end"
SLACK_REFUSES = "Slack refuses the token: install the app again and set the new one"
NOT_CONNECTED = "not connected to Slack"
STORE_NOT_WRITABLE = "the database cannot be written"
STARTING = "starting"


def no_lock(path: str) -> str:
    """The folder of the database cannot be written."""
    return f"TMM_DATABASE_URL: {path} cannot be made; check the folder and who may write to it"


def another_process(path: str) -> str:
    """The database file is in use."""
    return f"TMM_DATABASE_URL: another process already runs on {path}; stop it first"
