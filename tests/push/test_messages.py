"""What arrives, byte by byte, at robots, a webhook and a mailbox."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pptx import Presentation

from salesdash.errors import QuestionError
from salesdash.push import mail, robots
from salesdash.push.destination import Destination
from salesdash.push.message import Message, message
from salesdash.push.robots import NotSentError
from salesdash.reports import remembering
from salesdash.text import Lang
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.weekly_deck import ReportChoice, WeeklyDeck
from tests.push.listening import SECRET, dingtalk, feishu, listening
from tests.stores import fill, warehouse_in

NOW = datetime(2025, 6, 30, 9, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
LONG = "【销售简报】\n" + "\n".join(
    f"{n}. 第 {n} 件事：客户很久没有下单，请联系" for n in range(90)
)


def made(words: str = LONG, picture: bytes | None = PNG, lang: Lang = "zh") -> Message:
    return Message(
        "销售简报", words, date(2025, 6, 30), lang, picture, frozenset({"roi"}), lambda: b"deck"
    )


def to(address: str, kind: Any = "wecom", **values: Any) -> Destination:
    return Destination("销售一群", kind, address, after_import=True, **values)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    folder = tmp_path_factory.mktemp("company")
    warehouse = warehouse_in(folder / "store")
    orders = [
        {
            "order_id": f"{year}{n}", "order_date": f"{year}-0{n}-15", "amount": 1000 * n,
            "customer": f"客户甲{n}公司", "channel": ("直营", "抖音")[n % 2],
        }
        for year in (2024, 2025)
        for n in range(1, 7)
    ]  # fmt: skip
    targets = [{"period": f"2025-0{n}", "amount": 2000} for n in range(1, 7)]
    fill(warehouse, folder, orders=orders, targets=targets)
    WeeklyDeck(warehouse).keep(ReportChoice(("overview",)), None)
    yield warehouse
    warehouse.close()


def test_wecom_gets_the_words_in_parts_of_2048_bytes_and_the_picture_with_its_sum():
    with listening() as heard:
        robots.post(made(), to(heard.address), NOW)
    *texts, picture = [request.json for request in heard.requests]
    parts = [text["text"]["content"] for text in texts]
    assert len(parts) > 1
    assert all(len(part.encode()) <= 2048 for part in parts)
    assert "\n".join(parts) == LONG
    assert {text["msgtype"] for text in texts} == {"text"}
    assert base64.b64decode(picture["image"]["base64"]) == PNG
    assert picture["image"]["md5"] == hashlib.md5(PNG, usedforsecurity=False).hexdigest()
    assert all(request.parameters == {"key": "KEY-geheim"} for request in heard.requests)


@pytest.mark.parametrize("line", ["长" * 3000, "x" * 5000, "a\n" + "长" * 700 + "\nb"])
def test_a_line_longer_than_a_part_is_cut_between_letters_and_nothing_is_lost(line: str):
    parts = robots.pieces(line, 2048)
    assert all(len(part.encode()) <= 2048 for part in parts)
    assert "".join(parts).replace("\n", "") == line.replace("\n", "")


def test_wecom_calls_nobody_by_a_name():
    with listening() as heard:
        robots.post(made("客户<@all>", None), to(heard.address), NOW)
    assert [request.json["text"]["content"] for request in heard.requests] == ["客户＜@all>"]


def test_dingtalk_takes_the_signature_of_the_millisecond():
    with listening(dingtalk) as heard:
        robots.post(made(), to(heard.address, "dingtalk", secret=SECRET), NOW)
    (request,) = heard.requests
    assert request.parameters["timestamp"] == "1751274000000"
    assert request.json == {"msgtype": "text", "text": {"content": LONG}}


def test_feishu_takes_the_signature_of_the_second_and_pings_nobody():
    words = '客户<at user_id="all">所有人</at>'
    with listening(feishu) as heard:
        robots.post(made(words), to(heard.address, "feishu", secret=SECRET), NOW)
    (request,) = heard.requests
    assert request.json["timestamp"] == "1751274000"
    assert "<" not in request.json["content"]["text"]


@pytest.mark.parametrize(("kind", "rule"), [("dingtalk", dingtalk), ("feishu", feishu)])
def test_a_wrong_secret_is_refused_in_words_that_hold_no_secret(kind: str, rule: Any):
    with listening(rule) as heard, pytest.raises(NotSentError) as refused:
        robots.post(made(), to(heard.address, kind, secret="falsch"), NOW)
    said = refused.value.message.zh + refused.value.message.en + str(refused.value)
    assert "sign" in said
    assert "falsch" not in said
    assert "geheim" not in said


def test_a_webhook_gets_a_body_whose_signature_can_be_checked():
    with listening() as heard:
        robots.post(made("words", lang="en"), to(heard.address, "webhook", secret=SECRET), NOW)
    (request,) = heard.requests
    digest = hmac.digest(SECRET.encode(), request.body, hashlib.sha256).hex()
    assert request.headers["x-salesdash-signature"] == f"sha256={digest}"
    assert request.json == {
        "title": "销售简报", "text": "words", "as_of": "2025-06-30", "lang": "en", "worse": ["roi"],
        "picture_png_base64": base64.b64encode(PNG).decode(),
    }  # fmt: skip


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_is_not_taken_is_said_by_its_status_and_no_redirect_is_followed(status: int):
    with listening(lambda _: (status, {})) as heard, pytest.raises(NotSentError) as refused:
        robots.post(made(), to(heard.address, "webhook"), NOW)
    assert len(heard.requests) == 1
    assert f"HTTP {status}" in refused.value.message.zh


def test_nobody_at_the_address_is_said_without_the_address():
    with listening() as heard:
        address = heard.address
    with pytest.raises(NotSentError) as refused:
        robots.post(made(), to(address), NOW)
    assert refused.value.message.zh == "连不上 localhost。"


def test_of_an_answer_without_end_no_more_is_read_than_a_robot_has_to_say():
    endless = {"errcode": 0, "errmsg": "x" * 5_000_000}
    with listening(lambda _: (200, endless)) as heard, pytest.raises(NotSentError) as refused:
        robots.post(made("words", None), to(heard.address), NOW)
    assert "没有收下" in refused.value.message.zh


@contextmanager
def encrypting() -> Iterator[str]:
    """Host and port of a server with a certificate that nobody vouches for."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))

    def shake_hands() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:  # it is over
                return
            with suppress(OSError), line:
                context.wrap_socket(line, server_side=True).close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=shake_hands)
        thread.start()
        yield f"localhost:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_a_certificate_that_nobody_vouches_for_is_said_by_robots_and_mail():
    there = {"sender": "a@x.cn", "recipients": ("b@x.cn",)}
    with encrypting() as address:
        with pytest.raises(NotSentError) as robot:
            robots.post(made(), to(f"https://{address}/robot"), NOW)
        with pytest.raises(NotSentError) as box:
            mail.post(made_mail(), to(f"smtps://{address}", "mail", **there))
    assert robot.value.message == box.value.message
    assert "证书" in robot.value.message.zh


