"""losses.jsonl: one line a step and nothing that depends on time, so that equal runs have equal bytes."""

import json
import os
from pathlib import Path

from ..errors import TrainerError


class LossFile:
    def __init__(self, path: Path, steps: int) -> None:
        """Keeps the first `steps` lines (a resumed run writes the others again)."""
        self._path = path
        lines = path.read_bytes().splitlines(keepends=True) if steps > 0 and path.exists() else []
        if len(lines) < steps:
            raise TrainerError(
                "CorruptArtefactError",
                f"{len(lines)} losses are on record, but the checkpoint is of step {steps}.",
                file=str(path),
                remedy=f"Delete {path.parent} and start the training again.",
            )
        # Open as long as the training; close() ends it.
        self._file = open(path, "wb")  # noqa: SIM115
        self._file.writelines(lines[:steps])
        self.sync()

    def add(self, step: int, loss: float) -> None:
        self._file.write(json.dumps({"step": step, "loss": loss}).encode() + b"\n")
        self._file.flush()

    def sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
