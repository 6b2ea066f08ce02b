"""What training can do beside the plain run: adapters, phases, noise, checkpointing, watching, probes."""

import json
import math
import resource
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from soro_trainer import training
from soro_trainer.errors import TrainerError
from soro_trainer.messages.protocol import Checkpoint, Lora, ProbeResult, Ready, Step
from soro_trainer.network.adapters import add_adapters, merged_weights
from soro_trainer.network.model import PackedModel, load_model
from soro_trainer.optimiser.watch import SpikeWatch
from soro_trainer.run import resume
from soro_trainer.run.group import full
from soro_trainer.run.probes import read_probes, windows
from soro_trainer.run.speed import flops_per_token
from soro_trainer.text.batches import read_batch
from soro_trainer.text.packing import Packer
from soro_trainer.text.tokens import TokenStore
from test_training import folders, losses, run  # noqa: F401 (a fixture)
from tiny import write_tokenizer, write_tokens

LORA = Lora(rank=4, alpha=8.0, targets=["q_proj", "v_proj", "down_proj"], embeddings=False)
EMBEDDING = "model.embed_tokens.weight"


def weights(folders: Path, output="output") -> dict[str, torch.Tensor]:
    return load_file(folders / output / "model.safetensors")


def changed(folders: Path, output="output") -> set[str]:
    base = load_file(folders / "base" / "model.safetensors")
    return {name for name, tensor in weights(folders, output).items() if not torch.equal(tensor, base[name])}


def stop_after(steps: int):
    taken = []
    return lambda: len(taken.append(0) or taken) > steps


def test_adapters_change_their_targets_only_and_are_merged_on_saving(folders):
    events = run(folders, steps=10, lora=LORA, learning_rate=1e-2)
    ready = next(event for event in events if isinstance(event, Ready))
    assert ready.trained_parameters < ready.parameters / 4
    assert losses(folders)[-1] < losses(folders)[0]
    assert set(weights(folders)) == set(load_file(folders / "base" / "model.safetensors"))
    assert changed(folders) == {
        f"model.layers.{layer}.{name}.weight"
        for layer in (0, 1)
        for name in ("self_attn.q_proj", "self_attn.v_proj", "mlp.down_proj")
    }


def test_merged_adapters_compute_what_was_trained(folders):
    cpu = torch.device("cpu")
    adapted, merged = (load_model(str(folders / "base"), cpu) for _ in range(2))
    before = PackedModel(merged)
    ids, places = torch.arange(5, 37)[None], torch.arange(32)[None]
    plain = before(ids, places, ids, each=True)
    add_adapters(adapted, LORA, torch.float32)
    for name, parameter in adapted.named_parameters():
        if ".lora_B" in name:
            torch.nn.init.normal_(parameter, std=0.1)
    merged.load_state_dict(merged_weights(adapted, full), strict=False)
    expected = PackedModel(adapted)(ids, places, ids, each=True)
    assert torch.allclose(before(ids, places, ids, each=True), expected, atol=1e-5)
    assert not torch.allclose(plain, expected, atol=1e-3)


def test_adapters_go_on_with_identical_losses(folders):
    run(folders, steps=8, lora=LORA, output="unbroken")
    run(folders, steps=8, lora=LORA, stop=stop_after(4))
    state = torch.load(folders / "output-resume" / "step-00000004" / "state.pt", weights_only=False)
    assert all(".lora_" in name for name in state["weights"])
    run(folders, steps=8, lora=LORA)
    assert losses(folders) == losses(folders, "unbroken")
    assert (folders / "output" / "model.safetensors").read_bytes() == (
        folders / "unbroken" / "model.safetensors"
    ).read_bytes()


def test_a_target_that_the_model_lacks_is_named(folders):
    with pytest.raises(TrainerError, match="no_proj") as caught:
        run(folders, steps=1, lora=Lora(4, 8.0, ["no_proj"], False))
    assert caught.value.place == "lora.targets"


def test_embeddings_learn_alone_at_first(folders):
    run(folders, steps=4, embeddings_only_steps=4)
    assert changed(folders) == {EMBEDDING}
    run(folders, steps=6, embeddings_only_steps=4, output="longer")
    assert len(changed(folders, "longer")) > 10


def test_a_run_stopped_in_the_embeddings_phase_goes_on_with_identical_losses(folders):
    run(folders, steps=8, embeddings_only_steps=4, output="unbroken")
    run(folders, steps=8, embeddings_only_steps=4, stop=stop_after(3))
    run(folders, steps=8, embeddings_only_steps=4, stop=stop_after(3))
    run(folders, steps=8, embeddings_only_steps=4)
    assert losses(folders) == losses(folders, "unbroken")


