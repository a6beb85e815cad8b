"""In which language, words and colours charts and pages say what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from charts.words.labels import LABELS
from charts.words.printed import Row, due, original, printed_number, printed_value, wording
from charts.words.vocabulary import BUILT_IN, Vocabulary


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of charts and page; texts keep 4.5:1 against ``paper``, marks 3:1."""

    ink: str
    soft: str
    paper: str
    ground: str
    line: str
    target: str
    aim: str
    actual: str
    found: str
    mine: str

    def css(self) -> str:
        """The colours as declarations of CSS variables."""
        return "".join(f"--{name}:{colour};" for name, colour in asdict(self).items())


# Blue and vermilion after Okabe and Ito (2008), which every colour vision tells apart; vermilion
# and grey are darkened until they can be read as text.
LIGHT = Palette(
    ink="#1d2329", soft="#57606a", paper="#ffffff", ground="#f4f6f8", line="#d7dde3",
    target="#0067a5", aim="#b54708", actual="#57606a", found="#ffe58a", mine="#a3195b",
)  # fmt: skip
DARK = Palette(
    ink="#e8ecf0", soft="#aab4be", paper="#1b2026", ground="#12161a", line="#38414b",
    target="#6cb8f0", aim="#f5a364", actual="#aab4be", found="#6a5200", mine="#ff8fc0",
)  # fmt: skip
# A chart in a page takes the page's colours, so it follows dark mode and print by itself.
PAGE = Palette(**{field.name: f"var(--{field.name})" for field in fields(Palette)})


@dataclass(frozen=True, slots=True)
class Style:
    """The language of a chart's own words, its colours, and what words of the tables mean."""

    lang: str
    palette: Palette
    vocabulary: Vocabulary = BUILT_IN

    @property
    def words(self) -> Mapping[str, str]:
        """The interface texts."""
        return LABELS[self.lang]

    @property
    def separator(self) -> str:
        """What stands between the parts of a sentence about a chart."""
        return self.words["separator"]

    @property
    def is_page(self) -> bool:
        """Whether the chart stands in a page, where its reader can choose."""
        return self.palette == PAGE

    def printed(self, row: Row) -> str:
        """A value with the sign of its comparator."""
        return printed_value(row, self.lang, self.vocabulary)

    def number(self, row: Row) -> str:
        """A value without the sign of its comparator."""
        return printed_number(row, self.lang, self.vocabulary)

    def original(self, row: Row) -> str:
        """In brackets what the document prints, where a value is shown in another unit."""
        said = original(row, self.lang, self.vocabulary)
        return self.aside(self.words["as_printed"].format(quote=said)) if said else ""

    def wording(self, row: Row) -> str:
        """The word of commitment of a target."""
        return wording(row, self.lang, self.vocabulary)

    def due(self, row: Row) -> str:
        """When a target is due."""
        return due(row, self.lang)

    def aside(self, *parts: str) -> str:
        """Parts in the brackets of the language; nothing where there is none."""
        words = self.words
        said = words["aside_comma"].join(parts)
        return f"{words['aside_opens']}{said}{words['aside_closes']}" if parts else ""
