"""Loads a Hugging Face checkpoint, runs it over packed sequences, saves it."""

import os
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from transformers import Gemma3ForCausalLM

from ..errors import TrainerError
from ..text.batches import IGNORED
from .distillation import summed_divergence
from .loss import position_losses, summed_cross_entropy

PRECISIONS = {"bfloat16": torch.bfloat16, "float32": torch.float32}


def load_model(folder: str, device: torch.device, attention: str = "sdpa") -> Gemma3ForCausalLM:
    """Weights in float32; `attention` is a name that transformers knows. Refuses a checkpoint that lacks weights instead
    of starting them at random."""
    try:
        loaded: Any = Gemma3ForCausalLM.from_pretrained(
            folder,
            dtype=torch.float32,
            local_files_only=True,
            output_loading_info=True,
            attn_implementation=attention,
        )
        model, report = loaded
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


class PackedModel(torch.nn.Module):
    """A model and its loss over packed sequences in one forward pass, as sharing it between processes asks for."""

    def __init__(
        self,
        gemma: Gemma3ForCausalLM,
        dtype: torch.dtype = torch.float32,
        teacher: Gemma3ForCausalLM | None = None,
        teacher_weight: float = 1.0,
    ) -> None:
        """`dtype`: of the arithmetic; `teacher`: whose predictions some sequences are compared with, and how much
        such a token counts beside one that is compared with the text."""
        super().__init__()
        self.gemma = gemma
        self._dtype = dtype
        # In a tuple it is no submodule: it neither learns nor is it saved or shared out.
        self._teacher: tuple[Gemma3ForCausalLM, ...] = () if teacher is None else (teacher,)
        self._teacher_weight = teacher_weight
        self._compiled = None

    def compile_body(self) -> None:
        """From now on the body is compiled as a whole, once for every shape of a batch."""
        self._compiled = torch.compile(run_body, dynamic=False)

    def forward(
        self,
        token_ids: torch.Tensor,
        position_ids: torch.Tensor,
        targets: torch.Tensor,
        taught: torch.Tensor | None = None,
        *,
        each: bool = False,
    ) -> torch.Tensor:
        """All [sequences, length], `taught` [sequences]. The sum of −ln p(target), or of the divergence from the
        teacher where a sequence is taught; with `each` the loss of every target, in float32."""
        mixed = self._dtype == torch.bfloat16 and not each
        with torch.autocast(token_ids.device.type, dtype=torch.bfloat16, enabled=mixed):
            hidden = (self._compiled or run_body)(self.gemma, token_ids, position_ids)
        if each:
            return position_losses(*self._counted(hidden, targets))
        if not torch.is_grad_enabled():
            return position_losses(*self._counted(hidden, targets), self._dtype).sum()
        if taught is None or not taught.any():
            return summed_cross_entropy(*self._counted(hidden, targets), self._dtype)
        loss = self._divergence(hidden[taught], token_ids[taught], position_ids[taught], targets[taught])
        if not taught.all():
            loss = loss + summed_cross_entropy(*self._counted(hidden[~taught], targets[~taught]), self._dtype)
        return loss

    def _counted(self, hidden: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The states that have a target, the head, those targets."""
        targets = targets.flatten()
        counted = torch.nonzero(targets != IGNORED).flatten()
        return hidden.flatten(0, 1).index_select(0, counted), head_weight(self.gemma), targets[counted]

    def _divergence(
        self, hidden: torch.Tensor, token_ids: torch.Tensor, position_ids: torch.Tensor, targets: torch.Tensor
    ) -> torch.Tensor:
        (teacher,) = self._teacher
        mixed = self._dtype == torch.bfloat16
        with torch.no_grad(), torch.autocast(token_ids.device.type, dtype=torch.bfloat16, enabled=mixed):
            wanted = run_body(teacher, token_ids, position_ids)
        states, head, _ = self._counted(hidden, targets)
        wanted_states, _, _ = self._counted(wanted, targets)
        divergence = summed_divergence(states, head, wanted_states, head_weight(teacher), self._dtype)
        return self._teacher_weight * divergence


def head_weight(model: Gemma3ForCausalLM) -> torch.Tensor:
    return model.lm_head.weight


def plain_weights(model: Gemma3ForCausalLM, full) -> dict[str, torch.Tensor]:
    """Every weight once (a tied head is the embedding); `full` gives the whole of a shared one."""
    return {name: full(parameter) for name, parameter in model.named_parameters()}


def save_weights(weights: dict[str, torch.Tensor], path: Path, dtype: torch.dtype) -> None:
    """Writes model.safetensors whole or not at all."""
    weights = {name: tensor.to("cpu", dtype).contiguous() for name, tensor in weights.items()}
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
