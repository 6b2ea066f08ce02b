"""Training checkpoints: everything from which a run goes on with bit-identical losses."""

import os
import random
import shutil
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import torch

from .errors import TrainerError

_KEPT = 2
_LATEST = "LATEST"


def save_checkpoint(folder: Path, step: int, state: dict) -> Path:
    """Writes `step-N/state.pt` under a temporary name, syncs, renames, then replaces LATEST."""
    target = folder / f"step-{step:08d}"
    temporary = folder / f"step-{step:08d}.tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    with open(temporary / "state.pt", "wb") as file:
        torch.save({**state, "step": step, "random": _random_state()}, file)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(temporary)
    shutil.rmtree(target, ignore_errors=True)
    os.replace(temporary, target)
    _sync_folder(folder)
    _replace_text(folder / _LATEST, target.name)
    for old in sorted(folder.glob("step-????????"))[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return target


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


def _random_state() -> dict:
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
