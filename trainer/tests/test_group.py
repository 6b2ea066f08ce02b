"""Two processes share weights and work (gloo): the same losses as one, and a death that is told."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from soro_trainer.protocol import Lora, Settings
from soro_trainer.wire import camel
from test_parts import settings
from test_training import folders, losses, run  # noqa: F401 (a fixture)

TRAINER = Path(__file__).parents[1]


def wire(value: Settings) -> dict:
    plain = {camel(name): item for name, item in asdict(value).items() if item is not None}
    return plain | ({"lora": asdict(value.lora)} if value.lora else {})


def run_two(folders: Path, output: str, kill_at: int | None = None, **changes):
    """Exit code and events of two processes; kills the second one when a step has been taken."""
    (folders / output).mkdir(exist_ok=True)
    job = {
        "type": "job",
        "base": str(folders / "base"),
        "tokens": str(folders / "tokens"),
        "output": str(folders / output),
        "resume": str(folders / f"{output}-resume"),
        "settings": wire(settings(batch_size=4, processes=2, **changes)),
    }
    environment = {**os.environ, "PYTHONPATH": str(TRAINER), "OMP_NUM_THREADS": "1"}
    if kill_at is not None:
        environment["SORO_TEST_KILL"] = str(kill_at)
    launcher = ["-m", "torch.distributed.run", "--nproc-per-node=2", "--rdzv-backend=c10d"]
    launcher += ["--rdzv-endpoint=localhost:0", "--local-addr=127.0.0.1", "--max-restarts=0"]
    script = ["-m", "soro_trainer"] if kill_at is None else [str(TRAINER / "tests" / "dying.py")]
    # A closed stdin asks for a stop: it stays open.
    reading, writing = os.pipe()
    os.write(writing, json.dumps(job).encode() + b"\n")
    command = [sys.executable, *launcher, *script]
    try:
        done = subprocess.run(command, stdin=reading, env=environment, capture_output=True, text=True, timeout=600)
    finally:
        os.close(reading)
        os.close(writing)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


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
    ],
    ids=["plain", "adapters", "phases"],
)
def test_two_processes_give_the_losses_and_weights_of_one(folders, changes):
    run(folders, steps=5, batch_size=4, output="one", **changes)
    code, events, errors = run_two(folders, "two", steps=5, **changes)
    assert code == 0, errors
    assert [event["type"] for event in events][0] == "ready" and events[-1]["status"] == "complete"
    assert losses(folders, "two") == pytest.approx(losses(folders, "one"), rel=1e-5)
    from safetensors.torch import load_file

    one, two = (load_file(folders / output / "model.safetensors") for output in ("one", "two"))
    assert set(one) == set(two)
    for name, tensor in one.items():
        assert tensor.allclose(two[name], atol=2e-4), name


def test_when_one_of_two_dies_it_is_told_and_the_run_goes_on_with_identical_losses(folders):
    changes = dict(steps=10, checkpoint_every_steps=3)
    code, _, errors = run_two(folders, "unbroken", **changes)
    assert code == 0, errors
    code, events, _ = run_two(folders, "broken", kill_at=8, **changes)
    assert code != 0
    (error,) = [event for event in events if event["type"] == "error"]
    assert error["family"] == "MachineError" and "One of the training processes" in error["message"]
    code, events, errors = run_two(folders, "broken", **changes)
    assert code == 0, errors
    assert events[0]["resumedFromStep"] == 6
    assert losses(folders, "broken") == losses(folders, "unbroken")


def test_a_run_of_two_goes_on_alone(folders):
    run(folders, steps=8, batch_size=4, output="unbroken")
    run_two(folders, "output", kill_at=6, steps=8, checkpoint_every_steps=2)
    events = run(folders, steps=8, batch_size=4)
    assert events[0].resumed_from_step >= 2
    assert losses(folders) == pytest.approx(losses(folders, "unbroken"), rel=1e-5)
