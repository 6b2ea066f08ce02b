"""Cross-entropy over a large vocabulary without ever holding all logits."""

import torch
from torch.nn import functional

# Positions whose logits exist at one time: 512 × 262,144 in float32 are 0.5 GB.
CHUNK_POSITIONS = 512
# Logits come in few sizes: of a new size at every step, freed memory finds no use again, and a run grows without end.
SIZE_STEP = 128


def in_few_sizes(states: torch.Tensor) -> torch.Tensor:
    """States [positions, width] with positions of zeros at the end, which neither loss nor gradients see."""
    return functional.pad(states, (0, 0, 0, -len(states) % SIZE_STEP))


def scaled_gradients(ctx, output_gradient: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None]:
    """The gradients of hidden states and weights that a forward pass saved, for the gradient of its sum."""
    hidden_gradient, weight_gradient = ctx.saved_tensors
    if weight_gradient is not None:
        # In place: a second tensor of the vocabulary's size is what the chunks are there to avoid.
        weight_gradient.mul_(output_gradient)
    return hidden_gradient * output_gradient, weight_gradient


class _ChunkedCrossEntropy(torch.autograd.Function):
    """Sum of −log p(target). Gradients are formed chunk by chunk in the forward pass, so no logits are kept."""

    @staticmethod
    def forward(ctx, hidden, weight, targets, dtype):
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        hidden_gradient = torch.empty_like(hidden)
        # Frozen embeddings (LoRA) need none, and it would be as large as they are.
        weight_gradient = torch.zeros_like(weight) if ctx.needs_input_grad[1] else None
        cast_weight = weight.to(dtype)
        for start in range(0, len(targets), CHUNK_POSITIONS):
            part = in_few_sizes(hidden[start : start + CHUNK_POSITIONS].to(dtype))
            target = targets[start : start + CHUNK_POSITIONS]
            positions = torch.arange(len(target), device=target.device)
            # [vocabulary, positions]: in bfloat16 on a CPU with AMX twice as fast as the other way round.
            logits = (cast_weight @ part.T).float()
            logits -= torch.logsumexp(logits, dim=0)
            total -= logits[target, positions].sum()
            gradient = logits.exp_()
            gradient[target, positions] -= 1.0
            gradient = gradient.to(dtype)
            hidden_gradient[start : start + CHUNK_POSITIONS] = (gradient.T @ cast_weight)[: len(target)]
            if weight_gradient is not None:
                weight_gradient += gradient @ part
        ctx.save_for_backward(hidden_gradient, weight_gradient)
        return total

    @staticmethod
    def backward(ctx, output_gradient):  # pyright: ignore[reportIncompatibleMethodOverride]
        return *scaled_gradients(ctx, output_gradient), None, None


def summed_cross_entropy(
    hidden: torch.Tensor, weight: torch.Tensor, targets: torch.Tensor, dtype: torch.dtype
) -> torch.Tensor:
    """Sum over positions of −ln p(target); hidden [positions, width], weight [vocabulary, width]."""
    with torch.autocast(hidden.device.type, enabled=False):
        return _ChunkedCrossEntropy.apply(hidden, weight, targets, dtype)


@torch.no_grad()
def position_losses(
    hidden: torch.Tensor, weight: torch.Tensor, targets: torch.Tensor, dtype: torch.dtype = torch.float32
) -> torch.Tensor:
    """−ln p(target) of each position; the logits are formed in `dtype`, the rest in float32."""
    parts = []
    cast_weight = weight.to(dtype)
    for start in range(0, len(targets), CHUNK_POSITIONS):
        logits = (hidden[start : start + CHUNK_POSITIONS].to(dtype) @ cast_weight.T).float()
        parts.append(functional.cross_entropy(logits, targets[start : start + CHUNK_POSITIONS], reduction="none"))
    return torch.cat(parts) if parts else hidden.new_zeros(0, dtype=torch.float32)
