"""`push`: the week's brief, sent now to whoever is set up for it."""

from __future__ import annotations

import argparse
from contextlib import closing

from salesdash.command_line.exits import BROKEN, DONE
from salesdash.command_line.printing import say
from salesdash.errors import UnknownNameError
from salesdash.push import rounds
from salesdash.push.destination import Destination
from salesdash.push.destinations_kept import Destinations
from salesdash.reports import remembering
from salesdash.text import Lang, Text
from salesdash.warehouse.store.database import Warehouse, workspace

DESTINATION = Text("推送对象", "destination")
NOBODY = Text(
    "没有已开启的推送。在“设置 › 推送”里添加，先预览再开启。",
    "Nobody is set up. Add a destination under Settings › Push, look at its preview and switch it on.",
)
CAME = Text("{name}：{outcome}", "{name}: {outcome}")


def push(options: argparse.Namespace, lang: Lang) -> int:
    """Send it, or print it, for each destination that is named, else for all that are switched on."""
    with closing(Warehouse(workspace(options.store))) as warehouse:
        wanted = _wanted(Destinations(warehouse.folder).all(), options.names)
        if not wanted:
            say(NOBODY[lang])
            return BROKEN
        if options.preview:
            with warehouse.state() as state:
                ask = remembering(state.query)
                for to in wanted:
                    say(rounds.preview(warehouse, ask, to).words)
            return DONE
        return max(_send(warehouse, to, lang) for to in wanted)


def _wanted(there: list[Destination], names: list[str]) -> list[Destination]:
    by_name = {to.name: to for to in there}
    for name in names:
        if name not in by_name:
            raise UnknownNameError(DESTINATION, name, by_name)
    return [by_name[name] for name in names] or [to for to in there if to.is_on]


def _send(warehouse: Warehouse, to: Destination, lang: Lang) -> int:
    """One that wants only what turned worse gets nothing else, as a scheduler may ask every day."""
    after = rounds.send_now(warehouse, to, rounds.clock(), whatever=False)
    say(CAME.format(name=to.name, outcome=after.outcome)[lang])
    return DONE if after.is_sent or after.outcome == rounds.NOT_WORSE else BROKEN
