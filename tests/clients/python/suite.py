"""What one client can do with a server, feature by feature, printed as JSON.

Arguments of every suite: addresses (with /v1) of a server, of one in front of a model that calls tools, and of a busy one.
"""

import json
import sys
from collections.abc import Callable
from importlib.metadata import version

SERVER, WITH_TOOLS, BUSY = sys.argv[1:4]
QUESTION = [{"role": "user", "content": "Салом!"}]
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "weather",
            "description": "The weather of a city.",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
            },
        },
    }
]


def run(package: str, features: dict[str, Callable[[], object]]) -> None:
    """Tries each feature; one that raises or returns something false is told with the reason."""
    results = {}
    for name, attempt in features.items():
        try:
            outcome = attempt()
            results[name] = "yes" if outcome else f"no: got {outcome!r}"
        except Exception as error:  # noqa: BLE001 - whatever a client raises is the result
            results[name] = f"no: {type(error).__name__}: {str(error)[:300]}"
    print(json.dumps({"version": version(package), "results": results}))


def raises(call: Callable[[], object], name: str, text: str = "") -> bool:
    """Whether a call raises an error of this name (or of a class derived from it) that says this."""
    try:
        call()
    except Exception as error:  # noqa: BLE001
        names = [one.__name__ for one in type(error).__mro__]
        if name in names and text in str(error):
            return True
        raise
    return False
