"""The decoded texts of a run, which offsets count in: one compressed Parquet file.

It has a row for each text, in the order of the documents: ``text_sha256``, by which ``documents``
name it, and ``text``. A block of rows is in memory at a time: whoever asks for the texts in their
order reads each block once, and whoever asks for one text reads one block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from metrics.errors import OutputError, SchemaMismatchError
from metrics.tables.frames import from_parts

TEXTS = "texts.parquet"
_SCHEMA = {"text_sha256": pl.String(), "text": pl.String()}
_EARLIER = "texts"  # the folder in which earlier versions kept each text in a file
_BLOCK = 1_000_000  # characters, about 1 MB as they are compressed
_ROWS = "rows_of_a_block"


def write_texts(wanted: Iterable[str], texts: Mapping[str, str], file: Path, mean: float) -> None:
    """Writes the texts that are wanted and there, each once.

    Args:
        wanted: their ``text_sha256``.
        texts: the texts by it. What is half a character of UTF-16 in them becomes a question mark.
        file: where to.
        mean: about how many characters a text has.
    """
    rows = max(1, int(_BLOCK // max(mean, 1)))
    digests = [digest for digest in dict.fromkeys(wanted) if digest in texts]

    def blocks() -> Iterator[pl.DataFrame]:
        for start in range(0, len(digests), rows):
            some = digests[start : start + rows]
            sound = [texts[one].encode("utf-8", "replace").decode() for one in some]
            yield pl.DataFrame([some, sound], schema=_SCHEMA)

    from_parts(_SCHEMA, blocks).sink_parquet(
        file, row_group_size=rows, statistics=False, metadata={_ROWS: str(rows)}
    )


def keep_texts(documents: pl.DataFrame, files: Iterable[Path], folder: Path) -> None:
    """Writes the texts of the documents, which stand in ``files``, into the folder of a run."""
    named = documents.filter(documents["text_sha256"].is_not_null())
    mean = int(named["characters"].sum()) / max(1, len(named))
    write_texts(named["text_sha256"], Texts(*files), folder / TEXTS, mean)


class Texts(Mapping[str, str]):
    """The texts in some files that `write_texts` wrote, by their ``text_sha256``."""

    def __init__(self, *files: Path) -> None:
        """The texts of ``files``; of one that is in several, the first counts.

        Raises:
            OutputError: when a file cannot be read.
        """
        self._files = files
        self._rows: list[int] = []  # of a block, in each file
        self._places: dict[str, tuple[int, int]] = {}
        self._held: dict[tuple[int, int], pl.Series] = {}
        for number, file in enumerate(files):
            try:
                self._rows.append(int(pl.read_parquet_metadata(file)[_ROWS]))
                digests = pl.read_parquet(file, columns=["text_sha256"])["text_sha256"]
            except (OSError, KeyError, ValueError, pl.exceptions.PolarsError) as error:
                raise OutputError(_cannot_be_read(file, error)) from error
            for row, digest in enumerate(digests):
                self._places.setdefault(digest, (number, row))

    def __getitem__(self, digest: str) -> str:
        number, row = self._places[digest]
        block, at = divmod(row, self._rows[number])
        text: str = self._block(number, block)[at]
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, digest: object) -> bool:
        return digest in self._places

    def _block(self, number: int, block: int) -> pl.Series:
        """A block of texts; the two that were asked for last stay in memory."""
        key = number, block
        if key not in self._held:
            file, rows = self._files[number], self._rows[number]
            asked = pl.scan_parquet(file).select("text").slice(block * rows, rows)
            try:
                read = asked.collect()["text"]
            except (OSError, pl.exceptions.PolarsError) as error:
                raise OutputError(_cannot_be_read(file, error)) from error
            for oldest in list(self._held)[:-1]:
                del self._held[oldest]
            self._held[key] = read
        return self._held[key]


def text_files_of(folder: Path) -> list[Path]:
    """The file of texts that the run in ``folder`` kept; none where somebody took it away.

    Raises:
        SchemaMismatchError: when an earlier version kept them.
    """
    file, earlier = folder / TEXTS, folder / _EARLIER
    if file.is_file():
        return [file]
    if earlier.is_dir() and any(earlier.glob("*.txt")):
        raise SchemaMismatchError(
            f"{earlier}: another version wrote it, which kept each text in a file of its own. "
            "Run target-metrics again."
        )
    return []


def _cannot_be_read(file: Path, error: Exception) -> str:
    return f"{file}: cannot be read ({error}). Run target-metrics again."
