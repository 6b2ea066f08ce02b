"""Errors that a user can act on; they cross the border as the event ``error``."""

import errno

# What gloo and nccl say when the other end of a connection is gone.
_SIGNS_OF_A_DEAD_PEER = ("Connection closed by peer", "Connection reset by peer", "Broken pipe", "Socket closed",
                         "remote process exited", "NCCL communicator was aborted", "Connection refused")


class TrainerError(Exception):
    """A failure with its family (names of src/core/errors.ts), place and remedy."""

    def __init__(
        self,
        family: str,
        message: str,
        *,
        remedy: str,
        file: str | None = None,
        place: str | None = None,
    ) -> None:
        super().__init__(message)
        self.family = family
        self.message = message
        self.file = file
        self.place = place
        self.remedy = remedy


def translate(error: BaseException, *, shared: bool = False) -> TrainerError | None:
    """The family of an error of the system or of torch; None for a defect. `shared`: one of several processes."""
    if isinstance(error, TrainerError):
        return error
    if isinstance(error, ModuleNotFoundError):
        return TrainerError(
            "MissingToolError",
            f"The Python environment lacks {error.name}.",
            remedy="Run `npm run setup -- --for training` (about 5 GB, once).",
        )
    text = str(error)
    if isinstance(error, MemoryError) or "can't allocate memory" in text or "out of memory" in text.lower():
        return TrainerError(
            "MachineError",
            "The memory is not enough for this batch.",
            remedy="Lower batchSize and raise accumulation by the same factor, or lower sequenceLength.",
        )
    if shared and isinstance(error, RuntimeError) and any(sign in text for sign in _SIGNS_OF_A_DEAD_PEER):
        return TrainerError(
            "MachineError",
            "One of the training processes has ended; the others cannot go on without it.",
            place="processes",
            remedy="If the system killed it, the memory was not enough: lower batchSize. The same command goes on "
            "from the last checkpoint.",
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return TrainerError(
            "MachineError",
            "The disk is full.",
            file=error.filename,
            remedy="Free some space and run the same command again: it goes on from the last checkpoint.",
        )
    if isinstance(error, PermissionError):
        return TrainerError(
            "MachineError",
            "No permission to read or write here.",
            file=error.filename,
            remedy="Change the permissions or name another place.",
        )
    return None
