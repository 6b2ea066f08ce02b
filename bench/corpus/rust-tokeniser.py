"""Times Hugging Face's Rust tokenizers, one thread: a JSON line {"tokens", "seconds"} for every round asked for.

Seconds are processor time, which other work on the machine disturbs less than the clock on the wall.

usage: rust-tokeniser.py TOKENIZER_JSON TEXT_FILE, then one line on standard input a round
"""

import json
import os
import sys
import time

os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

from tokenizers import Tokenizer  # noqa: E402


def main() -> None:
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    print(json.dumps({"tokens": 0, "seconds": 0}), flush=True)
    for _ in sys.stdin:
        # A new one each round: its cache is then as cold as in the first.
        tokenizer = Tokenizer.from_file(sys.argv[1])
        tokens = 0
        started = time.process_time()
        # In batches, because keeping every result slows it down.
        for first in range(0, len(lines), 1000):
            batch = tokenizer.encode_batch_fast(lines[first : first + 1000], add_special_tokens=False)
            tokens += sum(len(encoding) for encoding in batch)
        seconds = time.process_time() - started
        print(json.dumps({"tokens": tokens, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
