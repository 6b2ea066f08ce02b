"""The driver's side: a connection to a cluster, and a task for each call."""

import importlib.metadata
import json
import os
import socket
import threading
from typing import Any

from soro_trainer.errors import TrainerError

from .protocol import Call, Cancel, Connect, Events, error_answer

CONNECT_SECONDS = 5
CLOSE_SECONDS = 5


def connect(message: Connect, events: Events) -> "Cluster":
    """Connects and says ``ready``."""
    ray = _import_ray()
    _check_address(message.address)
    try:
        ray.init(address=message.address, log_to_driver=False, logging_level="ERROR", namespace="soro")
    except RuntimeError as error:
        if "Version mismatch" not in str(error):
            raise
        raise TrainerError(
            "BadInputError",
            " ".join(str(error).split()),
            file=message.address,
            remedy="Name a Python with the cluster's versions: --python PATH.",
        ) from error
    except (ConnectionError, ValueError) as error:
        raise _unreachable(message.address, str(error)) from error
    alive = [node for node in ray.nodes() if node["Alive"]]
    processors = int(ray.cluster_resources().get("CPU", 0))
    events.ready(importlib.metadata.version("ray"), len(alive), processors)
    return Cluster(ray, message, events)


class Cluster:
    """Submits calls and reports their answers as they come."""

    def __init__(self, ray: Any, message: Connect, events: Events) -> None:
        self._ray = ray
        self._events = events
        self._running: dict[int, Any] = {}
        self._task = _define_task(ray, message)

    def submit(self, call: Call) -> None:
        text = json.dumps({"type": "call", "module": call.module, "input": call.input}, ensure_ascii=False)
        reference = self._task.remote(text)
        self._running[call.id] = reference
        reference.future().add_done_callback(lambda future: self._report(call.id, future))

    def cancel(self, message: Cancel) -> None:
        reference = self._running.get(message.id)
        if reference is not None:
            self._ray.cancel(reference)

    def close(self) -> None:
        """Leaves the cluster, which ends the workers and the tasks that still run."""
        # Without a head Ray would try for a minute; ending has the same effect.
        watchdog = threading.Timer(CLOSE_SECONDS, os._exit, [0])
        watchdog.daemon = True
        watchdog.start()
        self._ray.shutdown()

    def _report(self, call: int, future: Any) -> None:
        self._running.pop(call, None)
        error = future.exception()
        self._events.answer(call, future.result() if error is None else error_answer(self._translate(error)))

    def _translate(self, error: BaseException) -> TrainerError:
        exceptions = self._ray.exceptions
        if isinstance(error, exceptions.TaskCancelledError):
            return TrainerError("InterruptedError", "Interrupted.", remedy="Run the same command again to go on.")
        killed = (exceptions.WorkerCrashedError, exceptions.NodeDiedError, exceptions.OutOfMemoryError)
        if isinstance(error, (*killed, ChildProcessError)):
            return TrainerError(
                "MachineError",
                "A worker was killed while it ran this shard, four times; most often the memory was not enough.",
                place=str(error).strip().splitlines()[-1],
                remedy="Give the cluster's machines more memory or fewer processors (`ray start --num-cpus`).",
            )
        return TrainerError("Error", f"{type(error).__name__}: {error}", remedy="")


def _define_task(ray: Any, message: Connect) -> Any:
    folder, node, version = message.folder, message.node, message.version

    # A nested function travels by value: the worker needs nothing but Ray until it has found its own folder.
    def run_call(text: str) -> str:
        import json
        import os
        import socket
        import sys

        home = os.environ.get("SORO_FOLDER", folder)
        packages = os.path.join(home, "trainer")
        if not os.path.isdir(os.path.join(packages, "soro_ray")):
            details = {
                "message": "This machine of the cluster does not have Soro.",
                "file": home,
                "place": f"on {socket.gethostname()}",
                "remedy": "Put the project on shared storage, at the same path, or set SORO_FOLDER before `ray start`.",
            }
            return json.dumps({"error": {"family": "MachineError", "details": details}})
        if packages not in sys.path:
            sys.path.insert(0, packages)
        from soro_ray.node import answer_call

        return answer_call(home, node, version, text)

    # Ray runs a call again when its worker dies; ChildProcessError says that only the worker's Node did.
    return ray.remote(num_cpus=1, max_retries=3, retry_exceptions=[ChildProcessError])(run_call)


def _import_ray() -> Any:
    try:
        import ray
        import ray.exceptions
    except ImportError as error:
        raise TrainerError(
            "MissingToolError",
            "Ray is not installed in this Python environment.",
            remedy="Run `npm run setup -- --for ray` (about 290 MB, once), or name a Python with --python.",
        ) from error
    return ray


def _check_address(address: str) -> None:
    """Ray itself tries for a long time; a head that is not there is said at once."""
    if address == "auto":
        return
    host, separator, port = address.rpartition(":")
    if not separator or not port.isdigit() or "/" in host:
        raise TrainerError(
            "BadInputError",
            "The address of a Ray cluster is host:port of its head, or auto.",
            file=address,
            remedy="For example: --address 192.168.1.10:6379, on a machine that is part of the cluster.",
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _unreachable(address, str(error)) from error


def _unreachable(address: str, reason: str) -> TrainerError:
    return TrainerError(
        "MachineError",
        f"No Ray cluster can be reached from this machine ({reason}).",
        file=address,
        remedy="Start one (`ray start --head`), make this machine part of it (`ray start --address=…`), give it the "
        "cluster's token if it has one, or correct --address.",
    )
