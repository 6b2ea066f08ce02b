"""The training loop."""

import math
import random
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from time import monotonic

import numpy as np
import torch
from transformers import Gemma3ForCausalLM

from .errors import TrainerError
from .messages.protocol import Checkpoint, Event, Finished, Job, ProbeResult, Ready, SelfTest, Settings, Step
from .network import model as models
from .network.adapters import add_adapters, merged_weights
from .network.attention import implementation_for
from .network.fake_quantisation import FakeQuantiser
from .network.noise import EmbeddingNoise
from .optimiser.optimisation import create_optimiser, set_rates
from .optimiser.watch import SpikeWatch
from .run.environment import choose_device, choose_precision, make_deterministic, versions
from .run.group import Group, full
from .run.losses import LossFile
from .run.probes import ProbeFile, bits_per_character, read_probes
from .run.resume import CheckpointWriter, Written, exclusive, load_checkpoint
from .run.self_test import check_documents_apart
from .run.speed import flops_per_token, measure_peak_flops
from .run.state import restore, snapshot
from .text.batches import Batch, read_batch
from .text.packing import MixedStream, Packer, SequenceStream
from .text.tokens import TokenStore

Emit = Callable[[Event], None]


def train(job: Job, emit: Emit, stop_requested: Callable[[], bool], group: Group | None = None) -> None:
    """Runs a job from its start or its last checkpoint until its last step or a stop."""
    group = group or Group()
    if not group.is_first:
        Training(job, emit, group).run(stop_requested)
        return
    with exclusive(Path(job.resume)):
        Training(job, emit, group).run(stop_requested)


