"""AdamW or Muon with a rate of its own for embeddings, and the rate of every step."""

import math

import torch
from transformers import Gemma3ForCausalLM

from ..messages.protocol import Settings
from .muon import MuonBesideAdamW

Optimiser = torch.optim.AdamW | MuonBesideAdamW


def create_optimiser(model: Gemma3ForCausalLM, settings: Settings) -> Optimiser:
    """Matrices decay, norms and embeddings do not; what is frozen is left out."""
    embedding = model.get_input_embeddings().weight
    embeddings = [embedding] if embedding.requires_grad else []
    rest = [parameter for parameter in model.parameters() if parameter is not embedding and parameter.requires_grad]
    matrices = {
        "params": [parameter for parameter in rest if parameter.ndim >= 2],
        "weight_decay": settings.weight_decay,
    }
    others = [
        {"params": [parameter for parameter in rest if parameter.ndim < 2], "weight_decay": 0.0},
        {"params": embeddings, "weight_decay": 0.0},
    ]
    if settings.optimiser == "muon":
        return MuonBesideAdamW(matrices, _adamw(others))
    return _adamw([matrices, *others])


def _adamw(groups: list[dict]) -> torch.optim.AdamW:
    return torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.95), eps=1e-8, fused=True)


def rate_factor(settings: Settings, step: int, steps: int) -> float:
    """The share of the peak rate at a step (from 1): warm-up, then the schedule."""
    if step <= settings.warmup_steps:
        return step / settings.warmup_steps
    floor = settings.final_rate_fraction
    if settings.schedule == "constant":
        return 1.0
    begin = settings.warmup_steps
    if settings.schedule == "wsd":
        begin = max(begin, steps - round(steps * settings.decay_fraction))
        if step <= begin:
            return 1.0
    progress = min(1.0, (step - begin) / max(1, steps - begin))
    shape = 1.0 - progress if settings.schedule == "wsd" else 0.5 * (1.0 + math.cos(math.pi * progress))
    return floor + (1.0 - floor) * shape


def set_rates(optimiser: Optimiser, settings: Settings, step: int, steps: int) -> float:
    """Sets the rates of a step; returns the body's. A body that begins later has a warm-up of its own."""
    factor = rate_factor(settings, step, steps)
    body, norms, embeddings = optimiser.param_groups
    waited = step - settings.embeddings_only_steps
    body_factor = factor
    if settings.embeddings_only_steps > 0:
        body_factor *= min(1.0, max(0, waited) / max(1, settings.warmup_steps))
    body["lr"] = norms["lr"] = settings.learning_rate * body_factor
    embeddings["lr"] = settings.embedding_learning_rate * factor
    return body["lr"]
