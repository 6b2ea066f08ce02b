import { z } from 'zod';
import { countUpEntry } from '../../core/count-up.ts';
import { askModel, type Endpoint, type Usage } from './client.ts';
import { type FilterLimits, filterProposal, type Proposal } from './filters.ts';
import { type BatchPlan, teacherPrompts } from './prompts.ts';

/** What became of one batch: the completion file that a resumed run reads. */
export const batchResultSchema = z.strictObject({
  number: z.int(),
  kind: z.string(),
  topic: z.string(),
  accepted: z.array(z.strictObject({ request: z.string(), answer: z.string(), score: z.int() })),
  leftOut: z.record(z.string(), z.int()),
  usage: z.strictObject({
    requests: z.int(),
    retries: z.int(),
    promptTokens: z.number(),
    completionTokens: z.number(),
  }),
});

/** What became of one batch. */
export type BatchResult = z.output<typeof batchResultSchema>;

export interface BatchOptions {
  readonly teacher: Endpoint;
  readonly judge: Endpoint;
  readonly temperature: number;
  readonly maximumTokens: number;
  readonly minimumScore: number;
  readonly limits: FilterLimits;
  readonly seed: number;
}

const proposalsSchema = z.array(z.looseObject({ request: z.string().trim(), answer: z.string().trim() }));
const scoresSchema = z.array(z.looseObject({ item: z.int(), score: z.int().min(1).max(5) }));
/** A model that does not answer in JSON is asked again with another seed. */
const attempts = 2;

/** Asks the teacher for one batch, filters what comes and lets the judge score the rest. */
export async function askBatch(
  plan: BatchPlan,
  options: BatchOptions,
  signal: AbortSignal,
): Promise<BatchResult> {
  const usage: Usage = { requests: 0, retries: 0, promptTokens: 0, completionTokens: 0 };
  const leftOut: Record<string, number> = {};
  const { number, kind, topic, text } = plan;
  const proposals = await askJson(options.teacher, text, proposalsSchema);
  if (proposals === undefined) countUpEntry(leftOut, 'teacher-not-json');
  const passed: Proposal[] = [];
  for (const { request, answer } of proposals ?? []) {
    const reason = filterProposal({ request, answer }, options.limits);
    if (reason === undefined) passed.push({ request, answer });
    else countUpEntry(leftOut, reason);
  }
  const accepted = passed.length === 0 ? [] : await judged(passed);
  return { number, kind, topic, accepted, leftOut, usage };

  async function judged(all: readonly Proposal[]): Promise<BatchResult['accepted']> {
    const listed = all.map((proposal, place) => ({ item: place + 1, ...proposal }));
    const scores = await askJson(
      options.judge,
      JSON.stringify(listed),
      scoresSchema,
      teacherPrompts().judge,
      0,
    );
    if (scores === undefined) {
      countUpEntry(leftOut, 'judge-not-json', all.length);
      return [];
    }
    const kept: BatchResult['accepted'] = [];
    for (const [place, proposal] of all.entries()) {
      const score = scores.find(({ item }) => item === place + 1)?.score;
      if (score === undefined) countUpEntry(leftOut, 'not-judged');
      else if (score < options.minimumScore) countUpEntry(leftOut, 'low-score');
      else kept.push({ ...proposal, score });
    }
    return kept;
  }

  async function askJson<Schema extends z.ZodType>(
    endpoint: Endpoint,
    user: string,
    schema: Schema,
    system = teacherPrompts().system,
    temperature = options.temperature,
  ): Promise<z.output<Schema> | undefined> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const seed = (options.seed + number * 10 + attempt) >>> 0;
      const { maximumTokens } = options;
      const answer = await askModel(
        endpoint,
        { system, user, temperature, maximumTokens, seed },
        usage,
        signal,
      );
      const result = schema.safeParse(jsonIn(answer));
      if (result.success) return result.data;
    }
    return undefined;
  }
}

/** The JSON array in a model's answer: models put it into fences or add a sentence before. */
function jsonIn(text: string): unknown {
  const start = text.indexOf('[');
  const end = text.lastIndexOf(']');
  try {
    return start >= 0 && end > start ? JSON.parse(text.slice(start, end + 1)) : undefined;
  } catch {
    return undefined;
  }
}
