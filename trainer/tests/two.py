"""Two processes of a training without a launcher: forked from a server that has imported torch once."""

import multiprocessing
import os
import socket

from soro_trainer.messages.protocol import Job


def train_two(job: Job, timeout_seconds: float = 300.0) -> list[int]:
    """Trains to the end; returns the exit codes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["soro_trainer.training", "peft"])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    workers = [context.Process(target=_work, args=(job, rank, port)) for rank in (0, 1)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout_seconds)
        worker.kill()
    return [worker.exitcode for worker in workers]


def _work(job: Job, rank: int, port: int) -> None:
    os.environ |= {
        "RANK": str(rank),
        "LOCAL_RANK": str(rank),
        "WORLD_SIZE": "2",
        "LOCAL_WORLD_SIZE": "2",
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(port),
    }
    from soro_trainer.run.group import Group
    from soro_trainer.training import train

    group = Group()
    group.open()
    train(job, lambda _event: None, lambda: False, group)
    group.close()
