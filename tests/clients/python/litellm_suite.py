"""LiteLLM, which is in front of many other programs."""

import asyncio
import os

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm
from pydantic import BaseModel
from suite import BUSY, QUESTION, SERVER, TOOLS, WITH_TOOLS, raises, run

litellm.telemetry = False
litellm.suppress_debug_info = True


class City(BaseModel):
    city: str
    capital: bool


def asked(base: str = SERVER, **options: object) -> dict:
    shared = {"model": "openai/soro", "api_base": base, "api_key": "sk-none", "num_retries": 0}
    return {**shared, "messages": QUESTION, **options}


def ask(base: str = SERVER, **options: object):
    return litellm.completion(**asked(base, **options))


def second_turn() -> bool:
    messages = list(QUESTION)
    for _ in range(2):
        messages += [ask(messages=messages).choices[0].message, *QUESTION]
    dumped = [*QUESTION, ask().choices[0].message.model_dump(), *QUESTION]
    return ask(messages=dumped).choices[0].message.content == "Салом"


def stream() -> bool:
    return "".join(chunk.choices[0].delta.content or "" for chunk in ask(stream=True)) == "Салом"


def stream_usage() -> bool:
    chunks = list(ask(stream=True, stream_options={"include_usage": True}))
    return chunks[-1].usage.total_tokens == 12


def parameters() -> bool:
    answer = ask(
        temperature=0.5,
        seed=1,
        user="u",
        presence_penalty=0.1,
        frequency_penalty=0.1,
        parallel_tool_calls=None,
        extra_body={"top_k": 40, "min_p": 0.1, "repetition_penalty": 1.1, "metadata": {"a": "b"}, "num_ctx": 4096},
    )
    return answer.choices[0].message.content == "Салом"


def schema() -> bool:
    answer = ask(response_format=City).choices[0].message.content
    return City.model_validate_json(answer) == City(city="Душанбе", capital=True)


def tools_pass() -> bool:
    message = ask(WITH_TOOLS, tools=TOOLS).choices[0].message
    result = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "20"}
    answer = ask(WITH_TOOLS, tools=TOOLS, messages=[*QUESTION, message, result])
    return answer.choices[0].message.content == "20°"


def text() -> bool:
    answer = litellm.text_completion(
        model="text-completion-openai/soro", prompt="а", api_base=SERVER, api_key="sk-none"
    )
    return answer.choices[0].text == "Салом"


def vectors() -> bool:
    answer = litellm.embedding(model="openai/soro", input=["абв", "а"], api_base=SERVER, api_key="sk-none")
    return len(answer.data[1]["embedding"]) == 2


run(
    "litellm",
    {
        "chat": lambda: ask().choices[0].message.content == "Салом",
        "second-turn": second_turn,
        "stream": stream,
        "stream-usage": stream_usage,
        "asynchronous": lambda: asyncio.run(litellm.acompletion(**asked())).choices[0].message.content == "Салом",
        "several": lambda: len(ask(n=3).choices) == 3,
        "parameters": parameters,
        "logprobs": lambda: ask(logprobs=True, top_logprobs=1).choices[0].logprobs.content[0].logprob == -0.25,
        "schema": schema,
        "tools-refused": lambda: raises(lambda: ask(tools=TOOLS), "BadRequestError", "tools"),
        "tools": tools_pass,
        "text": text,
        "vectors": vectors,
        "errors": lambda: raises(lambda: ask(BUSY), "RateLimitError"),
    },
)
