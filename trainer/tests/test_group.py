"""Two processes share weights and work (gloo): the same losses as one, and a death that is told."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from safetensors.torch import load_file
from soro_trainer.messages.protocol import Job, Lora, Settings
from soro_trainer.messages.wire import camel
from test_parts import settings
from test_training import folders, losses, run  # noqa: F401 (a fixture)
from two import train_two

TRAINER = Path(__file__).parents[1]


def wire(value: Settings) -> dict:
    plain = {camel(name): item for name, item in asdict(value).items() if item is not None}
    return plain | ({"lora": asdict(value.lora)} if value.lora else {})


def job_of_two(folders: Path, output: str, **changes) -> Job:
    (folders / output).mkdir(exist_ok=True)
    return Job(
        base=str(folders / "base"),
        tokens=str(folders / "tokens"),
        replay=None,
        teacher=None,
        output=str(folders / output),
        resume=str(folders / f"{output}-resume"),
        settings=settings(batch_size=4, processes=2, **changes),
    )


def launch_two(job: Job, kill_at: int) -> tuple[int, list[dict]]:
    """Exit code and events under torch's launcher; the second process is killed when it begins a step."""
    message = {"type": "job", **asdict(job), "settings": wire(job.settings)}
    environment = {**os.environ, "PYTHONPATH": str(TRAINER), "SORO_TEST_KILL": str(kill_at)}
    launcher = ["-m", "torch.distributed.run", "--nproc-per-node=2", "--rdzv-backend=c10d"]
    launcher += ["--rdzv-endpoint=localhost:0", "--local-addr=127.0.0.1", "--max-restarts=0"]
    command = [sys.executable, *launcher, str(TRAINER / "tests" / "dying.py")]
    # A closed stdin asks for a stop: it stays open.
    reading, writing = os.pipe()
    os.write(writing, json.dumps(message).encode() + b"\n")
    try:
        done = subprocess.run(command, stdin=reading, env=environment, capture_output=True, text=True, timeout=600)
    finally:
        os.close(reading)
        os.close(writing)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {
            "lora": Lora(4, 8.0, ["q_proj", "v_proj", "down_proj"], True),
            "gradient_checkpointing": True,
            "accumulation": 2,
        },
        {"embeddings_only_steps": 2, "gradient_clipping": 0.5},
        {"optimiser": "muon"},
    ],
    ids=["plain", "adapters", "phases", "muon"],
)
def test_two_processes_give_the_losses_and_weights_of_one(folders, changes):
    run(folders, steps=5, batch_size=4, output="one", **changes)
    assert train_two(job_of_two(folders, "two", steps=5, **changes)) == [0, 0]
    assert losses(folders, "two") == pytest.approx(losses(folders, "one"), rel=1e-5)
    one, two = (load_file(folders / output / "model.safetensors") for output in ("one", "two"))
    assert set(one) == set(two)
    for name, tensor in one.items():
        assert tensor.allclose(two[name], atol=2e-4), name


def test_when_one_of_two_dies_it_is_told_and_the_run_goes_on_with_identical_losses(folders):
    changes = dict(steps=10, checkpoint_every_steps=3)
    assert train_two(job_of_two(folders, "unbroken", **changes)) == [0, 0]
    broken = job_of_two(folders, "broken", **changes)
    code, events = launch_two(broken, kill_at=8)
    assert code != 0
    (error,) = [event for event in events if event["type"] == "error"]
    assert error["family"] == "MachineError" and "One of the training processes" in error["message"]
    assert (folders / "broken-resume" / "LATEST").read_text().strip() == "step-00000006"
    shutil.copytree(folders / "broken-resume", folders / "alone-resume")
    shutil.copytree(folders / "broken", folders / "alone")

    assert train_two(broken) == [0, 0]
    assert losses(folders, "broken") == losses(folders, "unbroken")

    # The checkpoint is the same for any number of processes.
    events = run(folders, batch_size=4, output="alone", **changes)
    assert events[0].resumed_from_step == 6
    assert losses(folders, "alone") == pytest.approx(losses(folders, "unbroken"), rel=1e-5)
