"""Reading that goes wrong on purpose; processes of their own import it by this name."""

from __future__ import annotations

import os
from dataclasses import dataclass

from metrics.extraction.reader import SomeReadings
from metrics.runs.batch import Read, Task
from metrics.sources.documents import decoded

DEADLY = "致命的一行"


@dataclass(frozen=True)
class Deadly:
    """Kills its process at a document that holds the deadly line."""

    read: Read

    def __call__(self, task: Task) -> SomeReadings:
        if any(DEADLY in decoded(item).text and not decoded(item).problem for item in task.items):
            os._exit(9)
        return self.read(task)
