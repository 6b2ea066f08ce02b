"""`python -m soro_trainer.recover`: one recovery from stdin, events to stdout, everything else to stderr."""

import signal
import sys
import threading
import traceback

from .errors import translate
from .protocol import Error, Event, write_event
from .wire import claim_stdout, parse_line


def main() -> int:
    stream = claim_stdout()
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
        message = parse_line(sys.stdin.readline())
        threading.Thread(target=_watch, args=(stopping,), daemon=True).start()
        from .recovery import parse_job, recover

        recover(parse_job(*message), emit, stopping.is_set)
        return 0
    except BaseException as error:  # Whatever happens, the other side is told.
        known = translate(error)
        if known is None:
            traceback.print_exc()
            emit(Error("Error", f"{type(error).__name__}: {error}", None, None, ""))
            return 1
        emit(Error(known.family, known.message, known.file, known.place, known.remedy))
        return 2


def _watch(stopping: threading.Event) -> None:
    """A stop message, and also a closed stdin (Soro has died): save and end."""
    for line in sys.stdin:
        if line.strip() and parse_line(line)[0] == "stop":
            break
    stopping.set()


if __name__ == "__main__":
    sys.exit(main())
