"""Packs documents into sequences of a fixed length, in an order that a seed determines."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..errors import TrainerError
from .tokens import TokenStore

# Sequences that are being filled at the same time. More fill better and mix the order less.
_OPEN_SEQUENCES = 64


@dataclass(frozen=True)
class Segment:
    """A part of a document inside a sequence. A part that continues a document is given <bos> again."""

    document: int
    start: int
    length: int

    @property
    def continues(self) -> bool:
        return self.start > 0

    @property
    def size(self) -> int:
        """Positions it takes in a sequence."""
        return self.length + (1 if self.continues else 0)


Sequence = list[Segment]


class Packer:
    """The sequences of each pass over the documents."""

    def __init__(self, store: TokenStore, sequence_length: int, seed: int) -> None:
        self.store = store
        self._lengths = store.lengths()
        self._sequence_length = sequence_length
        self._seed = seed
        self._masked = store.masked
        # One token predicts nothing; a dialogue without a counted token teaches nothing.
        usable = self._lengths > 1
        if store.masked:
            usable &= store.label_starts(sequence_length)
        self._documents = np.flatnonzero(usable)
        self.skipped_documents = int(len(usable) - len(self._documents))
        self.cut_documents = int(np.sum(self._lengths[self._documents] > sequence_length))
        if len(self._documents) == 0:
            raise TrainerError(
                "BadInputError",
                "No document can be learned from.",
                file=str(store.folder),
                remedy="Raise sequenceLength or give it other documents.",
            )

    def count(self) -> int:
        """Sequences in the first pass; later passes differ by their packing only slightly."""
        return sum(1 for _ in self.sequences(0))

    def sequences(self, epoch: int) -> Iterator[Sequence]:
        """The sequences of one pass: best fit over a bounded number of open sequences."""
        random = np.random.default_rng([self._seed, epoch])
        rooms: list[int] = []
        open_sequences: list[Sequence] = []
        for document in random.permutation(self._documents):
            for segment in self._split(int(document)):
                fitting = [(room, place) for place, room in enumerate(rooms) if room >= segment.size]
                if fitting:
                    room, place = min(fitting)
                    rooms[place] = room - segment.size
                    open_sequences[place].append(segment)
                else:
                    place = len(rooms)
                    rooms.append(self._sequence_length - segment.size)
                    open_sequences.append([segment])
                if rooms[place] < 2 or len(rooms) > _OPEN_SEQUENCES:
                    fullest = min(range(len(rooms)), key=rooms.__getitem__)
                    rooms.pop(fullest)
                    yield open_sequences.pop(fullest)
        order = random.permutation(len(open_sequences))
        yield from (open_sequences[place] for place in order)

    def _split(self, document: int) -> Iterator[Segment]:
        length = int(self._lengths[document])
        first = min(length, self._sequence_length)
        yield Segment(document, 0, first)
        # The rest of a dialogue has lost its question: it is left out, and counted as cut.
        if self._masked:
            return
        start = first
        while start < length:
            part = min(length - start, self._sequence_length - 1)
            if part > 1:
                yield Segment(document, start, part)
            start += part


class SequenceStream:
    """An endless stream of sequences with a cursor (epoch, taken, taken in all) from which it can go on."""

    def __init__(self, packer: Packer, epoch: int = 0, taken: int = 0, taken_in_all: int = 0) -> None:
        self._packer = packer
        self.epoch = epoch
        self.taken = taken
        self.taken_in_all = taken_in_all
        self._iterator = packer.sequences(epoch)
        for _ in range(taken):
            next(self._iterator)

    def next(self) -> Sequence:
        sequence = next(self._iterator, None)
        if sequence is None:
            self.epoch += 1
            self.taken = 0
            self._iterator = self._packer.sequences(self.epoch)
            sequence = next(self._iterator)
        self.taken += 1
        self.taken_in_all += 1
        return sequence

    @property
    def store(self) -> TokenStore:
        return self._packer.store

    def cursor(self) -> tuple[int, int, int]:
        return self.epoch, self.taken, self.taken_in_all


class MixedStream:
    """A stream of which an even share of the sequences comes from a second one (replay)."""

    def __init__(self, main: SequenceStream, replay: SequenceStream | None, share: float) -> None:
        self.main = main
        self._replay = replay
        self._share = share

    def next(self) -> tuple[TokenStore, Sequence]:
        stream = self.main
        if self._replay is not None:
            replayed = self._replay.taken_in_all
            position = self.main.taken_in_all + replayed
            if int((position + 1) * self._share) > replayed:
                stream = self._replay
        return stream.store, stream.next()

    def cursor(self) -> dict:
        """From where a stream over the same documents goes on."""
        return {
            "main": self.main.cursor(),
            "replay": self._replay.cursor() if self._replay is not None else None,
        }
