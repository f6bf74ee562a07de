"""The device that trains, and the numbers it computes with."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from typing import Any

from .trouble import Trouble

PACKAGES = ("torch", "transformers", "trl", "peft", "datasets", "accelerate", "bitsandbytes", "ray")


@dataclass(frozen=True)
class Device:
    """`kind` is cuda, xpu, mps or cpu. `memory` in bytes, where the device has its own."""

    kind: str
    name: str
    memory: int | None
    has_bf16: bool


def find_device() -> Device:
    import torch

    if torch.cuda.is_available():
        properties = torch.cuda.get_device_properties(torch.cuda.current_device())
        has_bf16 = torch.cuda.is_bf16_supported(including_emulation=False)
        return Device("cuda", properties.name, int(properties.total_memory), has_bf16)
    xpu = getattr(torch, "xpu", None)
    if xpu is not None and xpu.is_available():
        return Device("xpu", str(xpu.get_device_name(0)), None, True)
    if torch.backends.mps.is_available():
        return Device("mps", platform.processor() or "Apple GPU", None, False)
    return Device("cpu", platform.processor() or platform.machine(), None, True)


def choose_precision(asked: str, device: Device) -> str:
    """fp32, bf16 or fp16. `auto` on Apple's GPU is fp32: its half precisions are not made for training."""
    if asked == "auto":
        if device.kind in ("cpu", "mps"):
            return "fp32"
        return "bf16" if device.has_bf16 else "fp16"
    if asked == "fp16" and device.kind not in ("cuda", "xpu"):
        raise Trouble(
            f'Precision "fp16" needs a CUDA GPU; this run would train on {device.kind}.',
            'Set "precision" to "auto".',
        )
    if asked == "bf16" and not device.has_bf16:
        raise Trouble(f"{device.name} has no bf16.", 'Set "precision" to "auto", "fp16" or "fp32".')
    return asked


def machine_facts(device: Device) -> dict[str, Any]:
    """Versions and device, as the monitor shows them."""
    from importlib.metadata import PackageNotFoundError, version

    facts: dict[str, Any] = {"python": platform.python_version(), "platform": platform.platform(terse=True)}
    for package in PACKAGES:
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            continue
    facts["device"] = device.kind
    facts["deviceName"] = device.name
    if device.memory is not None:
        facts["deviceMemoryBytes"] = device.memory
    if device.kind == "cpu":
        import torch

        facts["cpuThreads"] = torch.get_num_threads()
        facts["cpuCores"] = os.cpu_count()
    return facts
