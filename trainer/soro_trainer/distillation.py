"""Kullback–Leibler divergence of a student from a teacher over a large vocabulary, without holding all logits."""

import torch
from torch.nn import functional

# Positions whose logits of both models exist at one time.
CHUNK_POSITIONS = 256


class _ChunkedDivergence(torch.autograd.Function):
    """Sum of Σ p (ln p − ln q). Gradients are formed in the forward pass: of the student's logits it is q − p."""

    @staticmethod
    def forward(ctx, hidden, weight, teacher_hidden, teacher_weight, dtype):
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        hidden_gradient = torch.empty_like(hidden)
        weight_gradient = torch.zeros_like(weight)
        cast, teacher_cast = weight.to(dtype), teacher_weight.to(dtype)
        for start in range(0, len(hidden), CHUNK_POSITIONS):
            part = hidden[start : start + CHUNK_POSITIONS].to(dtype)
            student = functional.log_softmax((part @ cast.T).float(), dim=-1)
            wanted = teacher_hidden[start : start + CHUNK_POSITIONS].to(dtype)
            teacher = functional.log_softmax((wanted @ teacher_cast.T).float(), dim=-1)
            probabilities = teacher.exp()
            total += (probabilities * (teacher - student)).sum()
            gradient = (student.exp_() - probabilities).to(dtype)
            hidden_gradient[start : start + CHUNK_POSITIONS] = gradient @ cast
            weight_gradient += gradient.T @ part
        ctx.save_for_backward(hidden_gradient, weight_gradient)
        return total

    @staticmethod
    def backward(ctx, output_gradient):
        hidden_gradient, weight_gradient = ctx.saved_tensors
        return hidden_gradient * output_gradient, weight_gradient * output_gradient, None, None, None


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
