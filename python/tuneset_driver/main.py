"""From the command line to the exit code.

0 succeeded or cancelled, 1 failed, 64 called wrongly, 75 this attempt was started before.
"""

from __future__ import annotations

import sys
from pathlib import Path

from .claim import CLAIM, Heartbeat, claim
from .events import Events, PrintedEvents
from .logs import quiet_libraries
from .processes import end_children, exit_soon, finish_reporters
from .spec import Spec, parse_spec, read_json
from .stop import Cancelled, Stop
from .trouble import Trouble, tell

FAILED, CALLED_WRONGLY, STARTED_BEFORE = 1, 64, 75


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Usage: python train.py attempt-1/spec.json (from within the run's folder)", file=sys.stderr)
        return CALLED_WRONGLY
    path = Path(arguments[0])
    try:
        taken = claim(path.parent)
    except OSError as error:
        print(f"Error: {path.parent} can't be written: {error}", file=sys.stderr)
        return CALLED_WRONGLY
    if not taken:
        print(
            f"{path.parent / CLAIM} exists: this attempt was started before. Nothing is done.",
            file=sys.stderr,
        )
        return STARTED_BEFORE
    stop = Stop()
    stop.listen()
    heartbeat = Heartbeat(path.parent, stop.request)
    heartbeat.start()
    code = _drive(path, stop)
    stop.ignore()
    heartbeat.end()
    exit_soon(code)
    return code


def _drive(path: Path, stop: Stop) -> int:
    events: Events | None = None
    try:
        raw = read_json(path)
        token = raw.get("token")
        if not isinstance(token, str) or token == "":
            raise Trouble(f'{path} lacks "token".')
        events = PrintedEvents(token, stop.hold)
        events.state("preparing")
        quiet_libraries()
        outcome = _train(parse_spec(raw), events, stop)
        message = stop.reason if outcome == "cancelled" else None
    except Cancelled as cancelled:
        outcome, message = "cancelled", str(cancelled)
    except BaseException as error:
        if events is None:
            print(f"Error: {error}", file=sys.stderr)
            return FAILED
        outcome, message = "failed", tell(events, error)
    finish_reporters()
    end_children()
    if events is not None:
        events.state(outcome, message)
    return FAILED if outcome == "failed" else 0


def _train(spec: Spec, events: Events, stop: Stop) -> str:
    if spec.distributed is not None:
        from .ray_runner import run

        return run(spec, events, stop)
    from . import checks
    from .job import train
    from .place import ThisMachine

    note = checks.one_gpu()
    if note:
        events.log("info", note)
    return train(spec, ThisMachine(spec, events, stop), events)
