"""The one client that every call to Slack goes through, with the defaults of slack-sdk that harm us switched off."""

import logging
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT = 10.0
"""Seconds for one call, connecting included."""

CONNECTIONS = 100


def make_session() -> aiohttp.ClientSession:
    """Make the HTTP session that all clients share; the caller closes it. Needs a running loop.

    One session keeps its connections: 5 to 6 times the calls a second over TLS of a session a call.
    """
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TIMEOUT), connector=aiohttp.TCPConnector(limit=CONNECTIONS)
    )


def make_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Make a client. `retry_handlers=[]`: the default ones post twice after a dropped connection.

    Its logger never goes below WARNING, since slack-sdk at DEBUG logs every payload.
    """
    client = AsyncWebClient(
        token=token, base_url=base_url, session=session, timeout=int(TIMEOUT), retry_handlers=[], logger=_logger()
    )
    if _is_near(urlsplit(base_url).hostname or ""):
        client.proxy = None  # slack-sdk takes HTTPS_PROXY even for loopback, and does not know NO_PROXY
    return client


def _logger() -> logging.Logger:
    logger = logging.getLogger("bot.slackapi.slack_sdk")
    logger.setLevel(logging.WARNING)
    return logger


def _is_near(host: str) -> bool:
    if host == "localhost" or proxy_bypass(host):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
