import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from soro_trainer import training
from soro_trainer.errors import TrainerError
from soro_trainer.messages.protocol import Error, Finished, Job, SelfTest, Step
from soro_trainer.network import attention
from soro_trainer.network import model as models
from soro_trainer.run.self_test import LARGEST_CHANGE, check_documents_apart
from soro_trainer.training import train
from test_parts import settings
from tiny import write_checkpoint, write_tokens


@pytest.fixture
def folders(tmp_path):
    write_checkpoint(tmp_path / "base")
    write_tokens(tmp_path / "tokens")
    (tmp_path / "output").mkdir()
    return tmp_path


def run(folders: Path, *, stop=lambda: False, output="output", replay=None, teacher=None, **changes):
    events = []
    (folders / output).mkdir(exist_ok=True)
    job = Job(
        base=str(folders / "base"),
        tokens=str(folders / "tokens"),
        replay=replay and str(folders / replay),
        teacher=teacher and str(folders / teacher),
        output=str(folders / output),
        resume=str(folders / f"{output}-resume"),
        settings=settings(**changes),
    )
    train(job, events.append, stop)
    return events


def losses(folders: Path, output="output") -> list[float]:
    return [json.loads(line)["loss"] for line in (folders / output / "losses.jsonl").read_text().splitlines()]


def test_the_loss_falls_and_the_weights_are_saved(folders):
    events = run(folders, steps=30, save_precision="bfloat16")
    assert isinstance(events[-1], Finished) and events[-1].status == "complete"
    assert losses(folders)[-1] < losses(folders)[0] - 0.3
    weights = load_file(folders / "output" / "model.safetensors")
    assert set(weights) == set(load_file(folders / "base" / "model.safetensors"))
    assert all(weight.dtype == torch.bfloat16 for weight in weights.values())
    modes = {(folders / "output" / name).stat().st_mode for name in ("model.safetensors", "losses.jsonl")}
    assert len(modes) == 1


def test_a_stopped_run_goes_on_with_identical_losses_and_weights(folders):
    # The peak is given: measured in bfloat16, it takes a processor without it a quarter of a minute.
    changes = dict(steps=12, precision="bfloat16", peak_teraflops=1.0)
    run(folders, **changes, output="unbroken")
    taken = []
    run(folders, **changes, stop=lambda: len(taken.append(0) or taken) > 5)
    assert len(losses(folders)) == 5
    events = run(folders, **changes)
    assert events[0].resumed_from_step == 5
    assert losses(folders) == losses(folders, "unbroken")
    first = (folders / "unbroken" / "model.safetensors").read_bytes()
    assert first == (folders / "output" / "model.safetensors").read_bytes()


def test_only_two_checkpoints_are_kept(folders):
    run(folders, steps=9, checkpoint_every_steps=2)
    kept = sorted(path.name for path in (folders / "output-resume").glob("step-*"))
    assert kept == ["step-00000006", "step-00000008"]


def test_accumulation_equals_a_larger_batch(folders):
    run(folders, steps=4, batch_size=4, accumulation=1, output="large")
    run(folders, steps=4, batch_size=1, accumulation=4, output="small")
    assert losses(folders, "large") == pytest.approx(losses(folders, "small"), rel=1e-5)


def test_documents_of_a_sequence_do_not_see_each_other(folders):
    events = run(folders, steps=1)
    change = next(event for event in events if isinstance(event, SelfTest)).max_loss_change
    assert change < LARGEST_CHANGE


@pytest.mark.parametrize("break_masks", ["mask of ones", "cache", "one document"])
def test_the_self_test_sees_broken_masks(folders, monkeypatch, break_masks):
    def whole_rows(position_ids):
        return ((row, slice(0, len(positions))) for row, positions in enumerate(position_ids))

    def leaking(model, token_ids, position_ids):
        mask = torch.ones_like(token_ids) if break_masks == "mask of ones" else None
        return model.model(
            input_ids=token_ids, position_ids=position_ids, attention_mask=mask, use_cache=break_masks == "cache"
        ).last_hidden_state

    implementation = attention.PACKED if break_masks == "one document" else "sdpa"
    monkeypatch.setattr(training, "implementation_for", lambda _device: implementation)
    model = models.load_model(str(folders / "base"), torch.device("cpu"), implementation)
    check_documents_apart(models.PackedModel(model), 64)
    if break_masks == "one document":
        monkeypatch.setattr(attention, "documents_of", whole_rows)
    else:
        monkeypatch.setattr(models, "run_body", leaking)
    with pytest.raises(TrainerError, match="see each other"):
        check_documents_apart(models.PackedModel(model), 64)
    with pytest.raises(TrainerError, match="see each other"):
        run(folders, steps=1)


def test_a_loss_that_is_not_a_number_names_the_documents(folders):
    path = folders / "base" / "model.safetensors"
    weights = load_file(path)
    weights["model.layers.1.mlp.up_proj.weight"][3, 3] = torch.inf
    weights["model.norm.weight"][0] = torch.nan
    save_file(weights, path, metadata={"format": "pt"})
    # The self-test would be the first to fail on such weights.
    original = training.check_documents_apart
    training.check_documents_apart = lambda *_: 0.0
    try:
        with pytest.raises(TrainerError, match="diverged.*document-") as caught:
            run(folders, steps=1)
    finally:
        training.check_documents_apart = original
    assert caught.value.place == "step 1"


def test_missing_weights_are_refused_instead_of_made_up(folders):
    path = folders / "base" / "model.safetensors"
    weights = load_file(path)
    del weights["model.layers.0.mlp.up_proj.weight"]
    save_file(weights, path, metadata={"format": "pt"})
    with pytest.raises(TrainerError, match="mlp.up_proj"):
        run(folders, steps=1)


def test_an_epoch_is_one_pass(folders):
    events = run(folders, steps=None, epochs=1.0)
    finished = events[-1]
    assert finished.epoch == 0
    assert [event for event in events if isinstance(event, Step)][-1].step == events[0].steps
    assert not any(isinstance(event, Error) for event in events)
