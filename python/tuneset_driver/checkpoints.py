"""Checkpoints on disk: whole, flushed, and not too many."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

from .trouble import Trouble

STATE = "trainer_state.json"
NAME = re.compile(r"checkpoint-(\d+)")
WEIGHTS = ("adapter_model.safetensors", "model.safetensors", "model.safetensors.index.json")


def step_of(folder: Path) -> int | None:
    """The step in a checkpoint's name, or None where it isn't one's."""
    found = NAME.fullmatch(folder.name)
    return int(found[1]) if found else None


def is_whole(folder: Path) -> bool:
    """Whether a checkpoint can be resumed from. The trainer writes its state last."""
    try:
        json.loads((folder / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    files = {path.name for path in folder.iterdir()}
    return {"optimizer.pt", "scheduler.pt"} <= files and any(name in files for name in WEIGHTS)


def all_whole(output: Path) -> list[Path]:
    """Oldest first, by when they were written: after a resume an older one may have a higher step."""
    found = [
        folder for folder in output.glob("checkpoint-*") if step_of(folder) is not None and is_whole(folder)
    ]
    return sorted(found, key=lambda folder: (folder / STATE).stat().st_mtime_ns)


def choose(asked: str, output: Path) -> tuple[Path, str | None]:
    """The checkpoint to resume from and, where it isn't the asked one, why. Raises `Trouble` without any."""
    wanted = Path(asked)
    if is_whole(wanted):
        return wanted, None
    reason = "is incomplete" if wanted.exists() else "doesn't exist"
    others = all_whole(output)
    if not others:
        raise Trouble(f"The checkpoint {asked} {reason}, and there is no other.", "Start a new run.")
    return others[-1], f"The checkpoint {asked} {reason}: going on from {others[-1].name}."


def remove_torn(output: Path) -> None:
    """Removes what a killed driver left half-written."""
    for folder in output.glob("checkpoint-*"):
        if step_of(folder) is not None and not is_whole(folder):
            shutil.rmtree(folder, ignore_errors=True)


def prune(output: Path, keep: int, best: int | None) -> list[str]:
    """Removes all but the newest `keep` checkpoints and the one of step `best`. Gives the paths of those."""
    removed = []
    for folder in all_whole(output)[:-keep]:
        if step_of(folder) != best:
            shutil.rmtree(folder, ignore_errors=True)
            removed.append(folder.as_posix())
    return removed


def flush(folder: Path) -> None:
    """Returns once the files are on the disk: a checkpoint that was told survives a power cut."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    for path in (folder, folder.parent):
        _flush_folder(path)


def _flush_folder(path: Path) -> None:
    # Windows can't open folders, and needs no such thing.
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
