import { faultNames } from '../../../practice/index.ts';
import { classOf, type SchoolClass } from '../../classes/class.ts';
import type { practiceOperations } from '../../contract/practice/practice.ts';
import { audited } from '../../people/audit.ts';
import { answerItem } from '../../practice/answer-item.ts';
import { addAssignment, removeAssignment } from '../../practice/assignments.ts';
import { classPractice } from '../../practice/class-practice.ts';
import { nextItems } from '../../practice/next-items.ts';
import { practiceOverview } from '../../practice/overview.ts';
import { changeSentence, faultSentences } from '../../practice/tutor-sentences.ts';
import { notFound } from '../../school-error.ts';
import type { Call, Handlers } from '../call.ts';

/** Practice of pupils, and what their teachers see of it. */
export const practiceHandlers: Handlers<typeof practiceOperations> = {
  'GET /api/practice': ({ school, me }) => ({ json: practiceOverview(school, me) }),

  'GET /api/practice/items': ({ school, me, query }) => ({ json: nextItems(school, me, query) }),

  'POST /api/practice/answers': ({ school, me, body }) => ({ json: answerItem(school, me, body) }),

  'GET /api/tutor/sentences': ({ school }) => ({ json: { sentences: faultSentences(school.store) } }),

  'PUT /api/tutor/sentences/:fault': ({ school, me, parameter, body }) => {
    const fault = faultNames.find((one) => one === parameter('fault'));
    if (fault === undefined) throw notFound('fault');
    audited(school, me, ['tutor-sentence-changed', fault], () =>
      changeSentence(school.store, fault, body.text),
    );
    return { json: { sentences: faultSentences(school.store) } };
  },

  'GET /api/classes/:id/practice': (call) => ({ json: classPractice(call.school, ownClass(call)) }),

  'POST /api/classes/:id/assignments': (call) => {
    const { school, me, body } = call;
    const found = ownClass(call);
    const what = [body.subject, body.topic].filter((part) => part !== null).join(', ');
    audited(school, me, ['work-given', found.id, what], () => addAssignment(school, found, body));
    return { status: 201, json: classPractice(school, found) };
  },

  'DELETE /api/classes/:id/assignments/:assignmentId': (call) => {
    const { school, me, parameter } = call;
    const found = ownClass(call);
    audited(school, me, ['work-taken-back', found.id], () =>
      removeAssignment(school, found, parameter('assignmentId')),
    );
    return undefined;
  },
};

function ownClass({ school, me, parameter }: Call): SchoolClass {
  return classOf(school.store, me, parameter('id'));
}
