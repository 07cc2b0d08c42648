"""Where the brief goes, on which occasion, and in which form."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from urllib.parse import urlsplit

from salesdash.errors import QuestionError
from salesdash.text import Lang, Text

Kind = Literal["wecom", "dingtalk", "feishu", "webhook", "mail"]
DAY = timedelta(days=1)
KINDS: dict[Kind, Text] = {
    "wecom": Text("企业微信群机器人", "WeCom group robot"),
    "dingtalk": Text("钉钉群机器人", "DingTalk group robot"),
    "feishu": Text("飞书群机器人", "Feishu (Lark) group robot"),
    "webhook": Text("其他网络钩子（Webhook）", "Any other webhook"),
    "mail": Text("邮件", "Mail"),
}
NO_NAME = Text("请给它起个名字，例如“销售一群”。", "Give it a name, such as “Sales team”.")
NO_ADDRESS = Text(
    "地址要以 https:// 开头，从群机器人的设置里整条复制。",
    "The address begins with https://; copy the whole of it from the robot's settings.",
)
NO_SERVER = Text(
    "邮件服务器要写成 smtps://smtp.example.com:465 或 smtp://smtp.example.com:587。",
    "Write the mail server as smtps://smtp.example.com:465 or smtp://smtp.example.com:587.",
)
NO_MAILBOX = Text(
    "请写发件人和至少一个收件人的邮箱地址。",
    "Name the mailbox it comes from and one that it goes to.",
)
# Parts of a mailbox's name between its dots, and of a host as mail servers know it (RFC 5321, 6531).
_NAME = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_HOST = re.compile(r"(?!-)[a-z\d-]{1,63}(?<!-)(?:\.(?!-)[a-z\d-]{1,63}(?<!-))*", re.IGNORECASE)
_LONGEST_NAME = 64
WRONG_MAILBOX = Text(
    "“{mailbox}”不是邮箱地址，请写成 name@example.com。",
    "“{mailbox}” is no mailbox: write it as name@example.com.",
)
NEVER = Text(
    "请选择什么时候发：导入之后，或者每周的某几天。",
    "Choose when it is sent: after an import, or on days of the week.",
)


@dataclass(frozen=True, slots=True)
class Destination:
    """One group, service or list of mailboxes.

    `address` is the robot's whole address, which is a secret itself, or the mail server; `secret` is what
    messages are signed with, or the password of the mail account `sender`. It is sent `after_import`, and on
    the `days` of the week (0 Monday) at the time `at` by the server's clock; `only_worse`: then only if a
    light has turned worse that it was not told of yet. `is_on` only after somebody has seen a preview.
    """

    name: str
    kind: Kind
    address: str
    secret: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    lang: Lang = "zh"
    after_import: bool = False
    days: tuple[int, ...] = ()
    at: str = "09:00"
    only_worse: bool = False
    is_masked: bool = False
    is_on: bool = False

    def check(self) -> None:
        """Raises QuestionError, with what is missing."""
        wanted = ("smtp", "smtps") if self.kind == "mail" else ("http", "https")
        if not self.name.strip():
            raise QuestionError(NO_NAME)
        if not _is_address(self.address, wanted):
            raise QuestionError(NO_SERVER if self.kind == "mail" else NO_ADDRESS)
        if self.kind == "mail":
            if not self.recipients:
                raise QuestionError(NO_MAILBOX)
            for words in (self.sender, *self.recipients):
                mailbox(words)
        if not self.after_import and not self.days:
            raise QuestionError(NEVER)

    @property
    def host(self) -> str:
        """The one part of the address that may be shown and logged."""
        return urlsplit(self.address).hostname or ""

    def slot(self, now: datetime) -> datetime | None:
        """The last moment at which it was to be sent, of the past day: a server that was off then makes it up."""
        for day in (now, now - DAY):
            at = datetime.combine(day.date(), time.fromisoformat(self.at), now.tzinfo)
            if at.weekday() in self.days and timedelta(0) <= now - at < DAY:
                return at
        return None


def _is_address(address: str, schemes: Collection[str]) -> bool:
    """Whether it has one of the schemes, a host, and no port that there is not."""
    try:
        url = urlsplit(address)
        return url.scheme in schemes and bool(url.hostname) and url.port != 0
    except ValueError:
        return False


def mailbox(words: str) -> str:
    """The mailbox as mail servers know it: of a host beyond ASCII its coded name. Raises QuestionError."""
    name, _, host = words.rpartition("@")
    try:
        coded = host.encode("idna").decode()
    except UnicodeError:
        coded = ""
    if (
        not _NAME.fullmatch(name)
        or len(name.encode()) > _LONGEST_NAME
        or not _HOST.fullmatch(coded)
    ):
        raise QuestionError(NO_MAILBOX if not words else WRONG_MAILBOX.format(mailbox=words))
    return f"{name}@{coded}"
