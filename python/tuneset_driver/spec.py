"""What is asked for: `attempt-<n>/spec.json`, as `src/providers/spec-file.ts` writes it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from .trouble import Trouble

T = TypeVar("T")


@dataclass(frozen=True)
class Adapter:
    type: str
    rank: int
    alpha: float
    dropout: float
    target_modules: str | list[str]


@dataclass(frozen=True)
class Hyperparameters:
    epochs: float
    max_steps: int | None
    learning_rate: float
    scheduler: str
    warmup_ratio: float
    weight_decay: float
    max_grad_norm: float
    batch_size: int
    gradient_accumulation: int
    max_length: int
    packing: bool
    loss: str
    beta: float
    seed: int
    precision: str
    gradient_checkpointing: bool
    logging_steps: int
    evaluation_steps: int | None
    checkpoint_steps: int | None
    keep_checkpoints: int
    early_stopping_patience: int | None


@dataclass(frozen=True)
class Resources:
    workers: int
    gpus_per_worker: float
    cpus_per_worker: float
    storage_path: str | None


@dataclass(frozen=True)
class DataFile:
    """Rows in TRL's shape; beside them, line by line, where each came from."""

    rows: str
    sources: str
    count: int


@dataclass(frozen=True)
class Data:
    train: DataFile
    validation: DataFile | None


@dataclass(frozen=True)
class Distributed:
    """`storage_path`: a folder that all nodes see, or an address (`s3://…`); `name`: the run's folder."""

    storage_path: str
    name: str


@dataclass(frozen=True)
class Spec:
    run_id: str
    attempt: int
    token: str
    method: str
    base_model: str
    adapter: Adapter
    hyperparameters: Hyperparameters
    report: list[str]
    resources: Resources
    data: Data
    output: str
    attempt_folder: str
    resume_from: str | None
    distributed: Distributed | None


def read_json(path: Path) -> dict[str, Any]:
    """Raises `Trouble` where the file is missing or no JSON object."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Trouble(f"There is no {path}.") from None
    except (OSError, ValueError) as error:
        raise Trouble(f"{path} can't be read: {error}") from error
    if not isinstance(value, dict):
        raise Trouble(f"{path} holds no JSON object.")
    return value


def parse_spec(raw: dict[str, Any]) -> Spec:
    """Raises `Trouble` that names the key that is missing or wrong."""
    if raw.get("version") != 1:
        raise Trouble(
            f"spec.json is of version {raw.get('version')}; this driver reads 1.",
            "Install the same version of Tuneset on both sides.",
        )
    data = _object(raw, "data")
    validation = data.get("validation")
    distributed = raw.get("distributed")
    spec = Spec(
        run_id=_text(raw, "runId"),
        attempt=int(raw.get("attempt", 1)),
        token=_text(raw, "token"),
        method=_choice(raw, "method", ("sft", "dpo", "orpo")),
        base_model=_text(raw, "baseModel"),
        adapter=_record(Adapter, _object(raw, "adapter"), "adapter"),
        hyperparameters=_record(Hyperparameters, _object(raw, "hyperparameters"), "hyperparameters"),
        report=[str(name) for name in raw.get("report", [])],
        resources=_record(Resources, _object(raw, "resources"), "resources"),
        data=Data(
            train=_record(DataFile, _object(data, "train"), "data.train"),
            validation=None if validation is None else _record(DataFile, validation, "data.validation"),
        ),
        output=_text(raw, "output"),
        attempt_folder=_text(raw, "attemptFolder"),
        resume_from=raw.get("resumeFrom"),
        distributed=None if distributed is None else _record(Distributed, distributed, "distributed"),
    )
    _one_of(spec.adapter.type, "adapter.type", ("lora", "qlora", "none"))
    _one_of(spec.hyperparameters.loss, "hyperparameters.loss", ("assistant", "completion", "all"))
    _one_of(spec.hyperparameters.precision, "hyperparameters.precision", ("auto", "fp32", "bf16", "fp16"))
    return spec


def _record(kind: type[T], raw: dict[str, Any], where: str) -> T:
    values: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        key = re.sub(r"_(\w)", lambda found: found[1].upper(), field.name)
        if key not in raw:
            raise Trouble(f'spec.json lacks "{where}.{key}".')
        values[field.name] = raw[key]
    return kind(**values)


def _object(raw: dict[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    if not isinstance(value, dict):
        raise Trouble(f'spec.json lacks "{key}".')
    return value


def _text(raw: dict[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or value == "":
        raise Trouble(f'spec.json lacks "{key}".')
    return value


def _choice(raw: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    return _one_of(_text(raw, key), key, allowed)


def _one_of(value: str, key: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Trouble(f'"{key}" is "{value}"; expected one of {", ".join(allowed)}.')
    return value
