import { classOfCode, joinClass } from '../../classes/pupils.ts';
import type { sessionOperations } from '../../contract/session.ts';
import { exportPerson } from '../../conversations/export-person.ts';
import { audit } from '../../people/audit.ts';
import { logInWithPassword, logInWithPin } from '../../people/log-in.ts';
import { changeChoices, type Person } from '../../people/person.ts';
import { endSession, findSession, startSession } from '../../people/sessions.ts';
import { setUpSchool } from '../../people/set-up.ts';
import { changePassword } from '../../people/staff.ts';
import type { Call, Handlers } from '../call.ts';
import { serveJson } from '../replies/serve-file.ts';
import { sessionView } from '../replies/session-view.ts';

/** Who somebody is: set-up, log-in, joining a class, one's own settings. */
export const sessionHandlers: Handlers<typeof sessionOperations> = {
  'GET /api/session': ({ school, session, person }) => ({ json: sessionView(school, session, person) }),

  'POST /api/set-up': async (call) => ({
    ...begin(call, await setUpSchool(call.school, call.body)),
    status: 201,
  }),

  'POST /api/log-in/password': async (call) =>
    begin(call, await logInWithPassword(call.school, call.body, call.address)),

  'POST /api/log-in/pin': async (call) =>
    begin(call, await logInWithPin(call.school, call.body, call.address)),

  'GET /api/join/:code': ({ school, parameter, address }) => {
    const { name, settings } = classOfCode(school, parameter('code'), address);
    const { teacherMayRead, retentionDays } = settings;
    return { json: { className: name, teacherMayRead, retentionDays } };
  },

  'POST /api/join': async (call) => ({
    ...begin(call, await joinClass(call.school, call.body, call.address)),
    status: 201,
  }),

  'POST /api/log-out': ({ school, session }) => {
    if (session) endSession(school, session);
    return { json: sessionView(school, undefined, undefined), session: null };
  },

  'PATCH /api/me': ({ school, session, me, body }) => ({
    json: sessionView(school, session, changeChoices(school.store, me, body)),
  }),

  'POST /api/me/password': async (call) => {
    const { school, me, body, address } = call;
    await changePassword(school, me, { old: body.old, replacement: body.new }, address);
    audit(school, me, 'password-changed', me.id);
    return begin(call, { ...me, mustChangePassword: false });
  },

  'GET /api/me/export': ({ school, me }) =>
    serveJson('soro-export.json', exportPerson(school, me, { readableOnly: false })),
};

/** A new session always has a new token: one that was planted beforehand ends. */
function begin({ school, session }: Call, person: Person) {
  if (session) endSession(school, session);
  const token = startSession(school, person);
  const begun = findSession(school, token);
  return { json: sessionView(school, begun, begun?.person), session: token };
}
