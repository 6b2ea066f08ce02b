"""Training checkpoints: everything from which a run goes on with bit-identical losses."""

import errno
import os
import random
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import numpy as np
import torch

from ..errors import TrainerError

_KEPT = 2
_LATEST = "LATEST"


@dataclass(frozen=True)
class Written:
    """A checkpoint that stands."""

    step: int
    path: Path
    duration_seconds: float


class CheckpointWriter:
    """Writes checkpoints one after the other, beside the training or before it goes on."""

    def __init__(self, folder: Path, asynchronous: bool) -> None:
        self._folder = folder
        self._asynchronous = asynchronous
        self._thread: Thread | None = None
        self._written: Written | None = None
        self._error: BaseException | None = None

    def write(self, step: int, state: dict) -> None:
        """Takes a state that lies in CPU memory; asynchronously, it must be a copy that nobody changes."""
        self.wait()
        self._thread = Thread(target=self._work, args=(step, {**state, "random": random_state()}))
        self._thread.start()
        if not self._asynchronous:
            self._thread.join()

    def collect(self) -> Written | None:
        """What has been finished since the last call. @raises what writing met: a full disk."""
        if self._thread is None or self._thread.is_alive():
            return None
        self._thread = None
        written, error = self._written, self._error
        self._written = self._error = None
        if error is not None:
            raise error
        return written

    def wait(self) -> Written | None:
        """Waits until the last one stands."""
        if self._thread is not None:
            self._thread.join()
        return self.collect()

    def _work(self, step: int, state: dict) -> None:
        began = monotonic()
        try:
            path = save_checkpoint(self._folder, step, state)
            self._written = Written(step, path, monotonic() - began)
        except BaseException as error:  # Raised again by the thread that trains.
            self._error = error


def save_checkpoint(folder: Path, step: int, state: dict) -> Path:
    """Writes `step-N/state.pt` under a temporary name, syncs, renames, then replaces LATEST."""
    target = folder / f"step-{step:08d}"
    temporary = folder / f"step-{step:08d}.tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        _write_state(temporary / "state.pt", {**state, "step": step})
        _sync_folder(temporary)
    except BaseException:
        # A full disk: what was half-written would stand in the way of the next attempt.
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    shutil.rmtree(target, ignore_errors=True)
    os.replace(temporary, target)
    _sync_folder(folder)
    _replace_text(folder / _LATEST, target.name)
    for old in sorted(folder.glob("step-????????"))[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return target


def _write_state(path: Path, state: dict) -> None:
    with open(path, "wb") as file:
        checked = _CheckedFile(file)
        try:
            torch.save(state, checked)  # pyright: ignore[reportArgumentType] (it only writes and flushes)
            file.flush()
            os.fsync(file.fileno())
        except Exception as error:
            # torch puts an error of its own in front of the system's.
            cause = checked.error or error
            if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise TrainerError(
                    "MachineError",
                    f"The disk is full: the checkpoint of step {state['step']} could not be written.",
                    file=str(path.parents[1]),
                    remedy="Free some space and run the same command again: it goes on from the last checkpoint.",
                ) from error
            raise cause from None


class _CheckedFile:
    """A file that remembers the system's error."""

    def __init__(self, file) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, data) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._file.flush()


def load_checkpoint(folder: Path) -> dict | None:
    """The state that LATEST names, its random generators set again; None when there is none."""
    latest = folder / _LATEST
    if not latest.exists():
        return None
    path = folder / latest.read_text("utf-8").strip() / "state.pt"
    try:
        # Our own file of an unfinished run; it holds optimiser state, which plain tensors cannot.
        state = torch.load(path, map_location="cpu", weights_only=False)
    except Exception as error:
        raise TrainerError(
            "CorruptArtefactError",
            f"The training checkpoint cannot be read: {error}",
            file=str(path),
            remedy=f"Delete {folder} and start the training again.",
        ) from error
    _set_random_state(state["random"])
    return state


@contextmanager
def exclusive(folder: Path, patience_seconds: float = 120.0):
    """Keeps a second trainer out; waits for one that is still writing its last checkpoint."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="utf-8") as file:
        try:
            import fcntl
        except ImportError:  # Windows: Soro's own lock on the artefact has to do.
            yield
            return
        deadline = monotonic() + patience_seconds
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > deadline:
                    raise TrainerError(
                        "MachineError",
                        "Another trainer is writing here.",
                        file=str(folder),
                        remedy="Wait until it has ended, or stop it.",
                    ) from None
                sleep(0.2)
        yield


def random_state() -> dict:
    return {
        "python": random.getstate(),
        "numpy": np.random.get_state(),
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }


def _set_random_state(state: dict) -> None:
    random.setstate(state["python"])
    np.random.set_state(state["numpy"])
    torch.set_rng_state(state["torch"])
    if state["cuda"] and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(state["cuda"])


def _replace_text(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".tmp")
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
