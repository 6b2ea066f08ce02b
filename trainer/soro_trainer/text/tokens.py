"""Reads the tokens artefact: memory-mapped shards of uint32 token ids, document starts, label masks."""

import json
from pathlib import Path

import numpy as np

from ..errors import TrainerError


class TokenStore:
    """Documents of token ids, addressed by one running number over all shards."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        index = self._read_json("index.json")
        self.vocabulary_size = int(index["vocabularySize"])
        self.masked = bool(index["masked"])
        self._tokens: list[np.ndarray] = []
        self._labels: list[np.ndarray] = []
        self._starts: list[np.ndarray] = []
        for number, shard in enumerate(index["shards"]):
            name = f"{number:05d}.bin"
            tokens = self._map(f"tokens-{name}", np.dtype("<u4"), int(shard["tokens"]))
            starts = np.asarray(self._map(f"documents-{name}", np.dtype("<u4"), int(shard["documents"])))
            self._check_starts(starts, len(tokens), f"documents-{name}")
            self._tokens.append(tokens)
            self._starts.append(np.append(starts, len(tokens)).astype(np.int64))
            if self.masked:
                self._labels.append(self._map(f"labels-{name}", np.dtype("u1"), len(tokens)))
        self._first = np.cumsum([0] + [len(starts) - 1 for starts in self._starts])
        self.documents = int(self._first[-1])
        if self.documents == 0:
            raise TrainerError(
                "BadInputError",
                "The tokens artefact holds no document.",
                file=str(self.folder),
                remedy="Build it from documents that hold text.",
            )

    def lengths(self) -> np.ndarray:
        """Length in tokens of every document."""
        return np.concatenate([np.diff(starts) for starts in self._starts])

    def label_starts(self, limit: int) -> np.ndarray:
        """For every document whether one of its tokens 1 … limit−1 counts for the loss."""
        counted = []
        for labels, starts in zip(self._labels, self._starts, strict=True):
            sums = np.concatenate([[0], np.cumsum(labels, dtype=np.int64)])
            first = np.minimum(starts[:-1] + 1, starts[1:])
            last = np.minimum(starts[:-1] + limit, starts[1:])
            counted.append(sums[last] > sums[first])
        return np.concatenate(counted)

    def read(self, document: int, start: int, length: int) -> tuple[np.ndarray, np.ndarray]:
        """Token ids and label mask of a part of a document."""
        shard, within = self._locate(document)
        begin = int(self._starts[shard][within]) + start
        tokens = self._tokens[shard][begin : begin + length].astype(np.int64)
        if int(tokens.max(initial=0)) >= self.vocabulary_size:
            raise self._corrupt(f"Token {int(tokens.max())} is beyond the vocabulary.", f"tokens-{shard:05d}.bin")
        if not self.masked:
            return tokens, np.ones(length, dtype=bool)
        return tokens, self._labels[shard][begin : begin + length].astype(bool)

    def document_id(self, document: int) -> str:
        """The id of a document in the corpus it came from."""
        shard, within = self._locate(document)
        return str(self._read_json(f"ids-{shard:05d}.json")[within])

    def _locate(self, document: int) -> tuple[int, int]:
        shard = int(np.searchsorted(self._first, document, side="right")) - 1
        return shard, document - int(self._first[shard])

    def _map(self, name: str, dtype: np.dtype, count: int) -> np.ndarray:
        path = self.folder / name
        if not path.is_file() or path.stat().st_size != count * dtype.itemsize:
            raise self._corrupt(f"The file is missing or not {count * dtype.itemsize} bytes long.", name)
        return np.memmap(path, dtype=dtype, mode="r") if count > 0 else np.zeros(0, dtype)

    def _read_json(self, name: str):
        try:
            return json.loads((self.folder / name).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise self._corrupt(f"The file cannot be read: {error}.", name) from error

    def _check_starts(self, starts: np.ndarray, tokens: int, name: str) -> None:
        if len(starts) == 0 and tokens == 0:
            return
        if len(starts) == 0 or starts[0] != 0 or starts[-1] >= tokens or np.any(np.diff(starts.astype(np.int64)) <= 0):
            raise self._corrupt("The document starts do not fit the tokens.", name)

    def _corrupt(self, message: str, name: str) -> TrainerError:
        return TrainerError(
            "CorruptArtefactError",
            message,
            file=str(self.folder / name),
            remedy=f"Delete {self.folder} and build it again.",
        )
