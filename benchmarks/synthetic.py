"""Makes a collection of a wanted size: real documents repeated with changed figures.

Usage: python benchmarks/synthetic.py FOLDER OUT (--megabytes N | --documents N) [--seed N]

Writes each copy as a text file that is named after its source and the number of the copy. The same
documents, size and seed give the same files; no two of them hold the same text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath
from random import Random

import regex

import metrics

MEGABYTE = 1_000_000

# Names such as PM2.5, G4216 and “12345” are no figures, nor is what stands in a date with dots.
_FIGURE = regex.compile(r'(?<![A-Za-z0-9.“"])[0-9]+(?:\.[0-9]+)?(?![0-9.A-Za-z”"]*[A-Za-z”"])')
_YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
_AFTER_FIRST_DIGIT = regex.compile(r"(?<=[1-9][0-9.]*)[0-9]")


def write_collection(
    folder: Path,
    out: Path,
    *,
    megabytes: float | None = None,
    documents: int | None = None,
    seed: int = 0,
) -> int:
    """Writes copies of the documents in ``folder`` until there are enough of them.

    Args:
        folder: where the real documents are.
        out: a folder that is empty or not there yet.
        megabytes: how much text there shall be at least, in 1,000,000 bytes of UTF-8.
        documents: how many there shall be; it counts where both are given.
        seed: of the changed figures.

    Returns:
        How many documents were written.

    Raises:
        ValueError: when ``out`` holds something, or no document has figures to change.
    """
    if out.is_dir() and any(out.iterdir()):
        raise ValueError(f"{out}: is not empty. Give another folder.")
    written = size = 0
    for name, text in copies(folder, seed):
        file = out / name
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode("utf-8", "replace")
        file.write_bytes(data)
        written += 1
        size += len(data)
        if documents is not None and written >= documents:
            break
        if documents is None and size >= (megabytes or 0) * MEGABYTE:
            break
    return written


def copies(folder: Path, seed: int) -> Iterator[tuple[str, str]]:
    """File names and texts without end: a copy of each document, then another of each."""
    sources = dict(_sources(folder))
    seen = set(sources.values())
    for copy in count(1):
        found = len(seen)
        for name, text in sources.items():
            changed = change_figures(text, Random(f"{seed} {name} {copy}"))
            if changed not in seen:
                seen.add(changed)
                yield f"{name}-{copy:05}.txt", changed
        if len(seen) == found:
            raise ValueError(f"{folder}: no document has further figures to change.")


def change_figures(text: str, random: Random) -> str:
    """The text with other figures of the same length and first digit.

    Years stay, and so do whole numbers below 100 that are no percentage, because they are as often
    days, months and numbers of headings. With its first digit kept, a range keeps its order and a
    percentage does not pass 100.
    """

    def other(found: regex.Match[str]) -> str:
        figure = found[0]
        is_percentage = text[found.end() : found.end() + 1] in ("%", "％")
        whole, _, fraction = figure.partition(".")
        if _YEAR.fullmatch(whole) or _YEAR.fullmatch(fraction):  # 2. and 2024 may stand together
            return figure
        if not fraction and (len(whole) != 2 if is_percentage else len(whole) < 3):
            return figure
        return _AFTER_FIRST_DIGIT.sub(lambda _: str(int(random.random() * 10)), figure)

    return _FIGURE.sub(other, text)


def _sources(folder: Path) -> Iterator[tuple[str, str]]:
    """Each document's text, named after its place in the folder."""
    used: set[str] = set()
    root = folder if folder.is_dir() else folder.parent
    for document in metrics.read_documents([folder]):
        if document.problem:
            continue
        place = PurePosixPath(document.source.replace("#", "/")).relative_to(root.as_posix())
        name = str(place.with_suffix(""))
        if name in used:  # plan.txt beside plan.docx
            name = str(place)
        used.add(name)
        yield name, document.text


def main() -> None:
    """Writes what was asked for and says what it is."""
    parser = argparse.ArgumentParser(description="Repeat real documents with changed figures.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--megabytes", type=float, help="of UTF-8 text, 1,000,000 bytes each")
    size.add_argument("--documents", type=int)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    try:
        written = write_collection(
            asked.folder,
            asked.out,
            megabytes=asked.megabytes,
            documents=asked.documents,
            seed=asked.seed,
        )
    except ValueError as error:
        sys.exit(str(error))
    size_written = sum(file.stat().st_size for file in asked.out.rglob("*.txt"))
    print(f"{asked.out}: {written:,} documents, {size_written / MEGABYTE:.1f} MB")


if __name__ == "__main__":
    main()