def test_muon_takes_equal_steps_in_every_direction_of_a_matrix(folders):
    settings = {"learning_rate": 1e-3, "embedding_learning_rate": 1e-3, "weight_decay": 0.0, "warmup_steps": 1}
    steps = {}
    for optimiser in ("muon", "adamw"):
        run(folders, steps=1, optimiser=optimiser, output=optimiser, save_precision="float32", **settings)
        base = load_file(folders / "base" / "model.safetensors")
        steps[optimiser] = {name: weight - base[name] for name, weight in weights(folders, optimiser).items()}
    name = "model.layers.0.mlp.up_proj.weight"
    directions = {optimiser: torch.linalg.svdvals(changes[name]) for optimiser, changes in steps.items()}
    assert directions["muon"].max() < 2 * directions["muon"].min()
    assert directions["adamw"].max() > 4 * directions["adamw"].min()
    # The rest is AdamW's, and a step is of the size of AdamW's.
    assert torch.equal(steps["muon"][EMBEDDING], steps["adamw"][EMBEDDING])
    assert 0.1 < steps["muon"][name].norm() / steps["adamw"][name].norm() < 1


def test_muon_goes_on_with_identical_losses_and_weights(folders):
    run(folders, steps=8, optimiser="muon", embeddings_only_steps=2, output="unbroken")
    run(folders, steps=8, optimiser="muon", embeddings_only_steps=2, stop=stop_after(4))
    state = torch.load(folders / "output-resume" / "step-00000004" / "state.pt", weights_only=False)
    moments = [set(moment) for moment in state["optimiser"]["state"].values()]
    assert {"momentum_buffer"} in moments and {"step", "exp_avg", "exp_avg_sq"} in moments
    run(folders, steps=8, optimiser="muon", embeddings_only_steps=2)
    assert losses(folders) == losses(folders, "unbroken")
    assert (folders / "output" / "model.safetensors").read_bytes() == (
        folders / "unbroken" / "model.safetensors"
    ).read_bytes()


def test_noise_changes_the_losses_and_repeats_after_a_stop(folders):
    run(folders, steps=6, output="plain")
    run(folders, steps=6, neftune_alpha=5.0, output="unbroken")
    run(folders, steps=6, neftune_alpha=5.0, stop=stop_after(3))
    run(folders, steps=6, neftune_alpha=5.0)
    assert losses(folders) == losses(folders, "unbroken")
    assert all(noisy != plain for noisy, plain in zip(losses(folders), losses(folders, "plain"), strict=True))


def test_checkpointing_changes_nothing_but_rounding(folders):
    run(folders, steps=4, output="plain")
    run(folders, steps=4, gradient_checkpointing=True)
    assert losses(folders) == pytest.approx(losses(folders, "plain"), rel=1e-5)


def test_the_body_is_compiled_where_wished(folders, monkeypatch):
    # Compiling itself takes a minute; what it computes is PyTorch's to test.
    compiled = []
    monkeypatch.setattr(torch.nn.Module, "compile", lambda self, **_: compiled.append(type(self).__name__))
    monkeypatch.setattr(torch, "compile", lambda function, **_: compiled.append("body") or function)
    run(folders, steps=1, compile=True)
    assert compiled == ["body"]
    run(folders, steps=1, compile=True, neftune_alpha=5.0, output="noisy")
    assert compiled[1:] == ["Gemma3DecoderLayer"] * 2


def test_checkpointing_keeps_fewer_activations(folders):
    kept = {}
    for wished in (False, True):
        model = load_model(str(folders / "base"), torch.device("cpu"))
        if wished:
            model.gradient_checkpointing_enable({"use_reentrant": False})
            model.train()
        sizes = []
        with torch.autograd.graph.saved_tensors_hooks(lambda t, sizes=sizes: sizes.append(t.numel()) or t, lambda t: t):
            ids = torch.arange(5, 69)[None] % 90
            PackedModel(model)(ids, torch.arange(64)[None], ids).backward()
        kept[wished] = sum(sizes)
    assert kept[True] < kept[False] / 2


