"""All rows rendered before training begins: what can't be trained is named by file and line."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .events import Events
from .render import IGNORED, Pair, Renderer, RowError, Sequence
from .rows import Row, read_rows
from .spec import DataFile
from .trouble import Trouble

if TYPE_CHECKING:
    from datasets import Dataset

NAMED = 20
"""Rows that are named; of more only the number is told."""
SECONDS_BETWEEN_NOTES = 2.0


@dataclass
class Prepared:
    """A split as tokens. `trained` counts tokens that are learnt, in one epoch."""

    dataset: Dataset
    rows: int
    tokens: int
    trained: int


@dataclass
class Findings:
    """Rows with something to tell; the first ones by place, the others only counted."""

    first: list[tuple[Row, str]] = field(default_factory=list)
    count: int = 0

    def add(self, row: Row, message: str = "") -> None:
        self.count += 1
        if len(self.first) < NAMED:
            # The content isn't needed any more, and may be large.
            self.first.append((Row(row.path, row.line, {}), message))


class Columns:
    """Rows of whole numbers, kept in 4 bytes each: Python's lists would take ten times as much."""

    def __init__(self, *names: str) -> None:
        self._values = {name: array("i") for name in names}
        self._ends = {name: array("i", [0]) for name in names}

    def add(self, **row: list[int]) -> None:
        for name, values in row.items():
            self._values[name].extend(values)
            self._ends[name].append(len(self._values[name]))

    def dataset(self) -> Dataset:
        import numpy
        import pyarrow
        from datasets import Dataset

        table = {
            name: pyarrow.ListArray.from_arrays(
                pyarrow.array(numpy.frombuffer(self._ends[name], dtype=numpy.int32)),
                pyarrow.array(numpy.frombuffer(values, dtype=numpy.int32) if values else [], pyarrow.int32()),
            )
            for name, values in self._values.items()
        }
        return Dataset(pyarrow.table(table))


class Preparation:
    """One split on its way from rows to tokens, with all there is to tell about it."""

    def __init__(self, split: str, method: str, loss: str, max_length: int) -> None:
        self._split = split
        self._loss = loss
        self._method = method
        self._max_length = max_length
        self._columns = Columns(*_columns(method))
        self.failed, self.cut, self.silent = Findings(), Findings(), Findings()
        self.plain = self.weighted = self.kept = self.tokens = self.trained = 0

    def add(self, row: Row, renderer: Renderer) -> None:
        try:
            if self._method == "sft":
                self._add_sequence(row, renderer.sequence(row.value))
            else:
                self._add_pair(row, renderer.pair(row.value))
        except RowError as error:
            self.failed.add(row, str(error))
            return
        self.plain += "text" in row.value
        messages = row.value.get("messages")
        if isinstance(messages, list):
            self.weighted += any("weight" in message for message in messages)

    def _add_sequence(self, row: Row, found: Sequence) -> None:
        ids, labels = found.ids[: self._max_length], found.labels[: self._max_length]
        if len(ids) < len(found.ids):
            self.cut.add(row)
        # The first token is never predicted, whatever its label.
        trained = sum(label != IGNORED for label in labels[1:])
        if trained == 0:
            self.silent.add(row)
            return
        self._columns.add(input_ids=ids, labels=labels)
        self._count(len(ids), trained)

    def _add_pair(self, row: Row, found: Pair) -> None:
        room = self._max_length - len(found.prompt)
        longest = len(found.prompt) + max(len(found.chosen), len(found.rejected))
        if longest > self._max_length:
            self.cut.add(row)
        if room <= 0 or not found.chosen or not found.rejected:
            self.silent.add(row)
            return
        chosen, rejected = found.chosen[:room], found.rejected[:room]
        if self._method == "dpo":
            self._columns.add(prompt_ids=found.prompt, chosen_ids=chosen, rejected_ids=rejected)
        else:
            self._columns.add(**_orpo(found.prompt, chosen, rejected))
        self._count(2 * len(found.prompt) + len(chosen) + len(rejected), len(chosen) + len(rejected))

    def _count(self, tokens: int, trained: int) -> None:
        self.kept += 1
        self.tokens += tokens
        self.trained += trained

    def finish(self, events: Events) -> Prepared:
        """Tells what was found. Raises `Trouble` where rows failed or none is left."""
        if self.failed.count:
            for row, message in self.failed.first:
                events.problem("error", message, row=(row.path, row.line))
            more = f" The first {NAMED} are named." if self.failed.count > NAMED else ""
            message = f"{_rows(self.failed.count)} of the {self._split} split can't be trained.{more}"
            advice = "Correct them or leave them out, then start again. Nothing was trained."
            events.problem("error", message, advice)
            raise Trouble(message, told=True)
        self._warn(events)
        if self.plain and self._loss != "all":
            events.log(
                "info", f"{_rows(self.plain)} of the {self._split} split are plain text: all of it is learnt."
            )
        if self.kept == 0:
            raise Trouble(
                f"The {self._split} split has no row with a token to learn.",
                'Look at "loss" and "maxLength", and whether the rows end with an answer.',
            )
        return Prepared(self._columns.dataset(), self.kept, self.tokens, self.trained)

    def _warn(self, events: Events) -> None:
        if self.cut.count:
            _warn_of(
                events,
                self.cut,
                f"{_rows(self.cut.count)} of the {self._split} split are longer than {self._max_length:,} "
                "tokens and are cut there",
                'A larger "maxLength" keeps them whole, at the price of memory.',
            )
        if self.silent.count:
            _warn_of(
                events,
                self.silent,
                f"{_rows(self.silent.count)} of the {self._split} split have no token to learn "
                "and are left out",
                "What is learnt lies behind the cut, or the row has no answer of the assistant.",
            )
        if self.weighted:
            events.problem(
                "warning",
                f'{_rows(self.weighted)} of the {self._split} split give messages a "weight", which TRL '
                "doesn't know: all answers count the same.",
            )


