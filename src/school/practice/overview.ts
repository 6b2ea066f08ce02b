import { isTestUnderWay } from '../class-tests/under-way.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { ownAssignments } from './assignments.ts';
import { practiceDay, todayView } from './practice-day.ts';
import { topicProgress, weakTopicsOf } from './progress.ts';

/** What a pupil's page of practice shows. */
export function practiceOverview(school: School, person: Person) {
  return {
    today: todayView(school, person, practiceDay(school, person)),
    isClosed: isTestUnderWay(school, person),
    assignments: ownAssignments(school, person),
    topics: topicProgress(school, person),
    weak: weakTopicsOf(school, person).map(({ subject, topic }) => ({ subject, topic })),
  };
}
