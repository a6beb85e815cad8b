"""Which target or number of a run a correction means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from metrics.review.corrections import Correction
from metrics.text.ids import KEY_COLUMNS

Row = dict[str, Any]
TextOf = Callable[[str], str | None]


class UnmatchedError(Exception):
    """The target of a correction is not there."""


class RefusedError(Exception):
    """A correction cannot be true."""


class Finder:
    """Finds targets by their id or by document and quote, also while they are being corrected.

    Args:
        targets: the rows by target id.
        numbers: the rows of the ledger by document and start.
        documents: the rows by document id.
        text_of: the decoded text by its ``text_sha256``, or None where it is not kept.
    """

    def __init__(
        self,
        targets: Mapping[str, Row],
        numbers: Mapping[tuple[str, int], Row],
        documents: Mapping[str, Row],
        text_of: TextOf,
    ) -> None:
        self._targets, self._documents = targets, documents
        self._numbers: dict[str, list[Row]] = {}
        for number in numbers.values():
            self._numbers.setdefault(number["document_id"], []).append(number)
        self._text_of = text_of
        # As they were read, also of rows that are corrected meanwhile.
        self._known_by = {
            name: tuple(row[one] for one in KEY_COLUMNS) for name, row in targets.items()
        }
        self._by_quote: dict[tuple[str, str], list[str]] = {}
        for row in targets.values():
            key = row["document_id"], row["quote"]
            self._by_quote.setdefault(key, []).append(row["target_id"])

    def target(self, correction: Correction) -> Row:
        """The target that a correction means."""
        row = self._targets.get(correction.target_id or "")
        if row is not None:
            return self._in_own_document(row, correction)
        if correction.quote is None:
            raise UnmatchedError(f"there is no target {correction.target_id}")
        found = self._at_quote(correction)
        if not found:
            raise UnmatchedError(self._where_it_went(correction))
        for name, wanted in (
            ("document_id", correction.document_id),
            ("start", correction.start),
            ("sentence", correction.sentence),
            ("indicator", correction.read.get("indicator")),
        ):
            same = [row for row in found if row[name] == wanted]
            found = same or found
        if len(found) > 1:
            raise UnmatchedError(
                f"{correction.quote} stands for {len(found)} targets; give target_id or sentence"
            )
        return found[0]

    def _in_own_document(self, row: Row, correction: Correction) -> Row:
        """The row with the id, or the one of the same words in the document that is meant.

        Documents that share a sentence are numbered in their order, so that one more of them may
        give the id to another document.
        """
        is_meant = row["document_id"] == correction.document_id
        if is_meant or row["document_id"] in self._documents_at(correction.source):
            return row
        known_by = self._known_by.get(row["target_id"])
        same = (
            one
            for one in self._at_quote(correction)
            if self._known_by[one["target_id"]] == known_by
        )
        return min(same, key=lambda one: abs(one["start"] - (correction.start or 0)), default=row)

    def _at_quote(self, correction: Correction) -> list[Row]:
        ids: dict[str, None] = {}
        for document_id in (correction.document_id, *self._documents_at(correction.source)):
            found = self._by_quote.get((document_id or "", correction.quote or ""), ())
            ids |= dict.fromkeys(found)
        return [self._targets[one] for one in ids if one in self._targets]

    def _where_it_went(self, correction: Correction) -> str:
        """Why no target bears the quote."""
        documents = self._documents_of(correction)
        if not documents:
            return "its document is not among those read"
        if roles := self._roles_of(correction):
            named = (f"{role} [{rule}]" for role, rule in sorted(roles.items()))
            return f"{correction.quote} is {', '.join(named)} now"
        return f"{correction.quote} does not stand in the document"

    def is_gone(self, correction: Correction) -> bool:
        """Whether a correction takes a target away that the rules no longer read."""
        role = correction.changes.get("role")
        if correction.action != "delete" and role in (None, "target"):
            return False
        roles = self._roles_of(correction)
        return bool(roles) and "target" not in roles and role in (None, *roles)

    def _roles_of(self, correction: Correction) -> dict[str, str]:
        """The roles of the numbers that bear the quote, with a rule that decided each."""
        documents = self._documents_of(correction)
        found = [
            number
            for document_id in documents
            for number in self._numbers.get(document_id, ())
            if number["quote"] == correction.quote
        ]
        same = [number for number in found if number["start"] == correction.start]
        return {number["role"]: number["rule_id"] for number in same or found}

    def _documents_of(self, correction: Correction) -> list[str]:
        if correction.document_id in self._documents:
            return [correction.document_id or ""]
        return self._documents_at(correction.source)

    def _documents_at(self, source: str | None) -> list[str]:
        """The documents of a file, which may be named by the end of its path, as pages do."""
        if not source:
            return []
        named = {one: row["source"] for one, row in self._documents.items()}
        whole = [one for one, path in named.items() if path == source]
        return whole or [one for one, path in named.items() if path.endswith(f"/{source}")]

    def number(self, correction: Correction) -> Row:
        """The number of the ledger that a new target is read from."""
        if correction.quote is None:
            raise RefusedError("quote: must be given for a new target")
        documents = self._documents_of(correction)
        if not documents:
            raise UnmatchedError("its document is not among those read")
        found = [
            number
            for document_id in documents
            for number in self._numbers.get(document_id, ())
            if number["quote"] == correction.quote or number["start"] == correction.start
        ]
        same_place = [number for number in found if number["start"] == correction.start]
        found = same_place or self._in_sentence(found, correction) or found
        if len(found) != 1:
            what = f"stands {len(found)} times in the document; give start or its whole sentence"
            raise UnmatchedError(
                f"{correction.quote} {what if found else 'is no number of the document'}"
            )
        return found[0]

    def _in_sentence(self, numbers: list[Row], correction: Correction) -> list[Row]:
        sentence = correction.sentence
        if not sentence:
            return []
        inside = []
        for number in numbers:
            digest = self._documents[number["document_id"]]["text_sha256"]
            text = self._text_of(digest) or ""
            at = text.find(sentence)
            while at >= 0:
                if at <= number["start"] < at + len(sentence):
                    inside.append(number)
                at = text.find(sentence, at + 1)
        return inside
