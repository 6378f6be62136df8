"""What the environment says of mail: the server, the sender, and who may be written to. Pure.

An operator's server serves every organisation that installs the App, and what it sends bears the
operator's name. So it sends nowhere but to the lists that the operator names.
"""

from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from app.model.mails import is_address

_PORTS = {"smtp": 587, "smtps": 465}
"""Submission, and submission over TLS from the first byte (RFC 8314)."""

_FORM = "must be like smtp://user:password@mail.example.org:587 or smtps://user:password@…:465"
_ESCAPED = "; in user and password, write %40 for @, %3A for : and %2F for /"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `tls`: from the first byte on; else STARTTLS where it is offered."""

    host: str
    port: int
    tls: bool
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def starttls(self) -> bool | None:
        """Whether STARTTLS is needed (True), taken where it is offered (None), or of no use
        (False). A password leaves the machine in no other way."""
        if self.tls:
            return False
        return True if self.password is not None and not _is_loopback(self.host) else None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def parse_server(value: str) -> Server:
    """A server from its URL. ValueError says what is wrong, and repeats nothing of it."""
    try:
        url = urlsplit(value)
        port = url.port or _PORTS[url.scheme]
    except (ValueError, KeyError):
        raise ValueError(_FORM + _ESCAPED) from None
    if not url.hostname or url.path not in ("", "/") or url.query or url.fragment:
        raise ValueError(_FORM + _ESCAPED)
    if (url.username is None) != (url.password is None) or url.username == "":
        raise ValueError("needs both a user and a password, or none of them: " + _FORM)
    user, password = (unquote(part) if part else None for part in (url.username, url.password))
    return Server(url.hostname, port, url.scheme == "smtps", user, password)


def parse_sender(value: str) -> Address:
    """From whom mail comes: an address, perhaps behind a name. Raises ValueError."""
    name, address = parseaddr(value)
    if not is_address(address) or not value.isprintable():
        raise ValueError("must be like cairn@example.org or Cairn <cairn@example.org>")
    try:
        return Address(name, addr_spec=address)
    except (MessageError, ValueError, IndexError):
        raise ValueError("must be like cairn@example.org or Cairn <cairn@example.org>") from None


def parse_lists(value: str) -> tuple[str, ...]:
    """Addresses, and domains with an `@` before them, in lower case. Raises ValueError."""
    parts = tuple(part.strip().lower() for part in value.split(","))
    for part in parts:
        if not is_address(part) and not is_address(f"any{part}"):
            raise ValueError(
                "must be e-mail addresses, or domains like @lists.example.org, with commas between"
            )
    return parts
