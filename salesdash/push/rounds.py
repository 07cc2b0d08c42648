"""Who is due, what is sent to them, and when a failure is tried again."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from salesdash import journal
from salesdash.errors import SalesdashError
from salesdash.push import mail, robots
from salesdash.push.destination import Destination
from salesdash.push.destinations_kept import Destinations, SentState
from salesdash.push.message import Message, message
from salesdash.reports import remembering
from salesdash.text import Text
from salesdash.units import keep_money_in
from salesdash.warehouse.imports.past_imports import NOTHING_YET, imports
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.rates import currency

EVERY = 20.0  # seconds between two looks
QUIET = timedelta(seconds=60)  # after an import, in which the next file of the same drop may come
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
NOT_WORSE = Text("没有新变差的灯，没有发送", "No light has newly turned worse; nothing was sent")
NO_DATA = Text("还没有数据，没有发送", "No data yet; nothing was sent")
WILL_TRY = Text("{why}会再试。", "{why} It will be tried again.")
GAVE_UP = Text("{why}试了 {n} 次，不再试。", "{why} Given up after {n} {n:try|tries}.")
BROKEN = Text(
    "发送时出现意外错误，详情见程序日志。", "An unexpected error; the log has the details."
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """What a destination is sent for: an import, a moment of its schedule, or both."""

    import_id: int
    slot: datetime | None


def clock() -> datetime:
    """The server's own time with its zone, by which messages are due and signed; no figure depends on it."""
    return datetime.now().astimezone()


def newest_import(warehouse: Warehouse) -> tuple[int, datetime | None]:
    """The newest import that stands, and when it was made; 0 and None without any."""
    standing = next((one for one in imports(warehouse) if not one.is_undone), None)
    return (standing.import_id, standing.loaded_at.replace(tzinfo=UTC)) if standing else (0, None)


def look(warehouse: Warehouse, now: datetime) -> None:
    """Send to whoever is due at `now`, the server's own time with its zone; of several servers one does.

    Raises StoreError where the store or the settings cannot be read.
    """
    if not warehouse.has_duty():
        return
    kept = Destinations(warehouse.folder)
    on = [one for one in kept.all() if one.is_on]
    if not on:
        return
    import_id, loaded_at = newest_import(warehouse)
    is_quiet = loaded_at is not None and now - loaded_at >= QUIET
    for to in on:
        state = kept.state(to.name)
        is_news = to.after_import and is_quiet and _is_news(import_id, loaded_at, state)
        if due := _due(to, state, import_id, now, is_new=is_news):
            _attempt(warehouse, kept, to, state, due, now)


def _is_news(import_id: int, loaded_at: datetime | None, state: SentState) -> bool:
    """Whether it came after what was dealt with last; the numbers of imports begin lower after a restore."""
    if import_id > state.import_id:
        return True
    is_later = loaded_at is not None and state.at is not None and loaded_at > state.at
    return is_later and import_id != state.import_id


def _due(
    to: Destination, state: SentState, import_id: int, now: datetime, *, is_new: bool
) -> Due | None:
    """What is due; whatever is sent tells of the newest import, too."""
    slot = to.slot(now)
    is_time = slot is not None and (state.slot is None or state.slot.date() < slot.date())
    if state.again is not None and not is_new and not is_time:
        return Due(import_id, state.slot) if now >= state.again else None
    if not is_new and not is_time:
        return None
    return Due(import_id, slot if is_time else state.slot)


def _attempt(
    warehouse: Warehouse,
    kept: Destinations,
    to: Destination,
    state: SentState,
    due: Due,
    now: datetime,
) -> None:
    """Send it, and keep what came of it; what cannot be kept is not sent, lest it be sent without end, and
    what a killed program may not have sent is tried again."""
    failures = state.failures if state.again is not None else 0
    before = replace(state, import_id=due.import_id, slot=due.slot, at=now, again=None, failures=0)
    tries = min(failures + 1, len(WAITS))
    kept.note(to.name, replace(before, again=now + WAITS[0], failures=tries))
    reported = frozenset(state.told)
    kept.note(to.name, _tried(warehouse, to, before, now, reported=reported, failures=failures))


