"""Sequences → tensors: token ids, positions that restart with every document, targets."""

from dataclasses import dataclass

import numpy as np
import torch

from .packing import Sequence
from .tokens import TokenStore

IGNORED = -100


@dataclass(frozen=True)
class Batch:
    """All tensors are [sequences, length]. targets[i] is the token after position i, or IGNORED."""

    token_ids: torch.Tensor
    position_ids: torch.Tensor
    targets: torch.Tensor
    # Of each sequence.
    stores: list[TokenStore]
    # Where its tokens are from.
    documents: list[tuple[TokenStore, int]]
    # Positions that are not padding.
    tokens: int

    @property
    def counted(self) -> int:
        """Positions that count for the loss."""
        return int((self.targets != IGNORED).sum())


def lay_out(
    segments: list[tuple[np.ndarray, np.ndarray]], length: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Token ids, positions and targets of one sequence from its segments (ids, mask of counted tokens)."""
    token_ids = np.zeros(length, dtype=np.int64)
    position_ids = np.zeros(length, dtype=np.int64)
    targets = np.full(length, IGNORED, dtype=np.int64)
    at = 0
    for ids, counted in segments:
        end = at + len(ids)
        token_ids[at:end] = ids
        position_ids[at:end] = np.arange(len(ids))
        # The last position has no target: the next token belongs to another document.
        targets[at : end - 1] = np.where(counted[1:], ids[1:], IGNORED)
        at = end
    position_ids[at:] = np.arange(length - at)
    return token_ids, position_ids, targets


def read_batch(sequences: list[tuple[TokenStore, Sequence]], length: int | None = None) -> Batch:
    """Reads the sequences' tokens; the batch is as long as its longest sequence unless a length is given."""
    length = length or max(sum(segment.size for segment in sequence) for _, sequence in sequences)
    rows = []
    for store, sequence in sequences:
        parts = []
        for segment in sequence:
            ids, counted = store.read(segment.document, segment.start, segment.length)
            if segment.continues:
                # Gemma expects <bos> first. What follows it cannot be foreseen, so it does not count.
                first, _ = store.read(segment.document, 0, 1)
                counted[0] = False
                ids = np.concatenate([first, ids])
                counted = np.concatenate([[False], counted])
            parts.append((ids, counted))
        rows.append(lay_out(parts, length))
    token_ids, position_ids, targets = (torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True))
    documents = list({(store, segment.document): None for store, sequence in sequences for segment in sequence})
    tokens = sum(segment.size for _, sequence in sequences for segment in sequence)
    return Batch(token_ids, position_ids, targets, [store for store, _ in sequences], documents, tokens)
