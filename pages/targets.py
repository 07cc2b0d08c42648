"""Being written."""

from salesdash.ui.screen import open_screen

screen = open_screen("targets")
