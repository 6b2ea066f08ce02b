import { chanceOfRecall, type TopicScore, weakTopics } from '../../practice/index.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';

/** With this chance of a right answer, a question counts as known. */
const knownChance = 0.8;
const recentMs = 60 * 24 * 60 * 60_000;

/** The topics that a pupil often answers wrong; the last sixty days count. */
export function weakTopicsOf({ store, clock }: School, person: Person): readonly TopicScore[] {
  const scores = store.all<TopicScore>(
    `SELECT subject, topic, count(*) AS answers, sum(is_right) AS right
     FROM practice_answers JOIN item ON item.id = item_id AND newest = 1 AND status = 'approved'
     WHERE person_number = :person AND answered_at > :since GROUP BY subject, topic`,
    { person: person.number, since: clock() - recentMs },
  );
  return weakTopics(scores);
}

interface TopicRow {
  readonly subject: string;
  readonly topic: string | null;
  readonly stability: number | null;
  readonly difficulty: number;
  readonly reviewed_at: number;
}

/** For each topic with approved questions: how many there are, how many the pupil has seen and would know now. */
export function topicProgress({ store, clock }: School, person: Person) {
  const rows = store.all<TopicRow>(
    `SELECT subject, topic, stability, difficulty, reviewed_at
     FROM item LEFT JOIN memories ON item_id = id AND person_number = :person
     WHERE newest = 1 AND status = 'approved' ORDER BY subject, topic`,
    { person: person.number },
  );
  const now = clock();
  const topics = new Map<
    string,
    { subject: string; topic: string | null; items: number; seen: number; known: number }
  >();
  for (const { subject, topic, stability, difficulty, reviewed_at: reviewedAt } of rows) {
    const key = JSON.stringify([subject, topic]);
    const one = topics.get(key) ?? { subject, topic, items: 0, seen: 0, known: 0 };
    topics.set(key, one);
    one.items += 1;
    if (stability === null) continue;
    one.seen += 1;
    const memory = { stability, difficulty, reviewedAt, reviews: 1, lapses: 0 };
    if (chanceOfRecall(memory, now) >= knownChance) one.known += 1;
  }
  return [...topics.values()];
}
