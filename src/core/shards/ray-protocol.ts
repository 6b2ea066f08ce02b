import { z } from 'zod';
import type { Json } from '../json.ts';
import { errorEventSchema } from '../processes/python-process.ts';
import { serialisedErrorSchema } from '../processes/serialised-error.ts';

/**
 * The messages between Soro and the driver of a Ray cluster (trainer/soro_ray/protocol.py is its
 * mirror): JSON lines; a closed stdin ends the driver and with it every task.
 */
export type RayMessage =
  | {
      /** The first message. */
      readonly type: 'connect';
      readonly address: string;
      /** The project's folder; a worker with the variable SORO_FOLDER uses that one. */
      readonly folder: string;
      /** Node's path, relative to the folder or absolute. */
      readonly node: string;
      /** Soro's version, which the workers must have too. */
      readonly version: string;
    }
  | {
      readonly type: 'call';
      readonly id: number;
      /** URL of the module, relative to the folder. */
      readonly module: string;
      readonly input: Json;
    }
  | { readonly type: 'cancel'; readonly id: number };

/** The driver is connected. */
const readySchema = z.strictObject({
  type: z.literal('ready'),
  rayVersion: z.string(),
  nodes: z.int(),
  /** Processors that the cluster gives to tasks. */
  processors: z.int(),
});

/** A call has ended. */
const answerSchema = z.strictObject({
  type: z.literal('answer'),
  id: z.int(),
  answer: z.union([z.strictObject({ output: z.json() }), z.strictObject({ error: serialisedErrorSchema })]),
});

/** Every event of the driver; `error` means that the whole cluster is out of reach. */
export const rayEventSchema = z.discriminatedUnion('type', [readySchema, answerSchema, errorEventSchema]);

export type ReadyEvent = z.output<typeof readySchema>;
export type RayAnswer = z.output<typeof answerSchema>['answer'];
