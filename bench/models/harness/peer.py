"""lm-evaluation-harness on exported tasks: seconds and log-likelihoods, an item a line of OUT/TASK.jsonl.

python peer.py CHECKPOINT TASKS_FOLDER OUT BATCH_SIZE THREADS TASK...
"""

import json
import os
import sys
import time

checkpoint, folder, out, batch_size, threads, *tasks = sys.argv[1:]
os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TRANSFORMERS_OFFLINE="1", OMP_WAIT_POLICY="PASSIVE")

import torch  # noqa: E402

torch.set_num_threads(int(threads))
import lm_eval  # noqa: E402
from lm_eval.models.huggingface import HFLM  # noqa: E402
from lm_eval.tasks import TaskManager  # noqa: E402

model = HFLM(pretrained=checkpoint, dtype="float32", device="cpu", batch_size=int(batch_size), add_bos_token=True)
manager = TaskManager(include_path=folder, include_defaults=False)
for task in tasks:
    wall, cpu = time.perf_counter(), time.process_time()
    result = lm_eval.simple_evaluate(
        model=model, tasks=[task], task_manager=manager, num_fewshot=0, bootstrap_iters=0, log_samples=True
    )
    spent = {"wallSeconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu}
    with open(os.path.join(out, f"{task}.jsonl"), "w") as file:
        for sample in sorted(result["samples"][task], key=lambda one: one["doc_id"]):
            scores = [float(response[0][0]) for response in sample["resps"]]
            file.write(json.dumps({"id": sample["doc"]["id"], "logProbabilities": scores}) + "\n")
    print(json.dumps({"task": task, "version": lm_eval.__version__, **spent}), flush=True)
