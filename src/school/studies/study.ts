import { parseJson, parseWith } from '../../core/schema.ts';
import {
  checkBeforeFirstTest,
  checkUnchanged,
  describeStudy,
  type Ledger,
  ledgerSchema,
  newLedger,
  readStudy,
  type Study,
  studyHash,
  studySchema,
  usedBudget,
} from '../../pilot/index.ts';
import { findClass, type SchoolClass, teaches } from '../classes/class.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound, SchoolError } from '../school-error.ts';

/** A study of this school. */
export interface SchoolStudy {
  readonly number: number;
  readonly plan: Study;
  readonly hash: string;
  readonly createdAt: number;
  readonly fixedAt: number | null;
  readonly closedAt: number | null;
  readonly exports: Ledger;
}

interface StudyRow {
  readonly number: number;
  readonly id: string;
  readonly plan: string;
  readonly hash: string;
  readonly created_at: number;
  readonly fixed_at: number | null;
  readonly closed_at: number | null;
  readonly exports: string;
}

const dayMs = 24 * 60 * 60_000;

/** The studies that a person sees: all for an administrator, for a teacher those with a class of theirs. */
export function listStudies(store: Store, person: Person): SchoolStudy[] {
  return store
    .all<StudyRow>('SELECT * FROM studies ORDER BY number DESC')
    .map(toStudy)
    .filter((study) => maySee(store, person, study));
}

/** @throws SchoolError `not-found`, also where no class of the teacher is in it. */
export function studyOf(store: Store, person: Person, id: string): SchoolStudy {
  const study = findStudy(store, id);
  if (!study || !maySee(store, person, study)) throw notFound('study');
  return study;
}

export function findStudy(store: Store, id: string): SchoolStudy | undefined {
  const row = store.get<StudyRow>('SELECT * FROM studies WHERE id = :id', { id });
  return row && toStudy(row);
}

function maySee(store: Store, person: Person, study: SchoolStudy): boolean {
  if (person.role === 'administrator') return true;
  return classesOf(store, study.plan).some(({ schoolClass }) => teaches(store, person, schoolClass.number));
}

/** The classes of a study with their arms. @throws SchoolError `bad-request` for one that this school does not have. */
export function classesOf(
  store: Store,
  plan: Study,
): { readonly schoolClass: SchoolClass; readonly arm: string; readonly cluster: string }[] {
  return plan.clusters.map(({ id, arm }) => {
    const schoolClass = findClass(store, 'id = :id', { id }) ?? findClass(store, 'name = :id', { id });
    if (!schoolClass) {
      throw new SchoolError('bad-request', `This school has no class "${id}".`, {
        place: `clusters.${id}`,
        remedy: 'Name classes of this school by id or name.',
      });
    }
    return { schoolClass, arm, cluster: id };
  });
}

/**
 * Takes a study file in, or a changed one while its plan is not fixed.
 * @throws BadInputError for a wrong file and, with both hashes, for a changed plan; SchoolError `bad-request` for what
 * this school cannot do.
 */
export function putStudy({ store, clock }: School, text: string): SchoolStudy {
  const plan = readStudy(text, 'the study file');
  if (plan.unit === 'school') {
    throw new SchoolError(
      'bad-request',
      'This server holds one school, and the study assigns whole schools.',
      {
        place: 'unit',
        remedy: 'Analyse the records of all schools together with `soro pilot analyse`.',
      },
    );
  }
  const known = findStudy(store, plan.id);
  if (known?.fixedAt != null) {
    checkUnchanged(plan, known.hash, 'the study file');
    return known;
  }
  const studyDays = (Date.parse(plan.windows.after.to) - Date.parse(plan.windows.before.from)) / dayMs;
  for (const { schoolClass } of classesOf(store, plan)) {
    if (schoolClass.settings.retentionDays > studyDays) continue;
    throw new SchoolError(
      'bad-request',
      `The class "${schoolClass.name}" keeps answers for ${schoolClass.settings.retentionDays} days; the study takes ${studyDays}.`,
      {
        place: 'windows',
        remedy: 'Let the class keep them longer: otherwise its practice cannot be counted.',
      },
    );
  }
  store.run(
    `INSERT INTO studies (id, plan, hash, created_at, exports) VALUES (:id, :plan, :hash, :now, :exports)
     ON CONFLICT (id) DO UPDATE SET plan = :plan, hash = :hash`,
    {
      id: plan.id,
      plan: JSON.stringify(plan),
      hash: studyHash(plan),
      now: clock(),
      exports: JSON.stringify(newLedger(plan.id)),
    },
  );
  return studyThere(store, plan.id);
}

/** Fixes the plan; once fixed, it stays. @throws BadInputError from the day of the first test on. */
export function fixStudy({ store, clock }: School, study: SchoolStudy): SchoolStudy {
  if (study.fixedAt !== null) return study;
  checkBeforeFirstTest(study.plan, new Date(clock()), 'the study file');
  store.run('UPDATE studies SET fixed_at = :now WHERE number = :number', {
    now: clock(),
    number: study.number,
  });
  return studyThere(store, study.plan.id);
}

/** Removes a study; the tests stay with their classes. */
export function removeStudy(store: Store, { number }: SchoolStudy): void {
  store.run('DELETE FROM studies WHERE number = :number', { number });
}

export function studyThere(store: Store, id: string): SchoolStudy {
  const study = findStudy(store, id);
  if (!study) throw notFound('study');
  return study;
}

/** What the page is told of a study. */
export function studyView(study: SchoolStudy) {
  const { plan, hash, createdAt, fixedAt, closedAt, exports } = study;
  return {
    id: plan.id,
    title: plan.title,
    question: plan.question,
    ...{ hash, createdAt, fixedAt, closedAt },
    arms: plan.arms.map(({ id, name }) => ({
      id,
      name,
      classes: plan.clusters.filter(({ arm }) => arm === id).length,
    })),
    windows: plan.windows,
    plan: describeStudy(plan),
    budget: { all: exports.budget, used: usedBudget(exports) },
  };
}

function toStudy(row: StudyRow): SchoolStudy {
  const source = { family: 'corrupt', file: `study ${row.id}` } as const;
  return {
    number: row.number,
    plan: parseWith(studySchema, parseJson(row.plan, source), source),
    hash: row.hash,
    createdAt: row.created_at,
    fixedAt: row.fixed_at,
    closedAt: row.closed_at,
    exports: parseWith(ledgerSchema, parseJson(row.exports, source), source),
  };
}
