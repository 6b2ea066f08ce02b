"""FP8 of every layer matrix with compressed-tensors' own functions, a tensor at a time: CHECKPOINT TARGET."""

import json
import resource
import sys
import time
from pathlib import Path

import torch
from compressed_tensors.quantization import QuantizationArgs
from compressed_tensors.quantization.lifecycle.forward import quantize
from compressed_tensors.quantization.utils import calculate_qparams
from safetensors import safe_open
from safetensors.torch import save_file

source, target = Path(sys.argv[1]) / "model.safetensors", sys.argv[2]
arguments = QuantizationArgs(num_bits=8, type="float", strategy="channel", symmetric=True)
began = time.monotonic()
stored = {}
with safe_open(source, framework="pt") as file:
    for name in file.keys():
        weight = file.get_tensor(name)
        if "_proj." not in name:
            stored[name] = weight
            continue
        scale, zero = calculate_qparams(weight.amin(1, keepdim=True), weight.amax(1, keepdim=True), arguments)
        stored[name] = quantize(weight, scale, zero, arguments, dtype=torch.float8_e4m3fn)
        stored[name + "_scale"] = scale
save_file(stored, target, metadata={"format": "pt"})
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"name": "compressed-tensors", "seconds": time.monotonic() - began, "memoryBytes": memory}))
