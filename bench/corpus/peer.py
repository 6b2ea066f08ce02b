"""The peer of bench/corpus.ts: datatrove with FineWeb2's filters for Tajik and its MinHash settings, on one core.

python bench/corpus/peer.py INPUT_FOLDER WORK_FOLDER THRESHOLDS   (the last: src/corpus/data/fineweb2-tajik.json)

Prints a line of JSON for each stage: processor seconds and peak memory.
"""

import json
import resource
import sys

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


for name, pipeline in stages.items():
    before = processor_seconds()
    tasks = config.num_buckets if name == "buckets" else 1
    LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=f"{work}/logs/{name}").run()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"stage": name, "seconds": processor_seconds() - before, "peakBytes": peak}), flush=True)
