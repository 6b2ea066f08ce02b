"""A trainer whose second process is killed (SIGKILL) when it begins the step SORO_TEST_KILL."""

import os
import signal
import sys

from soro_trainer import training
from soro_trainer.__main__ import main

original = training.Training._take_step


def dying(self) -> None:
    if self.group.rank == 1 and self.step + 1 == int(os.environ["SORO_TEST_KILL"]):
        os.kill(os.getpid(), signal.SIGKILL)
    original(self)


training.Training._take_step = dying
sys.exit(main())
