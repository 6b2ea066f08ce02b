"""Bits per character of a few texts while training goes on.

Texts, windows and what counts are those of src/evaluation (a line is a document, at most 2,000 characters of it; no
control tokens; after half a context of what stands before). Two things differ: the context is the training's
sequence length (512 there), and the arithmetic is the training's, while evaluation runs the GGUF in llama.cpp.
"""

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ..errors import TrainerError
from ..text.batches import lay_out

_DOCUMENT_CHARACTERS = 2000
_BOS = 2

Segment = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Probe:
    name: str
    characters: int
    # Rows of [length]: token ids, positions, targets.
    rows: list[tuple[np.ndarray, np.ndarray, np.ndarray]]


def read_probes(texts: dict[str, str], tokenizer_file: Path, characters: int, length: int) -> list[Probe]:
    """Reads and tokenises the texts; `characters` of each are measured."""
    if not texts:
        return []
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    # A text that spells <eos> is text.
    tokenizer.encode_special_tokens = True
    return [_read(name, path, tokenizer, characters, length) for name, path in texts.items()]


def _read(name: str, path: str, tokenizer, characters: int, length: int) -> Probe:
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainerError(
            "BadInputError",
            f"The text cannot be read: {error}",
            file=path,
            place=f"probes.{name}",
            remedy="Name a plain text file in UTF-8, one paragraph a line.",
        ) from error
    left = characters
    segments: list[Segment] = []
    for line in filter(None, map(str.strip, lines)):
        text = line[: min(left, _DOCUMENT_CHARACTERS)]
        segments += windows(tokenizer.encode(text, add_special_tokens=False).ids, length)
        left -= len(text)
        if left <= 0:
            break
    if not segments:
        raise TrainerError(
            "BadInputError", "The file holds no text.", file=path, place=f"probes.{name}", remedy="Name another file."
        )
    return Probe(name, characters - left, [lay_out(row, length) for row in _pack(segments, length)])


def windows(ids: list[int], context: int) -> list[Segment]:
    """<bos>, what stands before, what counts: every token counts once (windows() of src/evaluation)."""
    room = context - 1
    parts = [(0, 0, min(len(ids), room))]
    overlap = context // 2
    start = room
    while start < len(ids):
        end = min(len(ids), start + room - overlap)
        parts.append((start - overlap, start, end))
        start = end
    return [
        (np.array([_BOS, *ids[prefix:end]]), np.arange(prefix - 1, end) >= start) for prefix, start, end in parts
    ]


def _pack(segments: list[Segment], length: int) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    rooms: list[int] = []
    for segment in sorted(segments, key=lambda part: -len(part[0])):
        size = len(segment[0])
        place = next((place for place, room in enumerate(rooms) if room >= size), None)
        if place is None:
            place = len(rooms)
            rows.append([])
            rooms.append(length)
        rows[place].append(segment)
        rooms[place] -= size
    return rows


@torch.no_grad()
def bits_per_character(packed: torch.nn.Module, probe: Probe, device: torch.device) -> float:
    """Bits of the text by its characters. Every process has to measure: each holds only a share of the weights."""
    nats = 0.0
    for row in probe.rows:
        token_ids, position_ids, targets = (torch.from_numpy(part)[None].to(device) for part in row)
        nats += float(packed(token_ids, position_ids, targets))
    return nats / math.log(2) / probe.characters


class ProbeFile:
    """probes.jsonl: a line a text and measurement, the same bytes for equal runs."""

    def __init__(self, path: Path, step: int) -> None:
        """Keeps what was measured up to a step (a resumed run measures the rest again)."""
        self._path = path
        lines = path.read_text("utf-8").splitlines() if step > 0 and path.exists() else []
        self._records = [record for record in map(json.loads, lines) if record["step"] <= step]
        if path.exists():
            self._write("w", self._records)

    def measured(self, step: int) -> bool:
        return any(record["step"] == step for record in self._records)

    def add(self, step: int, name: str, bits: float) -> None:
        record = {"step": step, "text": name, "bitsPerCharacter": bits}
        self._records.append(record)
        self._write("a", [record])

    def _write(self, mode: str, records: list[dict]) -> None:
        with open(self._path, mode, encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            file.flush()
            os.fsync(file.fileno())
