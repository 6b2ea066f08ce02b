import {
  addTest,
  type ClassTest,
  changeTest,
  itemsOfTest,
  listTests,
  ownTest,
  removeTest,
  testOf,
  testView,
} from '../../class-tests/class-test.ts';
import { liveView } from '../../class-tests/live.ts';
import { paperVariants } from '../../class-tests/paper.ts';
import { testResults } from '../../class-tests/results.ts';
import { findSheet, remainingMs, stateOf } from '../../class-tests/sheet.ts';
import { ownTests, sheetView } from '../../class-tests/sheet-view.ts';
import {
  answerSheet,
  noteSheet,
  reopenSheet,
  startSheet,
  submitSheet,
} from '../../class-tests/write-sheet.ts';
import { classOf } from '../../classes/class.ts';
import { pupilOf } from '../../classes/pupils.ts';
import type { testOperations } from '../../contract/practice/tests.ts';
import { audited } from '../../people/audit.ts';
import type { Call, Handlers } from '../call.ts';

/** Tests that teachers set and pupils write. */
export const testHandlers: Handlers<typeof testOperations> = {
  'GET /api/classes/:id/tests': ({ school, me, parameter }) => {
    const found = classOf(school.store, me, parameter('id'));
    return {
      json: { tests: listTests(school.store, found.number).map((one) => testView(school.store, one)) },
    };
  },

  'POST /api/classes/:id/tests': ({ school, me, parameter, body }) => {
    const found = classOf(school.store, me, parameter('id'));
    const made = audited(school, me, ['test-added', found.id, body.title], () =>
      addTest(school, found, body),
    );
    return { status: 201, json: testView(school.store, made) };
  },

  'GET /api/tests/:id': (call) => {
    const { store } = call.school;
    const test = taught(call);
    return { json: { test: testView(store, test), items: itemsOfTest(store, test) } };
  },

  'PATCH /api/tests/:id': (call) => {
    const { school, me, body } = call;
    const test = taught(call);
    const changed = audited(school, me, ['test-changed', test.id, test.title], () =>
      changeTest(school.store, test, body),
    );
    return { json: testView(school.store, changed) };
  },

  'DELETE /api/tests/:id': (call) => {
    const { school, me } = call;
    const test = taught(call);
    audited(school, me, ['test-removed', test.id, test.title], () => removeTest(school.store, test));
    return undefined;
  },

  'GET /api/tests/:id/live': (call) => ({ json: liveView(call.school, taught(call)) }),

  'GET /api/tests/:id/results': (call) => ({ json: testResults(call.school, taught(call)) }),

  'POST /api/tests/:id/reopen': (call) => {
    const { school, me, body } = call;
    const test = taught(call);
    const pupil = pupilOf(school.store, me, body.pupilId);
    audited(school, me, ['test-reopened', pupil.id, test.title], () =>
      reopenSheet(school, test, pupil, body.extraMinutes),
    );
    return { json: liveView(school, test) };
  },

  'GET /api/tests/:id/paper': (call) => {
    const { store } = call.school;
    const test = taught(call);
    return { json: { test: testView(store, test), variants: paperVariants(store, test) } };
  },

  'GET /api/my-tests': ({ school, me }) => ({ json: { tests: ownTests(school, me) } }),

  'GET /api/my-tests/:id': (call) => {
    const { school, me } = call;
    const test = own(call);
    return { json: sheetView(school, test, findSheet(school.store, test, me)) };
  },

  'POST /api/my-tests/:id/start': (call) => {
    const test = own(call);
    return { json: sheetView(call.school, test, startSheet(call.school, test, call.me)) };
  },

  'POST /api/my-tests/:id/answers': (call) => ({
    json: answerSheet(call.school, own(call), call.me, call.body),
  }),

  'POST /api/my-tests/:id/submit': (call) => {
    const test = own(call);
    return { json: sheetView(call.school, test, submitSheet(call.school, test, call.me)) };
  },

  'POST /api/my-tests/:id/place': (call) => {
    const { school, me, body } = call;
    const test = own(call);
    const sheet = noteSheet(school, test, me, body.place);
    const state = stateOf(school, test, sheet);
    return { json: { state, remainingMs: Math.max(0, remainingMs(school, test, sheet)) } };
  },
};

function taught({ school, me, parameter }: Call): ClassTest {
  return testOf(school.store, me, parameter('id'));
}

function own({ school, me, parameter }: Call): ClassTest {
  return ownTest(school.store, me, parameter('id'));
}
