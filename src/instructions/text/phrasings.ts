import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import type { Random } from '../random.ts';
import { typeAsPupil } from './pupil-typing.ts';

const groupSchema = z.strictObject({
  /** How a pupil may ask; `{slot}` is filled in. */
  requests: z.array(z.string()).min(1),
  /** How the answer is given; what counts in it is computed or comes from a source. */
  answers: z.array(z.string()).min(1).default(['{answer}']),
  /** The requests are put into these frames of `frames.yaml`: what pupils say around an exercise, or a paper. */
  framed: z.enum(['exercise', 'paper']).optional(),
  /** Slots that a pupil types like the rest of the request; other slots stay letter by letter. */
  loose: z.array(z.string()).default([]),
  /** How often the same answer may occur. */
  repeats: z.int().positive().default(1),
  /** Answers alike but for numbers and words are meant: no search for near-duplicates. */
  computed: z.boolean().default(false),
});

const fileSchema = z.strictObject({
  /** Who wrote the sentences, and under what licence. */
  author: z.string(),
  lists: z.record(z.string(), z.array(z.string())).default({}),
  groups: z.record(z.string(), groupSchema),
});

/** One way of asking and answering, with all its wordings. */
export type PhrasingGroup = z.output<typeof groupSchema>;

/** The wordings of one kind: `data/KIND.yaml`. */
export type Phrasings = z.output<typeof fileSchema>;

/** Values for the `{slots}` of a wording. */
export type Slots = Readonly<Record<string, string>>;

/** The chance that a request is typed as a pupil types on a telephone. */
const pupilShare = 0.2;

const loaded = new Map<string, Phrasings>();

/** The wordings of a kind, read at the first call. */
export function readPhrasings(name: string): Phrasings {
  const standing = loaded.get(name);
  if (standing) return standing;
  const file = fileURLToPath(new URL(`../data/${name}.yaml`, import.meta.url));
  const phrasings = parseWith(fileSchema, parseYaml(readFileSync(file, 'utf8'), { file }, { merge: true }), {
    file,
  });
  loaded.set(name, phrasings);
  return phrasings;
}

/** A list of words of a kind's file. */
export function wordList(phrasings: Phrasings, name: string): readonly string[] {
  const list = phrasings.lists[name];
  if (list === undefined) throw new Error(`The wordings have no list "${name}".`);
  return list;
}

/** The group of a name. */
export function findGroup(phrasings: Phrasings, name: string): PhrasingGroup {
  const group = phrasings.groups[name];
  if (group === undefined) throw new Error(`The wordings have no group "${name}".`);
  return group;
}

/** Every wording of a request of the group, frames included. */
export function requestWordings(group: PhrasingGroup): string[] {
  if (group.framed === undefined) return group.requests;
  const frames = readPhrasings('frames').groups[group.framed];
  return group.requests.flatMap((request) =>
    (frames?.requests ?? []).map((frame) => frame.replace('{task}', request)),
  );
}

/** A request and its answer, worded by chance. */
export function phrase(
  group: PhrasingGroup,
  slots: Slots,
  random: Random,
): { request: string; answer: string } {
  const wording = random.pick(requestWordings(group));
  const isPupil = random.chance(pupilShare);
  const asked = Object.fromEntries(
    Object.entries(slots).map(([name, value]) => [
      name,
      isPupil && group.loose.includes(name) ? typeAsPupil(value, random) : value,
    ]),
  );
  const request = fill(isPupil ? typeAsPupil(wording, random) : wording, asked);
  return { request, answer: fill(random.pick(group.answers), slots) };
}

/** Replaces each `{slot}` by its value. */
export function fill(wording: string, slots: Slots): string {
  return wording.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = slots[name];
    if (value === undefined) throw new Error(`No value for {${name}} in: ${wording}`);
    return value;
  });
}
