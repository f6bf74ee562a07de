"""The driver's side of a run on a Ray cluster: starts the workers, prints what they tell, passes the wish to
end on.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path
from typing import Any

from .events import Events
from .ray_mailbox import BEGUN, FAILURE, OUTCOME, Mailbox
from .spec import Spec, read_json
from .stop import Stop
from .storage import join
from .trouble import Trouble

SECONDS_A_LOOK = 1.0
LOOKS_BEFORE_CONCERN = 15


def run(spec: Spec, events: Events, stop: Stop) -> str:
    """Trains on the cluster that Ray finds: "succeeded" or "cancelled". Raises as `job.train` does."""
    import ray

    events.state("queued", "Connecting to Ray")
    _connect(ray)
    # Ray has taken the signals over.
    stop.listen()
    stop.check()
    try:
        return _Run(spec, events, stop, ray).follow()
    finally:
        ray.shutdown()


def _connect(ray: Any) -> None:
    options: dict[str, Any] = {"logging_level": logging.WARNING}
    if "RAY_JOB_CONFIG_JSON_ENV_VAR" not in os.environ:
        # A job's files are on all nodes; here it is only this package that workers need.
        options["runtime_env"] = {"py_modules": [str(Path(__file__).parent)]}
    ray.init(**options)


class _Run:
    def __init__(self, spec: Spec, events: Events, stop: Stop, ray: Any) -> None:
        self._spec = spec
        self._events = events
        self._stop = stop
        self._ray = ray
        self._outcome: str | None = None
        self._failure: str | None = None
        self._begun = False
        self._started = False
        self._error: BaseException | None = None

    def follow(self) -> str:
        self._mailbox = self._make_mailbox()
        # Signals reach the main thread alone: it stays free for them.
        # Made here: the main thread must not talk to Ray while another one is loading PyTorch.
        trainer = self._trainer()
        fit = threading.Thread(target=self._fit, args=(trainer,), name="fit", daemon=True)
        asked = self._asked()
        self._events.state("queued", f"Waiting for {asked}")
        fit.start()
        self._stop.defer()
        passed_on = False
        looks = 0
        while fit.is_alive():
            self._read(SECONDS_A_LOOK)
            if self._stop.requested and not self._begun:
                self._stop.check()
            if self._stop.requested and not passed_on:
                passed_on = True
                self._ray.get(self._mailbox.ask_to_stop.remote())
            looks += 1
            if looks == LOOKS_BEFORE_CONCERN and not self._started:
                self._concern(asked)
        self._read(0.1)
        if self._failure is not None:
            raise Trouble(self._failure, told=True)
        if self._error is not None:
            raise self._error
        if self._outcome is None:
            raise Trouble("The workers ended without a result.", "Look at the log of the cluster.")
        return self._outcome

    def _make_mailbox(self) -> Any:
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        # On the driver's own node: what was sent is lost only with the driver.
        node = self._ray.get_runtime_context().get_node_id()
        return (
            self._ray.remote(Mailbox)
            .options(num_cpus=0, scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=False))
            .remote()
        )

    def _fit(self, trainer: Any) -> None:
        try:
            trainer.fit()
        except BaseException as error:
            self._error = error

    def _trainer(self) -> Any:
        from ray.train import RunConfig, ScalingConfig
        from ray.train.torch import TorchTrainer

        from .ray_worker import train_worker

        assert self._spec.distributed is not None
        resources = self._spec.resources
        worker = {"CPU": resources.cpus_per_worker}
        if resources.gpus_per_worker > 0:
            worker["GPU"] = resources.gpus_per_worker
        return TorchTrainer(
            train_worker,
            train_loop_config={
                "spec": read_json(Path(self._spec.attempt_folder, "spec.json")),
                "folder": str(Path.cwd()),
                "mailbox": self._mailbox,
            },
            scaling_config=ScalingConfig(
                num_workers=resources.workers,
                use_gpu=resources.gpus_per_worker > 0,
                resources_per_worker=worker,
            ),
            run_config=RunConfig(
                storage_path=join(self._spec.distributed.storage_path, self._spec.distributed.name),
                name=f"attempt-{self._spec.attempt}",
            ),
        )

    def _read(self, seconds: float) -> None:
        for letter in self._ray.get(self._mailbox.take.remote(seconds)):
            self._started = True
            if "event" in letter:
                self._events.send(letter["event"])
            elif BEGUN in letter:
                self._begun = True
            elif OUTCOME in letter:
                self._outcome = letter[OUTCOME]
            elif FAILURE in letter and self._failure is None:
                self._failure = letter[FAILURE]
                for event in letter["events"]:
                    self._events.send(event)

    def _asked(self) -> str:
        resources = self._spec.resources
        gpus = f" and {resources.gpus_per_worker:g} GPU" if resources.gpus_per_worker else ""
        workers = "1 worker" if resources.workers == 1 else f"{resources.workers} workers"
        return f"{workers} with {resources.cpus_per_worker:g} CPU{gpus} each"

    def _concern(self, asked: str) -> None:
        has = self._ray.cluster_resources()
        free = self._ray.available_resources()
        self._events.problem(
            "warning",
            f"Still waiting for {asked}. The cluster has {has.get('CPU', 0):g} CPU and "
            f"{has.get('GPU', 0):g} GPU; free are {free.get('CPU', 0):g} and {free.get('GPU', 0):g}.",
            "It begins once they are free or nodes have joined. To ask for less, cancel and change the "
            '"resources".',
        )
