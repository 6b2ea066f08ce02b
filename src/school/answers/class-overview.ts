import { isStopWord, splitWords, stemWord } from '../../language/index.ts';
import type { SchoolClass } from '../classes/class.ts';
import { listPupils } from '../classes/pupils.ts';
import { plainWord } from '../database/search-words.ts';
import type { School } from '../school.ts';
import type { AnswerRunner } from './answer-runner.ts';

const dayMs = 24 * 60 * 60_000;
const presentMs = 5 * 60_000;
/** A word is shown only when this many pupils used it: fewer would tell who asked. */
const fewestPupils = 3;
const mostTopics = 30;
const shortestTopic = 4;

/** What is happening in a class: who waits, who is there, what is asked about. */
export function classOverview(school: School, runner: AnswerRunner, found: SchoolClass) {
  const now = school.clock();
  const pupils = listPupils(school.store, found.number);
  const byId = new Map(pupils.map((pupil) => [pupil.id, pupil]));
  const live = runner.list().flatMap((answer) => {
    const pupil = byId.get(answer.owner);
    return pupil ? [{ answer, who: { pupilId: pupil.id, nickname: pupil.name } }] : [];
  });
  const questions = recentQuestions(school, found.number, now - 7 * dayMs);
  return {
    waiting: live
      .filter(({ answer }) => answer.state === 'waiting')
      .map(({ answer, who }) => ({
        ...who,
        position: answer.queue?.position ?? null,
        sinceSeconds: Math.max(0, Math.round((now - answer.startedAt) / 1000)),
      })),
    writing: live.filter(({ answer }) => answer.state === 'writing').map(({ who }) => who),
    online: pupils.filter(({ lastSeenAt }) => lastSeenAt !== null && now - lastSeenAt < presentMs).length,
    questionsToday: questions.filter(({ created_at }) => now - created_at < dayMs).length,
    questionsWeek: questions.length,
    topics: findTopics(questions),
  };
}

interface QuestionRow {
  readonly person_number: number;
  readonly text: string;
  readonly created_at: number;
}

function recentQuestions({ store }: School, classNumber: number, since: number): QuestionRow[] {
  return store.all<QuestionRow>(
    `SELECT person_number, text, messages.created_at FROM messages
       JOIN conversations ON conversations.number = conversation_number
       JOIN people ON people.number = person_number
     WHERE class_number = :class AND messages.role = 'user' AND messages.created_at > :since`,
    { class: classNumber, since },
  );
}

/** The words that several pupils asked about, by their stems; the form that was written most often is shown. */
export function findTopics(questions: readonly Pick<QuestionRow, 'person_number' | 'text'>[]) {
  const topics = new Map<string, { people: Set<number>; questions: number; forms: Map<string, number> }>();
  for (const { person_number, text } of questions) {
    const seen = new Set<string>();
    for (const word of splitWords(text.toLowerCase())) {
      if (word.length < shortestTopic || isStopWord(word) || !/^\p{L}/u.test(word)) continue;
      const key = plainWord(stemWord(word));
      const topic = topics.get(key) ?? { people: new Set(), questions: 0, forms: new Map() };
      topics.set(key, topic);
      topic.people.add(person_number);
      topic.forms.set(word, (topic.forms.get(word) ?? 0) + 1);
      if (!seen.has(key)) topic.questions += 1;
      seen.add(key);
    }
  }
  return [...topics.values()]
    .filter(({ people }) => people.size >= fewestPupils)
    .sort((one, other) => other.people.size - one.people.size || other.questions - one.questions)
    .slice(0, mostTopics)
    .map(({ people, questions: count, forms }) => ({
      word: mostFrequent(forms),
      pupils: people.size,
      questions: count,
    }));
}

function mostFrequent(forms: ReadonlyMap<string, number>): string {
  return [...forms].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}
