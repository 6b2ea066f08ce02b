import { z } from 'zod';
import { parseJson, parseWith } from '../../core/schema.ts';

const finite = z.number();

const stepPointSchema = z.strictObject({
  step: z.int(),
  loss: finite,
  tokens: z.int(),
  tokensPerSecond: finite,
  learningRate: finite,
  gradientNorm: finite,
  mfu: finite,
});

const probePointSchema = z.strictObject({ step: z.int(), text: z.string(), bitsPerCharacter: finite });

const pointSchema = z.union([stepPointSchema, probePointSchema]);

/** What one step gave. */
export type StepPoint = z.output<typeof stepPointSchema>;
/** What a text cost after a step. */
export type ProbePoint = z.output<typeof probePointSchema>;

/** The points up to a line that was cut off when the program was killed. */
export function readPoints(text: string): (StepPoint | ProbePoint)[] {
  const points: (StepPoint | ProbePoint)[] = [];
  for (const line of text.split('\n')) {
    if (!line.endsWith('}')) break;
    points.push(parseWith(pointSchema, parseJson(line)));
  }
  return points;
}
