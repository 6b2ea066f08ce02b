import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';

const verbs = {
  answered: 'http://adlnet.gov/expapi/verbs/answered',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
} as const;

export type Verb = keyof typeof verbs;

/** Nobody answers at this address: it names the installation, as xAPI's account objects need. */
const homePage = 'https://soro.invalid/';

/** A statement of xAPI 1.0.3, in the form in which Soro writes them. */
export const statementSchema = z.strictObject({
  id: z.uuid(),
  actor: z.strictObject({
    objectType: z.literal('Agent'),
    account: z.strictObject({ homePage: z.literal(homePage), name: z.string().regex(/^[0-9a-f]{32}$/) }),
  }),
  verb: z.strictObject({ id: z.enum(Object.values(verbs)), display: z.strictObject({ en: z.string() }) }),
  object: z.strictObject({
    objectType: z.literal('Activity'),
    id: z.url(),
    definition: z.strictObject({ type: z.url() }),
  }),
  result: z.strictObject({
    success: z.boolean().optional(),
    completion: z.boolean().optional(),
    score: z.strictObject({ scaled: z.number().min(-1).max(1) }),
  }),
  timestamp: z.iso.datetime(),
  version: z.literal('1.0.3'),
});

export type Statement = z.output<typeof statementSchema>;

/** What a pupil did: an answer in practice, or a test handed in. */
export interface LearningEvent {
  readonly pupilId: string;
  readonly verb: Verb;
  /** The question or the test. */
  readonly what: string;
  /** Share of right answers, 0 to 1. */
  readonly share: number;
  readonly atMs: number;
  /** What makes the event's id the same each time it is written. */
  readonly key: string;
}

/**
 * The statement of an event. The pupil is a pseudonym: without the school's secret nobody can go from one to the other.
 * @throws BadInputError where it would not be a statement of our schema.
 */
export function statementOf(event: LearningEvent, secret: string): Statement {
  const { pupilId, verb, what, share, atMs, key } = event;
  const isAnswer = verb === 'answered';
  const kind = isAnswer ? 'items' : 'tests';
  return parseWith(statementSchema, {
    id: uuidOf(secret, `${verb}\n${key}`),
    actor: {
      objectType: 'Agent',
      account: { homePage, name: digest(secret, `pupil\n${pupilId}`).slice(0, 32) },
    },
    verb: { id: verbs[verb], display: { en: verb } },
    object: {
      objectType: 'Activity',
      id: `${homePage}${kind}/${encodeURIComponent(what)}`,
      definition: {
        type: `http://adlnet.gov/expapi/activities/${isAnswer ? 'cmi.interaction' : 'assessment'}`,
      },
    },
    result: { ...(isAnswer ? { success: share === 1 } : { completion: true }), score: { scaled: share } },
    timestamp: new Date(atMs).toISOString(),
    version: '1.0.3',
  });
}

function digest(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** A UUID (version 8: our own bits) that is the same for the same event. */
function uuidOf(secret: string, text: string): string {
  const hex = digest(secret, text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
