import pytest
import torch
from soro_trainer.network import attention
from soro_trainer.network import model as models
from soro_trainer.network.attention import PACKED, documents_of, implementation_for
from soro_trainer.text.batches import IGNORED
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

# Documents shorter and longer than the window, of one token, and one that fills its row.
LENGTHS = [[7, 30, 1, 10], [48]]


def packed_batch(vocabulary: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(1)
    token_ids = torch.randint(vocabulary, (len(LENGTHS), sum(LENGTHS[0])))
    positions = torch.stack([torch.cat([torch.arange(size) for size in sizes]) for sizes in LENGTHS])
    targets = torch.roll(token_ids, -1, dims=1)
    targets[torch.roll(positions, -1, dims=1) == 0] = IGNORED
    return token_ids, positions, targets


def loss_and_gradients(model: Gemma3ForCausalLM, implementation: str) -> tuple[torch.Tensor, dict]:
    model.set_attn_implementation(implementation)
    model.zero_grad()
    loss = models.PackedModel(model)(*packed_batch(model.config.vocab_size))
    loss.backward()
    return loss.detach(), {name: parameter.grad.clone() for name, parameter in model.named_parameters()}


@pytest.mark.parametrize("block", [8, 128])
@pytest.mark.parametrize("key_heads", [1, 2, 4])
def test_losses_and_gradients_equal_those_of_masks(key_heads, block, monkeypatch):
    monkeypatch.setattr(attention, "BLOCK", block)
    torch.manual_seed(3)
    model = Gemma3ForCausalLM(
        Gemma3TextConfig(
            vocab_size=64, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=key_heads, head_dim=16, sliding_window=16, use_cache=False,
            layer_types=["sliding_attention", "full_attention"],
        )
    )  # fmt: skip
    loss, gradients = loss_and_gradients(model, "sdpa")
    own_loss, own_gradients = loss_and_gradients(model, PACKED)
    torch.testing.assert_close(own_loss, loss, rtol=1e-5, atol=0)
    for name, gradient in gradients.items():
        torch.testing.assert_close(own_gradients[name], gradient, rtol=1e-3, atol=1e-5, msg=name)


def test_a_document_begins_where_positions_restart_and_at_the_start_of_a_row():
    positions = torch.tensor([[0, 1, 0, 1, 2], [3, 4, 5, 0, 0]])
    assert [(row, places.start, places.stop) for row, places in documents_of(positions)] == [
        (0, 0, 2), (0, 2, 5), (1, 0, 3), (1, 3, 4), (1, 4, 5),
    ]  # fmt: skip


def test_training_on_a_processor_uses_it_and_on_a_gpu_does_not():
    assert implementation_for(torch.device("cpu")) == PACKED
    assert implementation_for(torch.device("cuda")) == "sdpa"


def test_a_mask_is_refused(tmp_path):
    from tiny import write_checkpoint

    write_checkpoint(tmp_path)
    model = models.load_model(str(tmp_path), torch.device("cpu"), PACKED)
    token_ids, positions, _ = packed_batch(model.config.vocab_size)
    mask = torch.zeros(len(LENGTHS), 1, 48, 48)
    with pytest.raises(ValueError, match="not a mask"):
        model.model(input_ids=token_ids, position_ids=positions, attention_mask=mask, use_cache=False)
