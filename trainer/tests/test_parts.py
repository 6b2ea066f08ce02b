import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from soro_trainer.errors import TrainerError
from soro_trainer.messages.protocol import Settings
from soro_trainer.network.loss import position_losses, summed_cross_entropy
from soro_trainer.optimiser.optimisation import rate_factor
from soro_trainer.run.environment import choose_precision
from soro_trainer.text.batches import IGNORED, lay_out, read_batch
from soro_trainer.text.packing import MixedStream, Packer, SequenceStream
from soro_trainer.text.tokens import TokenStore
from tiny import write_tokens

LENGTH = 32


@pytest.fixture
def store(tmp_path):
    write_tokens(tmp_path)
    return TokenStore(str(tmp_path))


def settings(**changes) -> Settings:
    values = dict(
        steps=100, epochs=None, sequence_length=LENGTH, batch_size=2, accumulation=1, learning_rate=1e-3,
        embedding_learning_rate=2e-3, warmup_steps=10, schedule="cosine", decay_fraction=0.2,
        final_rate_fraction=0.1, weight_decay=0.1, gradient_clipping=1.0, seed=1, precision="float32",
        save_precision="float32", device="cpu", threads=1, checkpoint_every_steps=10,
        replay_share=0.0, compile=False, optimiser="adamw", teacher_weight=1.0, spike_factor=0.0, lora=None,
        fake_quantisation=None, embeddings_only_steps=0, neftune_alpha=0.0, gradient_checkpointing=False,
        asynchronous_checkpoints=True, processes=1, peak_teraflops=None, probes={}, probe_every_steps=100,
        probe_characters=4000,
    )  # fmt: skip
    return Settings(**{**values, **changes})


def test_every_token_is_packed_exactly_once_and_fits(store):
    seen = {}
    for sequence in Packer(store, LENGTH, seed=3).sequences(0):
        assert sum(segment.size for segment in sequence) <= LENGTH
        for segment in sequence:
            for position in range(segment.start, segment.start + segment.length):
                key = (segment.document, position)
                assert key not in seen
                seen[key] = True
    total = int(store.lengths().sum())
    # A last piece of one token predicts nothing and is left out.
    assert total - store.documents <= len(seen) <= total


def test_packing_leaves_little_room(store):
    sequences = list(Packer(store, LENGTH, seed=3).sequences(0))
    filled = sum(segment.size for sequence in sequences for segment in sequence)
    assert filled / (len(sequences) * LENGTH) > 0.9


def test_order_depends_on_seed_and_epoch_only(store):
    packer = Packer(store, LENGTH, seed=3)
    assert list(packer.sequences(0)) == list(Packer(store, LENGTH, seed=3).sequences(0))
    assert list(packer.sequences(0)) != list(packer.sequences(1))
    assert list(packer.sequences(0)) != list(Packer(store, LENGTH, seed=4).sequences(0))


def test_a_stream_goes_on_from_its_cursor(store):
    packer = Packer(store, LENGTH, seed=3)
    stream = SequenceStream(packer)
    for _ in range(packer.count() + 5):
        stream.next()
    other = SequenceStream(packer, *stream.cursor())
    assert [stream.next() for _ in range(10)] == [other.next() for _ in range(10)]


def test_a_share_of_the_sequences_is_replay_evenly_and_from_the_cursor_on(store, tmp_path):
    write_tokens(tmp_path / "other")
    other = TokenStore(str(tmp_path / "other"))

    def mixed(main=(0, 0, 0), replay=(0, 0, 0)):
        streams = (SequenceStream(Packer(each, LENGTH, 3), *at) for each, at in ((store, main), (other, replay)))
        return MixedStream(*streams, share=0.25)

    stream = mixed()
    stores = [stream.next()[0] for _ in range(40)]
    assert [stores[start : start + 4].count(other) for start in range(0, 40, 4)] == [1] * 10
    cursor = stream.cursor()
    resumed = mixed(**cursor)
    assert [stream.next()[1] for _ in range(40)] == [resumed.next()[1] for _ in range(40)]


def test_without_replay_every_sequence_is_of_the_first_stream(store):
    stream = MixedStream(SequenceStream(Packer(store, LENGTH, 3)), None, 0.5)
    assert all(stream.next()[0] is store for _ in range(20))


