"""Encodes and decodes JSON-lines texts with Hugging Face's Rust tokenizers: the reference of the parity test.

usage: rust-tokenizer.py TOKENIZER_JSON < texts.jsonl > results.jsonl
       rust-tokenizer.py CHECKPOINT_FOLDER < texts.jsonl > results.jsonl    (as transformers opens it)
"""

import json
import os
import sys


def open_tokenizer(path: str):
    if os.path.isdir(path):
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(path)
        return lambda text: tokenizer(text, add_special_tokens=False).input_ids, tokenizer.decode
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(path)
    return lambda text: tokenizer.encode(text, add_special_tokens=False).ids, tokenizer.decode


def main() -> None:
    encode, decode = open_tokenizer(sys.argv[1])
    for line in sys.stdin:
        ids = encode(json.loads(line))
        print(json.dumps({"ids": ids, "text": decode(ids, skip_special_tokens=False)}))


if __name__ == "__main__":
    main()
