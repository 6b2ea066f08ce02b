"""`python -m soro_trainer`: one job from stdin, events to stdout, everything else to stderr."""

import signal
import sys
import threading
import traceback

from .errors import TrainerError, translate
from .messages.protocol import Error, Event, Job, Stop, parse_message, write_event
from .messages.wire import claim_stdout


def main() -> int:
    """Alone, or one of N processes under torch.distributed.run: the first speaks, all may tell an error."""
    stream = claim_stdout()
    group = None
    stopping = threading.Event()
    # Ctrl-C reaches the whole group: Soro asks for the stop, so the trainer does not die of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())

    def emit(event: Event) -> None:
        try:
            write_event(stream, event)
        except BrokenPipeError:
            stopping.set()

    try:
        from .run.group import Group

        group = Group()
        group.open()
        job = parse_message(group.from_first(sys.stdin.readline() if group.is_first else ""))
        if not isinstance(job, Job):
            raise TrainerError("BadInputError", "The first message must be a job.", remedy="Run it through `soro`.")
        if group.is_first:
            threading.Thread(target=_watch, args=(stopping,), daemon=True).start()
        from .training import train

        train(job, emit if group.is_first else _unheard, stopping.is_set, group)
        group.close()
        return 0
    except BaseException as error:  # Whatever happens, the other side is told.
        known = translate(error, shared=group is not None and not group.is_alone)
        if known is None:
            traceback.print_exc()
            emit(Error("Error", f"{type(error).__name__}: {error}", None, None, ""))
            return 1
        emit(Error(known.family, known.message, known.file, known.place, known.remedy))
        return 2


def _unheard(_event: Event) -> None:
    """What the first process says, the others need not say again."""


def _watch(stopping: threading.Event) -> None:
    """A stop message, and also a closed stdin (Soro has died): save and end."""
    try:
        for line in sys.stdin:
            if line.strip() and isinstance(parse_message(line), Stop):
                break
    finally:
        stopping.set()


if __name__ == "__main__":
    sys.exit(main())
