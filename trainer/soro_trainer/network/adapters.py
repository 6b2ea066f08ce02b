"""LoRA through peft: low-rank adapters are trained instead of the matrices, and merged into them on saving."""

import torch
from transformers import Gemma3ForCausalLM

from ..errors import TrainerError
from ..messages.protocol import Lora

_ADAPTER = "default"


def add_adapters(model: Gemma3ForCausalLM, lora: Lora, frozen_dtype: torch.dtype) -> None:
    """Puts adapters into a model (Hu et al. 2021); everything else is frozen, in the dtype of the arithmetic."""
    from peft import LoraConfig, inject_adapter_in_model

    config = LoraConfig(
        r=lora.rank,
        lora_alpha=lora.alpha,  # pyright: ignore[reportArgumentType] (peft only divides it)
        target_modules=list(lora.targets),
        lora_dropout=0.0,
        bias="none",
    )
    try:
        inject_adapter_in_model(config, model)
    except ValueError as error:
        raise TrainerError(
            "BadInputError", str(error).splitlines()[0], place="lora.targets", remedy="Name projections of the model."
        ) from error
    embedding = model.get_input_embeddings().weight
    for parameter in model.parameters():
        if parameter is embedding and lora.embeddings:
            parameter.requires_grad_(True)
        elif parameter.requires_grad:
            parameter.data = parameter.data.float()
        else:
            parameter.data = parameter.data.to(frozen_dtype)


def merged_weights(model: torch.nn.Module, full) -> dict[str, torch.Tensor]:
    """The weights under the names of a model without adapters; each is W + scaling · B·A, formed in float32.

    `full` gives the whole of a parameter, also when processes hold shares of it.
    """
    from peft.tuners.lora import LoraLayer

    layers = {name: module for name, module in model.named_modules() if isinstance(module, LoraLayer)}
    weights = {}
    for name, parameter in model.named_parameters():
        layer_name, _, rest = name.partition(".base_layer.")
        if ".lora_" in name:
            continue
        if rest != "weight":
            weights[name] = full(parameter)
            continue
        layer = layers[layer_name]
        down, up = full(layer.lora_A[_ADAPTER].weight), full(layer.lora_B[_ADAPTER].weight)
        weights[f"{layer_name}.weight"] = full(parameter).float() + layer.scaling[_ADAPTER] * (up.float() @ down.float())
    return weights
