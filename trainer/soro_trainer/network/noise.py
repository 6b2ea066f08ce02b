"""NEFTune: uniform noise on the embeddings while tuning (Jain et al. 2023, arXiv 2310.05914)."""

import math

import numpy as np
import torch


class EmbeddingNoise:
    """Adds noise to what the embedding gives, within ±alpha / √(length × width), as the paper and TRL do.

    The noise of a batch depends on the seed and the batch's place in the run alone, so a resumed run repeats it.
    """

    def __init__(self, embedding: torch.nn.Module, alpha: float, seed: int) -> None:
        self._alpha = alpha
        self._seed = seed
        self._place: tuple[int, ...] | None = None
        if alpha > 0:
            embedding.register_forward_hook(self._add)

    def at(self, *place: int) -> None:
        """From now on noise for this place (step, batch, process)."""
        self._place = place

    def off(self) -> None:
        self._place = None

    def _add(self, _module, _inputs, output: torch.Tensor) -> torch.Tensor:
        if self._place is None:
            return output
        generator = torch.Generator(device=output.device)
        generator.manual_seed(int(np.random.SeedSequence([self._seed, *self._place]).generate_state(1)[0]))
        bound = self._alpha / math.sqrt(output.shape[-2] * output.shape[-1])
        noise = torch.empty_like(output, requires_grad=False).uniform_(-bound, bound, generator=generator)
        return output + noise
