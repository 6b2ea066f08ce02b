"""Device, threads and versions."""

import os
import platform

import torch
import transformers

from .errors import TrainerError


def choose_device(wish: str) -> torch.device:
    """`auto` takes a GPU when there is one."""
    if wish == "cuda" and not torch.cuda.is_available():
        raise TrainerError(
            "MachineError", "There is no usable GPU.", place="device", remedy="Set device to auto or cpu."
        )
    return torch.device("cuda" if wish != "cpu" and torch.cuda.is_available() else "cpu")


def choose_precision(wish: str, device: torch.device) -> str:
    """`auto` takes bfloat16 where the hardware has instructions for it: emulated on a CPU, a step took a hundred
    times as long as in float32 (138 M parameters, AVX2 only)."""
    if wish != "auto":
        return wish
    native = torch.cuda.is_bf16_supported() if device.type == "cuda" else torch.cpu._is_avx512_bf16_supported()
    return "bfloat16" if native else "float32"


def make_deterministic(threads: int, device: torch.device) -> None:
    """Equal runs give equal bits on a CPU with equal threads. On a GPU some kernels only come close."""
    torch.set_num_threads(threads if threads > 0 else os.cpu_count() or 1)
    torch.use_deterministic_algorithms(True, warn_only=device.type != "cpu")


def versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "transformers": transformers.__version__,
    }