def prepare(
    split: str,
    file: DataFile,
    method: str,
    renderer: Renderer,
    max_length: int,
    events: Events,
    check_stop: Callable[[], None],
) -> Prepared:
    """Renders a split's rows. `check_stop` is asked after each and may raise."""
    preparation = Preparation(split, method, renderer.loss, max_length)
    noted = time.monotonic()
    for done, row in enumerate(read_rows(file), start=1):
        preparation.add(row, renderer)
        check_stop()
        if time.monotonic() - noted > SECONDS_BETWEEN_NOTES:
            noted = time.monotonic()
            events.state("preparing", f"Reading rows of the {split} split: {done:,} of {file.count:,}")
    return preparation.finish(events)


def _columns(method: str) -> tuple[str, ...]:
    if method == "sft":
        return ("input_ids", "labels")
    if method == "dpo":
        return ("prompt_ids", "chosen_ids", "rejected_ids")
    return tuple(_orpo([], [], []))


def _orpo(prompt: list[int], chosen: list[int], rejected: list[int]) -> dict[str, list[int]]:
    """The columns that `ORPOTrainer.tokenize_row` makes."""
    columns: dict[str, Any] = {"prompt_input_ids": prompt, "prompt_attention_mask": [1] * len(prompt)}
    for name, answer in (("chosen", chosen), ("rejected", rejected)):
        columns[f"{name}_input_ids"] = prompt + answer
        columns[f"{name}_attention_mask"] = [1] * (len(prompt) + len(answer))
        columns[f"{name}_labels"] = [IGNORED] * len(prompt) + answer
    return columns


def _warn_of(events: Events, findings: Findings, message: str, advice: str) -> None:
    places = ", ".join(f"{row.path}:{row.line}" for row, _ in findings.first[:5])
    more = ", …" if findings.count > 5 else ""
    first = findings.first[0][0]
    events.problem("warning", f"{message}: {places}{more}.", advice, (first.path, first.line))


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
