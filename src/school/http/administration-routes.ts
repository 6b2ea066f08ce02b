import { join } from 'node:path';
import { z } from 'zod';
import { backupEnding, backupName, listBackups, writeBackup } from '../database/backup.ts';
import { readFact, writeFact } from '../facts.ts';
import { addKey, keyScopes, listKeys, removeKey } from '../people/api-keys.ts';
import { audit, listAudit } from '../people/audit.ts';
import { findPerson } from '../people/person.ts';
import {
  addStaff,
  changeStaff,
  importStaff,
  listStaff,
  passwordSchema,
  removeStaff,
  resetPassword,
  staffNameSchema,
  staffOf,
  staffView,
} from '../people/staff.ts';
import { defaultStaffRetentionDays } from '../running/retention.ts';
import { systemState } from '../running/system-state.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';
import { administrators, emptyBody, pageQuery, type Route, route, staff } from './route.ts';
import { serveFile } from './serve-file.ts';

const staffRole = z.enum(['teacher', 'administrator']);
const importBytes = 2_000_000;

/** What only administrators do: staff, keys, the school, backups, the audit log. */
export const administrationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/school',
    summary: "The school's name and how long staff's conversations are kept",
    callers: administrators,
    handle: ({ school }) => ({ json: schoolView(school) }),
  }),
  route({
    method: 'PATCH',
    path: '/api/school',
    summary: 'Change them',
    callers: administrators,
    body: z.strictObject({
      name: z.string().trim().min(1).max(120).optional(),
      retentionDays: z.int().min(1).max(3650).optional(),
    }),
    handle: ({ school, me, body }) => {
      if (body.name !== undefined) writeFact(school.store, 'school-name', body.name);
      if (body.retentionDays !== undefined)
        writeFact(school.store, 'retention-days', String(body.retentionDays));
      audit(school, me, 'school-changed', '', JSON.stringify(body));
      return { json: schoolView(school) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/teachers',
    summary: 'Teachers and administrators; a teacher sees names only, to share a class',
    callers: staff,
    handle: ({ school, me }) => {
      const views = listStaff(school.store).map((person) =>
        me.role === 'administrator'
          ? staffView(school, person)
          : { id: person.id, name: person.name, role: person.role },
      );
      return { json: { teachers: views } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/teachers',
    summary: 'Add a teacher; the password is told once',
    callers: administrators,
    body: z.strictObject({
      name: staffNameSchema,
      password: passwordSchema.optional(),
      role: staffRole.default('teacher'),
    }),
    handle: async ({ school, me, body }) => {
      const { person, password } = await addStaff(school, body);
      audit(school, me, 'teacher-added', person.id, body.role);
      return { status: 201, json: { teacher: staffView(school, person), password } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/teachers/import',
    summary: 'Add the teachers of a table; the passwords are told once',
    callers: administrators,
    body: z.strictObject({ csv: z.string().max(importBytes) }),
    maximumBodyBytes: importBytes,
    handle: async ({ school, me, body }) => {
      const added = await importStaff(school, me, body.csv);
      audit(school, me, 'people-imported', '', `${added.length} teachers`);
      const teachers = added.map(({ person, password }) => ({ ...staffView(school, person), password }));
      return { status: 201, json: { teachers } };
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/teachers/:id',
    summary: 'Rename a teacher or change the role',
    callers: administrators,
    body: z.strictObject({ name: staffNameSchema.optional(), role: staffRole.optional() }),
    handle: ({ school, me, parameter, body }) => {
      const person = staffOf(school.store, parameter('id'));
      changeStaff(school, person, body);
      audit(school, me, 'teacher-changed', person.id, JSON.stringify(body));
      return { json: staffView(school, staffOf(school.store, person.id)) };
    },
  }),
  route({
    method: 'POST',
    path: '/api/teachers/:id/password',
    summary: 'A new password, told once; the sessions with the old one end',
    callers: administrators,
    body: emptyBody,
    handle: async ({ school, me, parameter }) => {
      const person = staffOf(school.store, parameter('id'));
      const password = await resetPassword(school, person);
      audit(school, me, 'password-reset', person.id);
      return { json: { teacher: staffView(school, staffOf(school.store, person.id)), password } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/teachers/:id',
    summary: 'Remove a teacher with their own conversations',
    callers: administrators,
    handle: ({ school, me, parameter }) => {
      const person = staffOf(school.store, parameter('id'));
      removeStaff(school, person);
      const actor = findPerson(school.store, 'number = :number', { number: me.number });
      audit(school, actor, 'teacher-removed', person.id, person.name);
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: '/api/keys',
    summary: 'API keys, without their secrets',
    callers: administrators,
    handle: ({ school }) => ({ json: { keys: listKeys(school) } }),
  }),
  route({
    method: 'POST',
    path: '/api/keys',
    summary: 'Make an API key; the secret is told once',
    callers: administrators,
    body: z.strictObject({
      name: z.string().trim().min(1).max(80),
      scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
      expiresAt: z.int().optional(),
    }),
    handle: ({ school, me, body }) => {
      const { key, secret } = addKey(school, body);
      audit(school, me, 'key-added', key.id, body.scopes.join(' '));
      return { status: 201, json: { key, secret } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/keys/:id',
    summary: 'Withdraw an API key',
    callers: administrators,
    handle: ({ school, me, parameter }) => {
      removeKey(school, parameter('id'));
      audit(school, me, 'key-removed', parameter('id'));
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: '/api/system',
    summary: 'Model, disk, memory, database, addresses',
    callers: administrators,
    handle: async (call) => ({ json: await systemState(call) }),
  }),
  route({
    method: 'GET',
    path: '/api/backups',
    summary: 'The backups on this machine',
    callers: administrators,
    handle: async ({ backupFolder }) => ({ json: { backups: await listBackups(backupFolder) } }),
  }),
  route({
    method: 'POST',
    path: '/api/backups',
    summary: 'Write a backup now, and verify it',
    callers: administrators,
    body: emptyBody,
    handle: async ({ school, me, backupFolder }) => {
      const now = school.clock();
      const backup = await writeBackup(school.store, join(backupFolder, backupName(now)), now);
      writeFact(school.store, 'last-backup-at', String(now));
      audit(school, me, 'backup-made', backup.name);
      return { status: 201, json: backup };
    },
  }),
  route({
    method: 'GET',
    path: '/api/backups/:name',
    summary: 'A backup to keep elsewhere',
    callers: administrators,
    handle: async ({ school, me, backupFolder, parameter }) => {
      const name = parameter('name');
      // Only a name from the folder's own list becomes a path.
      const known = (await listBackups(backupFolder)).find((backup) => backup.name === name);
      if (!known?.name.endsWith(backupEnding)) throw notFound('backup');
      audit(school, me, 'backup-downloaded', known.name);
      return serveFile(join(backupFolder, known.name), known.name, known.sizeBytes);
    },
  }),
  route({
    method: 'GET',
    path: '/api/audit',
    summary: 'Who changed what, the latest first',
    callers: administrators,
    query: z.strictObject({
      ...pageQuery.shape,
      before: z
        .string()
        .regex(/^\d{1,15}$/u)
        .optional(),
    }),
    handle: ({ school, query }) => ({ json: listAudit(school, query) }),
  }),
];

function schoolView({ store }: School) {
  return {
    name: readFact(store, 'school-name') ?? '',
    retentionDays: Number(readFact(store, 'retention-days') ?? defaultStaffRetentionDays),
  };
}
