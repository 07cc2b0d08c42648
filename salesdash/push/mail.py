"""A message as a mail: the words, the picture and the deck as attachments."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import urlsplit

from salesdash.export.safe_names import download_name
from salesdash.push.destination import Destination, mailbox
from salesdash.push.message import Message
from salesdash.push.robots import LONGEST_WHY, REFUSED, SENT, UNREACHED, UNTRUSTED, NotSentError
from salesdash.text import Text, join, plain

SECONDS = 30.0
PORTS = {"smtp": 587, "smtps": 465}
LOCAL = ("localhost", "127.0.0.1", "::1")
LOGIN = Text(
    "{host} 不接受这个账号或密码（很多邮箱要用授权码）。",
    "{host} does not accept this account or password (many need an app password).",
)
NO_LOGIN = Text(
    "{host} 不能用密码登录：请改用加密的地址，或把密码留空。",
    "{host} offers no login by password: use its encrypted address, or leave the password blank.",
)
OPEN_LINE = Text(
    "{host} 不加密，密码没有发出去。请改用 smtps://。",
    "{host} does not encrypt, so the password was not sent. Use smtps:// instead.",
)
UNENCRYPTED = Text(
    "{host} 的这个端口没有加密连接：465 端口写 smtps://，587 端口写 smtp://。",
    "{host} has no encrypted connection at this port: write smtps:// for port 465, smtp:// for port 587.",
)
ONLY_ASCII = Text(
    "{host} 不支持名字里有中文等字符的邮箱地址。",
    "{host} takes no mailbox whose name has letters beyond a to z.",
)
BUT_TO = Text("已发送，但 {who} 没有收下", "Sent, but not taken for {who}")
PPTX = "vnd.openxmlformats-officedocument.presentationml.presentation"


def post(mail: EmailMessage, to: Destination) -> Text:
    """Send it to all mailboxes of the destination; says which did not take it. Raises NotSentError where none did."""
    try:
        server = _connected(to)
        try:
            left = server.send_message(mail)
        finally:
            with suppress(OSError, smtplib.SMTPException):  # what was taken is taken
                server.quit()
    except (
        smtplib.SMTPAuthenticationError,
        UnicodeEncodeError,
    ):  # the library signs in by ASCII alone
        raise NotSentError(LOGIN.format(host=to.host)) from None
    except smtplib.SMTPNotSupportedError:
        raise NotSentError(ONLY_ASCII.format(host=to.host)) from None
    except smtplib.SMTPResponseException as error:
        raise _refused(to, error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(to, *next(iter(error.recipients.values()))) from None
    except ssl.SSLCertVerificationError:
        raise NotSentError(UNTRUSTED.format(host=to.host)) from None
    except ssl.SSLError:
        raise NotSentError(UNENCRYPTED.format(host=to.host)) from None
    except (OSError, smtplib.SMTPException):
        raise NotSentError(UNREACHED.format(host=to.host)) from None
    return BUT_TO.format(who=join([plain(each) for each in left])) if left else SENT


def mail_of(message: Message, to: Destination) -> EmailMessage:
    """The whole mail as it is sent."""
    mail = EmailMessage()
    mail["Subject"] = f"{message.title} {message.as_of.isoformat()}"
    mail["From"], mail["To"] = mailbox(to.sender), ", ".join(map(mailbox, to.recipients))
    mail["Date"], mail["Message-ID"] = formatdate(localtime=True), make_msgid(domain="salesdash")
    mail.set_content(message.words + "\n", cte="base64")
    name = f"{message.title}_{message.as_of.isoformat()}"
    if message.picture:
        mail.add_attachment(
            message.picture, maintype="image", subtype="png", filename=download_name(name, "png")
        )
    mail.add_attachment(
        message.deck(), maintype="application", subtype=PPTX, filename=download_name(name, "pptx")
    )
    return mail


def _connected(to: Destination) -> smtplib.SMTP:
    """A connection that is encrypted before any password goes over it."""
    url = urlsplit(to.address)
    host, port = url.hostname or "", url.port or PORTS[url.scheme]
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        server.ehlo()
        is_safe = url.scheme == "smtps" or host in LOCAL
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            is_safe = True
        if to.secret and not is_safe:
            raise NotSentError(OPEN_LINE.format(host=to.host))
        if to.secret and not server.has_extn("auth"):
            raise NotSentError(NO_LOGIN.format(host=to.host))
        if to.secret:
            server.login(to.sender, to.secret)
    except BaseException:
        server.close()
        raise
    return server


def _refused(to: Destination, code: int, why: bytes | str) -> NotSentError:
    words = " ".join((why.decode(errors="replace") if isinstance(why, bytes) else why).split())
    words = words[:LONGEST_WHY]
    return NotSentError(REFUSED.format(host=to.host, why=words, code=code))
