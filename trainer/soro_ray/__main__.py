"""`python -m soro_ray`: calls from stdin become tasks, their answers go to stdout, everything else to stderr."""

import signal
import sys
import traceback

from soro_trainer.errors import TrainerError
from soro_trainer.messages.wire import claim_stdout

from .protocol import Call, Cancel, Connect, Events, read_message


def main() -> int:
    events = Events(claim_stdout())
    # Ctrl-C reaches the whole group: Soro cancels the calls and closes stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        first = read_message(sys.stdin.readline())
        if not isinstance(first, Connect):
            raise TrainerError("BadInputError", "The first message must be connect.", remedy="Run it through `soro`.")
        from .cluster import connect

        cluster = connect(first, events)
        for line in sys.stdin:
            message = read_message(line)
            if isinstance(message, Call):
                cluster.submit(message)
            elif isinstance(message, Cancel):
                cluster.cancel(message)
        cluster.close()
        return 0
    except TrainerError as error:
        events.error(error)
        return 2
    except BaseException as error:  # Whatever happens, the other side is told.
        traceback.print_exc()
        events.error(TrainerError("Error", f"{type(error).__name__}: {error}", remedy=""))
        return 1


if __name__ == "__main__":
    sys.exit(main())
