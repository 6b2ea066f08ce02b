import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { assembleEmbeddedModel, exportGguf, importGguf } from '../../src/checkpoint/index.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { choiceRequests } from '../../src/evaluation/models/choice-requests.ts';
import type { Scorer } from '../../src/evaluation/models/scorer.ts';
import { openLlamaScorer, openTorchScorer } from '../../src/evaluation/scorer/open-scorer.ts';
import { readTask } from '../../src/evaluation/tasks/task.ts';
import { exportTask } from './harness/export-task.ts';

// The same checkpoint and tasks through lm-evaluation-harness (HF backend, f32, CPU) and through ours: seconds
// of processor and clock, loading left out, and how many items are answered alike. The harness is a Python with
// `lm_eval[hf]` named by SORO_HARNESS_PYTHON; items and batch size may be given: HARNESS_ITEMS, HARNESS_BATCH.
// HARNESS_SHOTS puts this many of the first items, solved, in front of each of the others, in both; they are not asked.
// Letter tasks are asked in one alphabet here, as the harness does; `soro evaluate` asks in both.
const python = process.env.SORO_HARNESS_PYTHON;
const count = Number(process.env.HARNESS_ITEMS ?? 500);
const batch = process.env.HARNESS_BATCH ?? '8';
const threads = Number(process.env.HARNESS_THREADS ?? 2);
const shots = Number(process.env.HARNESS_SHOTS ?? 0);
const ids = (process.env.HARNESS_TASKS ?? 'word-meaning,spelling,synonyms-antonyms').split(',');
const folder = join(projectFolder, 'work/bench-harness');
const checkpoint = join(folder, 'embedded');

const lineSchema = z.strictObject({ id: z.string(), logProbabilities: z.array(z.number()) });
const spentSchema = z.looseObject({ task: z.string(), wallSeconds: z.number(), cpuSeconds: z.number() });

if (!python) {
  process.stdout.write('Set SORO_HARNESS_PYTHON to a Python with lm_eval[hf] to compare with it.\n');
} else {
  await mkdir(join(folder, 'out'), { recursive: true });
  if (!existsSync(checkpoint)) {
    await importGguf(await assembleEmbeddedModel(), checkpoint, { precision: 'float32' });
  }
  const gguf = join(folder, 'embedded-f32.gguf');
  if (!existsSync(gguf)) await exportGguf(checkpoint, gguf, { type: 'f32' });
  const tasks = [];
  for (const id of ids) {
    const task = await readTask(join(projectFolder, 'benchmarks', id));
    const examples = [...task.examples, ...task.items.slice(0, shots)];
    const asked = { ...task, examples, items: task.items.slice(shots, shots + count) };
    await exportTask(asked, asked.items, join(folder, 'tasks'));
    tasks.push(asked);
  }
  const peer = await runPeer(python);
  for (const [name, open, file] of [
    ['ours, PyTorch', openTorchScorer, checkpoint],
    ['ours, llama.cpp', openLlamaScorer, gguf],
  ] as const) {
    const scorer = await open({ file, contextTokens: 1024, threads });
    for (const task of tasks) {
      const { id } = task.description;
      const [wall, processor] = [performance.now(), childSeconds()];
      const scores = await scorer.score(await choiceRequests(scorer, task, task.items));
      const seconds = (performance.now() - wall) / 1000;
      const spent = childSeconds() - processor;
      const theirs = peer.get(id);
      if (!theirs) continue;
      const alike = scores.filter(
        (own, index) => largest(own) === largest(theirs.scores[index] ?? []),
      ).length;
      const furthest = Math.max(
        ...scores.flatMap((own, index) =>
          own.map((value, place) => Math.abs(value - (theirs.scores[index]?.[place] ?? 0))),
        ),
      );
      process.stdout.write(
        `${id}, ${task.examples.length} shots, ${scores.length} items, ${name}: ${spent.toFixed(1)} s of processor, ${seconds.toFixed(1)} s; harness ${theirs.cpuSeconds.toFixed(1)} s, ${theirs.wallSeconds.toFixed(1)} s; ratio ${(theirs.cpuSeconds / spent).toFixed(1)} (processor), ${(theirs.wallSeconds / seconds).toFixed(1)} (clock); alike ${alike}/${scores.length}, largest difference ${furthest.toFixed(4)} nats\n`,
      );
    }
    await (scorer as Scorer).close();
  }
}

async function runPeer(program: string) {
  const out = join(folder, 'out');
  const said = join(out, 'spent.jsonl');
  if (!existsSync(said) || !process.env.HARNESS_KEEP) {
    const script = join(projectFolder, 'bench/models/harness/peer.py');
    const run = spawnSync(
      program,
      [script, checkpoint, join(folder, 'tasks'), out, batch, String(threads), ...ids],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (run.status !== 0) throw new Error(`The harness ended with ${run.status}.`);
    await writeFile(said, run.stdout);
  }
  const found = new Map<string, { cpuSeconds: number; wallSeconds: number; scores: number[][] }>();
  for (const line of (await readFile(said, 'utf8')).split('\n').filter((one) => one.startsWith('{"task"'))) {
    const { task, cpuSeconds, wallSeconds } = spentSchema.parse(JSON.parse(line));
    const scores = (await readFile(join(out, `${task}.jsonl`), 'utf8'))
      .trim()
      .split('\n')
      .map((row) => lineSchema.parse(JSON.parse(row)).logProbabilities);
    found.set(task, { cpuSeconds, wallSeconds, scores });
  }
  return found;
}

/** Seconds of processor that the children of this process have used so far (Linux). */
function childSeconds(): number {
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      if (Number(fields[1]) === process.pid) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks / 100;
}

function largest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
