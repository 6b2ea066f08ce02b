"""Quantisation-aware recovery: a student that computes with quantised weights learns from the unquantised model."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import ClassVar

import numpy as np
import torch

from . import model as models
from .batches import Batch, read_batch
from .environment import choose_device, choose_precision, make_deterministic, versions
from .errors import TrainerError
from .fake_quantisation import FakeQuantiser
from .group import full
from .losses import LossFile
from .optimisation import create_optimiser, set_rates
from .packing import Packer, SequenceStream
from .protocol import Checkpoint, Event, Finished, Ready, SelfTest, Step
from .resume import exclusive, load_checkpoint, random_state, save_checkpoint
from .self_test import check_documents_apart
from .speed import flops_per_token, measure_peak_flops
from .tokens import TokenStore
from .wire import from_wire

Emit = Callable[[Event], None]


@dataclass(frozen=True)
class RecoverySettings:
    """What determines the recovery; explained in src/quantisation/recovery/settings.ts."""

    type: str
    embedding_type: str
    steps: int
    sequence_length: int
    batch_size: int
    accumulation: int
    learning_rate: float
    embedding_learning_rate: float
    warmup_steps: int
    final_rate_fraction: float
    gradient_clipping: float
    seed: int
    precision: str
    device: str
    threads: int
    checkpoint_every_steps: int
    # What the optimiser's schedule asks for beside.
    schedule: str = "cosine"
    decay_fraction: float = 0.2
    weight_decay: float = 0.0
    embeddings_only_steps: int = 0


@dataclass(frozen=True)
class RecoveryJob:
    """The first message on stdin: folders and settings."""

    type: ClassVar[str] = "recovery"
    base: str
    tokens: str
    output: str
    resume: str
    settings: RecoverySettings


def parse_job(kind: str | None, value: dict) -> RecoveryJob:
    """Reads the job message."""
    if kind != RecoveryJob.type:
        raise TrainerError("BadInputError", "The first message must be a recovery.", remedy="Run it through `soro`.")
    defaults = {"schedule": "cosine", "decayFraction": 0.2, "weightDecay": 0.0, "embeddingsOnlySteps": 0}
    settings = from_wire(RecoverySettings, {**defaults, **value.get("settings", {})}, "settings")
    return from_wire(RecoveryJob, {**value, "settings": settings})


def recover(job: RecoveryJob, emit: Emit, stop_requested: Callable[[], bool]) -> None:
    """Runs a job from its start or its last checkpoint until its last step or a stop."""
    with exclusive(Path(job.resume)):
        Recovery(job, emit).run(stop_requested)


class Recovery:
    def __init__(self, job: RecoveryJob, emit: Emit) -> None:
        settings = job.settings
        self.job, self.settings, self.emit = job, settings, emit
        device = choose_device(settings.device)
        make_deterministic(settings.threads, device)
        random.seed(settings.seed)
        np.random.seed(settings.seed % 2**32)
        torch.manual_seed(settings.seed)
        self.store = TokenStore(job.tokens)
        teacher = models.load_model(job.base, device).requires_grad_(False)
        self.student = models.load_model(job.base, device)
        if self.store.vocabulary_size != self.student.config.vocab_size:
            raise TrainerError(
                "BadInputError",
                f"The tokens are of a vocabulary of {self.store.vocabulary_size}, "
                f"the checkpoint has {self.student.config.vocab_size}.",
                file=job.tokens,
                remedy="Build the tokens with the checkpoint's own tokenizer.json.",
            )
        self.quantiser = FakeQuantiser(self.student, settings.type, settings.embedding_type)
        packer = Packer(self.store, settings.sequence_length, settings.seed)
        self.optimiser = create_optimiser(self.student, settings)
        precision = choose_precision(settings.precision, device)
        self.dtype = models.PRECISIONS[precision]
        self.packed = models.PackedModel(self.student, self.dtype, teacher)
        self.step = self.tokens = 0
        cursor = (0, 0, 0)
        state = load_checkpoint(Path(job.resume))
        if state is not None:
            self.student.load_state_dict(state["weights"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.tokens = state["step"], state["tokens"]
            cursor = state["cursor"]
        self.stream = SequenceStream(packer, *cursor)
        self.losses = LossFile(Path(job.output) / "losses.jsonl", self.step)
        parameters = sum(parameter.numel() for parameter in self.student.parameters())
        self.peak_flops = measure_peak_flops(device, self.dtype)
        # Forward and backward of the student, forward of the teacher.
        self.flops_per_token = flops_per_token(self.student.config, settings.sequence_length) * 4 / 3
        emit(
            Ready(
                versions=versions(),
                device=str(device),
                precision=precision,
                parameters=parameters,
                steps=settings.steps,
                documents=self.store.documents,
                cut_documents=packer.cut_documents,
                skipped_documents=packer.skipped_documents,
                resumed_from_step=self.step,
                processes=1,
                trained_parameters=parameters,
                peak_flops=self.peak_flops,
                flops_per_token=self.flops_per_token,
            )
        )

    def run(self, stop_requested: Callable[[], bool]) -> None:
        self.emit(SelfTest(check_documents_apart(models.PackedModel(self.student), self.settings.sequence_length)))
        saved = self.step
        while self.step < self.settings.steps:
            if stop_requested():
                if saved != self.step:
                    self._save()
                self._finish("stopped")
                return
            self._take_step()
            if self.step % self.settings.checkpoint_every_steps == 0 and self.step < self.settings.steps:
                self._save()
                saved = self.step
        self.losses.sync()
        # In float32: the quantiser then finds the grid that the student computed with.
        weights = models.plain_weights(self.student, full)
        models.save_weights(weights, Path(self.job.output) / "model.safetensors", torch.float32)
        self._finish("complete")

    def _take_step(self) -> None:
        began = monotonic()
        settings = self.settings
        step = self.step + 1
        batches = [
            read_batch([(self.store, self.stream.next()) for _ in range(settings.batch_size)])
            for _ in range(settings.accumulation)
        ]
        counted = sum(batch.counted for batch in batches)
        rate = set_rates(self.optimiser, settings, step, settings.steps)
        loss = 0.0
        with self.quantiser:
            for batch in batches:
                part = self._divergence(batch) / counted
                part.backward()
                loss += float(part.detach())
        norm = float(torch.nn.utils.clip_grad_norm_(self.student.parameters(), settings.gradient_clipping))
        if not (math.isfinite(loss) and math.isfinite(norm)):
            raise TrainerError(
                "BadInputError",
                f"The loss of step {step} is {loss}: the recovery has diverged.",
                place=f"step {step}",
                remedy="Lower learningRate or lengthen warmupSteps.",
            )
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        tokens = sum(batch.tokens for batch in batches)
        self.step = step
        self.tokens += tokens
        self.losses.add(step, loss)
        speed = tokens / (monotonic() - began)
        used = speed * self.flops_per_token / self.peak_flops
        self.emit(Step(step, loss, self.tokens, speed, rate, norm, used))

    def _divergence(self, batch: Batch) -> torch.Tensor:
        device = self.student.device
        taught = torch.ones(len(batch.token_ids), dtype=torch.bool)
        tensors = (batch.token_ids, batch.position_ids, batch.targets, taught)
        return self.packed(*(tensor.to(device) for tensor in tensors))

    def _save(self) -> None:
        began = monotonic()
        self.losses.sync()
        state = {
            "weights": self.student.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "tokens": self.tokens,
            "cursor": self.stream.cursor(),
            "random": random_state(),
        }
        path = save_checkpoint(Path(self.job.resume), self.step, state)
        self.emit(Checkpoint(self.step, str(path), monotonic() - began))

    def _finish(self, status: str) -> None:
        self.emit(Finished(status, self.step, self.tokens, self.stream.epoch))