def test_no_target_crosses_a_document_boundary():
    ones = np.ones(3, dtype=bool)
    token_ids, positions, targets = lay_out([(np.array([2, 7, 8]), ones), (np.array([2, 9, 1]), ones)], 8)
    assert token_ids.tolist() == [2, 7, 8, 2, 9, 1, 0, 0]
    assert positions.tolist() == [0, 1, 2, 0, 1, 2, 0, 1]
    assert targets.tolist() == [7, 8, IGNORED, 9, 1, IGNORED, IGNORED, IGNORED]


def test_only_masked_tokens_are_targets(tmp_path):
    write_tokens(tmp_path, masked=True, longest=20)
    store = TokenStore(str(tmp_path))
    for sequence in Packer(store, LENGTH, seed=3).sequences(0):
        batch = read_batch([(store, sequence)])
        expected = sum(
            int(store.read(segment.document, 0, segment.length)[1][1:].sum()) for segment in sequence
        )
        assert batch.counted == expected


def test_a_continued_document_begins_with_bos_and_does_not_guess_what_follows_it(store):
    sequences = [s for s in Packer(store, LENGTH, seed=3).sequences(0) if s[0].continues]
    batch = read_batch([(store, sequences[0])])
    assert batch.token_ids[0, 0] == 2
    assert batch.targets[0, 0] == IGNORED
    assert batch.targets[0, 1] == batch.token_ids[0, 2]


def test_damaged_tokens_are_named(tmp_path):
    write_tokens(tmp_path)
    (tmp_path / "tokens-00001.bin").write_bytes(b"abcd")
    with pytest.raises(TrainerError) as caught:
        TokenStore(str(tmp_path))
    assert caught.value.family == "CorruptArtefactError"
    assert caught.value.file.endswith("tokens-00001.bin")


def test_chunked_loss_and_gradients_equal_the_plain_ones():
    torch.manual_seed(1)
    hidden = torch.randn(1100, 16, requires_grad=True)
    weight = torch.randn(50, 16, requires_grad=True)
    targets = torch.randint(0, 50, (1100,))
    plain = torch.nn.functional.cross_entropy(hidden @ weight.T, targets, reduction="sum")
    expected = torch.autograd.grad(plain / 1100, [hidden, weight])
    chunked = summed_cross_entropy(hidden, weight, targets, torch.float32)
    actual = torch.autograd.grad(chunked / 1100, [hidden, weight])
    assert torch.allclose(plain, chunked, rtol=1e-6)
    for left, right in zip(expected, actual, strict=True):
        assert torch.allclose(left, right, atol=1e-6)
    assert torch.allclose(position_losses(hidden, weight, targets).sum(), plain, rtol=1e-6)


def test_rates_warm_up_and_decay():
    for schedule in ("cosine", "wsd"):
        factors = [rate_factor(settings(schedule=schedule), step, 100) for step in range(1, 101)]
        assert factors[0] == pytest.approx(0.1)
        assert max(factors) == factors[9] == 1.0
        assert factors[-1] == pytest.approx(0.1)
        assert factors[9:] == sorted(factors[9:], reverse=True)
    assert rate_factor(settings(schedule="wsd"), 80, 100) == 1.0
    assert rate_factor(settings(schedule="constant"), 100, 100) == 1.0


def test_bfloat16_is_chosen_where_the_processor_has_it(monkeypatch):
    cpu = torch.device("cpu")
    for native, expected in ((True, "bfloat16"), (False, "float32")):
        monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda native=native: native)
        assert choose_precision("auto", cpu) == expected
    assert choose_precision("bfloat16", cpu) == "bfloat16"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc")
def test_memory_does_not_grow_with_losses_over_ever_new_numbers_of_positions():
    # As the trainer runs: what is freed stays with the process (src/training/python.ts).
    kept = {"MALLOC_TRIM_THRESHOLD_": "8589934592", "MALLOC_MMAP_THRESHOLD_": "8589934592"}
    script = Path(__file__).parent / "growing.py"
    output = subprocess.run([sys.executable, script], env={**os.environ, **kept}, capture_output=True, check=True).stdout
    early, late = map(int, output.split())
    assert late - early < 150
