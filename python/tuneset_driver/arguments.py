"""The settings of TRL's trainers for what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .device import Device
from .spec import Spec


def trainer_arguments(
    spec: Spec, output: Path, device: Device, precision: str, *, validates: bool
) -> dict[str, Any]:
    """What all methods share, by the names of `transformers.TrainingArguments` 5.18."""
    asked = spec.hyperparameters
    return {
        "output_dir": str(output),
        "run_name": spec.run_id,
        "num_train_epochs": asked.epochs,
        "max_steps": asked.max_steps or -1,
        "learning_rate": asked.learning_rate,
        "lr_scheduler_type": asked.scheduler,
        # From 1 on it would be a number of steps.
        "warmup_steps": min(asked.warmup_ratio, 0.9999999),
        "weight_decay": asked.weight_decay,
        "max_grad_norm": asked.max_grad_norm,
        "per_device_train_batch_size": asked.batch_size,
        "per_device_eval_batch_size": asked.batch_size,
        "gradient_accumulation_steps": asked.gradient_accumulation,
        "gradient_checkpointing": asked.gradient_checkpointing,
        "seed": asked.seed,
        "data_seed": asked.seed,
        "max_length": asked.max_length,
        "bf16": precision == "bf16",
        "fp16": precision == "fp16",
        "use_cpu": device.kind == "cpu",
        "dataloader_pin_memory": device.kind == "cuda",
        # Batches are ready tokens: processes that load them would only be processes to clean up.
        "dataloader_num_workers": 0,
        "logging_strategy": "steps",
        "logging_steps": asked.logging_steps,
        "logging_first_step": True,
        # Otherwise a loss that is no number is reported as the average of the others.
        "logging_nan_inf_filter": False,
        "disable_tqdm": True,
        "report_to": spec.report or "none",
        **_intervals(spec, validates=validates),
    }


def _intervals(spec: Spec, *, validates: bool) -> dict[str, Any]:
    asked = spec.hyperparameters
    intervals: dict[str, Any] = {"eval_strategy": "no", "save_strategy": "epoch"}
    if validates:
        intervals["eval_strategy"] = "epoch"
        if asked.evaluation_steps is not None:
            intervals.update(eval_strategy="steps", eval_steps=asked.evaluation_steps)
    if asked.checkpoint_steps is not None:
        intervals.update(save_strategy="steps", save_steps=asked.checkpoint_steps)
    # Old checkpoints are removed by `CheckpointKeeper`, after the new one is safe and told.
    intervals["save_total_limit"] = None
    return intervals
