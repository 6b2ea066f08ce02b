import { sampleCorrelation } from 'simple-statistics';
import { at } from '../../core/known.ts';
import { answerText, type Item } from '../../practice/index.ts';
import { listPupils } from '../classes/pupils.ts';
import type { School } from '../school.ts';
import { type ClassTest, itemsOfTest } from './class-test.ts';
import { listSheets, placesInTest, stateOf, usedMs } from './sheet.ts';
import { type CurrentAnswer, currentAnswers, isCounted } from './sheet-answers.ts';

/** With fewer sheets a correlation says nothing. */
const fewestSheets = 5;

/** Results by pupil, question and topic. Questions stand in the test's own order, whatever a sheet's order was. */
export function testResults(school: School, test: ClassTest) {
  const { store } = school;
  const items = itemsOfTest(store, test);
  const sheets = new Map(listSheets(store, test).map((sheet) => [sheet.personNumber, sheet]));
  const pupils = listPupils(store, test.classNumber).map((pupil) => {
    const sheet = sheets.get(pupil.number);
    const answers: (CurrentAnswer | undefined)[] = items.map(() => undefined);
    if (sheet) {
      const places = placesInTest(test, sheet);
      for (const [place, answer] of currentAnswers(store, sheet)) answers[at(places, place)] = answer;
    }
    const counted = answers.map((answer) => (answer && isCounted(answer) ? answer : undefined));
    return {
      pupil,
      state: stateOf(school, test, sheet),
      minutes: sheet ? Math.round(usedMs(school, sheet) / 6000) / 10 : 0,
      answers,
      counted,
      share: mean(counted.map((answer) => answer?.share ?? 0)),
    };
  });
  const finished = pupils.filter(({ state }) => state === 'submitted' || state === 'time-over');
  const itemResults = items.map((item, place) =>
    itemResult(
      item,
      finished.map(({ counted }) => counted[place]),
      finished.map(({ counted, share }) => share * items.length - (counted[place]?.share ?? 0)),
    ),
  );
  return {
    pupils: pupils.map(({ pupil, state, minutes, answers, counted, share }) => ({
      pupilId: pupil.id,
      nickname: pupil.name,
      state,
      right: counted.filter((answer) => answer?.isRight).length,
      share,
      minutes,
      shares: counted.map((answer) => answer?.share ?? null),
      late: answers.filter((answer) => answer && answer.lateMs > 0).length,
      notCounted: answers.filter((answer) => answer && !isCounted(answer)).length,
    })),
    items: itemResults,
    topics: topicResults(
      items,
      finished.map(({ counted }) => counted),
    ),
  };
}

type Answers = readonly (CurrentAnswer | undefined)[];

function itemResult(item: Item, answers: Answers, rest: readonly number[]) {
  const shares = answers.map((answer) => answer?.share ?? 0);
  const counts = new Map<string, { text: string; count: number; isRight: boolean }>();
  if (item.kind === 'single-choice') {
    for (const [place, text] of item.options.entries()) {
      counts.set(text, { text, count: 0, isRight: place === item.answer });
    }
  }
  for (const answer of answers) {
    if (!answer) continue;
    const text = textOf(item, answer);
    const one = counts.get(text) ?? { text, count: 0, isRight: answer.isRight };
    counts.set(text, { ...one, count: one.count + 1 });
  }
  return {
    question: item.question,
    right: answerText(item),
    topic: item.topic,
    answers: answers.filter((answer) => answer !== undefined).length,
    difficulty: answers.length === 0 ? null : mean(shares),
    discrimination: correlation(shares, rest),
    given: [...counts.values()].sort((one, other) => other.count - one.count),
  };
}

/** What was chosen, without the letter: in a shuffled test the same option has another letter for each pupil. */
function textOf(item: Item, { understood, typed }: CurrentAnswer): string {
  const text = understood ?? typed;
  return item.kind === 'single-choice' ? text.replace(/^[A-J]\) /u, '') : text;
}

function correlation(shares: readonly number[], rest: readonly number[]): number | null {
  if (shares.length < fewestSheets) return null;
  if (new Set(shares).size < 2 || new Set(rest).size < 2) return null;
  return sampleCorrelation([...shares], [...rest]);
}

function topicResults(items: readonly Item[], sheets: readonly Answers[]) {
  const byTopic = Map.groupBy(items.entries(), ([, { subject, topic }]) => JSON.stringify([subject, topic]));
  return [...byTopic.values()].map((places) => {
    const [, { subject, topic }] = at(places, 0);
    const shares = sheets.flatMap((answers) => places.map(([place]) => answers[place]?.share ?? 0));
    return { subject, topic, items: places.length, share: mean(shares) };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}
