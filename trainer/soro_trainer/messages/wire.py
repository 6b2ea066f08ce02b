"""JSON lines between Soro and a package of trainer/: names are camelCase on the wire and snake_case here.

An unknown or missing key is an error.
"""

import json
import os
import re
from dataclasses import MISSING, Field, fields
from typing import Any, ClassVar, Protocol, TextIO, TypeVar, cast

from ..errors import TrainerError


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Message = TypeVar("Message", bound=_Dataclass)


def claim_stdout() -> TextIO:
    """The real stdout, for the protocol alone: what libraries print goes to stderr from now on."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return stream


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def to_wire(value: Any) -> Any:
    if isinstance(value, dict):
        keys = cast(dict[str, Any], value)
        return {camel(key): to_wire(item) for key, item in keys.items() if item is not None}
    return value


def parse_line(line: str) -> tuple[str | None, dict[str, Any]]:
    """The type of a message and its other keys."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise refused(f"Not valid JSON: {error}.", "") from error
    kind = cast(dict[str, Any], value).pop("type", None) if isinstance(value, dict) else None
    return kind, cast(dict[str, Any], value)


def from_wire(kind: type[Message], value: Any, place: str = "") -> Message:
    """A dataclass from a message's keys."""
    if not isinstance(value, dict):
        raise refused(f"Expected an object for {place or 'the message'}.", place)
    known = {camel(field.name): field for field in fields(kind)}
    keys = cast(dict[str, Any], value)
    for key in keys:
        if key not in known:
            raise refused(f'Unknown key "{key}".', f"{place}.{key}".strip("."))
    arguments: dict[str, Any] = {}
    for key, field in known.items():
        optional = "None" in str(field.type)
        if key not in keys and field.default is MISSING and not optional:
            raise refused(f'Missing key "{key}".', f"{place}.{key}".strip("."))
        if key in keys or field.default is MISSING:
            arguments[field.name] = keys.get(key)
    return kind(**arguments)


def refused(message: str, place: str) -> TrainerError:
    return TrainerError("BadInputError", message, file="stdin", place=place, remedy="Start it through `soro`.")
