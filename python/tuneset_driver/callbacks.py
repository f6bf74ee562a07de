"""What happens during training: told, saved, and ended early where that is asked."""

from __future__ import annotations

import math
import time
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from .events import Events
from .place import Place
from .trouble import DIVERGED

SECONDS_BETWEEN_STEPS_TOLD = 0.5


class StoppedWhileValidating(Exception):
    """Validation is left in the middle; the step before it is done."""


class Teller(TrainerCallback):
    """Steps and logged numbers become events."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._told = 0.0
        self._told_step = -1
        self._resumed = False
        self._warned = False

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        self._resumed = state.global_step > 0
        self._progress(state)

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        last = state.global_step >= state.max_steps
        if last or time.monotonic() - self._told > SECONDS_BETWEEN_STEPS_TOLD:
            self._progress(state)

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, Any] | None = None,
        **_: Any,
    ) -> None:
        self._progress(state)
        values = {key: value for key, value in (logs or {}).items() if key != "epoch" and _is_number(value)}
        if self._resumed:
            # The sum of the losses since the resume over all steps: no loss at all.
            values.pop("train_loss", None)
        if values:
            self._events.metric(state.global_step, state.epoch, values)
        if not self._warned and not math.isfinite(float(values.get("loss", 0))):
            self._warned = True
            self._events.problem("warning", f"The loss of step {state.global_step} is no number.", DIVERGED)

    def _progress(self, state: TrainerState) -> None:
        self._told = time.monotonic()
        if state.global_step != self._told_step:
            self._told_step = state.global_step
            self._events.progress(state.global_step, state.max_steps or None, state.epoch)


class Stopper(TrainerCallback):
    """Asked to stop, training ends with the step it is in, with a checkpoint of it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.stopping = False

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        if self._place.should_stop():
            self.stopping = True
            control.should_training_stop = True
            control.should_save = True
            control.should_evaluate = False

    def on_prediction_step(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        # Validation can take long. Alone this process may leave it; with others it would leave them waiting.
        if args.world_size == 1 and self._place.should_stop():
            self.stopping = True
            raise StoppedWhileValidating

    def on_epoch_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        if self.stopping:
            control.should_save = False
            control.should_evaluate = False


class CheckpointKeeper(TrainerCallback):
    """Tells a checkpoint once it is safe, then removes old ones."""

    def __init__(self, events: Events, place: Place) -> None:
        self._events = events
        self._place = place
        self._saved = -1

    def on_epoch_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        if self._saved == state.global_step:
            control.should_save = False

    def on_save(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        self._saved = state.global_step
        location = self._place.keep_checkpoint(state.global_step)
        self._events.checkpoint(state.global_step, location)
        for removed in self._place.prune_checkpoints(best_step(state.log_history)):
            self._events.checkpoint_removed(removed)


class EarlyStop(TrainerCallback):
    """Ends training after some validations without a better loss, and sees to it that the best step is saved.

    It keeps nothing itself: all is read from the log, which is part of each checkpoint, so a resumed run goes
    on counting where it was.
    """

    def __init__(self, patience: int, events: Events) -> None:
        self._patience = patience
        self._events = events

    def on_evaluate(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        if best_step(state.log_history) == state.global_step:
            control.should_save = True
        since = validations_since_best(state.log_history)
        if since >= self._patience:
            self._events.log(
                "info",
                f"Early stopping: {since} validations without a better loss than that of step "
                f"{best_step(state.log_history)}.",
            )
            control.should_training_stop = True


def best_step(history: list[dict[str, Any]]) -> int | None:
    """The step of the first lowest validation loss; None without any."""
    losses = _losses(history)
    return min(losses, key=lambda step: losses[step]) if losses else None


def validations_since_best(history: list[dict[str, Any]]) -> int:
    losses = list(_losses(history).items())
    best = best_step(history)
    return sum(1 for step, _ in losses if best is not None and step > best)


def _losses(history: list[dict[str, Any]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for entry in history:
        if "eval_loss" in entry:
            loss = float(entry["eval_loss"])
            found[int(entry["step"])] = loss if math.isfinite(loss) else math.inf
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) or callable(getattr(value, "item", None))
