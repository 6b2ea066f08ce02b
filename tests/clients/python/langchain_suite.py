"""LangChain: ChatOpenAI, OpenAI and OpenAIEmbeddings of langchain-openai."""

import asyncio

from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage
from langchain_openai import ChatOpenAI, OpenAI, OpenAIEmbeddings
from pydantic import BaseModel
from suite import BUSY, SERVER, TOOLS, WITH_TOOLS, raises, run


def chat(base_url: str = SERVER, **options: object) -> ChatOpenAI:
    return ChatOpenAI(model="soro", base_url=base_url, api_key="sk-none", max_retries=0, **options)


class City(BaseModel):
    """A city."""

    city: str
    capital: bool


def second_turn() -> bool:
    messages = [SystemMessage("Кӯтоҳ."), HumanMessage("Салом!")]
    for _ in range(2):
        messages += [chat().invoke(messages), HumanMessage("Боз?")]
    return chat().invoke(messages).content == "Салом"


def stream_usage() -> bool:
    chunks = list(chat(stream_usage=True).stream("Салом!"))
    return sum(chunk.usage_metadata["total_tokens"] for chunk in chunks if chunk.usage_metadata) == 12


def parameters() -> bool:
    options = chat(
        temperature=0.5,
        top_p=0.9,
        seed=-1,
        max_tokens=20,
        stop=["\n"],
        presence_penalty=0.1,
        frequency_penalty=0.1,
        metadata={"a": "b"},
        store=False,
        service_tier="auto",
        reasoning_effort="low",
        verbosity="low",
        extra_body={"top_k": 40},
    )
    return options.invoke("Салом!").content == "Салом"


def logprobs() -> bool:
    answer = chat(logprobs=True, top_logprobs=1).invoke("Салом!")
    return answer.response_metadata["logprobs"]["content"][0]["logprob"] == -0.25


def schema() -> bool:
    return chat().with_structured_output(City).invoke("Салом!") == City(city="Душанбе", capital=True)


def tools_pass() -> bool:
    bound = chat(WITH_TOOLS).bind_tools(TOOLS)
    called = bound.invoke("Салом!")
    call = called.tool_calls[0]
    messages = [HumanMessage("Салом!"), called, ToolMessage("20", tool_call_id=call["id"])]
    return call["args"] == {"city": "Душанбе"} and bound.invoke(messages).content == "20°"


def vectors() -> bool:
    embeddings = OpenAIEmbeddings(
        model="soro", base_url=SERVER, api_key="sk-none", check_embedding_ctx_length=False
    )
    return [len(one) for one in embeddings.embed_documents(["абв"] * 100)] == [2] * 100


def text() -> bool:
    model = OpenAI(model="soro", base_url=SERVER, api_key="sk-none")
    return model.generate(["а", "б"]).generations[1][0].text == "Салом"


run(
    "langchain-openai",
    {
        "chat": lambda: chat().invoke("Салом!").content == "Салом",
        "second-turn": second_turn,
        "stream": lambda: "".join(chunk.content for chunk in chat().stream("Салом!")) == "Салом",
        "stream-usage": stream_usage,
        "asynchronous": lambda: asyncio.run(chat().ainvoke("Салом!")).content == "Салом",
        "several": lambda: len(chat(n=3).generate([[HumanMessage("Салом!")]]).generations[0]) == 3,
        "parameters": parameters,
        "logprobs": logprobs,
        "schema": schema,
        "tools-refused": lambda: raises(
            lambda: chat().bind_tools(TOOLS).invoke("Салом!"), "BadRequestError", "tools"
        ),
        "tools": tools_pass,
        "text": text,
        "vectors": vectors,
        "errors": lambda: raises(lambda: chat(BUSY).invoke("Салом!"), "RateLimitError"),
    },
)
