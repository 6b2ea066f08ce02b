"""Loads a Hugging Face checkpoint, runs it over packed sequences, saves it."""

import os
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import Gemma3ForCausalLM

from .errors import TrainerError

PRECISIONS = {"bfloat16": torch.bfloat16, "float32": torch.float32}


def load_model(folder: str, device: torch.device) -> Gemma3ForCausalLM:
    """Weights in float32. Refuses a checkpoint that lacks weights instead of starting them at random."""
    try:
        model, report = Gemma3ForCausalLM.from_pretrained(
            folder,
            dtype=torch.float32,
            local_files_only=True,
            output_loading_info=True,
            attn_implementation="sdpa",
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _corrupt(folder, f"The checkpoint cannot be loaded: {str(error).strip().splitlines()[0]}") from error
    missing = [name for name in report["missing_keys"] if name != "lm_head.weight"]
    unknown = list(report["unexpected_keys"])
    if missing or unknown:
        raise _corrupt(folder, f"The checkpoint lacks or does not know the weights {', '.join((missing + unknown)[:3])}.")
    if model.config.final_logit_softcapping is not None or getattr(model.config, "use_bidirectional_attention", False):
        raise _corrupt(folder, "The checkpoint is not a plain Gemma 3 (soft-capped logits or two-way attention).")
    model.config.use_cache = False
    return model.to(device)


def run_body(model: Gemma3ForCausalLM, token_ids: torch.Tensor, position_ids: torch.Tensor) -> torch.Tensor:
    """Last hidden states [sequences, length, width] of packed sequences.

    Documents are kept apart by positions that restart. transformers does that only without a cache and
    without an attention mask: either of them turns it off silently (the self-test watches over this).
    """
    output = model.model(
        input_ids=token_ids, position_ids=position_ids, attention_mask=None, past_key_values=None, use_cache=False
    )
    return output.last_hidden_state


def head_weight(model: Gemma3ForCausalLM) -> torch.Tensor:
    return model.lm_head.weight


def save_model(model: Gemma3ForCausalLM, path: Path, dtype: torch.dtype) -> None:
    """Writes model.safetensors whole or not at all; the tied head is left out."""
    tied = model.lm_head.weight is model.model.embed_tokens.weight
    weights = {
        name: tensor.detach().to("cpu", dtype).contiguous()
        for name, tensor in model.state_dict().items()
        if not (tied and name == "lm_head.weight")
    }
    temporary = path.with_name(path.name + ".tmp")
    save_file(weights, temporary, metadata={"format": "pt"})
    with open(temporary, "rb+") as file:
        os.fsync(file.fileno())
    # safetensors lets only the owner read it; the other files of a checkpoint are as the user's umask says.
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(temporary, 0o666 & ~mask)
    os.replace(temporary, path)


def _corrupt(folder: str, message: str) -> TrainerError:
    return TrainerError(
        "CorruptArtefactError", message, file=folder, remedy="Build the checkpoint again from its source."
    )
