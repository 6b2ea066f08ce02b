"""Logits of a checkpoint in float32 through transformers, the reference for tests/model/logits.test.ts.

Reads {"checkpoint", "ids", "tokens"} from standard input: the text as token ids, and the ids whose logits
are wanted. Writes {"logits", "largest", "next"}: for every position the wanted logits, the id of the
largest, and the log-probability of the token that follows.
"""

import json
import sys

import torch
from transformers import AutoModelForCausalLM

request = json.load(sys.stdin)
torch.set_num_threads(2)
model = AutoModelForCausalLM.from_pretrained(
    request["checkpoint"], dtype=torch.float32, attn_implementation="eager"
).eval()
ids = torch.tensor([request["ids"]])
with torch.no_grad():
    logits = model(ids).logits[0].double()
log_probabilities = torch.log_softmax(logits, dim=-1)
following = ids[0, 1:].unsqueeze(1)
json.dump(
    {
        "logits": logits[:-1, request["tokens"]].tolist(),
        "largest": logits[:-1].argmax(dim=-1).tolist(),
        "next": log_probabilities[:-1].gather(1, following).squeeze(1).tolist(),
    },
    sys.stdout,
)
