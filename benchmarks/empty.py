"""The least that a Streamlit page can be: what every page pays before it does anything."""

import streamlit as st

st.set_page_config(layout="wide")