def test_asynchronous_checkpoints_hold_the_step_they_are_of(folders):
    run(folders, steps=7, checkpoint_every_steps=3, asynchronous_checkpoints=False)
    events = run(folders, steps=7, checkpoint_every_steps=3, output="beside")
    assert [event.step for event in events if isinstance(event, Checkpoint)] == [3, 6]
    for name in ("step-00000003", "step-00000006"):
        left, right = (
            torch.load(folders / f"{output}-resume" / name / "state.pt", weights_only=False)
            for output in ("output", "beside")
        )
        assert all(torch.equal(tensor, right["weights"][key]) for key, tensor in left["weights"].items())
        moments = [state["optimiser"]["state"] for state in (left, right)]
        assert all(torch.equal(moments[0][key]["exp_avg"], moments[1][key]["exp_avg"]) for key in moments[0])


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_full_disk_is_one_clear_error_and_the_last_checkpoint_stands(folders, monkeypatch, asynchronous):
    run(folders, steps=12, output="unbroken")
    original, written = resume.save_checkpoint, []

    def limited(folder, step, state):
        written.append(step)
        if len(written) < 2:
            return original(folder, step, state)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
        try:
            return original(folder, step, state)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    monkeypatch.setattr(resume, "save_checkpoint", limited)
    with pytest.raises(TrainerError, match="disk is full: the checkpoint of step 6") as caught:
        run(folders, steps=12, checkpoint_every_steps=3, asynchronous_checkpoints=asynchronous)
    assert caught.value.family == "MachineError"
    monkeypatch.undo()
    assert sorted(path.name for path in (folders / "output-resume").glob("step-*")) == ["step-00000003"]
    events = run(folders, steps=12)
    assert events[0].resumed_from_step == 3
    assert losses(folders) == losses(folders, "unbroken")


def test_a_step_that_jumps_out_is_named_and_a_slow_rise_is_not():
    watch = SpikeWatch(10.0)
    for step in range(40):
        assert watch.judge(4.0 + 0.1 * math.sin(step) + 0.01 * step, 1.0 + 0.3 * math.cos(step)) is None
    assert "loss is 9" in (watch.judge(9.0, 1.0) or "")
    assert "gradient norm is 500" in (watch.judge(4.0, 500.0) or "")
    # A spike is not remembered, and the state carries over.
    other = SpikeWatch(10.0, watch.state())
    assert other.judge(4.3, 1.0) is None and other.judge(9.0, 1.0) is not None
    assert SpikeWatch(0.0, watch.state()).judge(900.0, 1e9) is None


def test_a_spike_stops_the_run_names_the_documents_and_keeps_the_checkpoint(folders, monkeypatch):
    original = training.Training._batch_loss

    def spiking(self, batch):
        return original(self, batch) * (50.0 if self.step + 1 == 23 else 1.0)

    monkeypatch.setattr(training.Training, "_batch_loss", spiking)
    changes = dict(steps=26, spike_factor=10.0, checkpoint_every_steps=5)
    with pytest.raises(TrainerError, match="loss is .* deviations above it.*document-") as caught:
        run(folders, **changes)
    assert caught.value.place == "step 23"
    # Of another family, Soro would throw the draft away.
    assert caught.value.family == "CorruptArtefactError"
    assert len(losses(folders)) == 22
    monkeypatch.undo()
    events = run(folders, **changes)
    assert events[0].resumed_from_step == 20


def test_windows_score_every_token_once_after_half_a_context():
    for length in (1, 5, 7, 8, 30):
        ids = list(range(100, 100 + length))
        parts = windows(ids, 8)
        assert [int(token) for row, counted in parts for token in row[counted]] == ids
        assert all(len(row) <= 8 and row[0] == 2 for row, _ in parts)
        assert all(int(counted.argmax()) - 1 >= 4 for row, counted in parts[1:])


def test_probes_give_the_bits_of_a_text_by_its_characters(folders):
    write_tokenizer(folders / "base")
    text = folders / "text.txt"
    text.write_text("салом салом\n\n" + "олам " * 30 + "\n", "utf-8")
    changes = dict(steps=4, probes={"Tajik": str(text)}, probe_every_steps=2, probe_characters=60)
    events = run(folders, **changes)
    found = [(event.step, event.bits_per_character) for event in events if isinstance(event, ProbeResult)]
    assert [step for step, _ in found] == [0, 2, 4]
    recorded = [json.loads(line) for line in (folders / "output" / "probes.jsonl").read_text().splitlines()]
    assert [record["bitsPerCharacter"] for record in recorded] == [bits for _, bits in found]

    # The same by hand: every line on its own, no packing, no windows (32 tokens hold each line).
    (probe,) = read_probes({"Tajik": str(text)}, folders / "base" / "tokenizer.json", 60, 256)
    assert probe.characters == 60
    model = load_model(str(folders / "base"), torch.device("cpu"))
    nats = 0.0
    for line in ("салом салом", ("олам " * 30).strip()[:49]):
        ids = torch.tensor([[2, *(5 + "салом ".index(letter) for letter in line)]])
        logits = model(input_ids=ids).logits[0, :-1].float()
        nats += float(torch.nn.functional.cross_entropy(logits, ids[0, 1:], reduction="sum"))
    (measured,) = (
        training.bits_per_character(PackedModel(model), probe, torch.device("cpu")) for _ in range(1)
    )
    assert measured == pytest.approx(nats / math.log(2) / 60, rel=1e-5)


