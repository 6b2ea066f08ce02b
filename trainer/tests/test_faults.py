"""kill -9 at any moment: what stands stays whole, and the run goes on with identical losses."""

import multiprocessing
import os
import random
import signal

import pytest
from soro_trainer import training
from soro_trainer.messages.protocol import Checkpoint, Job
from soro_trainer.run import resume
from test_parts import settings
from test_training import folders, losses, run  # noqa: F401 (a fixture)

STEPS = 14


def die_in_a_write(job: Job, checkpoint: int) -> None:
    """Trains in a process that is killed after the first 10 kB of its nth checkpoint."""
    written = []
    original_open, original_write = resume._CheckedFile.__init__, resume._CheckedFile.write

    def counting_open(self, file) -> None:
        written.append(0)
        original_open(self, file)

    def dying_write(self, data) -> int:
        written[-1] += len(data)
        if len(written) == checkpoint and written[-1] > 10_000:
            self._file.write(bytes(data)[:100])
            self._file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        return original_write(self, data)

    resume._CheckedFile.__init__, resume._CheckedFile.write = counting_open, dying_write
    training.train(job, lambda _event: None, lambda: False)


def die_at_a_step(job: Job, step: int) -> None:
    """Trains in a process that is killed when it has computed a step's loss."""
    original = training.Training._batch_loss

    def dying(self, batch):
        loss = original(self, batch)
        if self.step + 1 == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return loss

    training.Training._batch_loss = dying
    training.train(job, lambda _event: None, lambda: False)


def killed(target, folders, *arguments, **changes) -> None:
    (folders / "output").mkdir(exist_ok=True)
    job = Job(
        base=str(folders / "base"),
        tokens=str(folders / "tokens"),
        replay=None,
        teacher=None,
        output=str(folders / "output"),
        resume=str(folders / "output-resume"),
        settings=settings(steps=STEPS, checkpoint_every_steps=3, **changes),
    )
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["soro_trainer.training", "peft"])
    process = context.Process(target=target, args=(job, *arguments))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("asynchronous", [False, True])
def test_killed_while_it_writes_a_checkpoint_the_earlier_one_stays(folders, asynchronous):
    run(folders, steps=STEPS, output="unbroken")
    killed(die_in_a_write, folders, 2, asynchronous_checkpoints=asynchronous)
    left = sorted(path.name for path in (folders / "output-resume").glob("step-*"))
    assert left == ["step-00000003", "step-00000006.tmp"]
    events = run(folders, steps=STEPS, checkpoint_every_steps=3)
    assert events[0].resumed_from_step == 3
    assert [event.step for event in events if isinstance(event, Checkpoint)] == [6, 9, 12]
    assert losses(folders) == losses(folders, "unbroken")


def test_killed_at_a_random_step_it_goes_on_with_identical_losses(folders):
    run(folders, steps=STEPS, output="unbroken")
    step = random.randrange(2, STEPS)
    print("killed in step", step)
    killed(die_at_a_step, folders, step, asynchronous_checkpoints=False)
    events = run(folders, steps=STEPS, checkpoint_every_steps=3)
    assert events[0].resumed_from_step == (step - 1) // 3 * 3
    assert losses(folders) == losses(folders, "unbroken")
