"""The training loop."""

import math
import random
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import numpy as np
import torch

from . import model as models
from .batches import IGNORED, Batch, read_batch
from .errors import TrainerError
from .environment import choose_device, choose_precision, make_deterministic, versions
from .losses import LossFile
from .loss import summed_cross_entropy
from .optimisation import create_optimiser, set_rates
from .packing import MixedStream, Packer, SequenceStream
from .protocol import Checkpoint, Event, Finished, Job, Ready, SelfTest, Settings, Step
from .resume import exclusive, load_checkpoint, save_checkpoint
from .self_test import check_documents_apart
from .tokens import TokenStore

Emit = Callable[[Event], None]


def train(job: Job, emit: Emit, stop_requested: Callable[[], bool]) -> None:
    """Runs a job from its start or its last checkpoint until its last step or a stop."""
    with exclusive(Path(job.resume)):
        Training(job, emit).run(stop_requested)


class Training:
    def __init__(self, job: Job, emit: Emit) -> None:
        settings = job.settings
        self.job = job
        self.settings = settings
        self.emit = emit
        device = choose_device(settings.device)
        make_deterministic(settings.threads, device)
        random.seed(settings.seed)
        np.random.seed(settings.seed % 2**32)
        torch.manual_seed(settings.seed)
        store = TokenStore(job.tokens)
        self.model = models.load_model(job.base, device)
        self._check_vocabulary(store)
        packer = Packer(store, settings.sequence_length, settings.seed)
        replay = self._replay_packer()
        self.steps = settings.steps or _steps_of_epochs(settings, packer)
        self.optimiser = create_optimiser(self.model, settings)
        precision = choose_precision(settings.precision, device)
        self.dtype = models.PRECISIONS[precision]
        self.step = 0
        self.tokens = 0
        cursor = {"main": (0, 0, 0), "replay": (0, 0, 0)}
        state = load_checkpoint(Path(job.resume))
        if state is not None:
            self.model.load_state_dict(state["weights"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.tokens = state["step"], state["tokens"]
            cursor = state["cursor"]
        self.stream = MixedStream(
            SequenceStream(packer, *cursor["main"]),
            SequenceStream(replay, *cursor["replay"]) if replay is not None else None,
            settings.replay_share,
        )
        self.run_body = torch.compile(models.run_body, dynamic=False) if settings.compile else models.run_body
        self.losses = LossFile(Path(job.output) / "losses.jsonl", self.step)
        emit(
            Ready(
                versions=versions(),
                device=str(device),
                precision=precision,
                parameters=sum(parameter.numel() for parameter in self.model.parameters()),
                steps=self.steps,
                documents=store.documents,
                cut_documents=packer.cut_documents,
                skipped_documents=packer.skipped_documents,
                resumed_from_step=self.step,
            )
        )

    def run(self, stop_requested: Callable[[], bool]) -> None:
        self.emit(SelfTest(check_documents_apart(self.model, self.settings.sequence_length, self.run_body)))
        saved = self.step
        while self.step < self.steps:
            if stop_requested():
                if saved != self.step:
                    self._save()
                self._finish("stopped")
                return
            self._take_step()
            if self.step % self.settings.checkpoint_every_steps == 0 and self.step < self.steps:
                self._save()
                saved = self.step
        self.losses.sync()
        precision = models.PRECISIONS[self.settings.save_precision]
        models.save_model(self.model, Path(self.job.output) / "model.safetensors", precision)
        self._finish("complete")

    def _take_step(self) -> None:
        began = monotonic()
        settings = self.settings
        step = self.step + 1
        # A compiled body is compiled again for every shape.
        length = settings.sequence_length if settings.compile else None
        batches = [
            read_batch([self.stream.next() for _ in range(settings.batch_size)], length)
            for _ in range(settings.accumulation)
        ]
        counted = sum(batch.counted for batch in batches)
        rate = set_rates(self.optimiser, settings, step, self.steps)
        loss = 0.0
        for batch in batches:
            # Divided by the counted tokens of the whole step, so that accumulation changes nothing.
            part = self._batch_loss(batch) / counted
            part.backward()
            loss += float(part.detach())
        norm = float(torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings.gradient_clipping))
        if not (math.isfinite(loss) and math.isfinite(norm)):
            raise self._diverged(step, loss, batches)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        tokens = sum(batch.tokens for batch in batches)
        self.step = step
        self.tokens += tokens
        self.losses.add(step, loss)
        self.emit(Step(step, loss, self.tokens, tokens / (monotonic() - began), rate, norm))

    def _batch_loss(self, batch: Batch) -> torch.Tensor:
        device = self.model.device
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=self.dtype == torch.bfloat16):
            hidden = self.run_body(self.model, batch.token_ids.to(device), batch.position_ids.to(device))
        targets = batch.targets.to(device).flatten()
        counted = torch.nonzero(targets != IGNORED).flatten()
        chosen = hidden.flatten(0, 1).index_select(0, counted)
        return summed_cross_entropy(chosen, models.head_weight(self.model), targets[counted], self.dtype)

    def _save(self) -> None:
        began = monotonic()
        self.losses.sync()
        state = {
            "weights": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "tokens": self.tokens,
            "cursor": self.stream.cursor(),
        }
        path = save_checkpoint(Path(self.job.resume), self.step, state)
        self.emit(Checkpoint(self.step, str(path), monotonic() - began))

    def _finish(self, status: str) -> None:
        self.emit(Finished(status, self.step, self.tokens, self.stream.main.epoch))

    def _replay_packer(self) -> Packer | None:
        if self.job.replay is None or self.settings.replay_share == 0:
            return None
        store = TokenStore(self.job.replay)
        self._check_vocabulary(store)
        return Packer(store, self.settings.sequence_length, self.settings.seed)

    def _check_vocabulary(self, store: TokenStore) -> None:
        if store.vocabulary_size != self.model.config.vocab_size:
            raise TrainerError(
                "BadInputError",
                f"The tokens are of a vocabulary of {store.vocabulary_size}, "
                f"the checkpoint has {self.model.config.vocab_size}.",
                file=str(store.folder),
                remedy="Build the tokens with the checkpoint's own tokenizer.json.",
            )

    def _diverged(self, step: int, loss: float, batches: list[Batch]) -> TrainerError:
        documents = list(dict.fromkeys(document for batch in batches for document in batch.documents))
        names = ", ".join(store.document_id(number) for store, number in documents[:8])
        more = f" and {len(documents) - 8} more" if len(documents) > 8 else ""
        return TrainerError(
            "BadInputError",
            f"The loss of step {step} is {loss}: training has diverged. Documents of the batch: {names}{more}.",
            file=self.job.tokens,
            place=f"step {step}",
            remedy="Lower learningRate or lengthen warmupSteps; if it is always these documents, take them out.",
        )


def _steps_of_epochs(settings: Settings, packer: Packer) -> int:
    sequences = packer.count() * (settings.epochs or 1.0) / (1.0 - settings.replay_share)
    return max(1, math.ceil(sequences / (settings.batch_size * settings.accumulation)))