def test_a_stopped_run_measures_each_probe_once(folders):
    write_tokenizer(folders / "base")
    (folders / "text.txt").write_text("салом\n", "utf-8")
    changes = dict(steps=6, probes={"t": str(folders / "text.txt")}, probe_every_steps=2)
    run(folders, **changes, output="unbroken")
    run(folders, **changes, stop=stop_after(4))
    run(folders, **changes)
    files = [(folders / output / "probes.jsonl").read_bytes() for output in ("output", "unbroken")]
    assert files[0] == files[1]


def test_a_probe_without_text_is_named(folders):
    write_tokenizer(folders / "base")
    with pytest.raises(TrainerError) as caught:
        run(folders, steps=1, probes={"Tajik": str(folders / "absent.txt")})
    assert caught.value.place == "probes.Tajik" and caught.value.family == "BadInputError"


def test_utilisation_counts_matrices_and_attention_by_hand(folders):
    config = load_model(str(folders / "base"), torch.device("cpu")).config
    body = 2 * (32 * 32 * 2 + 32 * 16 * 2 + 3 * 32 * 64)
    attention = 12 * 32 * (16 + 32)
    assert flops_per_token(config, 64) == 6 * (body + 96 * 32) + attention
    events = run(folders, steps=2, peak_teraflops=1e-6)
    step = [event for event in events if isinstance(event, Step)][-1]
    expected = step.tokens_per_second * flops_per_token(config, 32) / 1e6
    assert step.mfu == pytest.approx(expected, rel=1e-6)


def divergence(folders: Path, output: str) -> float:
    """How far a trained model is from its base on the replayed documents, in nats a token."""
    cpu = torch.device("cpu")
    base, trained = (load_model(str(folders / name), cpu) for name in ("base", output))
    store = TokenStore(str(folders / "replay"))
    packer = Packer(store, 32, seed=3)
    batch = read_batch([(store, sequence) for sequence in packer.sequences(0)], 32)
    taught = torch.ones(len(batch.stores), dtype=torch.bool)
    sums = PackedModel(trained, teacher=base)(batch.token_ids, batch.position_ids, batch.targets, taught)
    return float(sums) / batch.counted


def test_a_taught_sequence_is_compared_with_the_teacher_and_the_others_with_their_text(folders):
    cpu = torch.device("cpu")
    model, teacher = (load_model(str(folders / "base"), cpu) for _ in range(2))
    with torch.no_grad():
        teacher.model.embed_tokens.weight *= 3
    packed = PackedModel(model, teacher=teacher, teacher_weight=2.0)
    ids, places = torch.arange(5, 69).reshape(2, 32), torch.arange(32).repeat(2, 1)
    loss = packed(ids, places, ids, torch.tensor([True, False]))
    logits, wanted = (one(input_ids=ids[:1]).logits[0].log_softmax(-1) for one in (model, teacher))
    expected = 2 * torch.nn.functional.kl_div(logits, wanted, reduction="sum", log_target=True)
    expected = expected + PackedModel(model)(ids[1:], places[1:], ids[1:])
    assert torch.allclose(loss, expected, rtol=1e-4)


def test_a_teacher_keeps_what_is_replayed_better_than_its_text_does(folders):
    write_tokens(folders / "replay", documents=10)
    given = {"replay": "replay", "replay_share": 0.5, "steps": 30, "learning_rate": 5e-3}
    run(folders, **given, output="text")
    run(folders, **given, output="taught", teacher="base", teacher_weight=4.0)
    for output in ("text", "taught"):
        shutil.copy(folders / "base" / "config.json", folders / output)
    assert divergence(folders, "taught") < 0.8 * divergence(folders, "text")
    assert losses(folders, "taught") != losses(folders, "text")


def test_a_teacher_of_another_vocabulary_is_refused(folders):
    write_tokens(folders / "replay", documents=10)
    teacher = load_model(str(folders / "base"), torch.device("cpu"))
    teacher.resize_token_embeddings(104)
    teacher.save_pretrained(folders / "other")
    with pytest.raises(TrainerError, match="vocabulary of 104"):
        run(folders, replay="replay", replay_share=0.5, teacher="other", steps=1)
