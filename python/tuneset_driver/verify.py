"""Whether what was trained is what it should be, before it is told as the result. Reads headers, loads
nothing.
"""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path
from typing import Any

from .checks import PICKLES
from .spec import Adapter, Spec
from .trouble import Trouble

LARGEST_HEADER = 100 * 1024 * 1024
BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}


class Broken(Exception):
    """A file isn't what it should be."""


def verify_result(folder: Path, spec: Spec) -> list[dict[str, Any]]:
    """Name, bytes and SHA-256 of each file. Raises `Trouble` where an adapter or a model is broken."""
    try:
        for path in folder.rglob("*"):
            if path.suffix in PICKLES:
                raise Broken(f"{path.name} may hold pickled code")
        if spec.adapter.type == "none":
            verify_model(folder)
        else:
            verify_adapter(folder, spec.adapter, spec.base_model)
    except (Broken, OSError) as error:
        raise Trouble(
            f"What was trained can't be used: {error}.",
            "The checkpoints are kept: resume from the last one, and look whether the disk is full.",
        ) from error
    return [
        {"name": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def verify_adapter(folder: Path, asked: Adapter, base_model: str) -> None:
    """Raises `Broken` where it isn't a LoRA adapter of the asked rank for the base model."""
    config = _json(folder / "adapter_config.json")
    if config.get("peft_type") != "LORA":
        raise Broken(f"adapter_config.json is of type {config.get('peft_type')}, not LORA")
    if config.get("r") != asked.rank:
        raise Broken(f"adapter_config.json says rank {config.get('r')}, asked was {asked.rank}")
    if config.get("base_model_name_or_path") != base_model:
        raise Broken(f"adapter_config.json is for {config.get('base_model_name_or_path')}")
    tensors = safetensors_header(folder / "adapter_model.safetensors")
    downs = {name: entry["shape"] for name, entry in tensors.items() if ".lora_A." in name}
    if not downs:
        raise Broken("adapter_model.safetensors has no lora_A weights")
    for name, shape in downs.items():
        other = tensors.get(name.replace(".lora_A.", ".lora_B."))
        if other is None:
            raise Broken(f"{name} has no lora_B beside it")
        if len(shape) != 2 or shape[0] != asked.rank or other["shape"][-1] != asked.rank:
            raise Broken(
                f"{name} is of shape {shape} with {other['shape']} beside it, not of rank {asked.rank}"
            )
    alone = [
        name for name in tensors if ".lora_B." in name and name.replace(".lora_B.", ".lora_A.") not in downs
    ]
    if alone:
        raise Broken(f"{alone[0]} has no lora_A beside it")


def verify_model(folder: Path) -> None:
    """Raises `Broken` where it isn't a whole model in Transformers' format."""
    _json(folder / "config.json")
    index = folder / "model.safetensors.index.json"
    if not index.exists():
        safetensors_header(folder / "model.safetensors")
        return
    wanted: dict[str, str] = _json(index).get("weight_map", {})
    for shard in sorted(set(wanted.values())):
        held = safetensors_header(folder / shard)
        lacking = [name for name, place in wanted.items() if place == shard and name not in held]
        if lacking:
            raise Broken(f"{shard} lacks {lacking[0]}")


def safetensors_header(path: Path) -> dict[str, dict[str, Any]]:
    """The tensors a file declares. Raises `Broken` where they don't fill it exactly."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 2 <= length <= min(LARGEST_HEADER, size - 8):
            raise Broken(f"{path.name} has no safetensors header")
        try:
            header = json.loads(file.read(length))
        except ValueError as error:
            raise Broken(f"the header of {path.name} is no JSON") from error
    tensors = {name: entry for name, entry in header.items() if name != "__metadata__"}
    end = 0
    for name, entry in sorted(tensors.items(), key=lambda item: item[1]["data_offsets"]):
        first, last = entry["data_offsets"]
        count = 1
        for side in entry["shape"]:
            count *= side
        if first != end or last - first != count * BYTES.get(entry["dtype"], -1):
            raise Broken(f"{name} in {path.name} doesn't lie where the header says")
        end = last
    if not tensors or 8 + length + end != size:
        raise Broken(f"{path.name} has {size} bytes, its header describes {8 + length + end}")
    return tensors


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Broken(f"{path.name} is no JSON") from error
    if not isinstance(value, dict):
        raise Broken(f"{path.name} holds no JSON object")
    return value
