"""The place that the processes of a distributed run share: a folder that all nodes see, or an address as
`s3://…`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .checkpoints import NAME
from .trouble import Trouble

WHOLE = "whole.json"
"""Written into a checkpoint after all its files: without it the upload was cut off."""


class Storage:
    """A run's folder in shared storage. Locations are addresses below the one that the run was given."""

    def __init__(self, storage_path: str, name: str) -> None:
        self.address = join(storage_path, name)
        self._fs, self._root = _open(self.address)

    def checkpoints(self) -> list[str]:
        """Whole ones, oldest first, relative to the run's folder: `attempt-1/checkpoint-10`."""
        found: list[tuple[int, int, str]] = []
        for attempt in self._folders(""):
            kind, _, number = attempt.partition("-")
            if kind != "attempt" or not number.isdigit():
                continue
            for name in self._folders(attempt):
                step = NAME.fullmatch(name)
                if step and self.exists(f"{attempt}/{name}/{WHOLE}"):
                    found.append((int(number), int(step[1]), f"{attempt}/{name}"))
        return [place for _, _, place in sorted(found)]

    def choose(self, asked: str) -> tuple[str, str | None]:
        """The checkpoint to resume from and, if it isn't the asked one, why. Raises `Trouble` without any."""
        whole = self.checkpoints()
        for place in whole:
            if self.location(place) == asked or place == asked:
                return place, None
        if not whole:
            raise Trouble(
                f"The checkpoint {asked} isn't in {self.address}, nor is any other.", "Start a new run."
            )
        return whole[-1], f"The checkpoint {asked} isn't whole in {self.address}: going on from {whole[-1]}."

    def mark_whole(self, place: str, facts: dict[str, Any]) -> None:
        with self._fs.open_output_stream(self._path(f"{place}/{WHOLE}")) as stream:
            stream.write(json.dumps(facts).encode())

    def download(self, place: str, folder: Path) -> None:
        import pyarrow.fs

        folder.mkdir(parents=True, exist_ok=True)
        pyarrow.fs.copy_files(
            self._path(place),
            str(folder),
            source_filesystem=self._fs,
            destination_filesystem=pyarrow.fs.LocalFileSystem(),
        )

    def upload(self, folder: Path, place: str, files: list[dict[str, Any]]) -> None:
        """Puts files there in exchange for what was there, and reads them back. Raises `Trouble` where they
        differ.
        """
        import pyarrow.fs

        # In a folder it appears at once. An object store can't move: there it is there once it was told.
        local = self._fs.type_name == "local"
        way = f".{place}-incoming" if local else place
        self.remove(way)
        self._fs.create_dir(self._path(way), recursive=True)
        pyarrow.fs.copy_files(
            str(folder),
            self._path(way),
            source_filesystem=pyarrow.fs.LocalFileSystem(),
            destination_filesystem=self._fs,
        )
        for file in files:
            if self._sha256(f"{way}/{file['name']}") != file["sha256"]:
                raise Trouble(
                    f"{file['name']} came out different in {self.location(place)}.",
                    "Look after the storage, then resume from the last checkpoint.",
                )
        if local:
            self.remove(place)
            self._fs.move(self._path(way), self._path(place))

    def remove(self, place: str) -> None:
        import pyarrow.fs

        if self._fs.get_file_info(self._path(place)).type == pyarrow.fs.FileType.Directory:
            self._fs.delete_dir(self._path(place))

    def exists(self, place: str) -> bool:
        import pyarrow.fs

        return bool(self._fs.get_file_info(self._path(place)).type != pyarrow.fs.FileType.NotFound)

    def location(self, place: str) -> str:
        return join(self.address, place)

    def _folders(self, place: str) -> Iterator[str]:
        import pyarrow.fs

        selector = pyarrow.fs.FileSelector(self._path(place), allow_not_found=True)
        for entry in self._fs.get_file_info(selector):
            if entry.type == pyarrow.fs.FileType.Directory:
                yield entry.base_name

    def _sha256(self, place: str) -> str:
        digest = hashlib.sha256()
        with self._fs.open_input_stream(self._path(place)) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()

    def _path(self, place: str) -> str:
        return f"{self._root}/{place}" if place else self._root


def join(address: str, name: str) -> str:
    """Below a folder or an address; what an address asks of its store (`?endpoint_override=…`) stays at its
    end.
    """
    place, mark, options = address.partition("?") if "://" in address else (address, "", "")
    return f"{place.rstrip('/')}/{name}{mark}{options}"


def _open(address: str) -> tuple[Any, str]:
    import pyarrow.fs

    try:
        if "://" in address:
            filesystem, path = pyarrow.fs.FileSystem.from_uri(address)
        else:
            filesystem, path = pyarrow.fs.LocalFileSystem(), str(Path(address).absolute())
        filesystem.create_dir(path, recursive=True)
    except (OSError, ValueError) as error:
        raise Trouble(
            f"The storage {address} can't be used: {str(error).splitlines()[0]}",
            "Name a folder that all nodes of the cluster see, or an address that they may write to.",
        ) from error
    return filesystem, path
