"""A mail server on loopback that answers as a test wants it to."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.mailer import Mailer
from app.smtp import Server

LOOPBACK = "127.0.0.1"
TAKEN = "250 OK"
LOST = "lost"
"""The connection breaks instead of an answer."""

SILENT = "silent"
"""It has the mail, and never answers."""

LIST = "dev@lists.acme.example"
SENDER = Address("Cairn", addr_spec="cairn@acme.example")
USER, PASSWORD = "cairn", "a password"


@dataclass
class MailServer:
    """Takes every mail, unless there is another answer left for it. `taken` are the envelopes whose
    mails it has; `offered`: how often one was."""

    port: int = 0
    answers: list[str] = field(default_factory=list)
    to_recipients: list[str] = field(default_factory=list)
    taken: list[Envelope] = field(default_factory=list)
    offered: int = 0
    over_tls: list[bool] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.offered += 1
        answer = self.to_recipients.pop(0) if self.to_recipients else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        if answer == LOST:
            cast(Any, server).transport.abort()
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.answers.pop(0) if self.answers else TAKEN
        if answer in (TAKEN, LOST, SILENT):
            self.taken.append(envelope)
            self.over_tls.append(session.ssl is not None)
        if answer == LOST:
            cast(Any, server).transport.abort()
        if answer == SILENT:
            await asyncio.Event().wait()
        return answer

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails that it has."""
        contents = [cast(bytes, envelope.content) for envelope in self.taken]
        return [message_from_bytes(content, policy=POLICY) for content in contents]


@asynccontextmanager
async def serving(
    server: MailServer, *, listen_tls: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[MailServer]:
    """Listens on a port that is free, in this event loop; with TLS from the first byte, or as
    aiosmtpd's `options` say."""
    loop = asyncio.get_running_loop()

    def connection() -> SMTP:
        return SMTP(server, hostname="mail.test", loop=loop, **options)

    listening = await loop.create_server(connection, LOOPBACK, server.port, ssl=listen_tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await listening.wait_closed()


def mailer(server: MailServer, *lists: str) -> Mailer:
    """Cairn's side of it."""
    return Mailer(Server(LOOPBACK, server.port, tls=False), SENDER, lists or (LIST,))


def authenticate(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> Any:
    """Knows one user."""
    knows = data == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=knows, handled=False)


@cache
def _certificate() -> tuple[bytes, bytes]:
    """A certificate for loopback, signed by itself, and its key; both as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, LOOPBACK)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=36_500))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form, closed = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return made.public_bytes(pem), key.private_bytes(pem, form, closed)


def own_tls(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's side of TLS, and that of a client which trusts it and nobody else."""
    certificate, key = _certificate()
    both = folder / "server.pem"
    both.write_bytes(certificate + key)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(both)
    return server, ssl.create_default_context(cadata=certificate.decode())
