"""The command `llm` and its library, with Soro in extra-openai-models.yaml as its manual says."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="soro-llm-"))
os.environ["LLM_USER_PATH"] = str(FOLDER)

from suite import BUSY, SERVER, WITH_TOOLS, raises, run


def entry(name: str, base: str, more: str = "") -> str:
    return f"- model_id: {name}\n  model_name: soro\n  api_base: {base}\n  supports_schema: true\n{more}"


models = [
    entry("soro", SERVER),
    entry("soro-tools", WITH_TOOLS, "  supports_tools: true\n"),
    entry("soro-untooled", SERVER, "  supports_tools: true\n"),
    entry("soro-busy", BUSY),
    entry("soro-text", SERVER, "  completion: true\n"),
]
(FOLDER / "extra-openai-models.yaml").write_text("".join(models))

import llm

SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "capital": {"type": "boolean"}},
    "required": ["city", "capital"],
}


def model(name: str = "soro"):
    found = llm.get_model(name)
    found.key = "sk-none"
    return found


def weather(city: str) -> str:
    """The weather of a city."""
    return "20"


def command() -> bool:
    program = Path(sys.executable).with_name("llm")
    asked = [program, "-m", "soro", "--key", "sk-none", "Салом!"]
    # It adds what stands in its input to the question.
    done = subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    return done.stdout.strip() == "Салом"


def second_turn() -> bool:
    conversation = model().conversation()
    return [conversation.prompt("Салом!", stream=False).text() for _ in range(3)] == ["Салом"] * 3


def tools_pass() -> bool:
    answer = model("soro-tools").chain("Салом!", tools=[weather], stream=False)
    return answer.text() == "20°"


def refused() -> bool:
    def ask() -> str:
        return model("soro-untooled").prompt("Салом!", tools=[weather], stream=False).text()

    return raises(ask, "BadRequestError", "tools")


run(
    "llm",
    {
        "chat": command,
        "second-turn": second_turn,
        "stream": lambda: "".join(model().prompt("Салом!", stream=True)) == "Салом",
        "parameters": lambda: model().prompt(
            "Салом!", stream=False, temperature=0.5, top_p=0.9, seed=-1, presence_penalty=0.5, frequency_penalty=0.5
        ).text()
        == "Салом",
        "schema": lambda: "Душанбе" in model().prompt("Салом!", schema=SCHEMA, stream=False).text(),
        "tools-refused": refused,
        "tools": tools_pass,
        "text": lambda: model("soro-text").prompt("а", stream=False).text() == "Салом",
        "errors": lambda: raises(
            lambda: model("soro-busy").prompt("Салом!", stream=False).text(), "RateLimitError"
        ),
    },
)
