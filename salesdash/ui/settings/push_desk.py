"""Who is told of the week, and when: set up, looked at before it is switched on, sent, taken away."""

from __future__ import annotations

from datetime import time as clock

import streamlit as st

from salesdash.errors import SalesdashError
from salesdash.push import rounds
from salesdash.push.destination import KINDS, Destination, Kind
from salesdash.push.destinations_kept import Destinations, SentState
from salesdash.text import LANGS, Lang, Text, join, plain
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms, store
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.register import Register

WHAT = Text(
    "把简报（周会一句话、变色的灯、涨跌、等人决定的事）发到群里或邮箱。没有添加就什么也不发；"
    "地址和密码只存在这台机器上，不进备份，不进日志。",
    "Sends the brief (the meeting's line, lights that changed, gains and losses, what waits for a decision) to "
    "groups and mailboxes. Nothing is sent until you add one; addresses and passwords stay on this machine, out "
    "of backups and logs.",
)
ADD = Text("添加推送对象", "Add a destination")
NAME, KIND = Text("名称", "Name"), Text("发到哪里", "Sent to")
ADDRESS, SERVER = Text("机器人地址", "Address of the robot"), Text("邮件服务器", "Mail server")
SERVER_HINT = "smtps://smtp.example.com:465"
SECRET = Text("签名密钥（开启“加签”时才有）", "Signing secret, where there is one")
PASSWORD = Text("邮箱密码或授权码", "Password of the mailbox, or its app password")
FROM, TO = (
    Text("发件人", "From"),
    Text("收件人（一行一个）", "To, one mailbox a line"),
)
LANGUAGE, LANGUAGES = (
    Text("语言", "Language"),
    {"zh": Text("中文", "中文"), "en": Text("English", "English")},
)
AFTER_IMPORT = Text("导入数据后就发", "After an import")
DAYS = Text("每周固定在", "Every week on")
DAY_NAMES = tuple(
    Text(zh, en)
    for zh, en in zip(
        ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        strict=True,
    )
)
AT = Text("时间（服务器时钟，现在 {now}）", "Time (server clock, now {now})")
ONLY_WORSE = Text("只在有灯变差时发", "Only when a light has turned worse")
MASKED = Text("客户名用代号", "Customers under letters")
ADD_IT = Text("添加", "Add")
PREVIEW, SWITCH_ON, SWITCH_OFF = (
    Text("预览", "Preview"),
    Text("开启", "Switch on"),
    Text("停用", "Switch off"),
)
SEND = Text("现在发一次", "Send it now")
REMOVE = Text("删除", "Remove")
SURE = Text(
    "“{name}”的地址、密码和发送记录会一起删除。确定吗？",
    "This forgets the address and password of “{name}” and what was sent to it. Are you sure?",
)
YES = Text("确定删除", "Yes, remove it")
ON, OFF = Text("已开启", "On"), Text("未开启", "Off")
LAST = Text("上次 {at}：{outcome}", "Last {at}: {outcome}")
NEVER_YET = Text("还没有发过", "Nothing sent yet")
NO_PICTURE = Text(
    "这种机器人只收文字，不带图片。", "This kind of robot takes words alone, no picture."
)
WITH_DECK = Text("邮件附上这张图和周会 PPT。", "The mail brings this picture and the weekly deck.")
_TURN = "_push_turn"
WITHOUT_PICTURE = ("dingtalk", "feishu")


def desk(screen: Screen) -> None:
    """Those that are set up, then the form for one more."""
    lang = screen.lang
    kept = Destinations(screen.warehouse.folder)
    st.caption(safe(WHAT[lang]))
    try:
        there = kept.all()
        for to in there:
            _one(screen, kept, to, kept.state(to.name))
        with st.expander(ADD[lang], expanded=not there, key=f"push_add_{len(there)}"):
            _form(screen, kept)
    except SalesdashError as error:
        st.error(safe(error.message[lang]))


def _one(screen: Screen, kept: Destinations, to: Destination, state: SentState) -> None:
    lang = screen.lang
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.badge((ON if to.is_on else OFF)[lang], color="green" if to.is_on else "gray")
        words = f"**{safe(to.name)}** · {KINDS[to.kind][lang]} · {safe(_when(to)[lang])}"
        st.markdown(f"{words}  \n{safe(_last(state)[lang])}", width="stretch")
        if st.button(PREVIEW[lang], key=f"push_look_{to.name}", icon=":material/visibility:"):
            _preview(screen, kept, to)
        if to.is_on and st.button(SWITCH_OFF[lang], key=f"push_off_{to.name}", type="tertiary"):
            kept.switch_off(to.name)
            st.rerun()
        with st.popover(REMOVE[lang], key=f"push_remove_{to.name}", type="tertiary"):
            st.markdown(safe(SURE.format(name=to.name)[lang]))
            if st.button(YES[lang], type="primary", key=f"push_sure_{to.name}"):
                kept.remove(to.name)
                st.rerun()


