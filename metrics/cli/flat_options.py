"""Commands whose options come as objects: each field of a dataclass is an option of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints


def flat(command: Callable[..., None]) -> Callable[..., None]:
    """The command as typer wants it: with an option for each field of its parameters' dataclasses.

    The options stand in the order of the parameters and their fields, with the fields' defaults
    and with what ``typer.Option`` says of them in ``Annotated``. Parameters of other types stay.

    Raises:
        TypeError: when two of them would have one name.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, type[Any]] = {
        name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)
    }
    parameters: list[Parameter] = []
    for name, own in signature(command).parameters.items():
        if name in groups:
            parameters += _parameters(groups[name])
        else:
            parameters.append(_option(name, hints[name], own.default))
    names = [one.name for one in parameters]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise TypeError(f"{command.__name__}: several options are called {sorted(twice)}.")

    @wraps(command)
    def flattened(**given: Any) -> None:
        objects = {
            name: group(**{one.name: given.pop(one.name) for one in fields(group)})
            for name, group in groups.items()
        }
        command(**given, **objects)

    # typer asks for both.
    flattened.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    flattened.__annotations__ = {one.name: one.annotation for one in parameters}
    return flattened


def _parameters(group: type[Any]) -> Iterator[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    for field in fields(group):
        yield _option(field.name, hints[field.name], _default(field))


def _default(field: Field[Any]) -> Any:
    return Parameter.empty if field.default is MISSING else field.default


def _option(name: str, hint: Any, default: Any) -> Parameter:
    # By keyword only: an option that must be given may stand behind one that need not.
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=hint)
