import { classOfPerson } from '../../classes/class.ts';
import { changeOwnPin, classOfCode, joinClass } from '../../classes/pupils.ts';
import { rulesOf } from '../../classes/rules.ts';
import type { sessionOperations } from '../../contract/session.ts';
import { exportPerson } from '../../conversations/export-person.ts';
import { audit } from '../../people/audit.ts';
import { deviceOf, newDeviceMark, type Origin, rememberDevice } from '../../people/devices.ts';
import { logInWithPassword, logInWithPin } from '../../people/log-in.ts';
import { changeChoices, type Person } from '../../people/person.ts';
import { endSession, findSession, startSession } from '../../people/sessions.ts';
import { setUpSchool } from '../../people/set-up.ts';
import { changePassword } from '../../people/staff.ts';
import type { School } from '../../school.ts';
import { notFound } from '../../school-error.ts';
import type { Call, Handlers } from '../call.ts';
import { serveJson } from '../replies/serve-file.ts';
import { sessionView } from '../replies/session-view.ts';

/** Who somebody is: set-up, log-in, joining a class, one's own settings. */
export const sessionHandlers: Handlers<typeof sessionOperations> = {
  'GET /api/session': ({ school, session, person, origin }) => ({
    json: sessionView(school, session, person),
    device: markFor(school, origin),
  }),

  'POST /api/set-up': async (call) => ({
    ...begin(call, await setUpSchool(call.school, call.body)),
    status: 201,
  }),

  'POST /api/log-in/password': async (call) =>
    begin(call, await logInWithPassword(call.school, call.body, call.origin)),

  'POST /api/log-in/pin': async (call) =>
    begin(call, await logInWithPin(call.school, call.body, call.origin)),

  'GET /api/join/:code': ({ school, parameter, origin }) => {
    const { name, settings } = classOfCode(school, parameter('code'), origin);
    const { teacherMayRead, retentionDays } = settings;
    return { json: { className: name, teacherMayRead, retentionDays } };
  },

  'POST /api/join': async (call) => ({
    ...begin(call, await joinClass(call.school, call.body, call.origin)),
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
    const { school, me, body, origin } = call;
    await changePassword(school, me, { old: body.old, replacement: body.new }, origin);
    audit(school, me, 'password-changed', me.id);
    return begin(call, { ...me, mustChangePassword: false });
  },

  'POST /api/me/pin': async (call) => {
    const { school, me, body, origin } = call;
    await changeOwnPin(school, me, { old: body.old, replacement: body.new }, origin);
    audit(school, me, 'pin-changed', me.id);
    return begin(call, me);
  },

  'GET /api/me/rules': ({ school, me }) => {
    const found = classOfPerson(school.store, me);
    if (!found) throw notFound('class');
    return { json: rulesOf(found) };
  },

  'GET /api/me/export': ({ school, me }) =>
    serveJson('soro-export.json', exportPerson(school, me, { readableOnly: false })),
};

/** A new session always has a new token: one that was planted beforehand ends. */
function begin({ school, session, origin }: Call, person: Person) {
  if (session) endSession(school, session);
  const token = startSession(school, person);
  const begun = findSession(school, token);
  const device = markFor(school, origin);
  rememberDevice(school, person, origin.device ?? deviceOf(school, device));
  return { json: sessionView(school, begun, begun?.person), session: token, device };
}

function markFor(school: School, { device, address }: Origin): string | undefined {
  return device === undefined ? newDeviceMark(school, address) : undefined;
}