def _preview(screen: Screen, kept: Destinations, to: Destination) -> None:
    """The very words and picture, and from here on the ways to send them."""
    lang = screen.lang

    @forms.over_page(f"{PREVIEW[lang]} · {safe(to.name)}", width="large")
    def opened() -> None:
        try:
            words, picture = _message(screen.warehouse, to)
            with st.container(horizontal=True):
                if not to.is_on and st.button(SWITCH_ON[lang], type="primary", key="push_on"):
                    newest = rounds.newest_import(screen.warehouse)[0]
                    kept.switch_on(to, newest, rounds.clock())
                    st.rerun()
                if st.button(SEND[lang], key="push_send", icon=":material/send:"):
                    after = rounds.send_now(screen.warehouse, to, rounds.clock(), whatever=True)
                    (st.success if after.is_sent else st.error)(safe(after.outcome[lang]))
        except SalesdashError as error:
            st.error(safe(error.message[lang]))
            return
        st.code(words, language=None, wrap_lines=True)
        if to.kind in WITHOUT_PICTURE:
            st.caption(safe(NO_PICTURE[lang]))
        elif picture:
            if to.kind == "mail":
                st.caption(safe(WITH_DECK[lang]))
            st.image(picture)

    opened()


def _message(warehouse: Warehouse, to: Destination) -> tuple[str, bytes | None]:
    """Words and picture of the data, the risks and the promises as they stand, made once, however often something is
    clicked."""
    with store.asking() as ask:

        def made() -> tuple[str, bytes | None]:
            message = rounds.preview(warehouse, ask, to)
            return message.words, message.picture

        key = ("push", to, Actions(warehouse).edition, Register(warehouse).edition)
        words_and_picture: tuple[str, bytes | None] = ask.keep(key, made)
        return words_and_picture


def _form(screen: Screen, kept: Destinations) -> None:
    """What it takes differs by its kind; the rest is taken as one, whatever was left half typed. One that
    was added leaves an empty form."""
    lang = screen.lang
    turn = st.session_state.setdefault(_TURN, 0)
    kind: Kind = st.selectbox(
        KIND[lang], list(KINDS), format_func=lambda one: KINDS[one][lang], key=f"push_kind_{turn}"
    )
    with st.form(f"push_form_{kind}_{turn}", border=False):
        made = _filled_in(lang, kind, turn)
        if not st.form_submit_button(ADD_IT[lang], type="primary"):
            return
    try:
        kept.add(made)
    except SalesdashError as error:
        st.error(safe(error.message[lang]))
        return
    st.session_state[_TURN] = turn + 1
    st.rerun()


def _filled_in(lang: Lang, kind: Kind, turn: int) -> Destination:
    """The fields of the form, and what they say now."""
    name = st.text_input(NAME[lang], key=f"push_name_{turn}")
    sender, recipients, secret = "", "", ""
    if kind == "mail":
        address = st.text_input(SERVER[lang], placeholder=SERVER_HINT, key=f"push_server_{turn}")
        sender = st.text_input(FROM[lang], key=f"push_from_{turn}")
        secret = st.text_input(PASSWORD[lang], type="password", key=f"push_password_{turn}")
        recipients = st.text_area(TO[lang], key=f"push_to_{turn}", height=80)
    else:
        address = st.text_input(
            ADDRESS[lang], placeholder="https://", type="password", key=f"push_address_{turn}"
        )
        if kind != "wecom":  # whose address is all its secret
            secret = st.text_input(SECRET[lang], type="password", key=f"push_secret_{turn}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        after_import = st.toggle(AFTER_IMPORT[lang], value=True, key=f"push_import_{turn}")
        only_worse = st.toggle(ONLY_WORSE[lang], key=f"push_worse_{turn}")
        is_masked = st.toggle(MASKED[lang], key=f"push_masked_{turn}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        days = st.pills(
            DAYS[lang], range(7), selection_mode="multi", key=f"push_days_{turn}",
            format_func=lambda day: DAY_NAMES[day][lang],
        )  # fmt: skip
        at = st.time_input(
            AT.format(now=f"{rounds.clock():%H:%M}")[lang], clock(9), key=f"push_at_{turn}"
        )
        spoken: Lang = st.segmented_control(
            LANGUAGE[lang], LANGS, default=lang, required=True, key=f"push_lang_{turn}",
            format_func=lambda one: LANGUAGES[one][lang],
        )  # fmt: skip
    return Destination(
        name.strip(), kind, address.strip(), secret.strip(), sender.strip(),
        tuple(filter(None, map(str.strip, recipients.splitlines()))), spoken, after_import,
        tuple(sorted(days)), f"{at:%H:%M}", only_worse, is_masked,
    )  # fmt: skip


def _when(to: Destination) -> Text:
    parts = [AFTER_IMPORT] if to.after_import else []
    if to.days:
        parts.append(join([DAY_NAMES[day] for day in to.days]) + plain(f" {to.at}"))
    if to.only_worse:
        parts.append(ONLY_WORSE)
    return join(parts, zh="；", en="; ")


def _last(state: SentState) -> Text:
    if state.at is None or not state.outcome:
        return NEVER_YET
    return LAST.format(at=f"{state.at:%Y-%m-%d %H:%M}", outcome=state.outcome)
