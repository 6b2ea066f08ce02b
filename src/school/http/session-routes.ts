import { z } from 'zod';
import { classOfCode, joinClass, nicknameSchema } from '../classes/pupils.ts';
import { exportPerson } from '../conversations/export-person.ts';
import { audit } from '../people/audit.ts';
import { logInWithPassword, logInWithPin } from '../people/log-in.ts';
import { answerScripts, findPerson, type Person } from '../people/person.ts';
import { pinSchema } from '../people/pins.ts';
import { endSession, findSession, startSession } from '../people/sessions.ts';
import { setUpSchool } from '../people/set-up.ts';
import { changePassword, passwordSchema, staffNameSchema } from '../people/staff.ts';
import type { Answer, Call } from './call.ts';
import { accounts, emptyBody, everyone, people, type Route, route, staff } from './route.ts';
import { sessionView } from './session-view.ts';

const codeSchema = z.string().trim().min(1).max(20);
/** What is typed is compared, not kept: only its length is bounded. */
const typedName = z.string().trim().min(1).max(80);
const languageSchema = z.enum(['tg', 'ru', 'en']);

/** Who somebody is: set-up, log-in, joining a class, one's own settings. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/session',
    summary: 'Everything a page needs when it starts',
    callers: everyone,
    beforeSetUp: true,
    beforeNewPassword: true,
    handle: ({ school, session, person }) => ({ json: sessionView(school, session, person) }),
  }),
  route({
    method: 'POST',
    path: '/api/set-up',
    summary: 'Make the administrator, with the one-time link',
    callers: ['nobody', 'local'],
    beforeSetUp: true,
    body: z.strictObject({
      token: z.string().max(100).optional(),
      schoolName: z.string().trim().min(1).max(120),
      name: staffNameSchema,
      password: passwordSchema,
    }),
    handle: async (call) => ({ ...begin(call, await setUpSchool(call.school, call.body)), status: 201 }),
  }),
  route({
    method: 'POST',
    path: '/api/log-in/password',
    summary: 'Log in as a teacher or administrator',
    callers: everyone,
    beforeNewPassword: true,
    body: z.strictObject({ name: typedName, password: z.string().min(1).max(200) }),
    handle: async (call) => begin(call, await logInWithPassword(call.school, call.body, call.address)),
  }),
  route({
    method: 'POST',
    path: '/api/log-in/pin',
    summary: 'Log in as a pupil',
    callers: everyone,
    beforeNewPassword: true,
    body: z.strictObject({ code: codeSchema, nickname: typedName, pin: pinSchema }),
    handle: async (call) => begin(call, await logInWithPin(call.school, call.body, call.address)),
  }),
  route({
    method: 'GET',
    path: '/api/join/:code',
    summary: 'What a pupil is told before joining a class',
    callers: everyone,
    handle: ({ school, parameter, address }) => {
      const { name, settings } = classOfCode(school, parameter('code'), address);
      const { teacherMayRead, retentionDays } = settings;
      return { json: { className: name, teacherMayRead, retentionDays } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/join',
    summary: 'Make a pupil of a class',
    callers: everyone,
    body: z.strictObject({ code: codeSchema, nickname: nicknameSchema, pin: pinSchema }),
    handle: async (call) => ({
      ...begin(call, await joinClass(call.school, call.body, call.address)),
      status: 201,
    }),
  }),
  route({
    method: 'POST',
    path: '/api/log-out',
    summary: 'End the session',
    callers: accounts,
    beforeNewPassword: true,
    body: emptyBody,
    handle: ({ school, session }) => {
      if (session) endSession(school, session);
      return { json: sessionView(school, undefined, undefined), session: null };
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/me',
    summary: 'Choose the script of answers and the language of the page',
    callers: people,
    body: z.strictObject({ script: z.enum(answerScripts).optional(), language: languageSchema.optional() }),
    handle: ({ school, session, me, body }) => {
      school.store.run('UPDATE people SET script = :script, language = :language WHERE number = :number', {
        script: body.script ?? me.script,
        language: body.language ?? me.language,
        number: me.number,
      });
      const person = findPerson(school.store, 'number = :number', { number: me.number });
      return { json: sessionView(school, session, person) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/me/password',
    summary: 'Change the own password; other sessions end',
    callers: staff,
    beforeNewPassword: true,
    body: z.strictObject({ old: z.string().max(200), new: passwordSchema }),
    handle: async (call) => {
      await changePassword(
        call.school,
        call.me,
        { old: call.body.old, replacement: call.body.new },
        call.address,
      );
      audit(call.school, call.me, 'password-changed', call.me.id);
      return begin(call, { ...call.me, mustChangePassword: false });
    },
  }),
  route({
    method: 'GET',
    path: '/api/me/export',
    summary: 'Everything that is kept about me',
    callers: people,
    handle: ({ school, me }) =>
      download('soro-export.json', exportPerson(school, me, { readableOnly: false })),
  }),
];

/** A JSON file to keep. */
export function download(name: string, value: unknown): Response {
  return new Response(JSON.stringify(value, null, 2), {
    headers: { 'content-type': 'application/json', 'content-disposition': `attachment; filename="${name}"` },
  });
}

/** A new session always has a new token: one that was planted beforehand ends. */
function begin({ school, session }: Call, person: Person): Answer {
  if (session) endSession(school, session);
  const token = startSession(school, person);
  const begun = findSession(school, token);
  return { json: sessionView(school, begun, begun?.person), session: token };
}
