"""Model FLOPs utilisation: the arithmetic that a step needs, by what the machine can do."""

from time import monotonic

import torch

_BATCHES = 3


def flops_per_token(config, sequence_length: int, body_trains: bool = True) -> float:
    """Floating-point operations of one token, forward and backward.

    Matrices: 2 a weight forward, 2 for the gradient of what went in, 2 for that of the weight itself (not when
    adapters train). The embedding's look-up is free; the tied head counts. Attention: 4 × width × positions seen,
    three times, where half of a sequence is seen on average (a window at most). What checkpointing computes a second
    time does not count, nor do norms. As in PaLM (Chowdhery et al. 2022, appendix B), but with half for causality.
    """
    width = config.num_attention_heads * config.head_dim
    keys = config.num_key_value_heads * config.head_dim
    layer = config.hidden_size * (2 * width + 2 * keys + 3 * config.intermediate_size)
    body = layer * config.num_hidden_layers
    head = config.vocab_size * config.hidden_size
    seen = sum(
        min(sequence_length / 2, config.sliding_window if kind == "sliding_attention" else sequence_length)
        for kind in config.layer_types
    )
    return (6 if body_trains else 4) * body + 6 * head + 12 * width * seen


def measure_peak_flops(device: torch.device, dtype: torch.dtype) -> float:
    """Operations a second of a large matrix product, best of three: what this machine can do right now."""
    size, rounds = (8192, 8) if device.type == "cuda" else (1024, 1)
    left = torch.ones(size, size, device=device, dtype=dtype)
    best = 0.0
    for _ in range(_BATCHES + 1):
        began = monotonic()
        for _ in range(rounds):
            _ = left @ left
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        best = max(best, rounds * 2 * size**3 / (monotonic() - began))
    return best
