"""`random-weights.py CHECKPOINT`: random weights in bfloat16 for the checkpoint that CHECKPOINT/config.json describes."""

import sys

import torch
from transformers import AutoConfig, Gemma3ForCausalLM

torch.manual_seed(1)
torch.set_default_dtype(torch.bfloat16)
Gemma3ForCausalLM(AutoConfig.from_pretrained(sys.argv[1], local_files_only=True)).save_pretrained(sys.argv[1])
