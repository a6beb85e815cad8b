"""Reading that goes wrong on purpose; processes of their own import it by this name."""

from __future__ import annotations

import os
from dataclasses import dataclass

from metrics.batches import Batch, Read
from metrics.tables import Rows

DEADLY = "致命的一行"


@dataclass(frozen=True)
class Deadly:
    """Kills its process at a document that holds the deadly line."""

    read: Read

    def __call__(self, batch: Batch) -> Rows:
        if any(DEADLY in document.text and not document.problem for document, _ in batch):
            os._exit(9)
        return self.read(batch)
