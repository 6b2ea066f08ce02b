import { z } from 'zod';
import {
  addClass,
  addTeacher,
  changeClass,
  classOf,
  classView,
  listClasses,
  removeTeacher,
  renewCode,
  type SchoolClass,
} from '../classes/class.ts';
import { classSettingsChangeSchema } from '../classes/class-settings.ts';
import { classOverview } from '../classes/overview.ts';
import { addPupil, importPupils, listPupils, nicknameSchema, pupilView } from '../classes/pupils.ts';
import { conversationView, listConversations } from '../conversations/conversation.ts';
import { audit } from '../people/audit.ts';
import { findPerson } from '../people/person.ts';
import { pinSchema } from '../people/pins.ts';
import { staffOf } from '../people/staff.ts';
import type { Call } from './call.ts';
import { emptyBody, pageQuery, type Route, route, staff } from './route.ts';

const classNameSchema = z.string().trim().min(1).max(80);
const importBytes = 2_000_000;

/** Classes, their settings, their pupils; a teacher's own, an administrator's all. */
export const classRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/classes',
    summary: 'The classes a person sees to',
    callers: staff,
    handle: ({ school, me }) => ({
      json: { classes: listClasses(school.store, me).map((found) => classView(school.store, found)) },
    }),
  }),
  route({
    method: 'POST',
    path: '/api/classes',
    summary: 'Make a class',
    callers: staff,
    body: z.strictObject({ name: classNameSchema }),
    handle: ({ school, me, body }) => ({
      status: 201,
      json: classView(school.store, addClass(school, me, body.name)),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/classes/:id',
    summary: 'A class',
    callers: staff,
    handle: (call) => ({ json: classView(call.school.store, ownClass(call)) }),
  }),
  route({
    method: 'PATCH',
    path: '/api/classes/:id',
    summary: 'Change a class and its settings',
    callers: staff,
    body: z.strictObject({
      name: classNameSchema.optional(),
      joining: z.boolean().optional(),
      settings: classSettingsChangeSchema.optional(),
    }),
    handle: (call) => {
      const { school, me, body } = call;
      const found = ownClass(call);
      changeClass(school, found, body);
      audit(school, me, 'class-changed', found.id, JSON.stringify(body));
      return { json: classView(school.store, ownClass(call)) };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/classes/:id',
    summary: 'Remove a class; its pupils are erased',
    callers: staff,
    handle: (call) => {
      const found = ownClass(call);
      call.school.store.run('DELETE FROM classes WHERE number = :number', { number: found.number });
      audit(call.school, call.me, 'class-removed', found.id, found.name);
      return { status: 204 };
    },
  }),
  route({
    method: 'POST',
    path: '/api/classes/:id/code',
    summary: 'A new join code',
    callers: staff,
    body: emptyBody,
    handle: (call) => {
      const found = ownClass(call);
      renewCode(call.school, found.number);
      audit(call.school, call.me, 'class-code-changed', found.id);
      return { json: classView(call.school.store, ownClass(call)) };
    },
  }),
  route({
    method: 'PUT',
    path: '/api/classes/:id/teachers/:personId',
    summary: 'Add a teacher to a class',
    callers: staff,
    body: emptyBody,
    handle: (call) => {
      const { school, me, parameter } = call;
      const found = ownClass(call);
      const teacher = staffOf(school.store, parameter('personId'));
      addTeacher(school.store, found.number, teacher.number);
      audit(school, me, 'class-teacher-added', found.id, teacher.id);
      return { json: classView(school.store, found) };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/classes/:id/teachers/:personId',
    summary: 'Take a teacher from a class',
    callers: staff,
    handle: (call) => {
      const { school, me, parameter } = call;
      const found = ownClass(call);
      const teacher = staffOf(school.store, parameter('personId'));
      removeTeacher(school.store, found.number, teacher.number);
      audit(school, me, 'class-teacher-removed', found.id, teacher.id);
      return { json: classView(school.store, found) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/classes/:id/pupils',
    summary: 'The pupils of a class',
    callers: staff,
    handle: (call) => {
      const found = ownClass(call);
      const pupils = listPupils(call.school.store, found.number);
      return { json: { pupils: pupils.map((pupil) => pupilView(call.school, pupil, found.id)) } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/classes/:id/pupils',
    summary: 'Add a pupil',
    callers: staff,
    body: z.strictObject({ nickname: nicknameSchema, pin: pinSchema }),
    handle: async (call) => {
      const found = ownClass(call);
      const pupil = await addPupil(call.school, found, call.body);
      audit(call.school, call.me, 'pupil-added', pupil.id, found.id);
      return { status: 201, json: pupilView(call.school, pupil, found.id) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/classes/:id/pupils/import',
    summary: 'Add the pupils of a table; the PINs are told once',
    callers: staff,
    body: z.strictObject({ csv: z.string().max(importBytes) }),
    maximumBodyBytes: importBytes,
    handle: async (call) => {
      const found = ownClass(call);
      const added = await importPupils(call.school, found, call.body.csv);
      audit(call.school, call.me, 'people-imported', found.id, `${added.length} pupils`);
      const pupils = added.map(({ pupil, pin }) => ({ ...pupilView(call.school, pupil, found.id), pin }));
      return { status: 201, json: { pupils } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/classes/:id/overview',
    summary: 'Who waits, who is there, what is asked about',
    callers: staff,
    handle: (call) => ({ json: classOverview(call.school, call.runner, ownClass(call)) }),
  }),
  route({
    method: 'GET',
    path: '/api/classes/:id/conversations',
    summary: 'The conversations that the class lets its teachers read',
    callers: staff,
    query: pageQuery,
    handle: (call) => {
      const { store } = call.school;
      const found = ownClass(call);
      if (!found.settings.teacherMayRead) return { json: { conversations: [], more: false } };
      const { conversations, more } = listConversations(store, { readableInClass: found.number }, call.query);
      const views = conversations.map((conversation) => {
        const pupil = findPerson(store, 'number = :number', { number: conversation.personNumber });
        const named = { id: pupil?.id ?? '', nickname: pupil?.name ?? '' };
        return { ...conversationView(store, conversation), pupil: named };
      });
      return { json: { conversations: views, more } };
    },
  }),
];

function ownClass({ school, me, parameter }: Call): SchoolClass {
  return classOf(school.store, me, parameter('id'));
}
