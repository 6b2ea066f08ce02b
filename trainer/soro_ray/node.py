"""The worker's side: a Node process that a Ray worker keeps between calls."""

import json
import os
import select
import socket
import subprocess
import time

from soro_trainer.errors import TrainerError

from .protocol import error_answer

POLL_SECONDS = 0.1
STOP_SECONDS = 5

_kept: "NodeProcess | None" = None


def answer_call(folder: str, node: str, version: str, text: str) -> str:
    """Runs one call and returns its answer as JSON; an error of the shard is an answer too.

    Raises ChildProcessError when Node died, so that Ray runs the call again.
    """
    global _kept
    if _kept is None or not _kept.is_idle():
        if _kept is not None:
            _kept.kill()
        _kept = NodeProcess(folder, node)
    if _kept.version != version:
        return error_answer(
            TrainerError(
                "BadInputError",
                f"This machine of the cluster has Soro {_kept.version}; the command was given with {version}.",
                file=folder,
                place=f"on {socket.gethostname()}",
                remedy="Use one Soro folder on shared storage, or bring this machine's to the same version.",
            )
        )
    return _with_machine(_kept.ask(text))


class NodeProcess:
    """Node running src/core/shards/call-child.ts. It ends by itself when this process dies and its stdin closes."""

    def __init__(self, folder: str, node: str) -> None:
        answers, answers_end = os.pipe()
        self._process = subprocess.Popen(
            [
                os.path.join(folder, node),
                "--disable-warning=ExperimentalWarning",
                os.path.join(folder, "src", "core", "shards", "call-child.ts"),
                str(answers_end),
            ],
            stdin=subprocess.PIPE,
            stdout=2,
            pass_fds=[answers_end],
            encoding="utf-8",
        )
        os.close(answers_end)
        self._answers = os.fdopen(answers, encoding="utf-8")
        self.version = json.loads(self._read_line())["version"]

        self._idle = True

    def is_idle(self) -> bool:
        """Whether it can take a call: it runs, and no answer of an earlier call is still to come."""
        return self._idle and self._process.poll() is None

    def ask(self, text: str) -> str:
        """Sends a call and waits for its answer. When Ray cancels the task, the call may stop by itself first."""
        self._idle = False
        self._send(text)
        try:
            line = self._read_line()
        except KeyboardInterrupt:
            self._send('{"type": "abort"}')
            self._idle = self._wait(STOP_SECONDS) and self._answers.readline() != ""
            raise
        self._idle = True
        return line

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._answers.close()

    def _send(self, line: str) -> None:
        try:
            stdin = self._process.stdin
            assert stdin is not None, "The process was started with a pipe."
            stdin.write(line + "\n")
            stdin.flush()
        except BrokenPipeError:
            pass  # It has died; reading its answer says so.

    def _read_line(self) -> str:
        while not self._wait(POLL_SECONDS):
            pass
        line = self._answers.readline()
        if not line.endswith("\n"):
            code = self._process.wait()
            reason = f"signal {-code}" if code < 0 else f"code {code}"
            raise ChildProcessError(f"Node ended with {reason} on {socket.gethostname()}; see Ray's worker log there.")
        return line

    def _wait(self, seconds: float) -> bool:
        """Waits in small steps, because Ray's cancelling only takes effect between them."""
        end = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self._answers], [], [], min(POLL_SECONDS, seconds))
            if ready or time.monotonic() >= end:
                return bool(ready)


def _with_machine(answer: str) -> str:
    """Names the machine in an error, where a missing file or a full disk has to be looked for."""
    value = json.loads(answer)
    if "error" not in value:
        return answer.strip()
    details = value["error"]["details"]
    details["place"] = ", ".join(filter(None, [details.get("place"), f"on {socket.gethostname()}"]))
    return json.dumps(value)
