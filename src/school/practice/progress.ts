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

interface MemoryRow {
  readonly subject: string;
  readonly topic: string | null;
  readonly stability: number;
  readonly difficulty: number;
  readonly reviewed_at: number;
}

/** For each topic with approved questions: how many there are, how many the pupil has seen and would know now. */
export function topicProgress({ store, clock }: School, person: Person) {
  const topics = store.all<{ subject: string; topic: string | null; items: number }>(
    `SELECT subject, topic, count(*) AS items FROM item
     WHERE newest = 1 AND status = 'approved' GROUP BY subject, topic ORDER BY subject, topic`,
  );
  const rows = store.all<MemoryRow>(
    `SELECT subject, topic, stability, difficulty, reviewed_at
     FROM memories JOIN item ON item_id = id AND newest = 1 AND status = 'approved'
     WHERE person_number = :person`,
    { person: person.number },
  );
  const now = clock();
  const isKnown = ({ stability, difficulty, reviewed_at: reviewedAt }: MemoryRow) =>
    chanceOfRecall({ stability, difficulty, reviewedAt, reviews: 1, lapses: 0 }, now) >= knownChance;
  const seenByTopic = Map.groupBy(rows, topicKey);
  return topics.map((one) => {
    const seen = seenByTopic.get(topicKey(one)) ?? [];
    return { ...one, seen: seen.length, known: seen.filter(isKnown).length };
  });
}

function topicKey({ subject, topic }: { readonly subject: string; readonly topic: string | null }): string {
  return JSON.stringify([subject, topic]);
}