def test_a_mail_server_without_encryption_at_its_port_is_said_with_the_ports():
    with receiving(Mailbox()) as address, pytest.raises(NotSentError) as refused:
        mail.post(made_mail(), to(address.replace("smtp", "smtps"), "mail"))
    assert "465" in refused.value.message.zh


def made_mail(recipient: str = "b@x.cn") -> EmailMessage:
    return mail.mail_of(made(), to("", "mail", sender="a@x.cn", recipients=(recipient,)))


class Mailbox:
    """Takes mails; `refused` are those it knows nobody of."""

    def __init__(self, refused: str = "") -> None:
        self.refused = refused
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 as the library calls it
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address == self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mail: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append(mail)
        return "250 OK"


@contextmanager
def receiving(box: Mailbox, **login: Any) -> Iterator[str]:
    """The address of a mail server that puts all into the box; `login` is how it lets somebody in."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port, **login)
    server.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        server.stop()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_mail_brings_the_words_the_picture_and_a_deck_that_opens(company: Warehouse, lang: Lang):
    box = Mailbox()
    with receiving(box) as address:
        there = to(address, "mail", sender="a@x.cn", recipients=("b@x.cn", "c@x.cn"), lang=lang)
        with company.state() as state:
            told = message(company, remembering(state.query), there)
            letter = mail.mail_of(told, there)
        mail.post(letter, there)
    (came,) = box.mails
    assert came["Subject"] == ("销售简报 2025-06-15" if lang == "zh" else "Sales brief 2025-06-15")
    assert came["To"] == "b@x.cn, c@x.cn"
    words = came.get_body()
    assert words is not None
    assert words.get_content().rstrip().replace("\r\n", "\n") == told.words
    picture, deck = came.iter_attachments()
    assert picture.get_content() == told.picture
    slides = Presentation(BytesIO(deck.get_content())).slides
    assert len(slides) > 3


def test_who_of_several_did_not_take_it_is_said_and_nobody_gets_it_twice():
    box = Mailbox("b@x.cn")
    with receiving(box) as address:
        there = to(address, "mail", sender="a@x.cn", recipients=("b@x.cn", "c@x.cn"))
        said = mail.post(mail.mail_of(made(), there), there)
    assert (len(box.mails), said.zh) == (1, "已发送，但 b@x.cn 没有收下")


def test_a_message_of_which_a_later_part_is_refused_is_not_begun_anew():
    with listening() as heard:
        heard.answer = lambda _: (200 if len(heard.requests) == 1 else 500, {"errcode": 0})
        said = robots.post(made(), to(heard.address), NOW)
    assert "只发出了前 1 条" in said.zh
    assert len(heard.requests) == 2


def test_a_mailbox_that_is_not_known_is_said():
    with receiving(Mailbox("b@x.cn")) as address:
        there = to(address, "mail", sender="a@x.cn", recipients=("b@x.cn",))
        with pytest.raises(NotSentError) as refused:
            mail.post(mail.mail_of(made(), there), there)
    assert "no such user" in refused.value.message.zh


def test_a_mailbox_beyond_ascii_is_reached_under_the_coded_name_of_its_host():
    box = Mailbox()
    with receiving(box) as address:
        mail.post(made_mail("李雷@例子.公司"), to(address, "mail"))
    assert box.mails[0]["To"] == "李雷@xn--fsqu00a.xn--55qx5d"


def test_a_password_beyond_ascii_and_a_server_without_login_are_said():
    said = []
    for login in ({}, {"auth_require_tls": False}):
        with receiving(Mailbox(), **login) as address, pytest.raises(NotSentError) as refused:
            mail.post(made_mail(), to(address, "mail", sender="a@x.cn", secret="密码"))
        said.append(refused.value.message.zh)
    assert "密码留空" in said[0]
    assert "不接受这个账号或密码" in said[1]


def test_the_message_speaks_one_language_and_hides_customers_where_asked(company: Warehouse):
    with company.state() as state:
        told = {
            (lang, masked): message(
                company, remembering(state.query), to("", lang=lang, is_masked=masked)
            ).words
            for lang in ("zh", "en")
            for masked in (False, True)
        }
    assert "客户甲" in told["zh", False]
    assert "客户甲" not in told["zh", True] + told["en", True]
    assert told["zh", False].startswith("【销售简报】2025年")
    assert told["en", True].startswith("Sales brief: 2025")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"name": " "}, "名字"),
        ({"address": "qyapi.weixin.qq.com/x"}, "https://"),
        ({"address": "https://x.cn:99999/"}, "https://"),
        ({"address": "file:///etc/passwd"}, "https://"),
        ({"address": "https://[x"}, "https://"),
        ({"address": "https://oapi.dingtalk.com／robot"}, "https://"),
        ({"kind": "mail", "address": "https://x.cn"}, "smtps://"),
        ({"kind": "mail", "address": "smtp://x.cn", "sender": "a@x.cn"}, "收件人"),
        (
            {
                "kind": "mail", "address": "smtp://x.cn", "sender": "a@x.cn",
                "recipients": ("b@x.cn\nBcc: c@x.cn",),
            },
            "不是邮箱地址",
        ),
        *(
            (
                {"kind": "mail", "address": "smtp://x.cn", "sender": "a@x.cn", "recipients": (box,)},
                f"“{box}”",
            )
            for box in ("a..b@x.cn", ".a@x.cn", "a b@x.cn", "a@x_y.cn", "a@-x.cn", "a@x..cn", "x" * 65 + "@x.cn")
        ),
        ({"after_import": False}, "什么时候"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_before_anything_is_kept(values: dict[str, Any], why: str):
    with pytest.raises(QuestionError) as refused:
        Destination(
            **{
                "name": "一群",
                "kind": "wecom",
                "address": "https://x.cn",
                "after_import": True,
                **values,
            }
        ).check()
    assert why in refused.value.message.zh
