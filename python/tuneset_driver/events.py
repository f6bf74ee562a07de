"""What the driver tells while it works.

An event is a line `@@FT:<token> {json}` on stdout: the token is the attempt's own, so that nothing a dataset
or a model brings into the log can pass for an event. The JSON holds `n` (from 1, one more each line), `time`
(ISO 8601) and the fields of an observation as `src/providers/observation.ts` names them.
"""

from __future__ import annotations

import json
import math
import os
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime, timezone
from typing import Any

Event = dict[str, Any]


class Events:
    """Turns what happens into events; where they go is up to `send`."""

    def send(self, event: Event, *, surely: bool = False) -> None:
        """Hands an event on. `surely`: it is not to be lost even if this process dies the moment after."""
        raise NotImplementedError

    def state(self, state: str, message: str | None = None) -> None:
        self.send(_event("state", state=state, message=message), surely=True)

    def progress(self, step: int, steps: int | None, epoch: float | None) -> None:
        self.send(_event("progress", step=step, steps=steps, epoch=epoch))

    def metric(self, step: int, epoch: float | None, values: Mapping[str, Any]) -> None:
        self.send(_event("metric", step=step, epoch=epoch, values=dict(values)))

    def checkpoint(self, step: int, path: str) -> None:
        self.send(_event("checkpoint", step=step, path=path), surely=True)

    def checkpoint_removed(self, path: str) -> None:
        self.send(_event("checkpoint-removed", path=path), surely=True)

    def log(self, level: str, text: str) -> None:
        self.send(_event("log", level=level, text=text))

    def problem(
        self,
        severity: str,
        message: str,
        advice: str | None = None,
        row: tuple[str, int] | None = None,
    ) -> None:
        where = None if row is None else {"path": row[0], "line": row[1]}
        self.send(
            _event("problem", severity=severity, message=message, advice=advice, row=where), surely=True
        )

    def artifact(self, kind: str, location: str, files: list[dict[str, Any]]) -> None:
        self.send(_event("artifact", kind=kind, location=location, files=files), surely=True)

    def facts(self, values: Mapping[str, Any]) -> None:
        self.send(_event("facts", values=dict(values)))


class PrintedEvents(Events):
    """Event lines on stdout, each written whole. `hold` keeps signals from coming between number and line."""

    def __init__(self, token: str, hold: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        self._hold = hold
        self._marker = f"@@FT:{token} "
        self._lock = threading.RLock()
        self._n = 0
        # A copy of its own: a library that redirects or closes stdout doesn't take the events along.
        self._file = os.dup(1)

    def send(self, event: Event, *, surely: bool = False) -> None:
        with self._hold(), self._lock:
            self._n += 1
            line = self._marker + to_json({"n": self._n, **event}) + "\n"
            with suppress(OSError, ValueError):
                sys.stdout.flush()
            self._write(line.encode("ascii"))

    def _write(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._file, data) :]
            except OSError:
                # Whoever read is gone, or the disk is full: training is worth more than its log.
                return


class NoEvents(Events):
    """Of all processes of a distributed run only one tells."""

    def send(self, event: Event, *, surely: bool = False) -> None:
        return


def to_json(value: Any) -> str:
    """JSON in ASCII on one line, without NaN and infinity, which JSON doesn't have: they become null."""
    return json.dumps(_plain(value), allow_nan=False, ensure_ascii=True, separators=(",", ":"))


def _event(kind: str, /, **fields: Any) -> Event:
    time = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"time": time, "type": kind, **{key: value for key, value in fields.items() if value is not None}}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    # Numbers of numpy and torch.
    item = getattr(value, "item", None)
    return _plain(item()) if callable(item) else str(value)
