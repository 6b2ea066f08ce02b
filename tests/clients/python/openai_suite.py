"""OpenAI's own client for Python."""

import asyncio

import openai
from pydantic import BaseModel
from suite import BUSY, QUESTION, SERVER, TOOLS, WITH_TOOLS, raises, run

client = openai.OpenAI(base_url=SERVER, api_key="sk-none", max_retries=0)
tools = openai.OpenAI(base_url=WITH_TOOLS, api_key="sk-none", max_retries=0)
busy = openai.OpenAI(base_url=BUSY, api_key="sk-none", max_retries=0)
chat = client.chat.completions


class City(BaseModel):
    city: str
    capital: bool


def second_turn() -> bool:
    messages = list(QUESTION)
    for _ in range(2):
        answer = chat.create(model="soro", messages=messages).choices[0].message
        messages += [answer, *QUESTION]
    parsed = chat.parse(model="soro", messages=QUESTION, response_format=City).choices[0].message
    answer = chat.create(model="soro", messages=[*QUESTION, parsed, *QUESTION])
    return answer.choices[0].message.content == "Салом"


def stream() -> bool:
    chunks = chat.create(model="soro", messages=QUESTION, stream=True)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    with chat.stream(model="soro", messages=QUESTION) as events:
        final = events.get_final_completion()
    return text == "Салом" == final.choices[0].message.content


def stream_usage() -> bool:
    options = {"include_usage": True}
    chunks = list(chat.create(model="soro", messages=QUESTION, stream=True, stream_options=options))
    return chunks[-1].usage.total_tokens == 12


def asynchronous() -> bool:
    async def ask() -> str | None:
        async with openai.AsyncOpenAI(base_url=SERVER, api_key="sk-none") as one:
            answer = await one.chat.completions.create(model="soro", messages=QUESTION)
            return answer.choices[0].message.content

    return asyncio.run(ask()) == "Салом"


def parameters() -> bool:
    answer = chat.create(
        model="soro",
        messages=QUESTION,
        metadata={"a": "b"},
        store=True,
        service_tier="auto",
        user="u",
        safety_identifier="s",
        prompt_cache_key="k",
        verbosity="low",
        reasoning_effort="low",
        prediction={"type": "content", "content": "а"},
        presence_penalty=0.5,
        frequency_penalty=0.5,
        extra_body={"top_k": 40, "min_p": 0.05, "repetition_penalty": 1.1, "num_ctx": 4096},
    )
    return answer.choices[0].message.content == "Салом"


def logprobs() -> bool:
    answer = chat.create(model="soro", messages=QUESTION, logprobs=True, top_logprobs=1)
    return answer.choices[0].logprobs.content[0].top_logprobs[0].logprob == -0.25


def schema() -> bool:
    whole = chat.parse(model="soro", messages=QUESTION, response_format=City).choices[0].message.parsed
    with chat.stream(model="soro", messages=QUESTION, response_format=City) as events:
        streamed = events.get_final_completion().choices[0].message.parsed
    return whole == streamed == City(city="Душанбе", capital=True)


def tools_pass() -> bool:
    asked = {"model": "soro", "messages": QUESTION, "tools": TOOLS}
    message = tools.chat.completions.create(**asked).choices[0].message
    call = message.tool_calls[0]
    result = {"role": "tool", "tool_call_id": call.id, "content": "20"}
    answer = tools.chat.completions.create(model="soro", messages=[*QUESTION, message, result], tools=TOOLS)
    with tools.chat.completions.stream(**asked) as events:
        streamed = events.get_final_completion().choices[0].message.tool_calls[0]
    return (
        call.function.arguments == streamed.function.arguments == '{"city":"Душанбе"}'
        and answer.choices[0].message.content == "20°"
    )


def echo() -> bool:
    answer = client.completions.create(
        model="soro", prompt=[[5, 6, 7], [5, 6]], max_tokens=1, echo=True, logprobs=1
    )
    found = [choice.logprobs.token_logprobs for choice in answer.choices]
    return found == [[None, -1, -1, -0.25], [None, -1, -0.25]]


def errors() -> bool:
    unknown = {"model": "soro", "messages": QUESTION, "extra_body": {"tempurature": 1}}
    return (
        raises(lambda: chat.create(model="gpt", messages=QUESTION), "NotFoundError", "gpt")
        and raises(lambda: busy.chat.completions.create(model="soro", messages=QUESTION), "RateLimitError")
        and raises(lambda: chat.create(**unknown), "BadRequestError", "tempurature")
    )


run(
    "openai",
    {
        "chat": lambda: chat.create(model="soro", messages=QUESTION).choices[0].message.content == "Салом",
        "second-turn": second_turn,
        "stream": stream,
        "stream-usage": stream_usage,
        "asynchronous": asynchronous,
        "several": lambda: len(chat.create(model="soro", messages=QUESTION, n=8).choices) == 8,
        "parameters": parameters,
        "logprobs": logprobs,
        "schema": schema,
        "tools-refused": lambda: raises(
            lambda: chat.create(model="soro", messages=QUESTION, tools=TOOLS), "BadRequestError", "tools"
        ),
        "tools": tools_pass,
        "text": lambda: client.completions.create(model="soro", prompt=["а", "б"]).choices[1].text == "Салом",
        "echo": echo,
        "vectors": lambda: len(client.embeddings.create(model="soro", input=["абв", "а"]).data[1].embedding) == 2,
        "models": lambda: [client.models.retrieve("soro").id] == [one.id for one in client.models.list()],
        "errors": errors,
    },
)
