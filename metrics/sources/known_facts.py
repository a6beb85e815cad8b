"""What is known of a document beside its text: title, issuer, region, years."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class KnownFacts(BaseModel):
    """What is known of the documents of one source; what is not given stays as read.

    ``region`` is a name or a GB/T 2260 code.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)

    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    plan_year: int | None = None
    plan_end_year: int | None = None

    def over(self, other: KnownFacts | None) -> KnownFacts:
        """What either of two entries gives; this one is right where both do."""
        if other is None:
            return self
        return other.model_copy(update=self.model_dump(exclude_none=True))
