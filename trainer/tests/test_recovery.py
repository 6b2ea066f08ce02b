"""Quantisation-aware recovery: the grids are llama.cpp's, and the student comes closer to its teacher."""

import json
from pathlib import Path

import gguf
import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from soro_trainer.messages.protocol import FakeQuantisation, Job
from soro_trainer.network.distillation import summed_divergence
from soro_trainer.network.fake_quantisation import GRIDS
from soro_trainer.training import train
from test_parts import settings
from tiny import write_checkpoint, write_tokens

STEPS = 30


@pytest.mark.parametrize("name", sorted(GRIDS))
def test_a_grid_is_what_llama_cpp_stores(name: str) -> None:
    torch.manual_seed(3)
    weight = torch.randn(64, 128) * torch.logspace(-6, 2, 64)[:, None]
    weight[3] = 0.0
    weight[4] = torch.arange(128) % 16 - 8.0
    weight[5, ::2], weight[5, 1::2] = 1.5, -1.5
    kind = gguf.GGMLQuantizationType[name.upper()]
    stored = gguf.quants.dequantize(gguf.quants.quantize(weight.numpy(), kind), kind)
    assert np.array_equal(GRIDS[name](weight).numpy(), stored)


def test_the_divergence_and_its_gradient_are_torchs() -> None:
    torch.manual_seed(4)
    hidden, weight = torch.randn(7, 5, requires_grad=True), torch.randn(11, 5, requires_grad=True)
    teacher_hidden, teacher_weight = torch.randn(7, 5), torch.randn(11, 5)
    value = summed_divergence(hidden, weight, teacher_hidden, teacher_weight, torch.float32)
    value.backward()
    gradients = hidden.grad.clone(), weight.grad.clone()
    hidden.grad = weight.grad = None
    wanted = torch.nn.functional.kl_div(
        (hidden @ weight.T).log_softmax(-1),
        (teacher_hidden @ teacher_weight.T).log_softmax(-1),
        reduction="sum",
        log_target=True,
    )
    wanted.backward()
    assert torch.allclose(value, wanted, atol=1e-5)
    assert torch.allclose(gradients[0], hidden.grad, atol=1e-5)
    assert torch.allclose(gradients[1], weight.grad, atol=1e-5)


def test_the_student_comes_closer_to_its_teacher(tmp_path: Path) -> None:
    base, tokens, output = tmp_path / "base", tmp_path / "tokens", tmp_path / "output"
    write_checkpoint(base)
    # Weights large enough that four bits hurt.
    weights = load_file(base / "model.safetensors")
    save_file({name: tensor * (8 if tensor.ndim == 2 else 1) for name, tensor in weights.items()}, base / "model.safetensors", metadata={"format": "pt"})
    write_tokens(tokens)
    output.mkdir()
    job = Job(
        base=str(base),
        tokens=str(tokens),
        replay=None,
        teacher=str(base),
        output=str(output),
        resume=str(tmp_path / "resume"),
        settings=settings(
            steps=STEPS,
            sequence_length=64,
            batch_size=4,
            embedding_learning_rate=1e-3,
            warmup_steps=2,
            weight_decay=0.0,
            fake_quantisation=FakeQuantisation(matrices="q4_0", embedding="q8_0"),
        ),
    )
    train(job, lambda event: None, lambda: False)
    losses = [json.loads(line)["loss"] for line in (output / "losses.jsonl").read_text().splitlines()]
    assert len(losses) == STEPS
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:3])
    assert (output / "model.safetensors").exists()
