"""A message as group robots and webhooks take it, each by its maker's rules, and what they answer.

企业微信: developer.work.weixin.qq.com/document/path/91770 (text up to 2,048 bytes, pictures as base64 with MD5).
钉钉: open.dingtalk.com/document/robots/customize-robot-security-settings (signed by the millisecond).
飞书: open.feishu.cn/document/client-docs/bot-v3/add-custom-bot (signed by the second).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from salesdash.errors import SalesdashError
from salesdash.push.destination import Destination, Kind
from salesdash.push.message import Message
from salesdash.text import Text

WECOM_BYTES, DINGTALK_BYTES, FEISHU_BYTES = 2_048, 18_000, 18_000
WECOM_PICTURE = 2_000_000  # bytes
CONNECT, ANSWER = 5.0, 20.0  # seconds
MOST_ANSWERED = 64_000  # bytes: a code and a few words
# Tried again at once only where nothing can have been said twice, and without waiting as long as the other side
# may wish.
AGAIN = Retry(
    total=2, connect=2, read=0, redirect=0, status=2, other=0, backoff_factor=0.5,
    status_forcelist=(429, 503), allowed_methods=None, raise_on_status=False,
    respect_retry_after_header=False,
)  # fmt: skip
UNREACHED = Text("连不上 {host}。", "{host} cannot be reached.")
UNTRUSTED = Text(
    "和 {host} 建立不了可信的加密连接（证书过期、自签名或名字不符，或端口不加密），没有发送。",
    "No encrypted connection to {host} that can be trusted (a certificate that is expired, self-signed or of "
    "another name, or a port without encryption); nothing was sent.",
)
STATUS = Text("{host} 没有收下（HTTP {status}）。", "{host} did not take it (HTTP {status}).")
REFUSED = Text("{host} 没有收下：{why}（{code}）。", "{host} did not take it: {why} ({code}).")
SENT = Text("已发送", "Sent")
IN_PART = Text("只发出了前 {n} 条：{why}", "Only the first {n} {n:part was|parts were} sent: {why}")
LONGEST_WHY = 120  # letters


class NotSentError(SalesdashError):
    """The other side could not be reached or did not take it; its message names no secret."""


@dataclass(frozen=True, slots=True)
class Post:
    """One request. `parameters` are added to the address, to which they belong."""

    body: bytes
    parameters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def post(message: Message, to: Destination, now: datetime) -> Text:
    """Send it to a robot or a webhook; says what came of it. Raises NotSentError where nothing was taken: of a
    message in parts whose first was, the rest is not tried again, lest the group reads it twice."""
    with requests.Session() as session:
        for scheme in ("http://", "https://"):
            session.mount(scheme, HTTPAdapter(max_retries=AGAIN))
        for nth, one in enumerate(POSTS[to.kind](message, to, now)):
            try:
                _post(session, one, to)
            except NotSentError as error:
                if not nth:
                    raise
                return IN_PART.format(n=nth, why=error.message)
    return SENT


def _post(session: requests.Session, one: Post, to: Destination) -> None:
    joined = "&" if "?" in to.address else "?"
    address = to.address + (joined + urlencode(one.parameters) if one.parameters else "")
    plain = {"Content-Type": "application/json; charset=utf-8", "Accept-Encoding": "identity"}
    headers = {**plain, **one.headers}
    try:
        with session.post(
            address, data=one.body, headers=headers, timeout=(CONNECT, ANSWER),
            allow_redirects=False, stream=True,
        ) as answer:  # fmt: skip
            if answer.status_code // 100 != 2:
                raise NotSentError(STATUS.format(host=to.host, status=answer.status_code))
            if to.kind != "webhook":
                _check(_beginning(answer), to.host)
    except requests.exceptions.SSLError:
        raise NotSentError(UNTRUSTED.format(host=to.host)) from None
    except (requests.RequestException, HTTPError):  # whose words quote the address
        raise NotSentError(UNREACHED.format(host=to.host)) from None


def _beginning(answer: requests.Response) -> bytes:
    """As much of the answer as a robot has to say, in the time that it has for it: of one without end the rest is
    not waited for."""
    read, until = b"", time.monotonic() + ANSWER
    while len(read) < MOST_ANSWERED and time.monotonic() < until:
        bit = answer.raw.read1(MOST_ANSWERED)
        if not bit:
            break
        read += bit
    return read


def _check(answer: bytes, host: str) -> None:
    """A robot says in its answer whether it took the message: a code, 0 if it did."""
    try:
        reply = json.loads(answer)
    except ValueError:
        reply = None
    if not isinstance(reply, dict):
        raise NotSentError(REFUSED.format(host=host, why="?", code="?"))
    code = next((reply[key] for key in ("errcode", "code", "StatusCode") if key in reply), "?")
    if code != 0:
        why = str(reply.get("errmsg") or reply.get("msg") or "?")[:LONGEST_WHY]
        raise NotSentError(REFUSED.format(host=host, why=why, code=code))


def _wecom(message: Message, _: Destination, __: datetime) -> Iterator[Post]:
    for part in pieces(_unmarked(message.words), WECOM_BYTES):
        yield Post(_json({"msgtype": "text", "text": {"content": part}}))
    if message.picture and len(message.picture) <= WECOM_PICTURE:
        picture = {
            "base64": base64.b64encode(message.picture).decode(),
            "md5": hashlib.md5(message.picture, usedforsecurity=False).hexdigest(),
        }
        yield Post(_json({"msgtype": "image", "image": picture}))


def _dingtalk(message: Message, to: Destination, now: datetime) -> Iterator[Post]:
    moment = str(round(now.timestamp() * 1000))
    signed = {"timestamp": moment, "sign": _signature(to.secret, f"{moment}\n{to.secret}")}
    for part in pieces(message.words, DINGTALK_BYTES):
        body = {"msgtype": "text", "text": {"content": part}}
        yield Post(_json(body), signed if to.secret else {})


def _feishu(message: Message, to: Destination, now: datetime) -> Iterator[Post]:
    moment = str(int(now.timestamp()))
    signed = {"timestamp": moment, "sign": _signature(f"{moment}\n{to.secret}", "")}
    for part in pieces(_unmarked(message.words), FEISHU_BYTES):
        body = {"msg_type": "text", "content": {"text": part}}
        yield Post(_json({**signed, **body} if to.secret else body))


def _webhook(message: Message, to: Destination, _: datetime) -> Iterator[Post]:
    picture = base64.b64encode(message.picture).decode() if message.picture else None
    body = _json(
        {
            "title": message.title,
            "text": message.words,
            "as_of": message.as_of.isoformat(),
            "lang": message.lang,
            "worse": sorted(message.worse),
            "picture_png_base64": picture,
        }
    )
    signature = hmac.new(to.secret.encode(), body, hashlib.sha256).hexdigest()
    signed = {"X-Salesdash-Signature": f"sha256={signature}"}
    yield Post(body, headers=signed if to.secret else {})


POSTS: Mapping[Kind, Callable[[Message, Destination, datetime], Iterator[Post]]] = {
    "wecom": _wecom,
    "dingtalk": _dingtalk,
    "feishu": _feishu,
    "webhook": _webhook,
}


def _unmarked(words: str) -> str:
    """Nobody is called by a name that looks like a robot's markup: `<@all>`, `<at user_id="all">`."""
    return words.replace("<", "＜")


def pieces(words: str, most: int) -> list[str]:
    """The words in parts of at most so many bytes, parted between lines; a longer line within."""
    parts: list[str] = [""]
    for line in words.splitlines(keepends=True):
        for bit in _bits(line, most):
            if len((parts[-1] + bit).encode()) > most:
                parts.append("")
            parts[-1] += bit
    return [part.strip("\n") for part in parts if part.strip()]


def _bits(line: str, most: int) -> Iterator[str]:
    written = line.encode()
    while written:
        bit = written[:most].decode(errors="ignore")
        yield bit
        written = written[len(bit.encode()) :]


def _signature(key: str, words: str) -> str:
    digest = hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode("utf-8", errors="replace")
