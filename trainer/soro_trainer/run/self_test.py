"""Proves before the first step that one document of a packed sequence does not see another."""

import numpy as np
import torch

from ..errors import TrainerError
from ..network.model import PackedModel
from ..text.batches import IGNORED, lay_out

LARGEST_CHANGE = 1e-5


@torch.no_grad()
def largest_loss_change(packed: PackedModel, sequence_length: int) -> float:
    """Exchanges every token of document A and returns how far any loss of document B moves (nats)."""
    random = np.random.default_rng(0)
    length = max(8, min(sequence_length, 1024))
    first, second = length // 2, length - length // 2
    vocabulary = packed.gemma.config.vocab_size
    device = packed.gemma.device

    def document(size: int) -> np.ndarray:
        return random.integers(0, vocabulary, size)

    kept = document(second)
    losses = []
    for changed in (document(first), document(first)):
        parts = [(ids, np.ones(len(ids), dtype=bool)) for ids in (changed, kept)]
        token_ids, position_ids, targets = (torch.from_numpy(row).to(device) for row in lay_out(parts, length))
        if int(targets[first - 1]) != IGNORED:
            raise _failed("The last token of a document predicts the first of the next.")
        targets[:first] = IGNORED
        losses.append(packed(token_ids[None], position_ids[None], targets[None], each=True))
    return float((losses[0] - losses[1]).abs().max())


def check_documents_apart(packed: PackedModel, sequence_length: int) -> float:
    """Stops the run when documents of a sequence leak into each other; returns the measured change."""
    change = largest_loss_change(packed, sequence_length)
    if not change < LARGEST_CHANGE:
        raise _failed(
            f"Documents packed into one sequence see each other: changing one moved another's loss by {change:.3g} "
            f"(allowed: {LARGEST_CHANGE:g})."
        )
    return change


def _failed(message: str) -> TrainerError:
    return TrainerError(
        "MissingToolError",
        message,
        place="self-test",
        remedy="Install the pinned packages again: `npm run setup -- --for training`.",
    )
