import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { loadPage, logInLinks } from '../../../src/chat/api/page.ts';
import { secureHeaders } from '../../../src/chat/api/security-headers.ts';
import { Answers } from './answers.ts';
import { requestSchemas } from './request-schemas.ts';
import * as data from './school-data.ts';
import { addStaffRoutes } from './staff-routes.ts';

export type Who = 'local' | 'nobody' | 'pupil' | 'teacher' | 'administrator' | 'set-up';

/** A server that speaks the contract of /api, without a model, a disk or accounts; for tests of the page. */
export interface FakeSchool {
  readonly address: string;
  readonly answers: Answers;
  /** Every request to /api: method and path. */
  readonly requests: string[];
  /** Who the next session is. */
  become(who: Who, change?: { teacherMayRead?: boolean; open?: boolean }): void;
  close(): Promise<void>;
}

export async function startFakeSchool(): Promise<FakeSchool> {
  const page = await loadPage();
  const answers = new Answers();
  const requests: string[] = [];
  let who: Who = 'local';
  let lesson = { teacherMayRead: true, open: true };
  const session = () => sessionOf(who, lesson);
  const app = new Hono();

  app.use(secureHeaders);
  app.use('/api/*', async (c, next) => {
    requests.push(`${c.req.method} ${c.req.path}`);
    c.header('cache-control', 'no-store');
    const csrf = c.req.header('x-soro-csrf');
    if (!['GET', 'HEAD'].includes(c.req.method) && csrf !== 'token') return fail(c, 403, 'csrf');
    // What the page sends must be what the contract says: an unknown key or route is an error.
    if (['POST', 'PATCH', 'PUT'].includes(c.req.method)) {
      const schema = requestSchemas.find(([pattern]) => pattern.test(`${c.req.method} ${c.req.path}`))?.[1];
      if (!schema) return fail(c, 404, 'not-found');
      const parsed = schema.safeParse(await c.req.json());
      if (!parsed.success) return fail(c, 400, 'bad-request');
    }
    return next();
  });
  app.get('/api/session', (c) => c.json(session()));
  app.patch('/api/me', (c) => c.json(session()));
  app.get('/api/join/:code', (c) =>
    c.req.param('code') === data.schoolClass.code
      ? c.json({ className: '7-А', teacherMayRead: true, retentionDays: 90 })
      : fail(c, 404, 'not-found'),
  );
  app.post('/api/join', (c) => {
    who = 'pupil';
    return c.json(session(), 201);
  });
  app.post('/api/log-in/pin', async (c) => {
    const { pin } = (await c.req.json()) as { pin: string[] };
    if (pin.join(' ') !== 'sun moon star river') return fail(c, 401, 'wrong-log-in');
    who = 'pupil';
    return c.json(session());
  });
  app.post('/api/log-in/password', async (c) => {
    const { password } = (await c.req.json()) as { password: string };
    if (password !== 'анор анҷир тут') return fail(c, 401, 'wrong-log-in');
    who = 'teacher';
    return c.json(session());
  });
  app.post('/api/set-up', (c) => {
    who = 'administrator';
    return c.json(session(), 201);
  });
  app.post('/api/log-out', (c) => {
    who = 'nobody';
    return c.json(session());
  });
  app.post('/api/me/password', (c) => c.json(session()));
  answers.addRoutes(app);
  addStaffRoutes(app);
  app.get('/set-up', (c) => sendFile(c, '/'));
  app.get('*', compress(), (c) => sendFile(c, c.req.path));

  const sendFile = (c: Context, path: string) => {
    const file = page.get(path);
    if (!file) return fail(c, 404, 'not-found');
    const caching = file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache';
    if (path === '/' && who === 'nobody') c.header('link', logInLinks(page));
    return c.body(file.content, 200, { 'content-type': file.contentType, 'cache-control': caching });
  };

  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, resolve);
  const { port } = await promise;
  return {
    address: `http://127.0.0.1:${port}`,
    answers,
    requests,
    become(next, change = {}) {
      who = next;
      lesson = { teacherMayRead: true, open: true, ...change };
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

export function fail(c: Context, status: 400 | 401 | 403 | 404 | 429, code: string, more: object = {}) {
  return c.json({ error: { code, message: code, ...more } }, status);
}

function sessionOf(who: Who, lesson: { teacherMayRead: boolean; open: boolean }) {
  const names = { pupil: 'Фирӯза', teacher: 'Зарина Раҳимова', administrator: 'Далер Назаров', local: '' };
  const isPerson = who !== 'nobody' && who !== 'set-up';
  return {
    mode: who === 'local' ? 'open' : who === 'set-up' ? 'set-up' : 'school',
    csrf: 'token',
    school: { name: who === 'local' ? '' : 'Мактаби №12' },
    model: { id: 'soro-270m', contextSizeTokens: 2048 },
    pinPictures: data.pinPictures,
    person: isPerson
      ? {
          id: `id-${who}`,
          role: who,
          name: names[who],
          script: 'Cyrl',
          language: null,
          mustChangePassword: false,
        }
      : null,
    class:
      who === 'pupil'
        ? {
            id: 'c7a',
            name: '7-А',
            tutor: 'hints-first',
            subjects: ['Математика', 'Забони тоҷикӣ'],
            opensAt: lesson.open ? null : new Date(2026, 10, 24, 8).getTime(),
            ...lesson,
          }
        : null,
  };
}
