"""The server; and at each visit the frame around every page, and the page that was asked for."""

from contextlib import suppress

import streamlit as st

from salesdash.ui import rescue, screen, sheet
from salesdash.ui.actions import action_form
from salesdash.ui.bar import left_out
from salesdash.ui.frame import choose_language, frame
from salesdash.ui.session import address, contents, failures, server, store, widget_words

app = st.App(__file__, lifespan=server.lifespan, middleware=server.MIDDLEWARE)

if server.is_visit():
    address.begin()
    lang = choose_language()
    page = contents.navigation(lang)
    with (
        st.container(gap="xsmall"),
        failures.shown(lang),
        rescue.offered(lang),
        store.asking() as ask,
    ):
        store.inbox()  # looked into from the start; from here on where the store was not free then
        key = contents.key_of(page)
        scope = frame(ask, lang, filtered=contents.PAGES[key].filtered)
        shown = screen.prepare(scope, ask, lang, key)
        sheet.follow(ask)
        try:
            with suppress(screen.PageEnds):
                page.run()
            if not action_form.open_asked(shown):
                sheet.show_opened(shown)
        finally:
            left_out.say(lang)
            address.publish()
    widget_words.speak(lang)
    store.settle()
