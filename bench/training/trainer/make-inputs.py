"""`make-inputs.py CHECKPOINT FOLDER LAYERS`: the first layers of a checkpoint, and documents of random tokens."""

import json
import sys
from pathlib import Path

import numpy as np
from safetensors.torch import load_file, save_file

source, folder, layers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
base, tokens = folder / "base", folder / "tokens"
base.mkdir(parents=True)
tokens.mkdir()
config = json.loads((source / "config.json").read_text("utf-8"))
config |= {"num_hidden_layers": layers, "layer_types": config["layer_types"][-layers:]}
(base / "config.json").write_text(json.dumps(config))
weights = load_file(source / "model.safetensors")
kept = {name: w for name, w in weights.items() if ".layers." not in name or int(name.split(".")[2]) < layers}
save_file(kept, base / "model.safetensors", metadata={"format": "pt"})

random = np.random.default_rng(1)
lengths = np.clip(random.lognormal(5.5, 0.8, 400), 16, 4000).astype(int)
bodies = [np.concatenate([[2], random.zipf(1.2, size) % (config["vocab_size"] - 500) + 400, [1]]) for size in lengths]
starts = np.cumsum([0] + [len(body) for body in bodies])
np.concatenate(bodies).astype("<u4").tofile(tokens / "tokens-00000.bin")
starts[:-1].astype("<u4").tofile(tokens / "documents-00000.bin")
(tokens / "ids-00000.json").write_text(json.dumps([f"document-{number}" for number in range(len(bodies))]))
shard = {"tokens": int(starts[-1]), "documents": len(bodies), "documentIds": "ids-00000.json"}
index = {"vocabularySize": config["vocab_size"], "shards": [shard], "masked": False, "tokens": shard["tokens"],
         "documents": len(bodies)}  # fmt: skip
(tokens / "index.json").write_text(json.dumps(index))
