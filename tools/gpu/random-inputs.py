"""`random-inputs.py FOLDER`: for the checkpoint that FOLDER/base/config.json describes, random weights in bfloat16, and documents
of random tokens in FOLDER/tokens. Speed does not depend on what the weights know."""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from transformers import AutoConfig, Gemma3ForCausalLM

DOCUMENTS = 400

folder = Path(sys.argv[1])
base, tokens = folder / "base", folder / "tokens"
tokens.mkdir()
torch.manual_seed(1)
config = AutoConfig.from_pretrained(base, local_files_only=True)
torch.set_default_dtype(torch.bfloat16)
Gemma3ForCausalLM(config).save_pretrained(base)

random = np.random.default_rng(1)
lengths = np.clip(random.lognormal(6.5, 0.8, DOCUMENTS), 64, 8000).astype(int)
bodies = [np.concatenate([[2], random.zipf(1.2, size) % (config.vocab_size - 500) + 400, [1]]) for size in lengths]
starts = np.cumsum([0] + [len(body) for body in bodies])
np.concatenate(bodies).astype("<u4").tofile(tokens / "tokens-00000.bin")
starts[:-1].astype("<u4").tofile(tokens / "documents-00000.bin")
(tokens / "ids-00000.json").write_text(json.dumps([f"document-{number}" for number in range(len(bodies))]))
shard = {"tokens": int(starts[-1]), "documents": len(bodies), "documentIds": "ids-00000.json"}
index = {"vocabularySize": config.vocab_size, "shards": [shard], "masked": False, "tokens": shard["tokens"],
         "documents": len(bodies)}  # fmt: skip
(tokens / "index.json").write_text(json.dumps(index))
