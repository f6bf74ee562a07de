"""No process outlives the driver."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

SECONDS_TO_END = 5.0
SECONDS_TO_EXIT = 15.0


def finish_reporters() -> None:
    """Lets a reporter send what it still has: its own process is ended after that."""
    wandb = sys.modules.get("wandb")
    if wandb is not None and getattr(wandb, "run", None) is not None:
        wandb.finish()


def end_children() -> None:
    """Ends what libraries may have started (reporters, loaders), children's children included."""
    try:
        import psutil
    except ImportError:
        return
    children = psutil.Process().children(recursive=True)
    for child in children:
        with suppress(psutil.Error):
            child.terminate()
    _, alive = psutil.wait_procs(children, timeout=SECONDS_TO_END)
    for child in alive:
        with suppress(psutil.Error):
            child.kill()


def exit_soon(code: int) -> None:
    """A thread or exit handler of a library that hangs doesn't keep the process: it goes after a while."""

    def leave() -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    timer = threading.Timer(SECONDS_TO_EXIT, leave)
    timer.daemon = True
    timer.start()
