import type { SchoolClass } from '../../src/school/classes/class.ts';
import { correctAnswer } from '../../src/school/corrections/corrections.ts';
import { markAnswer } from '../../src/school/corrections/marks.ts';
import { addKey } from '../../src/school/people/api-keys.ts';
import type { Person } from '../../src/school/people/person.ts';
import type { BrowserSchool } from './school.ts';

/** The people and things of a school in which every page has something to show. */
export interface SchoolDay {
  readonly administrator: Person;
  readonly teacher: Person;
  readonly schoolClass: SchoolClass;
  /** Five pupils; the first one has asked, two others wait. */
  readonly pupils: readonly Person[];
  /** A conversation with an answer that has headings, a table and a formula. */
  readonly conversationId: string;
}

/** Puts a day of a school into a server that has no accounts yet. */
export async function fillSchoolDay(school: BrowserSchool): Promise<SchoolDay> {
  const { inside } = school;
  const administrator = await school.addAdministrator();
  const teacher = await school.addTeacher();
  const schoolClass = school.addClass('7-А', teacher, {
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' }],
    tutor: 'hints-first',
    subjects: ['Математика', 'Забони тоҷикӣ'],
    systemText: 'Кӯтоҳ ва содда ҷавоб деҳ.',
    teacherMayRead: true,
  });
  const names = ['Фирӯза', 'Ҷамшед', 'Нилуфар', 'Қобил', 'Ситора'];
  const pupils = await Promise.all(names.map((name) => school.addPupil(schoolClass, name)));
  const [first, second, third] = pupils;
  if (!first || !second || !third) throw new Error('A class needs three pupils.');
  const rich = { plan: { text: richAnswer } };
  const { conversationId } = await school.ask(first, 'Чӣ тавр касрҳоро ҷамъ мекунем?', rich);
  const wrong = await school.ask(first, '2/4 + 1/4 чанд аст?', { plan: { text: '2/4 + 1/4 = 3/8.' } });
  correctAnswer(inside.school, teacher, wrong.answer, { text: correction, note: 'Хатои маъмул' });
  const marked = await school.ask(second, '1/3 + 1/3 чанд аст?', { plan: { text: '1/3 + 1/3 = 2/6.' } });
  markAnswer(inside.school, second, 'complete', marked.answer);
  for (const pupil of [second, third]) {
    const queue = { type: 'queue', position: 1, estimatedSeconds: 6 } as const;
    const plan = { text: 'Ҳозир.', before: [{ event: queue, ms: 600_000 }] };
    await school.ask(pupil, 'Феъл чист?', { plan, wait: false });
  }
  addKey(inside.school, { name: 'Барномаи луғат', scopes: ['chat', 'embeddings'], answers: 'grounded' });
  return { administrator, teacher, schoolClass, pupils, conversationId };
}

const correction = '2/4 + 1/4 = **3/4**. Маҳраҷҳо якхелаанд, пас танҳо суратҳоро ҷамъ мекунем.';

/** An answer with everything that the renderer knows. */
export const richAnswer = `### Чӣ тавр касрҳоро ҷамъ мекунем?

Аввал ба **маҳраҷ** нигоҳ кунед:

1. Агар маҳраҷҳо *якхела* бошанд, суратҳоро ҷамъ мекунем.
2. Агар не, маҳраҷи умумӣ меёбем:
   - зарби маҳраҷҳо,
   - ё маҳраҷи умумии хурдтарин.

| Мисол | Ҷавоб |
| --- | ---: |
| 1/4 + 2/4 | 3/4 |
| 1/2 + 1/3 | 5/6 |

Қоида: $$\\frac{a}{c} + \\frac{b}{c} = \\frac{a+b}{c}$$

> Худатон санҷед: 1/5 + 3/5 чанд аст?`;
