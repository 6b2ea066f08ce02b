"""Device, threads and versions."""

import os
import platform

import torch
import transformers

from ..errors import TrainerError


def choose_device(wish: str, local_rank: int = 0) -> torch.device:
    """`auto` takes a GPU when there is one; every process of a machine its own."""
    if wish == "cuda" and not torch.cuda.is_available():
        raise TrainerError(
            "MachineError", "There is no usable GPU.", place="device", remedy="Set device to auto or cpu."
        )
    if wish == "cpu" or not torch.cuda.is_available():
        return torch.device("cpu")
    if local_rank >= torch.cuda.device_count():
        raise TrainerError(
            "MachineError",
            f"This machine has {torch.cuda.device_count()} GPUs, fewer than processes.",
            place="processes",
            remedy="Lower processes to the number of GPUs.",
        )
    torch.cuda.set_device(local_rank)
    return torch.device("cuda", local_rank)


def choose_precision(wish: str, device: torch.device) -> str:
    """`auto` takes bfloat16 where the hardware has instructions for it: emulated on a CPU, a step took a hundred
    times as long as in float32 (138 M parameters, AVX2 only)."""
    if wish != "auto":
        return wish
    native = torch.cuda.is_bf16_supported() if device.type == "cuda" else torch.cpu._is_avx512_bf16_supported()
    return "bfloat16" if native else "float32"


def make_deterministic(threads: int, device: torch.device, processes: int = 1) -> None:
    """Equal runs give equal bits on a CPU with equal threads. On a GPU some kernels only come close."""
    torch.set_num_threads(threads if threads > 0 else max(1, (os.cpu_count() or 1) // processes))
    torch.use_deterministic_algorithms(True, warn_only=device.type != "cpu")
    # Otherwise every new tensor is filled before it is written: a seventh of a step's time. Nothing here reads what it
    # has not written, and equal runs are tested to be equal.
    torch.utils.deterministic.fill_uninitialized_memory = False  # pyright: ignore[reportAttributeAccessIssue]


def versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "transformers": transformers.__version__,
    }
