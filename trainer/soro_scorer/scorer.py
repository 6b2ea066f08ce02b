"""A checkpoint that scores trees of tokens and continues prompts, in 32 bits.

A tree holds what several texts begin with once. Its nodes stand in one row; each sees its ancestors only (a mask),
at its own position, so the result is that of every text alone.
"""

import json
import math
from pathlib import Path
from typing import Any

import torch
import transformers
from soro_trainer.errors import TrainerError
from soro_trainer.network.model import load_model
from transformers import DynamicCache

BATCH_TOKENS = 1024
LEAVES = 4096


class Scorer:
    def __init__(self, file: str, context_tokens: int, threads: int) -> None:
        torch.set_num_threads(threads)
        self.model = load_model(file, torch.device("cpu")).eval()
        config = json.loads((Path(file) / "tokenizer.json").read_text(encoding="utf-8"))
        added = {token["content"]: token["id"] for token in config["added_tokens"]}
        self.bos = added["<bos>"]
        self.ends = {added[name] for name in ("<eos>", "<end_of_turn>") if name in added}
        self.control = {token["id"] for token in config["added_tokens"] if token["special"]}
        self.tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_file=str(Path(file) / "tokenizer.json"))
        self.context_tokens = context_tokens
        assert self.model.config.sliding_window is not None, "Every Gemma 3 has a window."
        self.window = self.model.config.sliding_window
        # Without a configuration no layer of the cache forgets: the mask alone says what is seen.
        self.cache = DynamicCache()
        self.held = 0

    def facts(self) -> dict[str, Any]:
        return {
            "version": f"torch {torch.__version__}, transformers {transformers.__version__}",
            "bos": self.bos,
            "chatTemplate": None,
            "leaves": LEAVES,
            "batchTokens": BATCH_TOKENS,
        }

    @torch.inference_mode()
    def score(
        self, kept: int, trunk: int, tokens: list[int], parents: list[int], targets: list[dict[str, Any]]
    ) -> list[float]:
        """Natural-log probability of each target after its node; `trunk` nodes are kept for the next tree."""
        if not tokens:
            return []
        self._keep(kept)
        positions = torch.tensor(_depths(parents)) + kept
        seen = _ancestors(parents, kept)
        hidden = self._body(torch.tensor([tokens]), positions, seen)
        self._keep(kept + trunk)
        rows = hidden[0, [target["node"] for target in targets]]
        logits = self.model.lm_head(rows)
        totals = torch.logsumexp(logits, dim=-1)
        result: list[float] = []
        for row, target in enumerate(targets):
            result += (logits[row, target["tokens"]] - totals[row]).double().tolist()
        return _checked(result)

    @torch.inference_mode()
    def write(
        self,
        prefix: list[int],
        maximumTokens: int,
        stop: list[str],
        allowed: list[list[int]] | None = None,
    ) -> dict[str, Any]:
        """Continues one prompt with the likeliest tokens."""
        self._keep(0)
        tokens = [self.bos, *prefix]
        written: list[int] = []
        end = "length"
        while len(written) < maximumTokens:
            start = self.held
            positions = torch.arange(start, start + len(tokens))
            seen = _ancestors(list(range(-1, len(tokens) - 1)), start)
            hidden = self._body(torch.tensor([tokens]), positions, seen)
            self.held = start + len(tokens)
            logits = self.model.lm_head(hidden[0, -1])
            token = _likeliest(logits, allowed, len(written))
            if token is None or token in self.ends:
                end = "stop" if token is None else "end-of-text"
                break
            allowed = [answer for answer in allowed if answer[len(written)] == token] if allowed else None
            written.append(token)
            tokens = [token]
            if any(mark in self._text(written) for mark in stop):
                end = "stop"
                break
        text = self._text(written)
        cuts = [text.index(mark) for mark in stop if mark in text]
        self._keep(0)
        return {"text": text[: min(cuts)] if cuts else text, "tokens": len(written), "end": end}

    def _body(self, tokens: torch.Tensor, positions: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        """Last hidden states [1, nodes, width] after what the cache holds."""
        before = torch.cat([torch.arange(self.held), positions])
        near = (positions[:, None] - before[None, :]) < self.window
        masks = {
            "full_attention": _additive(seen),
            "sliding_attention": _additive(seen & near),
        }
        output = self.model.model(
            input_ids=tokens,
            position_ids=positions[None],
            attention_mask=masks,
            past_key_values=self.cache,
            use_cache=True,
        )
        return output.last_hidden_state

    def _keep(self, length: int) -> None:
        """Keeps the first tokens of the cache."""
        if length == 0:
            self.cache = DynamicCache()
        elif length < self.cache.get_seq_length():
            self.cache.crop(length)
        self.held = length

    def _text(self, tokens: list[int]) -> str:
        return str(self.tokenizer.decode([token for token in tokens if token not in self.control]))


def _depths(parents: list[int]) -> list[int]:
    depths: list[int] = []
    for parent in parents:
        depths.append(0 if parent < 0 else depths[parent] + 1)
    return depths


def _ancestors(parents: list[int], kept: int) -> torch.Tensor:
    """[nodes, kept + nodes]: what each node sees: everything kept, its ancestors and itself."""
    seen = torch.zeros(len(parents), kept + len(parents), dtype=torch.bool)
    seen[:, :kept] = True
    for node, parent in enumerate(parents):
        if parent >= 0:
            seen[node] = seen[parent]
        seen[node, kept + node] = True
    return seen


def _additive(seen: torch.Tensor) -> torch.Tensor:
    return torch.zeros(seen.shape).masked_fill_(~seen, -math.inf)[None, None]


def _likeliest(logits: torch.Tensor, allowed: list[list[int]] | None, place: int) -> int | None:
    if allowed is None:
        return int(logits.argmax())
    if any(len(answer) <= place for answer in allowed):
        return None
    return max((answer[place] for answer in allowed), key=lambda token: float(logits[token]))


def _checked(values: list[float]) -> list[float]:
    bad = next((value for value in values if not math.isfinite(value)), None)
    if bad is None:
        return values
    raise TrainerError(
        "CorruptArtefactError",
        f"The model gives {bad} as a log-probability: its weights are damaged.",
        remedy="Build the checkpoint again.",
    )
