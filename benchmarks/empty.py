"""The least that a page of our server can be: what every page pays before it does anything."""

import streamlit as st

from salesdash.ui.session import server

app = st.App(__file__, middleware=server.MIDDLEWARE)

if server.is_visit():
    st.set_page_config(layout="wide")
