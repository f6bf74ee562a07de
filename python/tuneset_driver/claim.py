"""The file that makes a start happen once, and says that the driver is alive."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

CLAIM = "driver.json"
STOP = "stop"
BEAT_SECONDS = 2.0


def claim(attempt_folder: Path) -> bool:
    """Takes the attempt; False where it is taken, by another driver or by who gave it up as never started.

    Raises OSError where the folder can't be written.
    """
    try:
        file = os.open(attempt_folder / CLAIM, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    try:
        note = {"pid": os.getpid(), "started": datetime.now(timezone.utc).isoformat(timespec="milliseconds")}
        os.write(file, json.dumps(note).encode())
        os.fsync(file)
    finally:
        os.close(file)
    return True


class Heartbeat:
    """Touches the claim every two seconds and looks whether somebody asks for the end with a file `stop`."""

    def __init__(self, attempt_folder: Path, on_stop: Callable[[str], None]) -> None:
        self._claim = attempt_folder / CLAIM
        self._stop = attempt_folder / STOP
        self._on_stop = on_stop
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """After this nothing more is touched."""
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        told = False
        while not self._over.wait(BEAT_SECONDS if told else BEAT_SECONDS / 4):
            if not told and self._stop.exists():
                told = True
                self._on_stop("Stopped as asked.")
            try:
                os.utime(self._claim)
            except FileNotFoundError:
                if not told:
                    told = True
                    self._on_stop("the run's folder is gone")
            except OSError:
                # A network folder that hangs for a moment: the next beat tries again.
                pass
