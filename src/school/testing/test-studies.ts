import { clientId } from './test-people.ts';
import { choiceItem, newTest, testItem } from './test-practice.ts';
import type { Browser, TestSchool } from './test-school.ts';

export interface StudyText {
  readonly id: string;
  readonly control: readonly string[];
  readonly practice: readonly string[];
  readonly formA: readonly string[];
  readonly formB: readonly string[];
  readonly change?: Readonly<Record<string, unknown>>;
}

/** The text of a study file for classes of a school: tests before from 10 to 14 November 2026, after from 1 to 5 December. */
export function studyText({ id, control, practice, formA, formB, change = {} }: StudyText): string {
  const items = (ids: readonly string[]) => ({
    minutes: 30,
    items: ids.map((one) => ({ id: one, version: 1 })),
  });
  const clusters = (ids: readonly string[], arm: string) =>
    ids.map((one) => ({ id: one, arm, stratum: null }));
  return JSON.stringify({
    id,
    title: 'Машқ бо Соро',
    question: 'Do pupils learn more?',
    unit: 'class',
    assignment: 'by lot',
    arms: [
      { id: 'control', name: 'бе Соро' },
      { id: 'practice', name: 'машқ бо Соро' },
    ],
    clusters: [...clusters(control, 'control'), ...clusters(practice, 'practice')],
    forms: { A: items(formA), B: items(formB) },
    windows: {
      before: { from: '2026-11-10', to: '2026-11-14' },
      after: { from: '2026-12-01', to: '2026-12-05' },
    },
    plan: {
      outcome: 'unassisted score',
      comparison: { arm: 'practice', control: 'control' },
      strata: false,
      alpha: 0.05,
      bootstrap: { draws: 199, seed: 1 },
      assumed: { pupils: 25, icc: 0.2, r2: 0.5 },
    },
    ...change,
  });
}

/** Three studies of the pupil's class and three others: planned, running and closed; and a test of it that was handed in. */
export async function addStudies(
  school: TestSchool,
  administrator: Browser,
  {
    teacher,
    classId,
    pupil,
    pupilId,
  }: {
    readonly teacher: Browser;
    readonly classId: string;
    readonly pupil: Browser;
    readonly pupilId: string;
  },
) {
  await teacher.post('/api/items', { item: testItem });
  await teacher.post('/api/items', { item: choiceItem(1) });
  const others: string[] = [];
  for (const name of ['8-А', '8-Б', '8-В']) {
    others.push((await administrator.post<{ id: string }>('/api/classes', { name })).body.id);
  }
  const [second = '', third = '', fourth = ''] = others;
  const text = (id: string) =>
    studyText({
      id,
      control: [classId, second],
      practice: [third, fourth],
      formA: [testItem.id],
      formB: [choiceItem(1).id],
    });
  for (const id of ['planned', 'running', 'closed']) {
    const put = await administrator.send('PUT', '/api/studies', { text: text(id) });
    if (put.status !== 200) throw new Error(`study: ${JSON.stringify(put.body)}`);
  }
  await administrator.post('/api/studies/running/fix');
  const opened = await administrator.post('/api/studies/running/tests', { moment: 'after' });
  if (opened.status !== 200) throw new Error(`study tests: ${JSON.stringify(opened.body)}`);
  const { store } = school.school;
  store.run("UPDATE studies SET fixed_at = created_at, closed_at = created_at + 1 WHERE id = 'closed'");
  const test = await teacher.post<{ id: string }>(`/api/classes/${classId}/tests`, {
    ...newTest(school.time.now),
    clientId: clientId(),
  });
  await pupil.post(`/api/my-tests/${test.body.id}/start`);
  await pupil.post(`/api/my-tests/${test.body.id}/submit`);
  store.run(
    `INSERT INTO study_tests SELECT tests.number, studies.number, 'after', 'B' FROM tests, studies
     WHERE tests.id = :test AND studies.id = 'closed'`,
    { test: test.body.id },
  );
  store.run(
    `INSERT INTO study_pupils (study_number, person_number, form) SELECT studies.number, people.number, 'A'
     FROM studies, people WHERE studies.id = 'closed' AND people.id = :pupil`,
    { pupil: pupilId },
  );
  return { text: text('planned'), testId: test.body.id };
}
