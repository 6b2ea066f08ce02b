"""The messages between src/training/ and the trainer: JSON lines, the mirror of src/training/protocol.ts."""

import json
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, TextIO, cast

from .wire import from_wire, parse_line, refused, to_wire


@dataclass(frozen=True)
class Lora:
    """Low-rank adapters instead of all weights."""

    rank: int
    alpha: float
    targets: list[str]
    embeddings: bool


@dataclass(frozen=True)
class FakeQuantisation:
    """Types that the forward and backward pass computes with (quantisation-aware recovery)."""

    matrices: str
    embedding: str


@dataclass(frozen=True)
class Settings:
    """What determines the training. Explained in src/training/settings.ts, where every default is: none may be here."""

    steps: int | None
    epochs: float | None
    sequence_length: int
    batch_size: int
    accumulation: int
    learning_rate: float
    embedding_learning_rate: float
    warmup_steps: int
    schedule: str
    decay_fraction: float
    final_rate_fraction: float
    weight_decay: float
    gradient_clipping: float
    seed: int
    precision: str
    save_precision: str
    device: str
    threads: int
    checkpoint_every_steps: int
    replay_share: float
    compile: bool
    optimiser: str
    teacher_weight: float
    # Deviations above the median of the last losses that stop the run; 0 never stops.
    spike_factor: float
    lora: Lora | None
    fake_quantisation: FakeQuantisation | None
    embeddings_only_steps: int
    neftune_alpha: float
    gradient_checkpointing: bool
    asynchronous_checkpoints: bool
    processes: int
    # None: measured at the start.
    peak_teraflops: float | None
    probes: dict[str, str]
    probe_every_steps: int
    probe_characters: int


@dataclass(frozen=True)
class Job:
    """The first message on stdin: folders and settings."""

    type: ClassVar[str] = "job"
    base: str
    tokens: str
    # Tokens of what is not to be forgotten; None without replay.
    replay: str | None
    # Checkpoint whose predictions what is replayed (without replay, or with fake quantisation: everything) is compared
    # with; None: with the text.
    teacher: str | None
    output: str
    resume: str
    settings: Settings


@dataclass(frozen=True)
class Stop:
    """A message on stdin: write a checkpoint and end. SIGTERM and a closed stdin mean the same."""

    type: ClassVar[str] = "stop"


@dataclass(frozen=True)
class Ready:
    type: ClassVar[str] = "ready"
    versions: dict[str, str]
    device: str
    precision: str
    parameters: int
    steps: int
    documents: int
    cut_documents: int
    skipped_documents: int
    resumed_from_step: int
    processes: int
    trained_parameters: int
    # Floating-point operations a second of all processes together, and those that a token needs.
    peak_flops: float
    flops_per_token: float


@dataclass(frozen=True)
class SelfTest:
    type: ClassVar[str] = "self-test"
    max_loss_change: float


@dataclass(frozen=True)
class Step:
    type: ClassVar[str] = "step"
    step: int
    loss: float
    tokens: int
    tokens_per_second: float
    learning_rate: float
    gradient_norm: float
    # Model FLOPs utilisation.
    mfu: float


@dataclass(frozen=True)
class ProbeResult:
    type: ClassVar[str] = "probe"
    step: int
    text: str
    bits_per_character: float


@dataclass(frozen=True)
class Checkpoint:
    type: ClassVar[str] = "checkpoint"
    step: int
    path: str
    duration_seconds: float


@dataclass(frozen=True)
class Finished:
    type: ClassVar[str] = "finished"
    status: str
    step: int
    tokens: int
    epoch: int


@dataclass(frozen=True)
class Error:
    type: ClassVar[str] = "error"
    family: str
    message: str
    file: str | None
    place: str | None
    remedy: str


Event = Ready | SelfTest | Step | ProbeResult | Checkpoint | Finished | Error


def write_event(stream: TextIO, event: Event) -> None:
    """Writes one event as a JSON line. NaN and infinity have no place in JSON and are refused."""
    line = json.dumps({"type": event.type, **to_wire(asdict(event))}, ensure_ascii=False, allow_nan=False)
    stream.write(line + "\n")
    stream.flush()


def parse_message(line: str) -> Job | Stop:
    """Reads one line of stdin."""
    kind, value = parse_line(line)
    if kind == Stop.type:
        return from_wire(Stop, value)
    if kind == Job.type:
        written: Any = value.get("settings")
        if isinstance(written, dict):
            parts = cast(dict[str, Any], written)
            for key, part in {"lora": Lora, "fakeQuantisation": FakeQuantisation}.items():
                if parts.get(key) is not None:
                    parts = {**parts, key: from_wire(part, parts[key], f"settings.{key}")}
            written = parts
        settings = from_wire(Settings, written, "settings")
        return from_wire(Job, {**value, "settings": settings})
    raise refused(f'Unknown message "{kind}".', "type")
