"""Where GitHub's pages and Cairn's own are, from the environment's addresses. Pure."""

from urllib.parse import urlsplit, urlunsplit

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_REST = "/api/v3"


def github_pages(api_url: str) -> str:
    """The address of GitHub's pages, by that of its REST API (no slash at its end).

    `https://api.github.com` has them on `https://github.com`, and so has data residency
    (`https://api.NAME.ghe.com`); GitHub Enterprise Server has its API below them, in `/api/v3`
    (docs.github.com, "Getting started with the REST API").
    """
    parts = urlsplit(api_url)
    if parts.path.endswith(_REST):
        return urlunsplit(parts._replace(path=parts.path.removesuffix(_REST)))
    return urlunsplit(parts._replace(netloc=parts.netloc.removeprefix("api.")))


def origin(address: str) -> str:
    """What a browser calls a page's origin (RFC 6454): scheme, host, and the port if it is not the
    scheme's own."""
    parts = urlsplit(address)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return f"{parts.scheme}://{host}{port}"


def is_https(address: str) -> bool:
    """Whether nobody between can read along."""
    return urlsplit(address).scheme == "https"


def is_loopback(address: str) -> bool:
    """Whether it never leaves this machine."""
    return urlsplit(address).hostname in _LOOPBACK
