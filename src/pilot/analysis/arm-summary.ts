import type { PilotRecord } from '../records/record.ts';
import type { Study } from '../study/study.ts';
import { quantileOf, summary } from './design.ts';

/** What is described of each arm; nothing here is a conclusion. */
export interface ArmSummary {
  readonly id: string;
  readonly name: string;
  readonly clusters: number;
  readonly pupils: number;
  readonly wroteBefore: number;
  readonly wroteBoth: number;
  readonly before: ReturnType<typeof summary>;
  readonly after: ReturnType<typeof summary>;
  /** Answers in practice and days with any, of the middle pupil. */
  readonly dose: { readonly answers: number | undefined; readonly days: number | undefined };
  /** Of all tasks with the tutor, the share whose answer had to be shown; undefined without tasks. */
  readonly revealShare: number | undefined;
  readonly tasks: number;
  /** Milliseconds until an answer began: of the middle pupil, and of the one whom 5 % wait longer than. */
  readonly wait: {
    readonly median: number | undefined;
    readonly p95: number | undefined;
    readonly pupils: number;
  };
  /** How many pupils took the sad, the neutral and the glad face. */
  readonly faces: readonly [sad: number, neither: number, glad: number];
}

export function summariseArms(study: Study, records: readonly PilotRecord[]): ArmSummary[] {
  return study.arms.map(({ id, name }) => {
    const clusters = new Set(study.clusters.filter(({ arm }) => arm === id).map((cluster) => cluster.id));
    const own = records.filter(({ cluster }) => clusters.has(cluster));
    const present = (key: 'before' | 'after' | 'waitMs') =>
      own.flatMap((record) => (record[key] === null ? [] : [record[key]]));
    const tasks = own.reduce((sum, record) => sum + record.tasks, 0);
    const waits = present('waitMs');
    const faces = (face: 1 | 2 | 3) => own.filter((record) => record.face === face).length;
    return {
      ...{ id, name, clusters: clusters.size, pupils: own.length, tasks },
      wroteBefore: present('before').length,
      wroteBoth: own.filter(({ before, after }) => before !== null && after !== null).length,
      before: summary(present('before')),
      after: summary(present('after')),
      dose: {
        answers: quantileOf(
          own.map(({ answers }) => answers),
          0.5,
        ),
        days: quantileOf(
          own.map(({ days }) => days),
          0.5,
        ),
      },
      revealShare: tasks === 0 ? undefined : own.reduce((sum, { revealed }) => sum + revealed, 0) / tasks,
      wait: { median: quantileOf(waits, 0.5), p95: quantileOf(waits, 0.95), pupils: waits.length },
      faces: [faces(1), faces(2), faces(3)],
    };
  });
}
