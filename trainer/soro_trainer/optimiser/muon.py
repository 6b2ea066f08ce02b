"""Muon for the matrices of the layers, AdamW for the rest: what both know, as one optimiser."""

import torch


class MuonBesideAdamW:
    """Groups and state count through both: first the matrices, then what AdamW has.

    Muon (Jordan, 2024) makes every singular value of a matrix's step about equal. Its steps are scaled to the size of
    AdamW's, so that rates and decay mean what they mean there (Liu et al., "Muon is scalable for LLM training", 2025).
    """

    def __init__(self, matrices: dict, adamw: torch.optim.AdamW) -> None:
        self._muon = torch.optim.Muon([matrices], lr=0.0, momentum=0.95, adjust_lr_fn="match_rms_adamw")
        self._adamw = adamw
        self._matrices = len(matrices["params"])

    @property
    def param_groups(self) -> list[dict]:
        return [*self._muon.param_groups, *self._adamw.param_groups]

    def step(self) -> None:
        self._muon.step()
        self._adamw.step()

    def zero_grad(self, set_to_none: bool = True) -> None:
        self._muon.zero_grad(set_to_none)
        self._adamw.zero_grad(set_to_none)

    def state_dict(self) -> dict:
        muon, adamw = self._muon.state_dict(), self._adamw.state_dict()
        return {
            "state": {**muon["state"], **_moved(adamw["state"], self._matrices)},
            "param_groups": [*muon["param_groups"], *_renamed(adamw["param_groups"], self._matrices)],
        }

    def load_state_dict(self, state: dict) -> None:
        matrices, *others = state["param_groups"]
        moments = state["state"]
        of_matrices = {place: moment for place, moment in moments.items() if place < self._matrices}
        of_others = {place: moment for place, moment in moments.items() if place >= self._matrices}
        self._muon.load_state_dict({"state": of_matrices, "param_groups": [matrices]})
        self._adamw.load_state_dict(
            {"state": _moved(of_others, -self._matrices), "param_groups": _renamed(others, -self._matrices)}
        )


def _moved(moments: dict, by: int) -> dict:
    return {place + by: moment for place, moment in moments.items()}


def _renamed(groups: list[dict], by: int) -> list[dict]:
    return [{**group, "params": [place + by for place in group["params"]]} for group in groups]
