import { at, known } from '../../../core/known.ts';
import { namedRandom } from '../../random.ts';
import { fill, findGroup, readPhrasings } from '../../text/phrasings.ts';
import { arithmeticExercises } from './arithmetic.ts';
import { physicsExercises } from './physics.ts';

/** A computed exercise in a schoolbook's wording, with its steps. */
export interface SolvedExercise {
  readonly name: string;
  readonly question: string;
  /** Steps and result. */
  readonly solution: string;
}

const exercises = new Map(
  [
    ...Object.entries(arithmeticExercises).map(([name, make]) => ['arithmetic', name, make] as const),
    ...Object.entries(physicsExercises).map(([name, make]) => ['physics', name, make] as const),
  ].map(([kind, name, make]) => [`${kind}/${name}`, { kind, make }] as const),
);

/** The names of the exercises of arithmetic and physics: `arithmetic/percent`, `physics/ohm`. */
export const solvedExerciseNames: readonly string[] = [...exercises.keys()];

// The last wordings of a group are typed as pupils type.
const schoolbookWordings = 3;

/** An exercise by name. The same seed gives the same numbers and wording. */
export function solvedExercise(name: string, seed: string): SolvedExercise {
  const { kind, make } = known(exercises, name);
  const random = namedRandom(`${name} ${seed}`);
  const { group, slots } = make(random);
  const { requests, answers } = findGroup(readPhrasings(kind), group);
  return {
    name,
    question: fill(random.pick(requests.slice(0, schoolbookWordings)), slots),
    solution: fill(at(answers, 0), slots).trim(),
  };
}
