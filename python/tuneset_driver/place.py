"""Where a training process runs: what differs between this machine and a worker of a cluster."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Protocol

from . import checkpoints
from .events import Events
from .spec import Spec
from .stop import Stop


class Place(Protocol):
    """The side of the world that the training itself doesn't care about."""

    output: Path
    """Where the trainer writes checkpoints."""
    tells: bool
    """Whether this process is the one that saves the result."""

    def should_stop(self) -> bool:
        """Whether to end after this step. With several processes all give the same answer."""

    def check_stop(self) -> None:
        """Raises `Cancelled` where the end was asked for and nothing was trained yet."""

    def training_begins(self) -> None:
        """From here on an end is asked for by `should_stop` alone."""

    def prepare_trainer(self, trainer: Any) -> Any:
        """The trainer, made fit for the place."""

    def resume_folder(self) -> Path | None:
        """The checkpoint to go on from, on this machine's disk."""

    def keep_checkpoint(self, step: int) -> str:
        """Returns once the checkpoint of a step is safe: its location, as it is told."""

    def prune_checkpoints(self, best: int | None) -> list[str]:
        """Removes checkpoints that are too many, never the one of step `best`. Gives their locations."""

    def best_folder(self, step: int) -> Path:
        """The checkpoint of a step that was kept, on this machine's disk."""

    def deliver(self, folder: Path, name: str, files: list[dict[str, Any]]) -> str:
        """Puts the finished folder where results go, whole or not at all: its location, as it is told."""


class ThisMachine:
    """Training in this process, in the run's folder."""

    tells = True

    def __init__(self, spec: Spec, events: Events, stop: Stop) -> None:
        self._spec = spec
        self._events = events
        self._stop = stop
        self.output = Path(spec.output)
        self.output.mkdir(parents=True, exist_ok=True)

    def should_stop(self) -> bool:
        return self._stop.requested

    def check_stop(self) -> None:
        self._stop.check()

    def training_begins(self) -> None:
        self._stop.defer()

    def prepare_trainer(self, trainer: Any) -> Any:
        return trainer

    def resume_folder(self) -> Path | None:
        checkpoints.remove_torn(self.output)
        if self._spec.resume_from is None:
            return None
        folder, note = checkpoints.choose(self._spec.resume_from, self.output)
        if note:
            self._events.problem("warning", note)
        return folder

    def keep_checkpoint(self, step: int) -> str:
        folder = self.output / f"checkpoint-{step}"
        checkpoints.flush(folder)
        return folder.as_posix()

    def prune_checkpoints(self, best: int | None) -> list[str]:
        return checkpoints.prune(self.output, self._spec.hyperparameters.keep_checkpoints, best)

    def best_folder(self, step: int) -> Path:
        return self.output / f"checkpoint-{step}"

    def deliver(self, folder: Path, name: str, files: list[dict[str, Any]]) -> str:
        checkpoints.flush(folder)
        target = self.output / name
        if target.exists():
            # Of an earlier attempt.
            old = self.output / f".old-{name}"
            shutil.rmtree(old, ignore_errors=True)
            target.rename(old)
            folder.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        else:
            folder.rename(target)
        return target.as_posix()
