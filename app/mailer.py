"""The only door for mail: one message to one address, over SMTP (RFC 5321).

It is never repeated here. What the server certainly did not take is told apart from what it refuses
for good, and from what nobody knows.
"""

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from ssl import SSLContext

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException

from app.model.mails import may_mail
from app.smtp import Server

WITHIN = 25.0
"""Seconds for all of it: over before anybody takes its intent for one that a crash left
(`app.settle.FIRST_LOOK`), and before the lease ends."""

GOODBYE = 2.0
"""Seconds for the end of a conversation that has served its purpose."""


class NotTaken(Exception):
    """The server certainly did not take it, and may do so later."""


class Rejected(Exception):
    """The server refuses it, and will refuse it again."""


class Unsure(Exception):
    """The message was handed over, and no answer came."""


@dataclass(frozen=True, slots=True)
class Mailer:
    """Sends mail from one address. `lists`: to whom it may (`app.model.mails.may_mail`). `tls`:
    how servers prove who they are; None for the system's certificates. `within`: seconds."""

    server: Server
    sender: Address
    lists: Collection[str]
    tls: SSLContext | None = None
    within: float = WITHIN

    def compose(self, id: str, to: str, subject: str, text: str, now: float) -> EmailMessage:
        """The message. `id` names it for ever: whoever gets it twice can tell. Raises ValueError
        where a header would have more than one line."""
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"] = self.sender
        message["To"] = Address(addr_spec=to)
        message["Subject"] = subject
        message["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
        message["Message-ID"] = f"<{id}@{self.sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"  # so that no robot answers (RFC 3834)
        # Quoted-printable passes through every server, and keeps lines short.
        message.set_content(text.rstrip("\n") + "\n", cte="quoted-printable")
        return message

    async def send(self, message: EmailMessage) -> None:
        """Send it. Raises NotTaken, Rejected or Unsure; and Rejected where it may not be sent."""
        to = message["To"].addresses[0].addr_spec
        if not may_mail(to, self.lists):
            raise Rejected(f"{to} is not in SMTP_LISTS")
        client, said = self._client(), _Said()
        try:
            with _told(said):
                async with asyncio.timeout(self.within):
                    await client.connect()
                    await client.mail(self.sender.addr_spec)
                    await client.rcpt(to)
                    said.all = True
                    await client.data(message.as_bytes())
            with suppress(SMTPException, OSError, TimeoutError):
                async with asyncio.timeout(GOODBYE):
                    await client.quit()
        finally:
            client.close()

    def _client(self) -> SMTP:
        server = self.server
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls,
            start_tls=server.starttls,
            tls_context=self.tls,
            timeout=self.within,
            # Its own guess asks the name servers, and tells what this machine is called.
            local_hostname=self.sender.domain,
        )


@dataclass(slots=True)
class _Said:
    all: bool = False
    """Whether the server may have the whole message."""


@contextmanager
def _told(said: _Said) -> Iterator[None]:
    """What went wrong, as one of the three kinds of trouble."""
    try:
        yield
    except SMTPAuthenticationError as error:  # the operator can mend that; the message is as good
        raise NotTaken(f"the server does not accept the password ({error.code})") from error
    except SMTPResponseException as error:
        raise _answered(error.code, said) from error
    except (SMTPException, OSError, TimeoutError) as error:
        raise _open(said)(type(error).__name__) from error


def _answered(code: int, said: _Said) -> Exception:
    """A reply of three digits says it all; what is none (aiosmtplib: -1) says nothing."""
    kinds = {4: NotTaken, 5: Rejected}
    return kinds.get(code // 100, _open(said))(f"the server answered {code}")


def _open(said: _Said) -> type[Exception]:
    return Unsure if said.all else NotTaken
