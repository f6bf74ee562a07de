"""What a worker of a cluster tells the driver, and the driver the workers."""

from __future__ import annotations

import asyncio
from typing import Any

from .events import Event, Events

BEGUN = "begun"
OUTCOME = "outcome"
FAILURE = "failure"


class Mailbox:
    """An actor beside the driver: letters in the order in which they were sent, and whether the end was asked
    for.
    """

    def __init__(self) -> None:
        self._letters: list[dict[str, Any]] = []
        self._came = asyncio.Event()
        self._stop = False
        self._failures: set[int] = set()

    async def put(self, letter: dict[str, Any]) -> None:
        if FAILURE in letter:
            self._failures.add(int(letter["rank"]))
        self._letters.append(letter)
        self._came.set()

    async def take(self, seconds: float) -> list[dict[str, Any]]:
        """All letters since the last call; waits for the first one at most so long."""
        try:
            await asyncio.wait_for(self._came.wait(), seconds)
        except asyncio.TimeoutError:
            return []
        self._came.clear()
        letters, self._letters = self._letters, []
        return letters

    async def ask_to_stop(self) -> None:
        self._stop = True

    async def stop_asked(self) -> bool:
        return self._stop

    async def failed(self, rank: int) -> bool:
        return rank in self._failures


class MailedEvents(Events):
    """Events of a worker, to be printed by the driver."""

    def __init__(self, mailbox: Any) -> None:
        self._mailbox = mailbox

    def send(self, event: Event, *, surely: bool = False) -> None:
        import ray

        sent = self._mailbox.put.remote({"event": event})
        if surely:
            # Letters of one sender arrive in order: with this one all before it have.
            ray.get(sent)


class KeptEvents(Events):
    """Events of a worker that doesn't tell, for the case that it is the one that fails."""

    def __init__(self) -> None:
        self.kept: list[Event] = []

    def send(self, event: Event, *, surely: bool = False) -> None:
        if event["type"] in ("problem", "log"):
            self.kept = [*self.kept[-50:], event]
