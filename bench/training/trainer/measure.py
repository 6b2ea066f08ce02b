"""One side of bench/training/trainer.ts: `measure.py ours|checkpointed|compiled|peer JOB.json` trains and prints what it cost.

The peer is transformers' Trainer over text grouped into full rows, as its own run_clm.py does: no padding, no
document masks. Weights are float32 and AdamW is torch's on both sides.
"""

import json
import resource
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import monotonic, process_time

import numpy as np
import torch

SKIPPED = 1  # The first step allocates.


class Clock:
    def __init__(self) -> None:
        self.marks: list[tuple[float, float]] = []

    def mark(self) -> None:
        self.marks.append((monotonic(), process_time()))

    def report(self, tokens_a_step: float, losses: list[float]) -> None:
        (began, worked), (ended, done) = self.marks[SKIPPED], self.marks[-1]
        tokens = tokens_a_step * (len(self.marks) - 1 - SKIPPED)
        unit = 1 if sys.platform == "darwin" else 1024
        result = {
            "tokensPerSecond": tokens / (ended - began),
            "tokensPerProcessorSecond": tokens / (done - worked),
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit,
            "losses": losses,
        }
        print(json.dumps(result))


def ours(job: dict, checkpointing: bool = False, compiled: bool = False) -> None:
    from soro_trainer.messages.protocol import Job, Settings, Step
    from soro_trainer.training import train
    from soro_trainer.messages.wire import from_wire

    clock, seen, losses = Clock(), [0], []

    def emit(event) -> None:
        if event.type == "self-test":
            clock.mark()
        if isinstance(event, Step):
            clock.mark()
            seen.append(event.tokens)
            losses.append(event.loss)

    wire = job["settings"] | {"compile": compiled, "gradientCheckpointing": checkpointing}
    with tempfile.TemporaryDirectory() as folder:
        resume = f"{folder}/resume"
        settings = from_wire(Settings, wire, "settings")
        run = Job(job["base"], job["tokens"], replay=None, teacher=None, output=folder, resume=resume, settings=settings)
        train(run, emit, lambda: False)
    clock.report((seen[-1] - seen[SKIPPED]) / (len(seen) - 1 - SKIPPED), losses)


def peer(job: dict) -> None:
    from transformers import Gemma3ForCausalLM, Trainer, TrainerCallback, TrainingArguments

    torch.set_num_threads(job["settings"]["threads"])
    clock, losses = Clock(), []
    ids = np.concatenate([np.fromfile(path, "<u4") for path in sorted(Path(job["tokens"]).glob("tokens-*.bin"))])
    length = job["settings"]["sequenceLength"]
    rows = torch.from_numpy(ids[: len(ids) // length * length].astype(np.int64)).view(-1, length)

    class Marks(TrainerCallback):
        def on_train_begin(self, *_args, **_named) -> None:
            clock.mark()

        def on_step_end(self, *_args, **_named) -> None:
            clock.mark()

        def on_log(self, _args, _state, _control, logs=None, **_named) -> None:
            losses.extend([logs["loss"]] if "loss" in logs else [])

    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            output_dir=folder, max_steps=job["settings"]["steps"], per_device_train_batch_size=job["settings"]["batchSize"],
            learning_rate=1e-4, lr_scheduler_type="constant", weight_decay=0.01, max_grad_norm=1.0, logging_steps=1,
            save_strategy="no", report_to=[], use_cpu=True, bf16=job["settings"]["precision"] == "bfloat16", disable_tqdm=True,
            dataloader_pin_memory=False,
        )  # fmt: skip
        model = Gemma3ForCausalLM.from_pretrained(job["base"], dtype=torch.float32, attn_implementation="sdpa")
        data = [{"input_ids": row, "labels": row} for row in rows]
        Trainer(model=model, args=arguments, train_dataset=data, callbacks=[Marks()]).train()
    clock.report(job["settings"]["batchSize"] * length, losses)


if __name__ == "__main__":
    checkpointed, compiled = partial(ours, checkpointing=True), partial(ours, compiled=True)
    sides = {"ours": ours, "checkpointed": checkpointed, "compiled": compiled, "peer": peer}
    sides[sys.argv[1]](json.loads(Path(sys.argv[2]).read_text("utf-8")))
