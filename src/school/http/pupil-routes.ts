import { z } from 'zod';
import { classOf, findClass } from '../classes/class.ts';
import { nicknameSchema, pupilOf, pupilView, resetPin } from '../classes/pupils.ts';
import { exportCorrections, listCorrections, removeCorrection } from '../conversations/corrections.ts';
import { exportPerson } from '../conversations/export-person.ts';
import { audit } from '../people/audit.ts';
import { findPerson, type Person, renamePerson } from '../people/person.ts';
import { drawPin, pinSchema } from '../people/pins.ts';
import type { Call } from './call.ts';
import { type Route, route, staff } from './route.ts';
import { download } from './session-routes.ts';

/** Single pupils, and the corrections of teachers. */
export const pupilRoutes: readonly Route[] = [
  route({
    method: 'PATCH',
    path: '/api/pupils/:id',
    summary: 'Rename a pupil or move them to another class',
    callers: staff,
    body: z.strictObject({ nickname: nicknameSchema.optional(), classId: z.string().max(40).optional() }),
    handle: (call) => {
      const { school, me, body } = call;
      const pupil = ownPupil(call);
      const target = body.classId === undefined ? undefined : classOf(school.store, me, body.classId);
      renamePerson(school.store, pupil, body.nickname ?? pupil.name, target?.number ?? pupil.classNumber);
      audit(school, me, 'pupil-changed', pupil.id, target?.id ?? '');
      return { json: view(call, pupil) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/pupils/:id/pin',
    summary: 'A new PIN; the sessions with the old one end',
    callers: staff,
    body: z.strictObject({ pin: pinSchema.optional() }),
    handle: async (call) => {
      const pupil = ownPupil(call);
      const pin = call.body.pin ?? drawPin();
      await resetPin(call.school, pupil, pin);
      audit(call.school, call.me, 'pin-reset', pupil.id);
      return { json: { pupil: view(call, pupil), pin } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/pupils/:id/export',
    summary: 'Everything kept about a pupil; a teacher gets the conversations that may be read',
    callers: staff,
    handle: (call) => {
      const pupil = ownPupil(call);
      audit(call.school, call.me, 'pupil-exported', pupil.id);
      const readableOnly = call.me.role !== 'administrator';
      return download('soro-pupil.json', exportPerson(call.school, pupil, { readableOnly }));
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/pupils/:id',
    summary: 'Erase a pupil with everything they wrote',
    callers: staff,
    handle: (call) => {
      const pupil = ownPupil(call);
      for (const live of call.runner.list()) if (live.owner === pupil.id) live.abort.abort('stopped');
      call.school.store.run('DELETE FROM people WHERE number = :number', { number: pupil.number });
      audit(call.school, call.me, 'pupil-erased', pupil.id);
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: '/api/corrections',
    summary: 'The corrections of the own classes',
    callers: staff,
    query: z.strictObject({ classId: z.string().max(40).optional() }),
    handle: ({ school, me, query }) => {
      const found = query.classId === undefined ? undefined : classOf(school.store, me, query.classId);
      return { json: { corrections: listCorrections(school, me, found?.number) } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/corrections/export',
    summary: 'The corrections as dialogues for training, names taken out',
    callers: staff,
    handle: ({ school, me }) => {
      const lines = exportCorrections(school, me).map((example) => `${JSON.stringify(example)}\n`);
      audit(school, me, 'corrections-exported', '', `${lines.length}`);
      return new Response(lines.join(''), {
        headers: {
          'content-type': 'application/jsonl; charset=utf-8',
          'content-disposition': 'attachment; filename="soro-corrections.jsonl"',
        },
      });
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/corrections/:id',
    summary: 'Remove a correction',
    callers: staff,
    handle: ({ school, me, parameter }) => {
      removeCorrection(school, me, { id: parameter('id') });
      audit(school, me, 'correction-removed', parameter('id'));
      return { status: 204 };
    },
  }),
];

function ownPupil({ school, me, parameter }: Call): Person {
  return pupilOf(school.store, me, parameter('id'));
}

function view({ school }: Call, { number }: Person) {
  const pupil = findPerson(school.store, 'number = :number', { number }) as Person;
  const found = findClass(school.store, 'number = :number', { number: pupil.classNumber });
  return pupilView(school, pupil, found?.id ?? '');
}
