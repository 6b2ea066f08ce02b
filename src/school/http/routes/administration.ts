import { join } from 'node:path';
import { importStaff } from '../../classes/import-staff.ts';
import type { administrationOperations } from '../../contract/administration.ts';
import {
  backupEnding,
  backupName,
  listBackups,
  listVerifiedBackups,
  writeBackup,
} from '../../database/backup.ts';
import { writeFact } from '../../facts.ts';
import { addKey, listKeys, removeKey } from '../../people/api-keys.ts';
import { audit, audited, listAudit } from '../../people/audit.ts';
import {
  addStaff,
  changeStaff,
  listStaff,
  removeStaff,
  resetPassword,
  staffNameView,
  staffOf,
  staffView,
} from '../../people/staff.ts';
import { changeSchool, schoolSettings } from '../../running/retention.ts';
import { systemState } from '../../running/system-state.ts';
import { notFound } from '../../school-error.ts';
import type { Handlers } from '../call.ts';
import { serveFile } from '../replies/serve-file.ts';

/** What only administrators do: staff, keys, the school, backups, the audit log. */
export const administrationHandlers: Handlers<typeof administrationOperations> = {
  'GET /api/school': ({ school }) => ({ json: schoolSettings(school.store) }),

  'PATCH /api/school': ({ school, me, body }) => {
    audited(school, me, ['school-changed', '', JSON.stringify(body)], () => changeSchool(school.store, body));
    return { json: schoolSettings(school.store) };
  },

  'GET /api/teachers': ({ school, me }) => {
    const view = me.role === 'administrator' ? staffView : staffNameView;
    return { json: { teachers: listStaff(school.store).map((person) => view(school, person)) } };
  },

  'POST /api/teachers': async ({ school, me, body }) => {
    const { person, password } = await addStaff(school, body);
    audit(school, me, 'teacher-added', person.id, body.role);
    return { status: 201, json: { teacher: staffView(school, person), password } };
  },

  'POST /api/teachers/import': async ({ school, me, body }) => {
    const added = await importStaff(school, me, body);
    audit(school, me, 'people-imported', '', `${added.length} teachers`);
    const teachers = added.map(({ person, password }) => ({ ...staffView(school, person), password }));
    return { status: 201, json: { teachers } };
  },

  'PATCH /api/teachers/:id': ({ school, me, parameter, body }) => {
    const person = staffOf(school.store, parameter('id'));
    audited(school, me, ['teacher-changed', person.id, JSON.stringify(body)], () =>
      changeStaff(school, person, body),
    );
    return { json: staffView(school, staffOf(school.store, person.id)) };
  },

  'POST /api/teachers/:id/password': async ({ school, me, parameter }) => {
    const person = staffOf(school.store, parameter('id'));
    const password = await resetPassword(school, person);
    audit(school, me, 'password-reset', person.id);
    return { json: { teacher: staffView(school, staffOf(school.store, person.id)), password } };
  },

  'DELETE /api/teachers/:id': ({ school, me, parameter }) => {
    const person = staffOf(school.store, parameter('id'));
    audited(school, me, ['teacher-removed', person.id, person.name], () => removeStaff(school, person));
    return undefined;
  },

  'GET /api/keys': ({ school }) => ({ json: { keys: listKeys(school) } }),

  'POST /api/keys': ({ school, me, body }) => {
    const { key, secret } = addKey(school, body);
    audit(school, me, 'key-added', key.id, body.scopes.join(' '));
    return { status: 201, json: { key, secret } };
  },

  'DELETE /api/keys/:id': ({ school, me, parameter }) => {
    audited(school, me, ['key-removed', parameter('id')], () => removeKey(school, parameter('id')));
    return undefined;
  },

  'GET /api/system': async (call) => ({ json: await systemState(call) }),

  'GET /api/backups': async ({ backupFolder }) => ({
    json: { backups: await listVerifiedBackups(backupFolder) },
  }),

  'POST /api/backups': async ({ school, me, backupFolder }) => {
    const now = school.clock();
    const backup = await writeBackup(school.store, join(backupFolder, backupName(now)), now);
    writeFact(school.store, 'last-backup-at', String(now));
    audit(school, me, 'backup-made', backup.name);
    // It was read back before it got its name.
    return { status: 201, json: { ...backup, verified: true } };
  },

  'GET /api/backups/:name': async ({ school, me, backupFolder, parameter }) => {
    const name = parameter('name');
    // Only a name from the folder's own list becomes a path.
    const known = (await listBackups(backupFolder)).find((backup) => backup.name === name);
    if (!known?.name.endsWith(backupEnding)) throw notFound('backup');
    audit(school, me, 'backup-downloaded', known.name);
    return serveFile(join(backupFolder, known.name), known.name, known.sizeBytes);
  },

  'GET /api/audit': ({ school, query }) => ({ json: listAudit(school, query) }),
};
