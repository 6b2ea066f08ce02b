"""Sees a loss or a gradient norm that jumps out of what the last steps were like."""

import math

# Steps that a new one is compared with, and how many are needed before anything is said.
WINDOW = 64
_FEWEST = 16
# A step may always be this far off (nats a token; logarithm of the norm): quiet runs have tiny deviations.
_LOSS_FLOOR = 0.05
_NORM_FLOOR = 0.25
# Makes the median absolute deviation an estimate of the standard deviation of normal noise.
_TO_DEVIATION = 1.4826


class SpikeWatch:
    """Median and median absolute deviation of the last steps; its state goes into training checkpoints."""

    def __init__(self, factor: float, state: dict | None = None) -> None:
        """`factor`: deviations that a step may be above the median; 0 switches the watch off."""
        self._factor = factor
        self._losses: list[float] = list(state["losses"]) if state else []
        self._norms: list[float] = list(state["norms"]) if state else []

    def state(self) -> dict:
        return {"losses": list(self._losses), "norms": list(self._norms)}

    def judge(self, loss: float, norm: float) -> str | None:
        """What is wrong with a step, in words; None when it is like the others. A spike is not remembered."""
        log_norm = math.log(max(norm, 1e-30))
        spike = self._spike("loss", loss, self._losses, _LOSS_FLOOR, str)
        spike = spike or self._spike("gradient norm", log_norm, self._norms, _NORM_FLOOR, math.exp)
        if spike is None:
            self._losses = [*self._losses, loss][-WINDOW:]
            self._norms = [*self._norms, log_norm][-WINDOW:]
        return spike

    def _spike(self, name: str, value: float, past: list[float], floor: float, shown) -> str | None:
        if self._factor <= 0 or len(past) < _FEWEST:
            return None
        middle = _median(past)
        deviation = max(floor, _TO_DEVIATION * _median([abs(other - middle) for other in past]))
        if value <= middle + self._factor * deviation:
            return None
        return (
            f"The {name} is {float(shown(value)):.4g}, the median of the last {len(past)} steps "
            f"is {float(shown(middle)):.4g}: {(value - middle) / deviation:.0f} deviations above it"
        )


def _median(values: list[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
