"""Weights as llama.cpp will read them back after quantising: the exact grids of ggml's reference quantisers.

Source: quantize_row_q4_0_ref, quantize_row_q4_1_ref, quantize_row_q8_0_ref in ggml-quants.c (no importances).
"""

from collections.abc import Callable

import torch
from transformers import Gemma3ForCausalLM

BLOCK = 32


def q4_0(weight: torch.Tensor) -> torch.Tensor:
    """16 steps of one scale around zero; the largest weight of a block lies on the outermost step."""
    blocks = weight.float().reshape(-1, BLOCK)
    # The first of equal magnitudes decides the sign, as in C.
    largest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    scale = largest / -8.0
    steps = torch.clamp(torch.floor(blocks * _inverse(scale) + 8.5), max=15.0) - 8.0
    return (steps * _half(scale)).reshape(weight.shape)


def q4_1(weight: torch.Tensor) -> torch.Tensor:
    """16 steps between the least and the largest weight of a block."""
    blocks = weight.float().reshape(-1, BLOCK)
    least, most = blocks.amin(1, keepdim=True), blocks.amax(1, keepdim=True)
    scale = (most - least) / 15.0
    steps = torch.clamp(torch.floor((blocks - least) * _inverse(scale) + 0.5), max=15.0)
    return (steps * _half(scale) + _half(least)).reshape(weight.shape)


def q8_0(weight: torch.Tensor) -> torch.Tensor:
    """255 steps around zero; halves are rounded away from zero."""
    blocks = weight.float().reshape(-1, BLOCK)
    scale = blocks.abs().amax(1, keepdim=True) / 127.0
    scaled = blocks * _inverse(scale)
    whole = torch.trunc(scaled)
    # Not floor(x + 0.5), which the addition's own rounding spoils just below a half.
    steps = whole + torch.where((scaled - whole).abs() >= 0.5, torch.sign(scaled), torch.zeros_like(scaled))
    return (steps * _half(scale)).reshape(weight.shape)


GRIDS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {"q4_0": q4_0, "q4_1": q4_1, "q8_0": q8_0}


class FakeQuantiser:
    """Puts quantised weights into a model for a forward and backward pass and takes them out again.

    The gradients of the quantised weights are then those of the weights themselves: a straight-through estimator
    (Bengio et al. 2013) without a graph through the rounding.
    """

    def __init__(self, model: Gemma3ForCausalLM, matrices: str, embedding: str) -> None:
        own = model.get_input_embeddings().weight
        chosen = [(parameter, GRIDS[matrices]) for parameter in model.parameters() if parameter.ndim == 2 and parameter is not own]
        self._parameters = [*chosen, (own, GRIDS[embedding])]
        self._weights = [torch.empty_like(parameter) for parameter, _ in self._parameters]

    @torch.no_grad()
    def __enter__(self) -> None:
        for (parameter, grid), kept in zip(self._parameters, self._weights, strict=True):
            kept.copy_(parameter)
            parameter.copy_(grid(parameter))

    @torch.no_grad()
    def __exit__(self, *_) -> None:
        for (parameter, _), kept in zip(self._parameters, self._weights, strict=True):
            parameter.copy_(kept)


def _inverse(scale: torch.Tensor) -> torch.Tensor:
    return torch.where(scale != 0, 1.0 / scale, torch.zeros_like(scale))


def _half(value: torch.Tensor) -> torch.Tensor:
    """What is left of a scale after it was stored in 16 bits."""
    return value.half().float()
