"""A fault for the log: its kind and place. Never its message, which may hold what somebody typed."""

import traceback
from pathlib import Path

DEPTH = 3


def kind_and_place(fault: BaseException) -> str:
    """ "KeyError in labels.py:41 < screen.py:20 < conversation.py:60"."""
    places = traceback.extract_tb(fault.__traceback__)[-DEPTH:]
    trail = " < ".join(f"{Path(place.filename).name}:{place.lineno}" for place in reversed(places))
    return f"{type(fault).__name__} in {trail}"
