"""How a run is asked to end early."""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Cancelled(BaseException):
    """Unwinds to `main`. No `Exception`, so that no library takes it for an error of its own and goes on."""


class Stop:
    """A wish to end. Before training it ends at once; from then on whoever trains asks `requested` after each
    step.
    """

    def __init__(self) -> None:
        self._requested = threading.Event()
        self._deferred = False
        self._raised = False
        self._held = 0
        self._taken: set[signal.Signals] = set()
        self.reason = ""

    @property
    def requested(self) -> bool:
        return self._requested.is_set()

    def listen(self) -> None:
        """Takes the signals of the process over. Only from its main thread."""
        for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._on_signal)
                self._taken.add(number)

    def request(self, reason: str) -> None:
        """From any thread: as if the process had got a signal."""
        self.reason = self.reason or reason
        self._requested.set()
        _thread.interrupt_main(signal.SIGTERM)

    def defer(self) -> None:
        """From here on a wish waits until it is asked for."""
        self._deferred = True
        self.check()

    def ignore(self) -> None:
        """The driver is done: a late signal no longer changes how it ends."""
        for number in self._taken:
            signal.signal(number, signal.SIG_IGN)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """In the main thread: a signal that comes meanwhile takes effect afterwards."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if self.requested:
            self._raise_once()

    def check(self) -> None:
        """Raises `Cancelled` where the end was asked for: a library may have swallowed the first one."""
        if self.requested:
            raise Cancelled(self.reason)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.reason = self.reason or f"Stopped as asked ({signal.Signals(number).name})."
        self._requested.set()
        self._raise_once()

    def _raise_once(self) -> None:
        # Not again while the driver unwinds and tidies up.
        if not (self._deferred or self._raised or self._held):
            self._raised = True
            raise Cancelled(self.reason)
