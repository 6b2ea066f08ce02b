import { classOverview } from '../../answers/class-overview.ts';
import { checkFollowedSettings, followedSettings } from '../../answers/followed-settings.ts';
import {
  addClass,
  addTeacher,
  changeClass,
  classOf,
  classView,
  listClasses,
  removeClass,
  removeTeacher,
  renewCode,
  type SchoolClass,
} from '../../classes/class.ts';
import { networkAddresses } from '../../classes/network-addresses.ts';
import { addPupil, importPupils, listPupils, pupilView, renewPins } from '../../classes/pupils.ts';
import type { classOperations } from '../../contract/classes.ts';
import { conversationView, listConversations } from '../../conversations/conversation.ts';
import { listMarks, removeMark } from '../../corrections/marks.ts';
import { audit, audited } from '../../people/audit.ts';
import { personOfNumber } from '../../people/person.ts';
import { staffOf } from '../../people/staff.ts';
import type { Call, Handlers } from '../call.ts';

/** Classes, their settings, their pupils; a teacher's own, an administrator's all. */
export const classHandlers: Handlers<typeof classOperations> = {
  'GET /api/classes': ({ school, me }) => ({
    json: { classes: listClasses(school.store, me).map((found) => classView(school.store, found)) },
  }),

  'POST /api/classes': ({ school, me, body }) => ({
    status: 201,
    json: classView(school.store, addClass(school, me, body.name)),
  }),

  'GET /api/addresses': ({ addresses }) => ({ json: { addresses: networkAddresses(addresses()) } }),

  'GET /api/followed-settings': ({ school }) => ({ json: { followed: followedSettings(school) } }),

  'POST /api/followed-settings': async ({ school }) => ({
    json: { followed: followedSettings(school) ?? (await checkFollowedSettings(school)) },
  }),

  'GET /api/classes/:id': (call) => ({ json: classView(call.school.store, ownClass(call)) }),

  'PATCH /api/classes/:id': (call) => {
    const { school, me, body } = call;
    const found = ownClass(call);
    audited(school, me, ['class-changed', found.id, JSON.stringify(body)], () =>
      changeClass(school, found, body),
    );
    return { json: classView(school.store, ownClass(call)) };
  },

  'DELETE /api/classes/:id': (call) => {
    const { school, me } = call;
    const found = ownClass(call);
    audited(school, me, ['class-removed', found.id, found.name], () => removeClass(school.store, found));
    return undefined;
  },

  'POST /api/classes/:id/code': (call) => {
    const { school, me } = call;
    const found = ownClass(call);
    audited(school, me, ['class-code-changed', found.id], () => renewCode(school, found.number));
    return { json: classView(school.store, ownClass(call)) };
  },

  'PUT /api/classes/:id/teachers/:personId': (call) => {
    const { school, me, parameter } = call;
    const found = ownClass(call);
    const teacher = staffOf(school.store, parameter('personId'));
    audited(school, me, ['class-teacher-added', found.id, teacher.id], () =>
      addTeacher(school.store, found.number, teacher.number),
    );
    return { json: classView(school.store, found) };
  },

  'DELETE /api/classes/:id/teachers/:personId': (call) => {
    const { school, me, parameter } = call;
    const found = ownClass(call);
    const teacher = staffOf(school.store, parameter('personId'));
    audited(school, me, ['class-teacher-removed', found.id, teacher.id], () =>
      removeTeacher(school.store, found.number, teacher.number),
    );
    return { json: classView(school.store, found) };
  },

  'GET /api/classes/:id/pupils': (call) => {
    const found = ownClass(call);
    const pupils = listPupils(call.school.store, found.number);
    return { json: { pupils: pupils.map((pupil) => pupilView(call.school, pupil, found.id)) } };
  },

  'POST /api/classes/:id/pupils': async (call) => {
    const found = ownClass(call);
    const pupil = await addPupil(call.school, found, call.body);
    audit(call.school, call.me, 'pupil-added', pupil.id, found.id);
    return { status: 201, json: pupilView(call.school, pupil, found.id) };
  },

  'POST /api/classes/:id/pupils/import': async (call) => {
    const found = ownClass(call);
    const added = await importPupils(call.school, found, call.body);
    audit(call.school, call.me, 'people-imported', found.id, `${added.length} pupils`);
    const pupils = added.map(({ pupil, pin }) => ({ ...pupilView(call.school, pupil, found.id), pin }));
    return { status: 201, json: { pupils } };
  },

  'GET /api/classes/:id/overview': (call) => ({
    json: classOverview(call.school, call.runner, ownClass(call)),
  }),

  'POST /api/classes/:id/pins': async (call) => {
    const { school, me, body } = call;
    const found = ownClass(call);
    const renewed = await renewPins(school, found, body.pupilIds);
    audit(school, me, 'pins-reset', found.id, `${renewed.length} pupils`);
    const pupils = renewed.map(({ pupil, pin }) => ({ ...pupilView(school, pupil, found.id), pin }));
    return { json: { pupils } };
  },

  'GET /api/classes/:id/marks': (call) => ({
    json: { marks: listMarks(call.school.store, ownClass(call).number) },
  }),

  'DELETE /api/classes/:id/marks/:answerId': (call) => {
    const { school, me, parameter } = call;
    const found = ownClass(call);
    audited(school, me, ['mark-removed', found.id, parameter('answerId')], () =>
      removeMark(school.store, found.number, parameter('answerId')),
    );
    return undefined;
  },

  'GET /api/classes/:id/conversations': (call) => {
    const { store } = call.school;
    const found = ownClass(call);
    if (!found.settings.teacherMayRead) return { json: { conversations: [], more: false } };
    const { conversations, more } = listConversations(store, { readableInClass: found.number }, call.query);
    const views = conversations.map((conversation) => {
      const pupil = personOfNumber(store, conversation.personNumber);
      return { ...conversationView(store, conversation), pupil: { id: pupil.id, nickname: pupil.name } };
    });
    return { json: { conversations: views, more } };
  },
};

function ownClass({ school, me, parameter }: Call): SchoolClass {
  return classOf(school.store, me, parameter('id'));
}
