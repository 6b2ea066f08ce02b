"""Writes the golden file of chrF++: pairs from NTREX-128 (CC BY-SA 4.0) with the scores of sacrebleu.

python bench/models/chrf-golden.py $SORO_SHARED/data/evaluation/ntrex src/evaluation/graders/fixtures/chrf-golden.jsonl
"""
import json
import random
import sys
from pathlib import Path

import sacrebleu

folder, target = Path(sys.argv[1]), Path(sys.argv[2])
chance = random.Random(1)


def lines(name):
    return (folder / name).read_text(encoding="utf-8").splitlines()


tajik, russian, english = (lines(f"newstest2019-{name}.txt") for name in ("ref.tgk-Cyrl", "ref.rus", "src.eng"))


def damaged(text):
    """What a model might write: words left out, exchanged, doubled, cut short."""
    words = text.split()
    for _ in range(chance.randint(0, max(1, len(words) // 3))):
        place = chance.randrange(len(words))
        kind = chance.randrange(5)
        if kind == 0 and len(words) > 1:
            words.pop(place)
        elif kind == 1:
            words.insert(place, words[place])
        elif kind == 2:
            words[place] = words[place][: chance.randint(1, len(words[place]))]
        elif kind == 3:
            other = chance.randrange(len(words))
            words[place], words[other] = words[other], words[place]
        else:
            words[place] = chance.choice(tajik).split()[0] if chance.random() < 0.5 else f"({words[place]}),"
    return chance.choice([" ", "  ", "\u00a0"]).join(words)


metric = sacrebleu.CHRF(word_order=2)
rows = []
short = [index for index, line in enumerate(tajik) if 8 < len(line) < 110]
for index in chance.sample(short, 200):
    source = chance.choice([tajik, tajik, russian, english])
    references = [source[index]] + ([damaged(source[index])] if chance.random() < 0.2 else [])
    rows.append((damaged(source[index]), references))
rows += [("", ["Душанбе"]), ("а", ["а"]), ("!", ["«Салом!»"]), ("салом 👋🏽 ҷаҳон", ["салом ҷаҳон 👋🏽"]), ("x" * 5, ["y" * 5])]
with target.open("w", encoding="utf-8") as file:
    for answer, references in rows:
        score = metric.sentence_score(answer, references).score
        file.write(json.dumps({"answer": answer, "references": references, "score": score}, ensure_ascii=False) + "\n")
    corpus = metric.corpus_score([answer for answer, _ in rows], [[references[0] for _, references in rows]]).score
    file.write(json.dumps({"corpusOfFirstReferences": corpus, "sacrebleu": sacrebleu.__version__}) + "\n")
