"""Warnings of the libraries become `log` events; progress bars and other chatter are off."""

from __future__ import annotations

import logging
import os
from collections import Counter

from .events import Events

REPEATS = 3


def quiet_libraries() -> None:
    """What the libraries read from the environment when they are imported, so before that."""
    os.environ.setdefault("TQDM_DISABLE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("DISABLE_SAFETENSORS_CONVERSION", "1")
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")
    # Rows are rendered one after another: no threads that a fork would hang on.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


class EventHandler(logging.Handler):
    """A text that comes again and again (a warning each step) is told three times."""

    def __init__(self, events: Events) -> None:
        super().__init__(logging.WARNING)
        self._events = events
        self._told: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = record.getMessage().strip()
        except Exception as error:
            text = f"{record.msg} ({error})"
        self._told[text] += 1
        if not text or self._told[text] > REPEATS:
            return
        if self._told[text] == REPEATS:
            text += " (not told again)"
        self._events.log("error" if record.levelno >= logging.ERROR else "warning", text)


def listen_to_libraries(events: Events) -> None:
    """Takes over what is logged as a warning or worse, Python's own warnings included. Once a process."""
    root = logging.getLogger()
    for handler in root.handlers:
        if isinstance(handler, EventHandler):
            root.removeHandler(handler)
    root.addHandler(EventHandler(events))
    logging.captureWarnings(True)

    import datasets
    import transformers

    datasets.disable_progress_bars()
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.disable_default_handler()
    transformers.utils.logging.enable_propagation()
    datasets.utils.logging.enable_propagation()
