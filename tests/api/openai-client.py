"""What OpenAI's client for Python gets from a server: arguments are a server and a busy one."""

import json
import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="sk-none", max_retries=0)
busy = openai.OpenAI(base_url=sys.argv[2], api_key="sk-none", max_retries=0)
messages = [{"role": "user", "content": "Салом!"}]


def error_of(call) -> str:
    try:
        call()
    except openai.APIStatusError as error:
        return type(error).__name__
    return "none"


answer = client.chat.completions.create(model="fake", messages=messages, n=2)
chunks = list(
    client.chat.completions.create(
        model="fake", messages=messages, stream=True, stream_options={"include_usage": True}
    )
)
result = {
    "answers": [choice.message.content for choice in answer.choices],
    "stream": "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices),
    "usage": chunks[-1].usage.total_tokens,
    "text": client.completions.create(model="fake", prompt="Са", max_tokens=3).choices[0].text,
    "vector": client.embeddings.create(model="fake", input="абв").data[0].embedding,
    "models": [model.id for model in client.models.list()],
    "errors": [
        error_of(lambda: client.chat.completions.create(model="gpt", messages=messages)),
        error_of(lambda: busy.chat.completions.create(model="fake", messages=messages)),
        error_of(lambda: client.chat.completions.create(model="fake", messages=[], temperature=9)),
    ],
}
print(json.dumps(result))
