"""The messages between Soro and the driver: JSON lines, the mirror of src/core/shards/ray-protocol.ts."""

import json
import threading
from dataclasses import dataclass
from typing import Any, ClassVar, TextIO

from soro_trainer.errors import TrainerError
from soro_trainer.messages.wire import from_wire, parse_line, refused


@dataclass(frozen=True)
class Connect:
    """The first message: where the cluster is and what its workers run."""

    type: ClassVar[str] = "connect"
    address: str
    folder: str
    node: str
    version: str


@dataclass(frozen=True)
class Call:
    type: ClassVar[str] = "call"
    id: int
    module: str
    input: Any


@dataclass(frozen=True)
class Cancel:
    type: ClassVar[str] = "cancel"
    id: int


def read_message(line: str) -> Connect | Call | Cancel:
    """Reads one line of stdin."""
    kind, value = parse_line(line)
    for message in (Connect, Call, Cancel):
        if kind == message.type:
            return from_wire(message, value)
    raise refused(f'Unknown message "{kind}".', "type")


def error_answer(error: TrainerError) -> str:
    """An error in the form in which a Node process answers."""
    details = {"message": error.message, "file": error.file, "place": error.place, "remedy": error.remedy}
    known = {key: value for key, value in details.items() if value is not None}
    return json.dumps({"error": {"family": error.family, "details": known}})


class Events:
    """Writes events; Ray calls back from its own threads, so one line at a time."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def ready(self, ray_version: str, nodes: int, processors: int) -> None:
        self._write(
            json.dumps({"type": "ready", "rayVersion": ray_version, "nodes": nodes, "processors": processors})
        )

    def answer(self, call: int, answer: str) -> None:
        """``answer`` is JSON already: it passes through as the worker wrote it."""
        self._write(f'{{"type": "answer", "id": {call}, "answer": {answer}}}')

    def error(self, error: TrainerError) -> None:
        event = {"family": error.family, "message": error.message, "file": error.file, "place": error.place}
        known = {key: value for key, value in event.items() if value is not None}
        self._write(json.dumps({"type": "error", **known, "remedy": error.remedy}))

    def _write(self, line: str) -> None:
        try:
            with self._lock:
                self._stream.write(line + "\n")
                self._stream.flush()
        except BrokenPipeError:
            pass  # Soro has died; stdin is closed too, which ends the driver.