def send_now(warehouse: Warehouse, to: Destination, now: datetime, *, whatever: bool) -> SentState:
    """Send it because somebody wants it, `whatever` has turned; returns what came of it, which is kept: what fails
    is tried again where the destination is switched on. Raises StoreError where it cannot be kept."""
    kept = Destinations(warehouse.folder)
    state = kept.state(to.name)
    reported = None if whatever else frozenset(state.told)
    before = replace(state, at=now, again=None, failures=0)
    after = _tried(warehouse, to, before, now, reported=reported)
    kept.note(to.name, after)
    return after


def _tried(
    warehouse: Warehouse,
    to: Destination,
    before: SentState,
    now: datetime,
    *,
    reported: frozenset[str] | None,
    failures: int = 0,
) -> SentState:
    """What became of one try after so many failures."""
    try:
        is_sent, outcome, keys = send(warehouse, to, now, reported)
        after = replace(before, is_sent=is_sent, outcome=outcome, told=tuple(sorted(keys)))
    except SalesdashError as error:
        after = _failed(to, before, error.message, failures, now)
    except Exception:
        _log.exception("pushing by %s", to.kind)
        after = _failed(to, before, BROKEN, failures, now)
    _log.info("push by %s to %s: %s", to.kind, to.host, after.outcome.en)
    return after


def _failed(
    to: Destination, before: SentState, why: Text, failures: int, now: datetime
) -> SentState:
    after = replace(before, is_sent=False, failures=failures + 1, outcome=why)
    if not to.is_on:
        return after
    if failures < len(WAITS):
        return replace(after, outcome=WILL_TRY.format(why=why), again=now + WAITS[failures])
    return replace(after, outcome=GAVE_UP.format(why=why, n=failures + 1))


def send(
    warehouse: Warehouse, to: Destination, now: datetime, reported: frozenset[str] | None = None
) -> tuple[bool, Text, frozenset[str]]:
    """Whether it was sent, what to say of it, and the KPIs whose turning worse is told by now.

    `reported` are those told before, which are no reason for a destination that wants what turned worse alone;
    None sends it whatever changed. Raises NotSentError, StoreError.
    """
    with warehouse.state() as state:
        composed = made(warehouse, remembering(state.query), to)
        if composed is None:
            return False, NO_DATA, reported or frozenset()
        if reported is not None and to.only_worse and not composed.worse - reported:
            return False, NOT_WORSE, composed.worse
        letter = mail.mail_of(composed, to) if to.kind == "mail" else None
    if letter is None:
        return True, robots.post(composed, to, now), composed.worse
    return True, mail.post(letter, to), composed.worse


def preview(warehouse: Warehouse, ask: Ask, to: Destination) -> Message:
    """What would be sent now. Raises SalesdashError without any data."""
    composed = made(warehouse, ask, to)
    if composed is None:
        raise SalesdashError(NOTHING_YET)
    return composed


def made(warehouse: Warehouse, ask: Ask, to: Destination) -> Message | None:
    """The message of this moment; None without any data."""
    keep_money_in(currency(warehouse))
    return message(warehouse, ask, to) if ask.coverage else None


def begin(warehouse: Warehouse) -> None:
    """Look again and again for as long as the warehouse is open, beside whatever else is done."""
    threading.Thread(target=_keep_looking, args=[warehouse], name="push", daemon=True).start()


def _keep_looking(warehouse: Warehouse) -> None:
    journal.page.set("push")
    last = ""
    while not warehouse.closed.wait(EVERY):
        try:
            look(warehouse, clock())
            last = ""
        except Exception as error:
            if str(error) != last:  # said once, however often it is tried
                _log.exception("looking who is to be told")
            last = str(error)
