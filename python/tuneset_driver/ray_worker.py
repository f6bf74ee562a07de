"""One of the training processes on a Ray cluster."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from .events import Events
from .job import train
from .logs import quiet_libraries
from .ray_mailbox import BEGUN, FAILURE, OUTCOME, KeptEvents, MailedEvents
from .spec import Spec, parse_spec
from .stop import Cancelled
from .storage import Storage
from .trouble import Trouble, tell

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_FOR_FIRST_RANK = 20.0


def train_worker(config: dict[str, Any]) -> None:
    """Runs in each worker. `config`: `spec` as JSON, `folder` that the driver runs in, `mailbox`."""
    import ray.train

    quiet_libraries()
    rank = ray.train.get_context().get_world_rank()
    mailbox = config["mailbox"]
    events: Events = MailedEvents(mailbox) if rank == 0 else KeptEvents()
    try:
        spec = parse_spec(config["spec"])
        _enter_folder(spec, config["folder"])
        place = RayWorker(spec, events, mailbox, rank)
        try:
            outcome = train(spec, place, events)
        finally:
            place.close()
    except Cancelled:
        outcome = "cancelled"
    except BaseException as error:
        _tell_failure(error, events, mailbox, rank)
        raise
    if rank == 0:
        ray.get(mailbox.put.remote({OUTCOME: outcome}))


class RayWorker:
    """The place of a worker: checkpoints and result go to the storage that all share."""

    def __init__(self, spec: Spec, events: Events, mailbox: Any, rank: int) -> None:
        assert spec.distributed is not None
        self._spec = spec
        self._events = events
        self._mailbox = mailbox
        self._storage = Storage(spec.distributed.storage_path, spec.distributed.name)
        self._attempt = f"attempt-{spec.attempt}"
        self.tells = rank == 0
        self.output = Path(tempfile.mkdtemp(prefix="tuneset-"))
        self._stop_seen = False
        self._closed = threading.Event()
        threading.Thread(target=self._look, name="stop", daemon=True).start()

    def should_stop(self) -> bool:
        import torch
        import torch.distributed

        # All have to end after the same step, else some wait for the others for ever.
        device = "cuda" if torch.distributed.get_backend() == "nccl" else "cpu"
        wish = torch.tensor([int(self._stop_seen)], device=device)
        torch.distributed.all_reduce(wish, op=torch.distributed.ReduceOp.MAX)
        return bool(wish.item())

    def check_stop(self) -> None:
        # Before training the driver ends all at once.
        return

    def training_begins(self) -> None:
        import ray

        if self.tells:
            ray.get(self._mailbox.put.remote({BEGUN: True}))

    def prepare_trainer(self, trainer: Any) -> Any:
        from ray.train.huggingface.transformers import prepare_trainer

        return prepare_trainer(trainer)

    def resume_folder(self) -> Path | None:
        if self._spec.resume_from is None:
            return None
        place, note = self._storage.choose(self._spec.resume_from)
        if note:
            self._events.problem("warning", note)
        return self._fetch(place)

    def keep_checkpoint(self, step: int) -> str:
        import ray.train

        folder = self.output / f"checkpoint-{step}"
        place = f"{self._attempt}/{folder.name}"
        # Each worker brings its own state of chance; Ray Train waits for all and puts their files together.
        ray.train.report(
            {"step": step},
            checkpoint=ray.train.Checkpoint.from_directory(str(folder)),
            checkpoint_dir_name=folder.name,
        )
        shutil.rmtree(folder, ignore_errors=True)
        if self.tells:
            self._storage.mark_whole(place, {"step": step, "workers": self._spec.resources.workers})
        return self._storage.location(place)

    def prune_checkpoints(self, best: int | None) -> list[str]:
        removed: list[str] = []
        if not self.tells:
            return removed
        for place in self._storage.checkpoints()[: -self._spec.hyperparameters.keep_checkpoints]:
            if not place.endswith(f"/checkpoint-{best}"):
                self._storage.remove(place)
                removed.append(self._storage.location(place))
        return removed

    def best_folder(self, step: int) -> Path:
        places = [place for place in self._storage.checkpoints() if place.endswith(f"/checkpoint-{step}")]
        return self._fetch(places[-1])

    def deliver(self, folder: Path, name: str, files: list[dict[str, Any]]) -> str:
        self._storage.upload(folder, name, files)
        return self._storage.location(name)

    def close(self) -> None:
        self._closed.set()
        shutil.rmtree(self.output, ignore_errors=True)

    def _fetch(self, place: str) -> Path:
        folder = self.output / "fetched" / Path(place).name
        self._storage.download(place, folder)
        return folder

    def _look(self) -> None:
        import ray

        while not self._stop_seen and not self._closed.wait(SECONDS_BETWEEN_LOOKS):
            try:
                self._stop_seen = bool(ray.get(self._mailbox.stop_asked.remote()))
            except Exception:
                # The driver is gone, and Ray ends this process with it.
                return


def _enter_folder(spec: Spec, folder: str) -> None:
    """Goes where the rows are: a job's files are copied to each node; without a job it is the driver's own
    folder.
    """
    if Path(spec.data.train.rows).exists():
        return
    if not Path(folder, spec.data.train.rows).exists():
        raise Trouble(f"The prepared rows are not on node {platform.node()}.", "Start the run again.")
    os.chdir(folder)


def _tell_failure(error: BaseException, events: Events, mailbox: Any, rank: int) -> None:
    import ray

    message = tell(events, error)
    if rank != 0:
        # What fails on all fails here first by chance: the first rank tells it in more detail, and isn't to
        # be ended by Ray Train before it has.
        until = time.monotonic() + SECONDS_FOR_FIRST_RANK
        while time.monotonic() < until and not ray.get(mailbox.failed.remote(0)):
            time.sleep(SECONDS_BETWEEN_LOOKS)
    kept = events.kept if isinstance(events, KeptEvents) else []
    ray.get(mailbox.put.remote({FAILURE: message, "rank": rank, "events": kept}))
