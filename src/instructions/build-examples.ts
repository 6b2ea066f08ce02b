import type { Artefact } from '../core/artefact/manifest.ts';
import { throwIfInterrupted } from '../core/errors.ts';
import { known } from '../core/known.ts';
import { Duplicates } from './duplicates.ts';
import { type Example, type Kind, kinds, sides } from './example.ts';
import type { RawDialogue } from './generator.ts';
import { generators } from './generators.ts';
import { namedRandom, type Random } from './random.ts';
import { type Rendered, renderTask } from './render.ts';
import type { InstructionsSettings } from './settings.ts';

/** Why a task gave no example. */
export type RejectReason = 'same-request' | 'same-answer' | 'near-answer' | 'too-long' | 'source-share';

/** What comes of a build, one after another. */
export type BuildEvent =
  | { readonly type: 'example'; readonly example: Example }
  | { readonly type: 'reject'; readonly kind: Kind; readonly reason: RejectReason };

export interface BuildInput {
  readonly settings: InstructionsSettings;
  readonly corpus: Artefact | undefined;
  readonly signal: AbortSignal;
}

interface Stream {
  readonly kind: Kind;
  readonly tasks: AsyncIterator<RawDialogue> | Iterator<RawDialogue>;
  readonly random: Random;
  made: number;
  wanted: number;
  isEmpty: boolean;
}

/** A generator that gives nothing new this many times in a row has nothing more to say. */
const patience = 4000;
/** Kinds that give more than this many times their share would be all that a model learns. */
const mostOfShare = 1.6;

/** Streams examples kind by kind until the number wanted is there, then what was left out, with its reason. */
export async function* buildExamples({ settings, corpus, signal }: BuildInput): AsyncGenerator<BuildEvent> {
  const check = admission(settings);
  const streams = openStreams({ settings, corpus, signal });
  for (const stream of streams) yield* draw(stream, check, signal);
  const quotas = new Map(streams.map((stream) => [stream, stream.wanted]));
  for (;;) {
    const open = streams.filter(
      (stream) => !stream.isEmpty && stream.made < known(quotas, stream) * mostOfShare,
    );
    const missing = settings.examples - streams.reduce((sum, { made }) => sum + made, 0);
    if (missing <= 0 || open.length === 0) return;
    const parts = open.reduce((sum, stream) => sum + known(quotas, stream), 0);
    let left = missing;
    for (const stream of open) {
      const quota = known(quotas, stream);
      const more = Math.min(left, Math.ceil((missing * quota) / parts));
      stream.wanted = Math.min(stream.made + more, Math.ceil(quota * mostOfShare));
      const before = stream.made;
      yield* draw(stream, check, signal);
      left -= stream.made - before;
    }
  }
}

function openStreams({ settings, corpus, signal }: BuildInput): Stream[] {
  const { shares, examples, sources, seed } = settings;
  const parts = kinds.reduce((sum, kind) => sum + shares[kind], 0);
  return kinds
    .filter((kind) => shares[kind] > 0)
    .map((kind) => {
      const wanted = Math.round((examples * shares[kind]) / parts);
      const random = namedRandom(`${seed} ${kind} tasks`);
      const tasks = generators[kind]({
        random,
        sources,
        corpus,
        wanted: Math.ceil(wanted * mostOfShare),
        signal,
      });
      const iterator =
        Symbol.asyncIterator in tasks ? tasks[Symbol.asyncIterator]() : tasks[Symbol.iterator]();
      return {
        kind,
        tasks: iterator,
        random: namedRandom(`${seed} ${kind} wordings`),
        made: 0,
        wanted,
        isEmpty: false,
      };
    });
}

/** Takes examples from a stream until it has made as many as wanted or has nothing new. */
async function* draw(
  stream: Stream,
  check: (rendered: Rendered) => RejectReason | undefined,
  signal: AbortSignal,
): AsyncGenerator<BuildEvent> {
  let vain = 0;
  while (stream.made < stream.wanted && vain < patience) {
    throwIfInterrupted(signal);
    const next = await stream.tasks.next();
    if (next.done) {
      stream.isEmpty = true;
      return;
    }
    const rendered = renderTask(stream.kind, next.value, stream.random);
    const reason = check(rendered);
    if (reason === undefined) {
      stream.made += 1;
      vain = 0;
      yield { type: 'example', example: rendered.example };
    } else {
      vain += 1;
      yield { type: 'reject', kind: stream.kind, reason };
    }
  }
  if (vain >= patience) stream.isEmpty = true;
}

/** Says of each example in turn why it may not enter. */
function admission(settings: InstructionsSettings): (rendered: Rendered) => RejectReason | undefined {
  const duplicates = new Duplicates();
  const fromSource = new Map<string, number>();
  const named = new Set(settings.sources.map(({ name }) => name));
  const most = settings.examples * settings.maximumSourceShare;
  return (rendered) => {
    const { source, messages } = rendered.example;
    const before = fromSource.get(source) ?? 0;
    if (named.has(source) && before >= most) return 'source-share';
    const { request, answer } = sides(messages);
    if (request.length + answer.length > settings.maximumCharacters) return 'too-long';
    const reason = duplicates.check(rendered);
    if (reason === undefined) fromSource.set(source, before + 1);
    return reason;
  };
}
