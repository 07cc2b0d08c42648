"""FILE → CLEAN ROWS: read cells, find tables, recognise, clean, reconcile."""

from salesdash.intake.take_in import take_in

__all__ = ["take_in"]
