"""Attention inside each document of packed sequences, on a CPU.

A mask of documents hides most of a packed sequence, and torch's kernel computes what is hidden all the same. Here every
document has its own products, as plain matrix products (faster than the kernel: docs/results/training.md), a block of
queries at a time with the keys that it sees. Only queries, keys and values are kept for the backward pass.
"""

from collections.abc import Iterator
from functools import lru_cache

import torch
from transformers import AttentionInterface

PACKED = "soro_packed"
# Queries of a block: few enough that little of what they multiply is hidden, enough for a product at full speed.
BLOCK = 128


def implementation_for(device: torch.device) -> str:
    """What a model that trains on a device is loaded with. On a GPU torch's own kernels get a mask."""
    return PACKED if device.type == "cpu" else "sdpa"


def documents_of(position_ids: torch.Tensor) -> Iterator[tuple[int, slice]]:
    """Row and places of each document; positions [rows, length] restart with it."""
    for row, positions in enumerate(position_ids.tolist()):
        starts = [place for place, position in enumerate(positions) if position == 0 or place == 0]
        yield from ((row, slice(start, end)) for start, end in zip(starts, [*starts[1:], len(positions)], strict=True))


@lru_cache(maxsize=4)
def _hidden(length: int, window: int, dtype: torch.dtype) -> torch.Tensor:
    """[length, length], −∞ where a position is not seen: what comes later, and what is `window` or more before."""
    ones = torch.ones(length, length, dtype=torch.bool)
    hidden = ones.triu(1) | ones.tril(-window)
    return torch.zeros(length, length, dtype=dtype).masked_fill_(hidden, -torch.inf)


def _blocks(length: int, window: int) -> Iterator[tuple[slice, slice]]:
    """Places in a document of this length: queries, and the keys that some of them see."""
    for start in range(0, length, BLOCK):
        end = min(start + BLOCK, length)
        yield slice(start, end), slice(max(0, start - window + 1), end)


def _probabilities(query: torch.Tensor, key: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
    """[heads · queries, keys] of scaled queries [heads, queries, width], the keys [keys, width] they share, and what is
    hidden from whom [queries, keys]."""
    scores = (query.flatten(0, 1) @ key.T).view(-1, *hidden.shape)
    return torch.softmax(scores.add_(hidden), dim=-1).flatten(0, 1)


def _groups(
    query: torch.Tensor, position_ids: torch.Tensor, key: torch.Tensor
) -> Iterator[tuple[int, int, slice, slice]]:
    """For each document and each head of keys: row, that head, the heads of queries that share it, places."""
    shared = query.shape[1] // key.shape[1]
    for row, places in documents_of(position_ids):
        for head in range(key.shape[1]):
            yield row, head, slice(head * shared, (head + 1) * shared), places


@torch.library.custom_op("soro::packed_attention", mutates_args=())
def _attention(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, position_ids: torch.Tensor, scale: float, window: int
) -> torch.Tensor:
    rows, heads, length, width = query.shape
    output = query.new_empty(rows, length, heads, width)
    hidden = _hidden(length, window, query.dtype)
    scaled = query * scale
    for row, head, queries, places in _groups(query, position_ids, key):
        own, keys, values = scaled[row, queries, places], key[row, head, places], value[row, head, places]
        target = output[row, places, queries].transpose(0, 1)
        for asked, seen in _blocks(len(keys), window):
            probabilities = _probabilities(own[:, asked], keys[seen], hidden[asked, seen])
            target[:, asked] = (probabilities @ values[seen]).view(own[:, asked].shape)
    return output


@_attention.register_fake
def _(query, key, value, position_ids, scale, window):
    rows, heads, length, width = query.shape
    return query.new_empty(rows, length, heads, width)


@torch.library.custom_op("soro::packed_attention_backward", mutates_args=())
def _backward(
    gradient: torch.Tensor,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    position_ids: torch.Tensor,
    scale: float,
    window: int,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    of_query, of_key, of_value = (
        torch.empty_like(states, memory_format=torch.contiguous_format) for states in (query, key, value)
    )
    hidden = _hidden(query.shape[2], window, query.dtype)
    scaled = query * scale
    for row, head, queries, places in _groups(query, position_ids, key):
        own, keys, values = scaled[row, queries, places], key[row, head, places], value[row, head, places]
        of_output = gradient[row, places, queries].transpose(0, 1)
        of_keys, of_values = (torch.zeros(keys.shape, dtype=torch.float32) for _ in range(2))
        for asked, seen in _blocks(len(keys), window):
            asking, arriving = own[:, asked].flatten(0, 1), of_output[:, asked].flatten(0, 1)
            probabilities = _probabilities(own[:, asked], keys[seen], hidden[asked, seen])
            of_values[seen] += probabilities.T @ arriving
            of_scores = torch._softmax_backward_data(  # pyright: ignore[reportPrivateImportUsage]
                arriving @ values[seen].T, probabilities, -1, query.dtype
            )
            of_query[row, queries, places][:, asked] = (of_scores @ keys[seen]).view(own[:, asked].shape).mul_(scale)
            of_keys[seen] += of_scores.T @ asking
        of_key[row, head, places], of_value[row, head, places] = of_keys, of_values
    return of_query, of_key, of_value


@_backward.register_fake
def _(gradient, query, key, value, position_ids, scale, window):
    return tuple(torch.empty_like(states, memory_format=torch.contiguous_format) for states in (query, key, value))


def _remember(ctx, inputs, output) -> None:
    *tensors, ctx.scale, ctx.window = inputs
    ctx.save_for_backward(*tensors)


def _differentiate(ctx, gradient):
    return (*_backward(gradient, *ctx.saved_tensors, ctx.scale, ctx.window), None, None, None)


_attention.register_autograd(_differentiate, setup_context=_remember)


def packed_attention(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    *,
    position_ids: torch.Tensor,
    scaling: float,
    sliding_window: int | None = None,
    **_others,
) -> tuple[torch.Tensor, None]:
    """As transformers calls it: states [rows, heads, length, width] → [rows, length, heads, width]."""
    if attention_mask is not None:
        raise ValueError("Packed attention takes positions that restart, not a mask.")
    # Positions were turned in float32; the product is formed in the precision that autocast gave the values.
    query, key = query.to(value.dtype), key.to(value.dtype)
    window = min(sliding_window or query.shape[2], query.shape[2])
    return _attention(query, key, value, position_ids, scaling, window), None


AttentionInterface.register(PACKED, packed_attention)
