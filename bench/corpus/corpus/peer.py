"""The peer of bench/corpus/corpus.ts: datatrove with FineWeb2's filters for Tajik and its MinHash settings, on one core.

python bench/corpus/corpus/peer.py INPUT_FOLDER WORK_FOLDER THRESHOLDS   (the last: src/corpus/data/fineweb2-tajik.json)

Prints a line of JSON for each stage: processor seconds and peak memory. A file of the input is a task of its own, and
what a task cost stands in WORK_FOLDER/costs.jsonl: stopped, the same command goes on where it was.
"""

import json
import resource
import sys
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets
from datatrove.pipeline.filters import FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers.jsonl import JsonlWriter
from datatrove.utils.hashing import HashConfig

language = "tgk_Cyrl"
folder, work, thresholds_file = sys.argv[1:4]
with open(thresholds_file, encoding="utf-8") as file:
    thresholds = json.load(file)
repetition, lines, words = thresholds["repetition"], thresholds["lines"], thresholds["words"]


def phrases(limits):
    return [(int(length), share) for length, share in limits.items()]


def writer(name):
    return JsonlWriter(f"{work}/{name}", compression=None)


config = MinhashConfig(
    hash_config=HashConfig(hash_fc="xxhash", precision=64), num_buckets=14, hashes_per_bucket=8, n_grams=5
)
stages = {
    "filters": [
        JsonlReader(folder, glob_pattern="*.jsonl"),
        GopherRepetitionFilter(
            language=language,
            dup_para_frac=0,
            dup_line_char_frac=0,
            dup_para_char_frac=0,
            dup_line_frac=repetition["lines"],
            top_n_grams=phrases(repetition["topPhrases"]),
            dup_n_grams=phrases(repetition["repeatedPhrases"]),
            exclusion_writer=writer("removed/gopher-repetition"),
        ),
        FineWebQualityFilter(
            language=language,
            short_line_thr=999,
            char_duplicates_ratio=lines["repeatedCharacters"],
            line_punct_thr=lines["endedLines"],
            new_line_ratio=lines["lineBreaksPerWord"],
            exclusion_writer=writer("removed/fineweb-quality"),
        ),
        GopherQualityFilter(
            language=language,
            max_avg_word_length=words["maximumMeanLength"],
            min_avg_word_length=words["minimumMeanLength"],
            stop_words=words["stopWords"],
            max_non_alpha_words_ratio=words["alphabeticShare"],
            min_stop_words=2,
            exclusion_writer=writer("removed/gopher-quality"),
        ),
        writer("filtered"),
    ],
    "signatures": [
        JsonlReader(f"{work}/filtered"),
        MinhashDedupSignature(output_folder=f"{work}/signatures", config=config, language=language),
    ],
    "buckets": [
        MinhashDedupBuckets(input_folder=f"{work}/signatures", output_folder=f"{work}/buckets", config=config)
    ],
    "clusters": [
        MinhashDedupCluster(
            input_folder=f"{work}/buckets", output_folder=f"{work}/remove", config=config, save_cluster_size=True
        )
    ],
    "kept": [
        JsonlReader(f"{work}/filtered"),
        MinhashDedupFilter(input_folder=f"{work}/remove", exclusion_writer=writer("removed/near-duplicates")),
        writer("kept"),
    ],
}


def processor_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


costs_file = Path(work) / "costs.jsonl"
costs = [json.loads(line) for line in costs_file.read_text().splitlines()] if costs_file.exists() else []
files = len(list(Path(folder).glob("*.jsonl")))
tasks_of = {"filters": files, "signatures": files, "buckets": config.num_buckets, "clusters": 1, "kept": files}

for name, pipeline in stages.items():
    for rank in range(tasks_of[name]):
        executor = LocalPipelineExecutor(
            pipeline,
            tasks=tasks_of[name],
            workers=1,
            logging_dir=f"{work}/logs/{name}",
            local_tasks=1,
            local_rank_offset=rank,
        )
        if executor.is_rank_completed(rank):
            continue
        before = processor_seconds()
        executor.run()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        costs.append({"stage": name, "task": rank, "seconds": processor_seconds() - before, "peakBytes": peak})
        with costs_file.open("a") as file:
            file.write(json.dumps(costs[-1]) + "\n")
    spent = [cost for cost in costs if cost["stage"] == name]
    seconds, peak = sum(cost["seconds"] for cost in spent), max(cost["peakBytes"] for cost in spent)
    print(json.dumps({"stage": name, "seconds": seconds, "peakBytes": peak}), flush=True)
