"""The server; and at each visit the frame around every page, and the page that was asked for."""

from contextlib import suppress

import streamlit as st

from salesdash.ui import over, rescue, screen, side_sheet
from salesdash.ui.bar import left_out
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.frame import choose_language, frame
from salesdash.ui.meeting import foot
from salesdash.ui.session import address, ahead, contents, failures, server, store
from salesdash.ui.session.browser import history, styles, top, widget_words

app = st.App(__file__, lifespan=server.lifespan, middleware=server.MIDDLEWARE)

if server.is_visit():
    address.begin()
    lang = choose_language()
    meeting = mode.joined()
    page = contents.navigation(lang, is_hidden=meeting is not None)
    entry = contents.PAGES[contents.key_of(page)]
    with (
        st.container(gap="xsmall"),
        failures.shown(lang),
        rescue.offered(lang),
        store.asking(by_engine=not entry.asks_store) as ask,
    ):
        store.inbox()  # looked into from the start; from here on where the store was not free then
        scope = mode.scope_of(ask, meeting) if meeting else frame(ask, lang, entry)
        with ahead.asked(ask, entry.key, scope) as asked:
            shown = screen.prepare(asked, ask, lang, entry.key)
            foot.follow(shown, meeting)
            side_sheet.follow(ask)
            try:
                with suppress(screen.PageEnds):
                    page.run()
                foot.show(shown, meeting, is_typing=over.show(shown, meeting))
            finally:
                left_out.say(lang)
                address.publish()
    with st.container(gap=None):  # nothing of these is to be seen
        if meeting:
            top.show(f"{meeting.meeting_id}/{meeting.place}/{meeting.nth}")
        widget_words.speak(lang)
        history.keep()
        styles.lay()
    store.settle()
