"""The messages between src/training/ and the trainer: JSON lines, the mirror of src/training/protocol.ts.

Names on the wire are camelCase; here they are snake_case. An unknown or missing key is an error.
"""

import json
import re
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, ClassVar, TextIO

from .errors import TrainerError


@dataclass(frozen=True)
class Settings:
    """What determines the training; explained in src/training/settings.ts."""

    steps: int | None
    epochs: float | None
    sequence_length: int
    batch_size: int
    accumulation: int
    learning_rate: float
    embedding_learning_rate: float
    warmup_steps: int
    schedule: str
    decay_fraction: float
    final_rate_fraction: float
    weight_decay: float
    gradient_clipping: float
    seed: int
    precision: str
    save_precision: str
    device: str
    threads: int
    checkpoint_every_steps: int


@dataclass(frozen=True)
class Job:
    """The first message on stdin: folders and settings."""

    type: ClassVar[str] = "job"
    base: str
    tokens: str
    output: str
    resume: str
    settings: Settings


@dataclass(frozen=True)
class Stop:
    """A message on stdin: write a checkpoint and end. SIGTERM and a closed stdin mean the same."""

    type: ClassVar[str] = "stop"


@dataclass(frozen=True)
class Ready:
    type: ClassVar[str] = "ready"
    versions: dict[str, str]
    device: str
    precision: str
    parameters: int
    steps: int
    documents: int
    cut_documents: int
    skipped_documents: int
    resumed_from_step: int


@dataclass(frozen=True)
class SelfTest:
    type: ClassVar[str] = "self-test"
    max_loss_change: float


@dataclass(frozen=True)
class Step:
    type: ClassVar[str] = "step"
    step: int
    loss: float
    tokens: int
    tokens_per_second: float
    learning_rate: float
    gradient_norm: float


@dataclass(frozen=True)
class Checkpoint:
    type: ClassVar[str] = "checkpoint"
    step: int
    path: str
    duration_seconds: float


@dataclass(frozen=True)
class Finished:
    type: ClassVar[str] = "finished"
    status: str
    step: int
    tokens: int
    epoch: int


@dataclass(frozen=True)
class Error:
    type: ClassVar[str] = "error"
    family: str
    message: str
    file: str | None
    place: str | None
    remedy: str


Event = Ready | SelfTest | Step | Checkpoint | Finished | Error


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def _to_wire(value: Any) -> Any:
    if isinstance(value, dict):
        return {_camel(key): _to_wire(item) for key, item in value.items() if item is not None}
    return value


def write_event(stream: TextIO, event: Event) -> None:
    """Writes one event as a JSON line. NaN and infinity have no place in JSON and are refused."""
    line = json.dumps({"type": event.type, **_to_wire(asdict(event))}, ensure_ascii=False, allow_nan=False)
    stream.write(line + "\n")
    stream.flush()


def _from_wire(kind: type, value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise _refused(f"Expected an object for {place or 'the message'}.", place)
    known = {_camel(field.name): field for field in fields(kind)}
    for key in value:
        if key not in known:
            raise _refused(f'Unknown key "{key}".', f"{place}.{key}".strip("."))
    arguments: dict[str, Any] = {}
    for key, field in known.items():
        optional = "None" in str(field.type)
        if key not in value and field.default is MISSING and not optional:
            raise _refused(f'Missing key "{key}".', f"{place}.{key}".strip("."))
        arguments[field.name] = value.get(key)
    return kind(**arguments)


def _refused(message: str, place: str) -> TrainerError:
    return TrainerError(
        "BadInputError", message, file="stdin", place=place, remedy="Start the trainer through `soro`."
    )


def parse_message(line: str) -> Job | Stop:
    """Reads one line of stdin."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise _refused(f"Not valid JSON: {error}.", "") from error
    kind = value.pop("type", None) if isinstance(value, dict) else None
    if kind == Stop.type:
        return _from_wire(Stop, value, "")
    if kind == Job.type:
        settings = _from_wire(Settings, value.get("settings"), "settings")
        return _from_wire(Job, {**value, "settings": settings}, "")
    raise _refused(f'Unknown message "{kind}".', "type")
