"""Errors that a user of the package may catch; all of them say what, where, and what to do."""

_SHOWN = 20  # problems


class MetricsError(Exception):
    """Base of every error that this package raises on purpose."""


class RuleError(MetricsError, ValueError):
    """Rule files that cannot be used; ``problems`` lists every one found, one line each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class DocumentError(MetricsError, ValueError):
    """A document that cannot be read."""


class SchemaMismatchError(MetricsError, ValueError):
    """Rows that do not keep the schema of their table."""


class OutputError(MetricsError, OSError):
    """A folder that cannot be written, or holds no run to read."""


class SlowRuleError(MetricsError, TimeoutError):
    """A document whose reading takes too long, and the rule that it hangs in if one does."""


class NothingReadError(DocumentError):
    """A run in which no document could be read; ``problems`` has what is wrong, by source."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        lines = [f"{source}: {problem}" for source, problem in problems.items()]
        if len(lines) > _SHOWN:
            lines[_SHOWN:] = [f"... and {len(lines) - _SHOWN} more"]
        super().__init__("\n".join([*lines, "No document was read, so nothing is written."]))


class ShadowedError(MetricsError, ImportError):
    """Another package that bears the name of one of ours and is found in its place."""
