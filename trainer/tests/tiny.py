"""A tiny Gemma 3 with random weights and a small tokens artefact: `python tiny.py CHECKPOINT TOKENS`."""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

VOCABULARY = 96


def write_checkpoint(folder: Path) -> None:
    torch.manual_seed(7)
    config = Gemma3TextConfig(
        vocab_size=VOCABULARY,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        sliding_window=16,
        layer_types=["sliding_attention", "full_attention"],
        max_position_embeddings=256,
        tie_word_embeddings=True,
    )
    Gemma3ForCausalLM(config).save_pretrained(folder)
    for name in ("tokenizer.json", "NOTICE", "GEMMA_TERMS.txt", "chat_template.jinja"):
        (folder / name).write_text(f"{name} of the test\n", "utf-8")


def write_tokenizer(folder: Path) -> None:
    """A tokenizer.json whose tokens are the letters of `салом` and the space, from id 5."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    vocabulary = {f"<{number}>": number for number in range(5)} | {letter: 5 + n for n, letter in enumerate("салом ")}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<3>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.save(str(folder / "tokenizer.json"))


def write_tokens(folder: Path, *, documents: int = 40, longest: int = 90, masked: bool = False) -> None:
    """Documents in two shards; tokens of a document follow a pattern that can be learned."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(11)
    shards = []
    for shard in range(2):
        bodies = [
            np.concatenate([[2], (random.integers(5, VOCABULARY) + np.arange(size)) % 90 + 5, [1]])
            for size in random.integers(2, longest, documents // 2)
        ]
        starts = np.cumsum([0] + [len(body) for body in bodies])
        name = f"{shard:05d}"
        np.concatenate(bodies).astype("<u4").tofile(folder / f"tokens-{name}.bin")
        starts[:-1].astype("<u4").tofile(folder / f"documents-{name}.bin")
        (folder / f"ids-{name}.json").write_text(json.dumps([f"document-{shard}-{n}" for n in range(len(bodies))]))
        if masked:
            labels = np.concatenate([np.arange(len(body)) >= len(body) // 2 for body in bodies])
            labels.astype("u1").tofile(folder / f"labels-{name}.bin")
        shards.append({"tokens": int(starts[-1]), "documents": len(bodies), "documentIds": f"ids-{name}.json"})
    index = {
        "vocabularySize": VOCABULARY,
        "shards": shards,
        "tokens": sum(shard["tokens"] for shard in shards),
        "documents": sum(shard["documents"] for shard in shards),
        "masked": masked,
    }
    (folder / "index.json").write_text(json.dumps(index))


if __name__ == "__main__":
    write_checkpoint(Path(sys.argv[1]))
    write_tokens(Path(sys.argv[2]))
