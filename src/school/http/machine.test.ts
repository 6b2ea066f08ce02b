import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testMachine } from '../testing/test-machine.ts';
import { setUp } from '../testing/test-people.ts';
import { type Browser, openTestSchool } from '../testing/test-school.ts';

describe('models and updates of the machine', () => {
  const machine = testMachine();
  const school = openTestSchool({ machine });
  let administrator: Browser;
  beforeAll(async () => {
    administrator = await setUp(school);
  });
  afterAll(() => school.close());

  it('fetches a model only when its licence is accepted, and writes down who accepted it', async () => {
    expect((await administrator.post('/api/models/small/fetch', {})).status).toBe(400);
    expect((await administrator.post('/api/models/small/fetch', { acceptLicence: false })).status).toBe(400);
    expect(machine.asked).toEqual([]);
    expect((await administrator.post('/api/models/small/fetch', { acceptLicence: true })).status).toBe(200);
    expect((await administrator.post('/api/models/none/fetch', { acceptLicence: true })).status).toBe(404);
    await administrator.post('/api/updates/rollback', { track: 'model/soro' });
    const { body } = await administrator.get<{
      entries: { action: string; subject: string; detail: string }[];
    }>('/api/audit');
    expect(body.entries.slice(0, 2)).toMatchObject([
      { action: 'update-taken-back', subject: 'model/soro' },
      { action: 'model-fetched', subject: 'small', detail: 'A licence' },
    ]);
    expect(machine.asked).toEqual(['fetch-model small', 'rollback model/soro']);
  });

  it('takes addresses of servers as sources, and nothing else', async () => {
    const change = async (addresses: string[]) =>
      (await administrator.send('PATCH', '/api/updates', { addresses })).status;
    expect(await change(['https://hub.example.tj/soro'])).toBe(200);
    for (const address of ['/etc', 'file:///etc', 'ftp://hub', 'https://a b'])
      expect(await change([address])).toBe(400);
    expect((await administrator.send('PATCH', '/api/updates', { hours: { from: 20, to: 25 } })).status).toBe(
      400,
    );
  });

  it('is not there on a server that was started without', async () => {
    const bare = openTestSchool();
    const owner = await setUp(bare);
    expect((await owner.get('/api/models')).status).toBe(404);
    expect((await owner.get<{ update: unknown }>('/api/system')).body.update).toBeNull();
    await bare.close();
  });
});
