"""`python -m soro_scorer`: questions from stdin, an answer for each to stdout, everything else to stderr.

A line is `{"call": NUMBER, "message": {...}}`, an answer has the same number (src/llama/child/envelope.ts).
"""

import json
import signal
import sys
import traceback
from typing import Any

from soro_trainer.errors import TrainerError, translate
from soro_trainer.messages.wire import claim_stdout


def main() -> int:
    stream = claim_stdout()
    # Ctrl-C reaches the whole group: Soro ends this process when it wants to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    scorer = None
    for line in sys.stdin:
        if not line.strip():
            continue
        envelope: dict[str, Any] = {}
        try:
            envelope = json.loads(line)
            question = envelope["message"]
            kind = question.pop("type", None)
            if kind == "open":
                from .scorer import Scorer

                scorer = Scorer(question["file"], question["contextTokens"], question["threads"])
            answer = {"message": _answer(scorer, kind, question)}
        except BaseException as error:  # Whatever happens, the other side is told.
            traceback.print_exc()
            answer = {"error": _failure(error)}
        if "call" in envelope:
            answer["call"] = envelope["call"]
        stream.write(json.dumps(answer, ensure_ascii=False, allow_nan=False) + "\n")
        stream.flush()
    return 0


def _answer(scorer: Any, kind: str | None, question: dict[str, Any]) -> dict[str, Any]:
    if scorer is None:
        raise ValueError('The first message must be "open".')
    if kind == "open":
        return {"type": "opened", **scorer.facts()}
    if kind == "tree":
        return {"type": "scored", "logProbabilities": scorer.score(**question)}
    if kind == "generate":
        return {"type": "generated", "texts": [scorer.write(**request) for request in question["requests"]]}
    raise ValueError(f'Unknown message "{kind}".')


def _failure(error: BaseException) -> dict[str, Any]:
    known = translate(error)
    if not isinstance(known, TrainerError):
        details = {"message": f"{type(error).__name__}: {error}", "remedy": ""}
        return {"family": "Error", "details": details, "stack": traceback.format_exc()}
    details = {"message": known.message, "file": known.file, "place": known.place, "remedy": known.remedy}
    details = {key: value for key, value in details.items() if value is not None}
    return {"family": known.family, "details": details}


if __name__ == "__main__":
    sys.exit(main())
