"""What went wrong, said so that a person can act on it."""

from __future__ import annotations

import errno
import re
import traceback

from .events import Events

LESS_MEMORY = (
    'Make "batchSize" or "maxLength" smaller, set "gradientCheckpointing" to true, take a smaller base model '
    'or the adapter "qlora" on a CUDA GPU. A smaller "batchSize" with more "gradientAccumulation" learns the '
    "same."
)
NO_MODEL = (
    "Check the base model's name and the network. A model that asks for consent needs a token (HF_TOKEN) of "
    "an account that has it. Without a network, give the folder of a model."
)
DIVERGED = (
    'Take a smaller "learningRate" or "maxGradNorm", or a warm-up ("warmupRatio"), and precision "bf16" or '
    '"fp32".'
)
DISK_FULL = 'Free some space, or keep fewer checkpoints ("keepCheckpoints"), then resume from the last one.'


class Trouble(Exception):
    """Ends the run. `told`: the problem was told already, in more detail."""

    def __init__(
        self,
        message: str,
        advice: str | None = None,
        row: tuple[str, int] | None = None,
        *,
        told: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.row = row
        self.told = told

    def __reduce__(self) -> tuple[object, ...]:
        # Ray carries exceptions from process to process.
        return (_again, (self.message, self.advice, self.row, self.told))


def _again(message: str, advice: str | None, row: tuple[str, int] | None, told: bool) -> Trouble:
    return Trouble(message, advice, row, told=told)


def tell(events: Events, error: BaseException) -> str:
    """Tells what is known of an error; gives it in one line."""
    trouble = explain(error)
    if not isinstance(error, Trouble):
        events.log(
            "error", "".join(traceback.format_exception(type(error), error, error.__traceback__)).strip()
        )
    if not trouble.told:
        events.problem("error", trouble.message, trouble.advice, trouble.row)
    return trouble.message


def explain(error: BaseException) -> Trouble:
    """The problem that an exception stands for."""
    if isinstance(error, Trouble):
        return error
    name = type(error).__name__
    text = str(error).strip()
    line = f"{name}: {text.splitlines()[-1]}" if text else name
    if isinstance(error, MemoryError) or name == "OutOfMemoryError" or re.search(_OUT_OF_MEMORY, text, re.I):
        return Trouble(f"Out of memory. {line[:500]}", LESS_MEMORY)
    if getattr(error, "errno", None) == errno.ENOSPC or re.search(_DISK_FULL, text, re.I):
        return Trouble("The disk is full.", DISK_FULL)
    if re.search(_NO_MODEL, text, re.I):
        return Trouble(f"The base model can't be loaded. {text.splitlines()[0][:500]}", NO_MODEL)
    if re.search(_LOST, text, re.I):
        return Trouble(
            f"One of the training processes ended without a word. {line[:300]}",
            "Often its node ran out of memory or went away: the cluster's log tells. Then resume.",
        )
    if re.search(_REMOTE_CODE, text, re.I):
        return Trouble(
            "The base model needs Python code that comes with it, which Tuneset doesn't run.",
            "Take a model whose architecture Transformers knows itself.",
        )
    if re.search(r"target modules? .*not found in the base model", text, re.I):
        return Trouble(
            text.splitlines()[0][:1000],
            'Set the adapter\'s "targetModules" to "all-linear", or to names of layers that this model has.',
        )
    return Trouble(line[:2000])


_OUT_OF_MEMORY = r"out of memory|can't allocate memory|cannot allocate memory|not enough memory|bad_alloc"
_DISK_FULL = r"no space left on device|not enough space on the disk|disk quota exceeded"
_NO_MODEL = (
    r"not a valid model identifier|couldn't connect to|can't load the (model|configuration|tokenizer)|"
    r"gated repo|repository not found|we couldn't find|outgoing traffic has been disabled|"
    r"does not appear to have (a file|files) named|name or service not known|failed to resolve"
)
_LOST = (
    r"connection (reset|closed) by peer|remote process has failed|worker (process )?died|actor died|node died"
)
_REMOTE_CODE = r"trust_remote_code"
