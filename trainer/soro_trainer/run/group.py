"""The processes of one training: alone, or N of them started by torch.distributed.run, each with its share."""

import os
import signal
import sys
from datetime import timedelta
from typing import TypeVar

import torch
from torch import distributed
from torch.nn import Module

# Longer than any step, checkpoint or compilation; a process that dies is noticed at once.
_TIMEOUT = timedelta(minutes=30)

Shared = TypeVar("Shared")


class Group:
    """Rank 0 speaks the protocol and writes; all hold shares of weights and optimiser (FSDP2)."""

    def __init__(self) -> None:
        self.size = int(os.environ.get("WORLD_SIZE", "1"))
        self.rank = int(os.environ.get("RANK", "0"))
        self.local_rank = int(os.environ.get("LOCAL_RANK", "0"))
        self.local_size = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    @property
    def is_alone(self) -> bool:
        return self.size == 1

    def open(self) -> None:
        """Connects the processes. Numbers and the job travel over gloo, weights on GPUs over nccl."""
        if self.is_alone:
            return
        _die_with_parent()
        backend = "cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo"
        distributed.init_process_group(backend, timeout=_TIMEOUT)

    def close(self) -> None:
        if self.is_alone or not distributed.is_initialized():
            return
        distributed.barrier()
        distributed.destroy_process_group()

    def from_first(self, value: Shared) -> Shared:
        """A value of rank 0, everywhere."""
        if self.is_alone:
            return value
        box = [value]
        distributed.broadcast_object_list(box, src=0, device=torch.device("cpu"))
        return box[0]

    def sums(self, *values: float) -> list[float]:
        """Sums over all processes."""
        if self.is_alone:
            return list(values)
        total = torch.tensor(values, dtype=torch.float64)
        distributed.all_reduce(total)
        return total.tolist()

    def gather(self, value) -> list:
        """The value of every process."""
        if self.is_alone:
            return [value]
        values = [None] * self.size
        distributed.all_gather_object(values, value)
        return values

    def shard(self, model: Module, layers: list[Module], device: torch.device) -> None:
        """Leaves each process a share of every parameter; a layer is whole only while it computes."""
        if self.is_alone:
            return
        from torch.distributed.device_mesh import init_device_mesh
        from torch.distributed.fsdp import fully_shard

        mesh = init_device_mesh(device.type, (self.size,))
        for layer in layers:
            fully_shard(layer, mesh=mesh)
        fully_shard(model, mesh=mesh)


def full(tensor: torch.Tensor) -> torch.Tensor:
    """The whole tensor; every process that holds a share has to ask."""
    tensor = tensor.detach()
    return tensor.full_tensor() if _is_shared(tensor) else tensor  # pyright: ignore[reportAttributeAccessIssue]


def like(reference: torch.Tensor, whole: torch.Tensor) -> torch.Tensor:
    """This process's part of a whole tensor, shared out as the reference is."""
    if not _is_shared(reference):
        return whole
    from torch.distributed.tensor import DTensor, distribute_tensor

    # Every process has read the same file: nothing needs to be sent.
    moved = whole.to(reference.device)
    assert isinstance(reference, DTensor)
    return distribute_tensor(moved, reference.device_mesh, reference.placements, src_data_rank=None)


def _is_shared(tensor: torch.Tensor) -> bool:
    return hasattr(tensor, "full_tensor")


def _die_with_parent() -> None:
    """Without its launcher a process would wait for the others for ever."""
    if sys.platform == "linux":
        import ctypes

        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
