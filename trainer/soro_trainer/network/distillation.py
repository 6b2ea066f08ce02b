"""Kullback–Leibler divergence of a student from a teacher over a large vocabulary, without holding all logits."""

import torch
from torch.nn import functional

from .loss import in_few_sizes, scaled_gradients

# Positions whose logits of both models exist at one time.
CHUNK_POSITIONS = 256


class _ChunkedDivergence(torch.autograd.Function):
    """Sum of Σ p (ln p − ln q). Gradients are formed in the forward pass: of the student's logits it is q − p."""

    @staticmethod
    def forward(ctx, hidden, weight, teacher_hidden, teacher_weight, dtype):
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        hidden_gradient = torch.empty_like(hidden)
        # Frozen embeddings (LoRA) need none.
        weight_gradient = torch.zeros_like(weight) if ctx.needs_input_grad[1] else None
        cast, teacher_cast = weight.to(dtype), teacher_weight.to(dtype)
        for start in range(0, len(hidden), CHUNK_POSITIONS):
            part = in_few_sizes(hidden[start : start + CHUNK_POSITIONS].to(dtype))
            # [vocabulary, positions], as the cross-entropy has it: faster on a CPU with AMX.
            student = functional.log_softmax((cast @ part.T).float(), dim=0)
            wanted = in_few_sizes(teacher_hidden[start : start + CHUNK_POSITIONS].to(dtype))
            teacher = functional.log_softmax((teacher_cast @ wanted.T).float(), dim=0)
            probabilities = teacher.exp()
            total += (probabilities * (teacher - student)).sum()
            gradient = (student.exp_() - probabilities).to(dtype)
            end = min(start + CHUNK_POSITIONS, len(hidden))
            hidden_gradient[start:end] = (gradient.T @ cast)[: end - start]
            if weight_gradient is not None:
                weight_gradient += gradient @ part
        ctx.save_for_backward(hidden_gradient, weight_gradient)
        return total

    @staticmethod
    def backward(ctx, output_gradient):  # pyright: ignore[reportIncompatibleMethodOverride]
        return *scaled_gradients(ctx, output_gradient), None, None, None


def summed_divergence(
    hidden: torch.Tensor,
    weight: torch.Tensor,
    teacher_hidden: torch.Tensor,
    teacher_weight: torch.Tensor,
    dtype: torch.dtype,
) -> torch.Tensor:
    """Sum over positions of the divergence in nats; hidden [positions, width], weight [vocabulary, width]."""
    with torch.autocast(hidden.device.type, enabled=False):
        return _ChunkedDivergence.apply(hidden, weight, teacher_hidden, teacher_weight, dtype)
