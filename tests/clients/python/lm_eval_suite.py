"""lm-evaluation-harness: local-completions and local-chat-completions."""

import logging
import tempfile

from lm_eval.api.instance import Instance
from lm_eval.models.openai_completions import LocalChatCompletion, LocalCompletionsAPI
from suite import SERVER, run
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

logging.disable(logging.WARNING)


def byte_tokenizer() -> str:
    """A folder with a tokeniser whose tokens are bytes: any will do, the server's engine is a made one."""
    letters = {letter: index for index, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    tokenizer = Tokenizer(models.BPE(vocab={**letters, "<eos>": len(letters)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    folder = tempfile.mkdtemp(prefix="soro-lm-eval-")
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<eos>").save_pretrained(folder)
    return folder


def instance(kind: str, *arguments: object) -> Instance:
    return Instance(request_type=kind, doc={}, arguments=arguments, idx=0)


def completions(**options: object) -> LocalCompletionsAPI:
    return LocalCompletionsAPI(
        base_url=f"{SERVER}/completions",
        model="soro",
        tokenizer=byte_tokenizer(),
        tokenizer_backend="huggingface",
        max_length=512,
        **options,
    )


def loglikelihoods(model: LocalCompletionsAPI) -> bool:
    pairs = [instance("loglikelihood", "ab", "cd"), instance("loglikelihood", "a", "bcd")]
    # Each token of the made engine has the probability exp(-1), and is the likeliest.
    return model.loglikelihood(pairs, disable_tqdm=True) == [(-2, True), (-3, True)]


def rolling() -> bool:
    found = completions().loglikelihood_rolling([instance("loglikelihood_rolling", "abcd")], disable_tqdm=True)
    return found == [-4]


def until(model: LocalCompletionsAPI, prompt: object) -> bool:
    wanted = {"until": ["\n", "a", "b", "c", "d", "e"], "max_gen_toks": 8, "do_sample": False}
    return model.generate_until([instance("generate_until", prompt, wanted)], disable_tqdm=True) == ["Салом"]


def chat() -> bool:
    model = LocalChatCompletion(base_url=f"{SERVER}/chat/completions", model="soro")
    return until(model, model.apply_chat_template([{"role": "user", "content": "Салом!"}]))


run(
    "lm-eval",
    {
        "chat": chat,
        "several": lambda: loglikelihoods(completions(batch_size=2)),
        "text": lambda: until(completions(), "ab"),
        "echo": lambda: loglikelihoods(completions()) and rolling(),
        "asynchronous": lambda: loglikelihoods(completions(num_concurrent=2)),
    },
)
