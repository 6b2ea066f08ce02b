"""Encodes and decodes JSON-lines texts with Hugging Face's Rust tokenizers: the reference of the parity test.

usage: rust-tokenizer.py TOKENIZER_JSON < texts.jsonl > results.jsonl
"""

import json
import sys

from tokenizers import Tokenizer


def main() -> None:
    tokenizer = Tokenizer.from_file(sys.argv[1])
    for line in sys.stdin:
        ids = tokenizer.encode(json.loads(line), add_special_tokens=False).ids
        text = tokenizer.decode(ids, skip_special_tokens=False)
        print(json.dumps({"ids": ids, "text": text}))


if __name__ == "__main__":
    main()
