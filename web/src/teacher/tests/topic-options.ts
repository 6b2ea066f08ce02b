import type { ItemTopic } from '../../../../src/school/contract/index.ts';
import { fill } from '../../language/plural.ts';
import { taskTexts } from '../task-texts/task-texts.ts';

/** Subjects, each with its topics behind it, for a list to choose from; with the number of approved questions. */
export function topicOptions(topics: readonly ItemTopic[]): { value: string; label: string }[] {
  const subjects = [...new Set(topics.map(({ subject }) => subject))];
  return subjects.flatMap((subject) => {
    const own = topics.filter((one) => one.subject === subject);
    const all = own.reduce((sum, one) => sum + one.approved, 0);
    return [
      { value: subject, label: `${subject} (${fill(taskTexts.value.approvedCount, { n: all })})` },
      ...own
        .filter(({ topic }) => topic !== null)
        .map(({ topic, approved }) => ({ value: `${subject}\n${topic}`, label: `– ${topic} (${approved})` })),
    ];
  });
}

/** The subject, and the topic where one was chosen, of an option's value. */
export function topicOf(value: string): { readonly subject?: string; readonly topic?: string } {
  const [subject = '', topic] = value.split('\n');
  return { ...(subject !== '' && { subject }), ...(topic !== undefined && { topic }) };
}
