import type { AnswerTimes } from './pupil.ts';

const windowMs = 5000;

/** (Σx)² / (n Σx²): 1 when everybody gets the same, 1/n when one gets everything. */
export function jain(values: readonly number[]): number {
  const sum = values.reduce((before, value) => before + value, 0);
  return sum ** 2 / (values.length * values.reduce((before, value) => before + value ** 2, 0));
}

/** Pieces that had come by a time; between two pieces the next one grows evenly. */
function received({ piecesMs }: AnswerTimes, timeMs: number): number {
  const next = piecesMs.findIndex((piece) => piece > timeMs);
  if (next < 0) return piecesMs.length;
  const before = piecesMs[next - 1];
  return before === undefined ? 0 : next + (timeMs - before) / ((piecesMs[next] ?? 0) - before);
}

/**
 * Jain's index among those who compete: of every five seconds, over the pieces that each pupil got whose answer was
 * asked for before them and ended after them (who waits for the first piece all the time got nothing), and the mean of
 * these, weighted by pupils; undefined where no two competed for that long. Shares of a server can be compared only
 * between those who want something at the same time (Demers, Keshav and Shenker 1989); a whole lesson's speed also says
 * how many others were there by chance.
 */
export function fairness(
  pupils: readonly { readonly answers: readonly AnswerTimes[] }[],
): number | undefined {
  const answers = pupils.flatMap((pupil) => pupil.answers);
  const end = Math.max(...answers.map(({ endedMs }) => endedMs));
  let sum = 0;
  let weights = 0;
  for (let from = Math.min(...answers.map(({ askedMs }) => askedMs)); from < end; from += windowMs) {
    const until = from + windowMs;
    const pieces = answers
      .filter(({ askedMs, endedMs }) => askedMs <= from && endedMs >= until)
      .map((answer) => received(answer, until) - received(answer, from));
    if (pieces.length < 2 || pieces.every((count) => count === 0)) continue;
    sum += jain(pieces) * pieces.length;
    weights += pieces.length;
  }
  return weights > 0 ? sum / weights : undefined;
}
