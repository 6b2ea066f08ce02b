"""`first-layers.py CHECKPOINT FOLDER LAYERS`: a checkpoint of the first layers of another."""

import json
import sys
from pathlib import Path

from safetensors.torch import load_file, save_file

source, folder, layers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
folder.mkdir(parents=True)
config = json.loads((source / "config.json").read_text("utf-8"))
config |= {"num_hidden_layers": layers, "layer_types": config["layer_types"][-layers:]}
(folder / "config.json").write_text(json.dumps(config))
weights = load_file(source / "model.safetensors")
kept = {name: w for name, w in weights.items() if ".layers." not in name or int(name.split(".")[2]) < layers}
save_file(kept, folder / "model.safetensors", metadata={"format": "pt"})
