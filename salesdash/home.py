"""Where the application's own files lie: beside the package, or where it was installed."""

from __future__ import annotations

import sys
from pathlib import Path


def home() -> Path:
    """The folder of `app.py`, `pages/` and `sample_data/`."""
    checkout = Path(__file__).parents[1]
    return checkout if (checkout / "app.py").is_file() else Path(sys.prefix) / "share" / "salesdash"
