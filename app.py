"""Contents: the frame around every page, and the page that was asked for."""

from contextlib import suppress

from salesdash.ui import address, contents, failures, screen, store
from salesdash.ui.frame import choose_language, frame

address.begin()
lang = choose_language()
page = contents.navigation(lang)
with failures.told(lang), store.asking() as ask:
    store.inbox()  # looked into from the first visit on
    screen.prepare(frame(ask, lang), ask)
    try:
        with suppress(screen.PageEnds):
            page.run()
    finally:
        address.publish()
store.settle()