class Training:
    def __init__(self, job: Job, emit: Emit, group: Group) -> None:
        settings = job.settings
        self.job = job
        self.settings = settings
        self.emit = emit
        self.group = group
        self._check_share()
        self.device = choose_device(settings.device, group.local_rank)
        make_deterministic(settings.threads, self.device, group.local_size)
        random.seed(settings.seed)
        np.random.seed(settings.seed % 2**32)
        torch.manual_seed(settings.seed)
        precision = choose_precision(settings.precision, self.device)
        self.dtype = models.PRECISIONS[precision]
        store = TokenStore(job.tokens)
        self._load_model()
        self._check_vocabulary(store)
        packer = Packer(store, settings.sequence_length, settings.seed)
        replay = self._replay_packer()
        self.replayed = replay.store if replay is not None else None
        self.steps = settings.steps or _steps_of_epochs(settings, packer)
        self.optimiser = create_optimiser(self.model, settings)
        self.probes = read_probes(
            settings.probes, Path(job.base) / "tokenizer.json", settings.probe_characters, settings.sequence_length
        )
        self.step = 0
        self.tokens = 0
        cursor = {"main": (0, 0, 0), "replay": (0, 0, 0)}
        state = load_checkpoint(Path(job.resume))
        if state is not None:
            restore(state, self.model, self.optimiser)
            self.step, self.tokens = state["step"], state["tokens"]
            cursor = state["cursor"]
        self.watch = SpikeWatch(settings.spike_factor, state and state.get("watch"))
        self.stream = MixedStream(
            SequenceStream(packer, *cursor["main"]),
            SequenceStream(replay, *cursor["replay"]) if replay is not None else None,
            settings.replay_share,
        )
        self.checkpoints = CheckpointWriter(Path(job.resume), settings.asynchronous_checkpoints)
        if group.is_first:
            self.losses = LossFile(Path(job.output) / "losses.jsonl", self.step)
            self.probe_file = ProbeFile(Path(job.output) / "probes.jsonl", self.step)
        self._measure_speed()
        emit(
            Ready(
                versions=versions(),
                device=str(self.device.type),
                precision=precision,
                parameters=self.parameters,
                steps=self.steps,
                documents=store.documents,
                cut_documents=packer.cut_documents,
                skipped_documents=packer.skipped_documents,
                resumed_from_step=self.step,
                processes=group.size,
                trained_parameters=self.trained_parameters,
                peak_flops=self.peak_flops,
                flops_per_token=self.flops_per_token,
            )
        )

    def run(self, stop_requested: Callable[[], bool]) -> None:
        self.emit(SelfTest(check_documents_apart(self.packed, self.settings.sequence_length)))
        saved = self.step
        self._probe()
        while self.step < self.steps:
            if self.group.sums(stop_requested())[0] > 0:
                if saved != self.step:
                    self._save()
                self._report(self.checkpoints.wait())
                self._finish("stopped")
                return
            self._take_step()
            self._report(self.checkpoints.collect())
            if self.step % self.settings.probe_every_steps == 0 or self.step == self.steps:
                self._probe()
            if self.step % self.settings.checkpoint_every_steps == 0 and self.step < self.steps:
                self._save()
                saved = self.step
        self._report(self.checkpoints.wait())
        weights = merged_weights(self.model, full) if self.settings.lora else models.plain_weights(self.model, full)
        if self.group.is_first:
            self.losses.sync()
            precision = models.PRECISIONS[self.settings.save_precision]
            models.save_weights(weights, Path(self.job.output) / "model.safetensors", precision)
        self._finish("complete")

    def _load_model(self) -> None:
        """Weights, what of them trains, and what each process holds."""
        settings = self.settings
        # Processes that share weights load them to memory first.
        first = torch.device("cpu") if self.group.size > 1 else self.device
        self.model = models.load_model(self.job.base, first, implementation_for(self.device))
        self.parameters = sum(parameter.numel() for parameter in self.model.parameters())
        if settings.lora is not None:
            add_adapters(self.model, settings.lora, self.dtype)
        kinds = settings.fake_quantisation
        self.quantised = FakeQuantiser(self.model, kinds.matrices, kinds.embedding) if kinds else nullcontext()
        trained = [parameter.numel() for parameter in self.model.parameters() if parameter.requires_grad]
        self.trained_parameters = sum(trained)
        if settings.gradient_checkpointing:
            # Layers compute again only while training; Gemma 3 has no dropout, so nothing else changes.
            self.model.gradient_checkpointing_enable({"use_reentrant": False})
            self.model.train()
        self.noise = EmbeddingNoise(self.model.get_input_embeddings(), settings.neftune_alpha, settings.seed)
        self.packed = models.PackedModel(self.model, self.dtype, self._load_teacher(), settings.teacher_weight)
        layers = list(self.model.model.layers)
        self.group.shard(self.packed, layers, self.device)
        if settings.compile:
            self._compile(layers)
        self.packed.to(self.device)

    def _load_teacher(self) -> Gemma3ForCausalLM | None:
        """In the arithmetic's own precision: it never learns."""
        if self.job.teacher is None:
            return None
        teacher = models.load_model(self.job.teacher, self.device, implementation_for(self.device))
        teacher.requires_grad_(False).to(dtype=self.dtype)  # pyright: ignore[reportCallIssue] (a decorator hides its type)
        if teacher.config.vocab_size != self.model.config.vocab_size:
            raise TrainerError(
                "BadInputError",
                f"The teacher has a vocabulary of {teacher.config.vocab_size}, "
                f"the checkpoint one of {self.model.config.vocab_size}.",
                file=self.job.teacher,
                remedy="Name a checkpoint with the same tokenizer.json, such as the one that training began from.",
            )
        return teacher

    def _compile(self, layers: list[torch.nn.Module]) -> None:
        """The body as a whole; layer by layer where something happens between them (shared weights, noise)."""
        if self.group.is_alone and self.settings.neftune_alpha == 0:
            self.packed.compile_body()
            return
        for layer in layers:
            layer.compile(dynamic=False)

    def _take_step(self) -> None:
        began = monotonic()
        settings = self.settings
        step = self.step + 1
        # What is compiled is compiled again for every shape.
        length = settings.sequence_length if settings.compile else None
        batches = [
            read_batch(self._share([self.stream.next() for _ in range(settings.batch_size)]), length)
            for _ in range(settings.accumulation)
        ]
        counted, tokens = self.group.sums(
            sum(batch.counted for batch in batches), sum(batch.tokens for batch in batches)
        )
        rate = set_rates(self.optimiser, settings, step, self.steps)
        self._freeze_body(step)
        loss = 0.0
        with self.quantised:
            for number, batch in enumerate(batches):
                self.noise.at(step, number, self.group.rank)
                # Divided by the counted tokens of the whole step, so that accumulation changes nothing; processes
                # average their gradients, which here are to be added up.
                part = self._batch_loss(batch) / counted
                (part * self.group.size).backward()
                loss += float(part.detach())
        self.noise.off()
        (loss,) = self.group.sums(loss)
        norm = full(torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings.gradient_clipping)).item()
        self._refuse_divergence(step, loss, norm, batches)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step = step
        self.tokens += int(tokens)
        if self.group.is_first:
            self.losses.add(step, loss)
        speed = tokens / (monotonic() - began)
        used = speed * self.flops_per_token / self.peak_flops
        self.emit(Step(step, loss, self.tokens, speed, rate, norm, used))

    def _share(self, sequences: list) -> list:
        """This process's part of a batch."""
        size = len(sequences) // self.group.size
        return sequences[self.group.rank * size : (self.group.rank + 1) * size]

    def _batch_loss(self, batch: Batch) -> torch.Tensor:
        taught = torch.tensor([self._is_taught(store) for store in batch.stores])
        tensors = (batch.token_ids, batch.position_ids, batch.targets, taught)
        return self.packed(*(tensor.to(self.device) for tensor in tensors))

    def _is_taught(self, store: TokenStore) -> bool:
        recovers = self.settings.fake_quantisation is not None
        return self.job.teacher is not None and (recovers or self.replayed in (None, store))

    def _freeze_body(self, step: int) -> None:
        """In the first steps only the embeddings learn."""
        last = self.settings.embeddings_only_steps
        if last == 0 or self.settings.lora is not None:
            return
        embedding = self.model.get_input_embeddings().weight
        for parameter in self.model.parameters():
            if parameter is not embedding:
                parameter.requires_grad_(step > last)

    def _probe(self) -> None:
        """Measures the texts, unless an earlier run has done so at this step."""
        if not self.group.from_first(self.group.is_first and not self.probe_file.measured(self.step)):
            return
        for probe in self.probes:
            bits = bits_per_character(self.packed, probe, self.device)
            if self.group.is_first:
                self.probe_file.add(self.step, probe.name, bits)
            self.emit(ProbeResult(self.step, probe.name, bits))

    def _measure_speed(self) -> None:
        settings = self.settings
        given = settings.peak_teraflops
        own = measure_peak_flops(self.device, self.dtype) if given is None else given * 1e12
        (self.peak_flops,) = self.group.sums(own)
        config = self.model.config
        self.flops_per_token = flops_per_token(config, settings.sequence_length, settings.lora is None)

    def _save(self) -> None:
        state = snapshot(self.model, self.optimiser, copy=self.settings.asynchronous_checkpoints)
        if not self.group.is_first:
            return
        self.losses.sync()
        state |= {"tokens": self.tokens, "cursor": self.stream.cursor()}
        state["watch"] = self.watch.state()
        self._report(self.checkpoints.wait())
        self.checkpoints.write(self.step, state)

    def _report(self, written: Written | None) -> None:
        if written is not None:
            self.emit(Checkpoint(written.step, str(written.path), written.duration_seconds))

    def _finish(self, status: str) -> None:
        self.emit(Finished(status, self.step, self.tokens, self.stream.main.epoch))

    def _check_share(self) -> None:
        if self.settings.batch_size % self.group.size == 0:
            return
        raise TrainerError(
            "BadInputError",
            f"{self.settings.batch_size} sequences cannot be shared out to {self.group.size} processes.",
            place="batchSize",
            remedy="Make batchSize a multiple of processes.",
        )

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

    def _refuse_divergence(self, step: int, loss: float, norm: float, batches: list[Batch]) -> None:
        """Stops before the weights take the step, so that the last checkpoint is from before it."""
        if math.isfinite(loss) and math.isfinite(norm):
            why = self.watch.judge(loss, norm)
            remedy = "take the documents out, lower learningRate, or raise spikeFactor (0 never stops)."
        else:
            why = f"The loss is {loss}, the gradient norm {norm}: training has diverged"
            remedy = "lower learningRate or lengthen warmupSteps; if it is always these documents, take them out."
        if why is None:
            return
        # The checkpoint being written is of a step that was like the others.
        self._report(self.checkpoints.wait())
        own = dict.fromkeys(document for batch in batches for document in batch.documents)
        ids = [store.document_id(number) for store, number in own]
        documents = list(dict.fromkeys(document for part in self.group.gather(ids) for document in part))
        names = ", ".join(documents[:8])
        more = f" and {len(documents) - 8} more" if len(documents) > 8 else ""
        # Not BadInputError: that would throw away the checkpoints with the draft.
        raise TrainerError(
            "CorruptArtefactError",
            f"{why}. Documents of the batch: {names}{more}.",
            file=self.job.tokens,
            place=f"step {step}",
            remedy=f"The checkpoints before this step are kept. The same command goes on from the last one; "
            f"if it stops here again, {remedy}",
        )


def _steps_of_epochs(settings: Settings, packer: Packer) -> int:
    sequences = packer.count() * (settings.epochs or 1.0) / (1.0 - settings.replay_share)
    return max(1, math.ceil(sequences / (settings.batch_size * settings.accumulation)))
