"""TRL's trainers, handed rows that are tokens already."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from .device import Device
from .model import adapter_config, load_model
from .spec import Spec


class Repeatable:
    """Mixed into a trainer, so that a run that is interrupted and resumed ends as one that never was."""

    def evaluate(self: Any, *arguments: Any, **named: Any) -> Any:
        """Validation draws no random numbers from training: who stops before a validation misses none of
        them.
        """
        import torch

        devices = [torch.cuda.current_device()] if torch.cuda.is_available() else []
        with torch.random.fork_rng(devices=devices):
            return super().evaluate(*arguments, **named)  # type: ignore[misc]

    def _save_checkpoint(self: Any, model: Any, trial: Any) -> None:
        """A checkpoint is never written over an older one of the same name, so it is never half of each."""
        folder = Path(self.args.output_dir, f"checkpoint-{self.state.global_step}")
        if self.args.should_save and folder.exists():
            shutil.rmtree(folder)
        if self.args.world_size > 1:
            self.accelerator.wait_for_everyone()
        super()._save_checkpoint(model, trial)  # type: ignore[misc]


def build_trainer(
    spec: Spec,
    model: Any,
    tokenizer: Any,
    train: Any,
    validation: Any,
    arguments: dict[str, Any],
    callbacks: list[Any],
    device: Device,
    precision: str,
    *,
    local: bool,
) -> Any:
    """The trainer of the method. `train` and `validation` are datasets with the columns of `data.prepare`."""
    from transformers import PrinterCallback

    shared = {
        "model": model,
        "train_dataset": train,
        "eval_dataset": validation,
        "processing_class": tokenizer,
        "peft_config": adapter_config(spec),
        "callbacks": callbacks,
    }
    if spec.method == "sft":
        trainer = _sft(spec, shared, arguments)
    elif spec.method == "dpo":
        trainer = _dpo(spec, shared, arguments, device, precision, local=local)
    else:
        trainer = _orpo(spec, shared, arguments)
    trainer.remove_callback(PrinterCallback)
    if spec.adapter.type == "qlora" and precision == "fp16":
        # TRL casts an adapter over 4 bits to bf16, and the scaler that fp16 needs knows no bf16.
        for parameter in trainer.model.parameters():
            if parameter.requires_grad:
                parameter.data = parameter.data.float()
    return trainer


def _sft(spec: Spec, shared: dict[str, Any], arguments: dict[str, Any]) -> Any:
    from trl import SFTConfig, SFTTrainer

    class Sft(Repeatable, SFTTrainer):
        _tag_names = SFTTrainer._tag_names

    targets = spec.adapter.target_modules
    return Sft(
        args=SFTConfig(
            **arguments,
            packing=spec.hyperparameters.packing,
            # The chunked loss reads the output layer's weight past an adapter on it.
            loss_type="nll" if isinstance(targets, list) and "lm_head" in targets else "chunked_nll",
            # Packing is left to TRL; else there is nothing to prepare.
            dataset_kwargs={"skip_prepare_dataset": not spec.hyperparameters.packing},
        ),
        **shared,
    )


def _dpo(
    spec: Spec,
    shared: dict[str, Any],
    arguments: dict[str, Any],
    device: Device,
    precision: str,
    *,
    local: bool,
) -> Any:
    from trl import DPOConfig, DPOTrainer

    class Dpo(Repeatable, DPOTrainer):
        _tag_names = DPOTrainer._tag_names

        def _prepare_dataset(self, dataset: Any, *_: Any) -> Any:
            return dataset

    # With an adapter the reference is the model without it. Without one it is a second copy.
    reference = load_model(spec, device, precision, local=local) if spec.adapter.type == "none" else None
    return Dpo(args=DPOConfig(**arguments, beta=spec.hyperparameters.beta), ref_model=reference, **shared)


def _orpo(spec: Spec, shared: dict[str, Any], arguments: dict[str, Any]) -> Any:
    from trl.experimental.orpo import ORPOConfig, ORPOTrainer

    class Orpo(Repeatable, ORPOTrainer):
        _tag_names = ORPOTrainer._tag_names

        def tokenize_row(self, feature: dict[str, Any], model: Any = None) -> dict[str, Any]:
            return feature

    return Orpo(
        args=ORPOConfig(**arguments, beta=spec.hyperparameters.beta, remove_unused_columns=False), **shared
    )
