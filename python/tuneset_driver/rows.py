"""The prepared rows, each with the place in the dataset that it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from .spec import DataFile
from .trouble import Trouble

AGAIN = "Start the run again: its rows are prepared anew."


@dataclass(frozen=True)
class Row:
    """`path` and `line` (from 1) are those of the file that a person edits."""

    path: str
    line: int
    value: dict[str, Any]


def read_rows(file: DataFile) -> Iterator[Row]:
    """The rows in order. Raises `Trouble` where the files don't hold what was prepared."""
    rows, sources = Path(file.rows), Path(file.sources)
    number = 0
    try:
        with rows.open(encoding="utf-8") as values, sources.open(encoding="utf-8") as places:
            for number, (value, place) in enumerate(zip_longest(values, places), start=1):
                if value is None or place is None:
                    short = rows if value is None else sources
                    raise Trouble(
                        f"{short} was prepared with {file.count} lines and holds {number - 1}.", AGAIN
                    )
                yield _row(rows, number, value, place)
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"The prepared rows can't be read: {error}", AGAIN) from error
    if number != file.count:
        raise Trouble(f"{rows} was prepared with {file.count} lines and holds {number}.", AGAIN)


def _row(rows: Path, number: int, value: str, place: str) -> Row:
    try:
        row = json.loads(value)
        path, line = json.loads(place)[:2]
    except ValueError as error:
        raise Trouble(f"{rows}:{number} is no JSON: {error}", AGAIN) from error
    if not isinstance(row, dict):
        raise Trouble(f"{rows}:{number} is no JSON object.", AGAIN)
    return Row(str(path), int(line), row)
