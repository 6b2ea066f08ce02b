"""What a training checkpoint holds of model and optimiser: whole tensors, however many processes share them."""

import torch

from ..optimiser.optimisation import Optimiser
from .group import full, like


def snapshot(model: torch.nn.Module, optimiser: Optimiser, *, copy: bool) -> dict:
    """Weights that train and the optimiser's state in CPU memory; `copy`: apart from what training changes.

    Every process has to take part.
    """

    def taken(value):
        if not isinstance(value, torch.Tensor):
            return value
        whole = full(value)
        return whole.to("cpu", copy=copy)

    weights = {name: taken(weight) for name, weight in _kept(model).items()}
    state = optimiser.state_dict()
    moments = {
        place: {name: taken(value) for name, value in moment.items()} for place, moment in state["state"].items()
    }
    groups = [{**group, "params": list(group["params"])} for group in state["param_groups"]]
    return {"weights": weights, "optimiser": {"state": moments, "param_groups": groups}}


@torch.no_grad()
def restore(state: dict, model: torch.nn.Module, optimiser: Optimiser) -> None:
    """Puts a snapshot back; the number of processes may be another one."""
    for name, parameter in _kept(model).items():
        parameter.copy_(like(parameter, state["weights"][name]))
    parameters = [parameter for group in optimiser.param_groups for parameter in group["params"]]
    moments = {
        place: {
            # The count of steps is a number of its own; the moments have the parameter's shape.
            name: like(parameters[place], value) if isinstance(value, torch.Tensor) and value.ndim > 0 else value
            for name, value in moment.items()
        }
        for place, moment in state["optimiser"]["state"].items()
    }
    optimiser.load_state_dict({**state["optimiser"], "state": moments})


def _kept(model: torch.nn.Module) -> dict[str, torch.nn.Parameter]:
    """With adapters the frozen weights are left out: they are the base's. Without, a frozen one learns later."""
    named = dict(model.named_parameters())
    if any(".lora_" in name for name in named):
        return {name: parameter for name, parameter in named.items() if parameter.requires_grad}
    return named
