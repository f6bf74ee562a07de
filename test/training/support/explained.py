"""What people are told of errors that a test can't bring about. Prints JSON: by name, message and advice."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))

from tuneset_driver.trouble import explain

GPU = "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.60 GiB"
CPU = "[enforce fail at alloc_cpu.cpp:127] . DefaultCPUAllocator: can't allocate memory: you tried to"
ERRORS = {
    "gpu": type("OutOfMemoryError", (RuntimeError,), {})(GPU),
    "cpu": RuntimeError(CPU),
    "python": MemoryError(),
    "disk": OSError(errno.ENOSPC, "No space left on device"),
    "gated": OSError("You are trying to access a gated repo.\nMake sure to have access to it."),
    "code": ValueError(
        "The repository contains custom code. Please pass the argument `trust_remote_code=True`."
    ),
    "lost": RuntimeError("Read error [127.0.0.1]:6339: Connection reset by peer"),
    "other": KeyError("surprise"),
}

if __name__ == "__main__":
    told = {name: explain(error) for name, error in ERRORS.items()}
    print(json.dumps({name: {"message": item.message, "advice": item.advice} for name, item in told.items()}))
