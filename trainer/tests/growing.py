"""Memory of a process, in MiB, after some and after many steps whose losses are over a different number of positions."""

import random
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from soro_trainer.network.distillation import summed_divergence
from soro_trainer.network.loss import summed_cross_entropy
from soro_trainer.network.model import PRECISIONS
from soro_trainer.run.environment import choose_precision

# What grew were logits, [vocabulary, positions]: narrow states make them as large, in less time.
VOCABULARY, WIDTH = 30_000, 8
# As a run has it: bfloat16 takes minutes on a processor without it.
DTYPE = PRECISIONS[choose_precision("auto", torch.device("cpu"))]


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 // 1024


torch.set_num_threads(1)
weight = torch.randn(VOCABULARY, WIDTH, requires_grad=True)
teacher = torch.randn(VOCABULARY, WIDTH)
draw = random.Random(1)
for step in range(33):
    positions, taught = draw.randint(300, 1900), draw.randint(1, 500)
    hidden = torch.randn(positions, WIDTH, requires_grad=True)
    loss = summed_cross_entropy(hidden, weight, torch.randint(0, VOCABULARY, (positions,)), DTYPE)
    states = torch.randn(taught, WIDTH, requires_grad=True)
    loss = loss + summed_divergence(states, weight, torch.randn(taught, WIDTH), teacher, DTYPE)
    loss.backward()
    if step in (12, 32):
        print(resident())
