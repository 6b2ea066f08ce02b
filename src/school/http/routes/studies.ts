import {
  analyseStudy,
  book,
  exactTables,
  exportFiles,
  publishTables,
  usedBudget,
  writeRecords,
  writeReport,
} from '../../../pilot/index.ts';
import { ownTest } from '../../class-tests/class-test.ts';
import { takeFace } from '../../class-tests/faces.ts';
import { teaches } from '../../classes/class.ts';
import { pupilOf } from '../../classes/pupils.ts';
import type { studyOperations } from '../../contract/practice/studies.ts';
import { audited } from '../../people/audit.ts';
import { SchoolError } from '../../school-error.ts';
import {
  fixStudy,
  listStudies,
  putStudy,
  removeStudy,
  type SchoolStudy,
  studyOf,
  studyView,
} from '../../studies/study.ts';
import { studyRecords } from '../../studies/study-records.ts';
import { closeStudy, openStudyTests, setTakesPart, studyProgress } from '../../studies/study-tests.ts';
import type { Call, Handlers } from '../call.ts';
import { serveText } from '../replies/serve-file.ts';

/** Studies of what pupils learn. */
export const studyHandlers: Handlers<typeof studyOperations> = {
  'GET /api/studies': ({ school, me }) => ({
    json: { studies: listStudies(school.store, me).map(studyView) },
  }),

  'PUT /api/studies': ({ school, me, body }) => {
    const { store } = school;
    const study = store.transaction(() => {
      const put = putStudy(school, body.text);
      return audited(school, me, ['study-put', put.plan.id, put.hash], () => put);
    });
    return { json: studyView(study) };
  },

  'GET /api/studies/:id': (call) => ({ json: withProgress(call, seen(call)) }),

  'DELETE /api/studies/:id': (call) => {
    const { school, me } = call;
    const study = seen(call);
    audited(school, me, ['study-removed', study.plan.id, study.plan.title], () =>
      removeStudy(school.store, study),
    );
    return undefined;
  },

  'POST /api/studies/:id/fix': (call) => {
    const { school, me } = call;
    const study = seen(call);
    const fixed = audited(school, me, ['study-fixed', study.plan.id, study.hash], () =>
      fixStudy(school, study),
    );
    return { json: studyView(fixed) };
  },

  'POST /api/studies/:id/tests': (call) => {
    const { school, me, body } = call;
    const study = seen(call);
    audited(school, me, ['study-tests-opened', study.plan.id, body.moment], () =>
      openStudyTests(school, study, body.moment),
    );
    return { json: withProgress(call, study) };
  },

  'POST /api/studies/:id/close': (call) => {
    const { school, me } = call;
    const study = seen(call);
    const closed = audited(school, me, ['study-closed', study.plan.id, study.plan.title], () =>
      closeStudy(school, study),
    );
    return { json: studyView(closed) };
  },

  'GET /api/studies/:id/report': (call) => {
    const { school, query } = call;
    const study = closed(call);
    const { plan, hash, fixedAt } = study;
    const page = writeReport({
      study: plan,
      analysis: analyseStudy(plan, studyRecords(school, study)),
      hash,
      fixedOn: fixedAt === null ? undefined : new Date(fixedAt).toISOString().slice(0, 10),
      language: query.language,
    });
    return serveText(`${plan.id}-report.html`, 'text/html; charset=utf-8', page);
  },

  'GET /api/studies/:id/records': (call) => {
    const { school, me } = call;
    const study = closed(call);
    const table = audited(school, me, ['study-records-taken', study.plan.id, study.plan.title], () =>
      writeRecords(studyRecords(school, study)),
    );
    return serveText(`${study.plan.id}-records.csv`, 'text/csv; charset=utf-8', table);
  },

  'POST /api/studies/:id/exports': (call) => {
    const { school, me, body } = call;
    const { epsilon } = body;
    const study = closed(call);
    const { plan } = study;
    const booked = book(study.exports, epsilon, new Date(school.clock()));
    // The cost is on disk before anything is drawn.
    audited(school, me, ['study-exported', plan.id, String(epsilon)], () =>
      school.store.run('UPDATE studies SET exports = :exports WHERE number = :number', {
        exports: JSON.stringify(booked),
        number: study.number,
      }),
    );
    const tables = publishTables(exactTables(plan, studyRecords(school, study)), epsilon);
    const files = Object.fromEntries(exportFiles(plan, tables, epsilon));
    return { json: { files, budget: { all: booked.budget, used: usedBudget(booked) } } };
  },

  'PUT /api/studies/:id/pupils/:pupilId': (call) => {
    const { school, me, body, parameter } = call;
    const study = seen(call);
    const pupil = pupilOf(school.store, me, parameter('pupilId'));
    const detail = `${study.plan.id}: ${body.takesPart ? 'yes' : 'no'}`;
    audited(school, me, ['study-pupil-changed', pupil.id, detail], () =>
      setTakesPart(school, study, pupil, body.takesPart),
    );
    return undefined;
  },

  'PUT /api/my-tests/:id/face': ({ school, me, parameter, body }) => {
    const test = ownTest(school.store, me, parameter('id'));
    takeFace(school, test, me, body.face);
    return undefined;
  },
};

function seen({ school, me, parameter }: Call): SchoolStudy {
  return studyOf(school.store, me, parameter('id'));
}

/** Nobody looks at results while they can still change: a plan is for the end. */
function closed(call: Call): SchoolStudy {
  const study = seen(call);
  if (study.closedAt !== null) return study;
  throw new SchoolError('not-allowed', 'The study is not closed: its results are seen once, at the end.', {
    remedy: 'Close it after the last test.',
  });
}

function withProgress({ school, me }: Call, study: SchoolStudy) {
  return {
    study: studyView(study),
    progress: studyProgress(school, study, (classNumber) => teaches(school.store, me, classNumber)),
  };
}
