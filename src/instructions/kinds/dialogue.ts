import {
  computedOrigin,
  type Generator,
  type GeneratorContext,
  type Origin,
  sourceOrigin,
  type Turn,
  type UnwordedDialogue,
} from '../generator.ts';
import { type Random, sampleStream } from '../random.ts';
import { type Entry, readDictionary } from '../readers/dictionary.ts';
import { readOwnGlossary } from '../readers/own-glossary.ts';
import { sourcesOf } from '../source-settings.ts';
import { fill, findGroup, readPhrasings, wordList } from '../text/phrasings.ts';
import { languageNames } from '../text/tajik-names.ts';
import { arithmeticExercises } from './computed/arithmetic.ts';
import { physicsExercises } from './computed/physics.ts';
import { definitionTurn } from './texts/definition.ts';

/** Dialogues of several turns: lessons of words, exercises one after another, quizzes, names kept in mind. */
export const generateDialogues: Generator = async function* (context) {
  const { random } = context;
  const entries = await exampleEntries(context);
  for (let round = 0; ; round += 1) {
    const entry = entries[round];
    if (entry) yield { ...entry.origin, turns: wordLesson(entry.entry, random) };
    const origin = computedOrigin(`dialogue, round ${round}`);
    yield { ...origin, turns: exerciseSeries(random) };
    yield { ...origin, turns: quiz(random) };
    yield { ...origin, turns: wordQuiz(random) };
    if (round % 3 === 0) yield { ...origin, turns: nameKept(random) };
  }
};

type Turns = UnwordedDialogue['turns'];

async function exampleEntries({
  sources,
  random,
  wanted,
}: GeneratorContext): Promise<{ entry: Entry; origin: Origin }[]> {
  const found: { entry: Entry; origin: Origin }[] = [];
  for (const source of sourcesOf(sources, 'dictionary')) {
    const entries = await sampleStream(readDictionary(source.file), wanted * 8, random);
    for (const entry of entries) {
      const origin = sourceOrigin(source, `headword ${entry.word}`);
      if (entry.senses[0].examples.length >= 2 && entry.senses.length === 1) found.push({ entry, origin });
    }
  }
  return found;
}

const greeting: Turn = { group: 'greeting', slots: {} };
const thanks: Turn = { group: 'thanks', slots: {} };

function wordLesson(entry: Entry, random: Random): Turns {
  const [sense] = entry.senses;
  const shown = { ...entry, senses: [{ ...sense, examples: [] }] as const, field: undefined };
  const { slots } = definitionTurn(shown);
  const turns: Turn[] = [
    { group: 'definition/definition', slots },
    { group: 'example', slots: { example: sense.examples.slice(0, 3).join(', ') } },
  ];
  return around(turns, random);
}

interface PlainExercise {
  readonly task: string;
  readonly answer: string;
  readonly result: string | undefined;
}

/** Exercises of one sort, as sentences and solutions without the frames around them. */
function plainExercises(random: Random, count: number): PlainExercise[] {
  const isPhysics = random.chance(0.25);
  const exercise = random.pick(Object.values(isPhysics ? physicsExercises : arithmeticExercises));
  return Array.from({ length: count }, () => {
    const turn = exercise(random);
    const group = findGroup(readPhrasings(isPhysics ? 'physics' : 'arithmetic'), turn.group);
    // The last wording is a pupil's; here the teacher may ask.
    const task = fill(random.pick(group.requests.slice(0, -1)), turn.slots);
    return { task, answer: fill(random.pick(group.answers), turn.slots), result: turn.slots.result };
  });
}

function plainExercise(random: Random): PlainExercise {
  return plainExercises(random, 1)[0] ?? { task: '', answer: '', result: undefined };
}

function exerciseSeries(random: Random): Turns {
  const turns = plainExercises(random, random.integer(2, 3)).map(
    ({ task, answer }, place): Turn => ({ group: place === 0 ? 'first' : 'again', slots: { task, answer } }),
  );
  return around(turns, random);
}

function quiz(random: Random): Turns {
  let exercise = plainExercise(random);
  while (exercise.result === undefined || !/^[\d ,]+$/.test(exercise.result))
    exercise = plainExercise(random);
  const { task, answer, result } = exercise;
  const isRight = random.chance(0.5);
  const value = Number(result.replaceAll(' ', '').replace(',', '.'));
  const wrong = String(value + random.pick([1, -1, 2, 10].filter((offset) => value + offset > 0))).replace(
    '.',
    ',',
  );
  const check: Turn = isRight
    ? { group: 'check-right', slots: { given: result } }
    : { group: 'check-wrong', slots: { given: wrong, answer } };
  return around([{ group: 'quiz', slots: { task } }, check], random);
}

function wordQuiz(random: Random): Turns {
  const language = random.pick(['russian', 'english'] as const);
  const names = languageNames(language);
  const turns: Turn[] = [];
  for (const [tajik, russian, english] of random.shuffle(readOwnGlossary().words).slice(0, 1)) {
    const slots = { word: tajik, given: language === 'russian' ? russian : english, ...names };
    turns.push(
      { group: 'quiz-word', slots },
      { group: random.chance(0.6) ? 'word-right' : 'word-unknown', slots },
    );
  }
  return around(turns, random);
}

function nameKept(random: Random): Turns {
  const name = random.pick(wordList(readPhrasings('arithmetic'), 'names'));
  const { task, answer } = plainExercise(random);
  const slots = { name, grade: String(random.integer(2, 11)) };
  return [
    { group: 'remember', slots },
    { group: 'first', slots: { task, answer } },
    { group: 'recall', slots },
  ];
}

/** Sometimes a greeting before and thanks after. */
function around(turns: readonly Turn[], random: Random): Turns {
  const before = random.chance(0.35) ? [greeting] : [];
  const after = random.chance(0.5) ? [thanks] : [];
  const all = [...before, ...turns, ...after];
  const [first = greeting, ...others] = all;
  return [first, ...others];
}
