import type { Hono } from 'hono';
import * as data from './school-data.ts';

const pin = ['sun', 'book', 'apple', 'bird'];

/** The teachers' and the administrator's routes, with answers that do not change. */
export function addStaffRoutes(app: Hono): void {
  const conversations = [
    {
      id: 'conversation-1',
      title: 'Чӣ тавр касрҳоро ҷамъ мекунем?',
      createdAt: data.now,
      updatedAt: data.now,
      leafId: null,
      teacherMayRead: true,
      pupil: { id: 'p0', nickname: 'Фирӯза' },
    },
  ];
  app.get('/api/classes', (c) => c.json({ classes: [data.schoolClass] }));
  app.post('/api/classes', (c) => c.json(data.schoolClass, 201));
  app.get('/api/classes/:id', (c) => c.json(data.schoolClass));
  app.patch('/api/classes/:id', async (c) => {
    const { settings, ...rest } = (await c.req.json()) as { settings?: object };
    return c.json({ ...data.schoolClass, ...rest, settings: { ...data.settings, ...settings } });
  });
  app.post('/api/classes/:id/code', (c) => c.json({ ...data.schoolClass, code: 'АНОР-118' }));
  app.get('/api/classes/:id/pupils', (c) => c.json({ pupils: data.pupils }));
  app.post('/api/classes/:id/pupils/import', async (c) => {
    const { csv } = (await c.req.json()) as { csv: string };
    const lines = csv.trim().split('\n').slice(1);
    const wrong = lines.findIndex((line) => !line.includes(','));
    if (wrong >= 0)
      return c.json({ error: { code: 'bad-request', message: 'wrong line', line: wrong + 2 } }, 400);
    const made = lines.map((line, index) => ({
      ...data.pupils[0],
      id: `new-${index}`,
      nickname: line.split(',')[0]?.replace(/"/gu, ''),
      pin,
    }));
    return c.json({ pupils: made }, 201);
  });
  app.post('/api/pupils/:id/pin', (c) => c.json({ pupil: data.pupils[0], pin }));
  app.delete('/api/pupils/:id', (c) => c.body(null, 204));
  app.get('/api/classes/:id/overview', (c) => c.json(data.overview));
  app.get('/api/classes/:id/conversations', (c) => c.json({ conversations, more: false }));
  app.get('/api/corrections', (c) => c.json({ corrections: data.corrections }));
  app.delete('/api/corrections/:id', (c) => c.body(null, 204));
  app.patch('/api/school', async (c) => c.json({ ...(await c.req.json()), retentionDays: 365 }));
  app.get('/api/teachers', (c) => c.json({ teachers: data.teachers }));
  app.post('/api/teachers', (c) => c.json({ teacher: data.teachers[1], password: 'тут-себ-анор-41' }, 201));
  app.patch('/api/teachers/:id', (c) => c.json(data.teachers[1]));
  app.post('/api/teachers/:id/password', (c) =>
    c.json({ teacher: data.teachers[1], password: 'тут-себ-анор-41' }),
  );
  app.delete('/api/teachers/:id', (c) => c.body(null, 204));
  app.get('/api/keys', (c) => c.json({ keys: data.keys }));
  app.post('/api/keys', (c) => c.json({ key: data.keys[0], secret: 'sk-Ab12cdefgh' }, 201));
  app.delete('/api/keys/:id', (c) => c.body(null, 204));
  app.get('/api/system', (c) => c.json(data.system));
  app.get('/api/backups', (c) => c.json({ backups: data.backups }));
  app.post('/api/backups', (c) => c.json(data.backups[0], 201));
  app.get('/api/audit', (c) => c.json({ entries: data.auditEntries, more: false }));
}
