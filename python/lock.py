"""Makes the locks anew: `python lock.py`, with uv on PATH (or its path in the variable UV).

Each lock holds for Python 3.10 and later on Linux, macOS and Windows, with the hash of every file. torch and
what only its builds for CUDA need are left out: which build fits depends on the machine, so torch comes in a
step of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WITH_TORCH = re.compile(r"(torch|triton|cuda-.*|nvidia-.*)==")
ON_TOP = ["--constraint", "requirements.txt"]
LOCKS = {
    "requirements.txt": ("What the driver needs; torch comes after it, from requirements-torch.txt.", []),
    "requirements-ray.txt": ("On top of requirements.txt: a Ray cluster on this machine.", ON_TOP),
    "requirements-qlora.txt": ("On top of requirements.txt: base models in 4 bits.", [*ON_TOP, "--no-deps"]),
}


def main() -> None:
    for lock, (purpose, options) in LOCKS.items():
        source = lock.replace(".txt", ".in")
        body = compiled(source, options)
        (HERE / lock).write_text(header(lock, source, purpose) + body, encoding="utf-8", newline="\n")
        print(f"{lock}: {body.count('==')} pins", file=sys.stderr)


def compiled(source: str, more: list[str]) -> str:
    command = [
        os.environ.get("UV", "uv"),
        "pip",
        "compile",
        source,
        "--universal",
        "--python-version",
        "3.10",
    ]
    options = ["--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url", "--quiet", *more]
    text = subprocess.run([*command, *options], cwd=HERE, check=True, capture_output=True, text=True).stdout
    # A requirement is a line with its hashes on indented ones behind it.
    blocks = re.split(r"\n(?=\S)", text.strip())
    return "".join(f"{block}\n" for block in blocks if not WITH_TORCH.match(block))


def header(lock: str, source: str, purpose: str) -> str:
    return (
        f"# {purpose}\n"
        f"# Made from {source} by `python lock.py` (needs uv); don't edit.\n"
        f"# Install: pip install --no-deps --require-hashes -r {lock}\n"
    )


if __name__ == "__main__":
    main()
