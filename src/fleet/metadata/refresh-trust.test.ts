import { beforeAll, describe, expect, it } from 'vitest';
import type { Files } from '../files/files.ts';
import { folderSource } from '../sources/folder-source.ts';
import { type HubKeys, MadeHub, madeKeys, planOf } from '../testing/made-hub.ts';
import { UnreliableFiles } from '../testing/unreliable-files.ts';
import { knownOffers } from './known-offers.ts';
import { refreshTrust } from './refresh-trust.ts';
import { temporaryKey } from './signing-key.ts';
import { firstTrust, type Trust } from './trust.ts';
import { writeOffers, writeRoot, writeSnapshot, writeTimestamp } from './write-metadata.ts';

const dayMs = 24 * 60 * 60_000;
const made = Date.UTC(2026, 8, 1);
const right = { now: made + 10 * dayMs, trusted: true };

const world = {} as { files: UnreliableFiles; hub: MadeHub; root: string };

/** A hub that has published two releases of words. */
async function newHub() {
  const files = new UnreliableFiles({ random: () => 0.5 });
  const hub = new MadeHub(files, 'hub');
  const root = await hub.begin(new Date(made));
  await hub.release('words', 1, { 'words.json': Buffer.from('one') }, new Date(made + dayMs));
  return { files, hub, root };
}

beforeAll(async () => Object.assign(world, await newHub()));

const refresh = (trust: Trust, files: Files, clock = right) =>
  refreshTrust(trust, folderSource(files, 'hub'), clock);
const put = (files: Files, name: string, text: string) =>
  files.write(`hub/metadata/${name}`, Buffer.from(text));
const get = async (files: Files, name: string) =>
  Buffer.from((await files.read(`hub/metadata/${name}`)) ?? []).toString();

describe('the metadata of a hub', () => {
  it('is taken once, and then nothing new', async () => {
    const first = await refresh(firstTrust(world.root), world.files);
    expect(first.outcome).toBe('newer');
    expect(knownOffers(first.trust, right).offers.map(({ title }) => title)).toEqual(['words 1']);
    expect(await refresh(first.trust, world.files)).toMatchObject({ outcome: 'same' });
  });

  it('of last month is no error and takes nothing back', async () => {
    const { files, hub, root } = await newHub();
    const old = await get(files, 'timestamp.json');
    await hub.release('words', 2, { 'words.json': Buffer.from('two') }, new Date(made + 2 * dayMs));
    const { trust } = await refresh(firstTrust(root), files);
    await put(files, 'timestamp.json', old);
    const replayed = await refresh(trust, files);
    expect(replayed.outcome).toBe('older');
    expect(replayed.trust).toBe(trust);
  });

  it('with parts of different days is refused whole', async () => {
    const { files, hub, root } = await newHub();
    const { trust } = await refresh(firstTrust(root), files);
    await hub.release('words', 2, { 'words.json': Buffer.from('two') }, new Date(made + 2 * dayMs));
    await put(files, '3.content.json', await get(files, '2.content.json'));
    expect(await refresh(trust, files)).toMatchObject({ outcome: 'mixed', trust });
  });

  it('that has expired starts nothing, with a clock of 1970 too once newer metadata was seen', async () => {
    const { trust } = await refresh(firstTrust(world.root), world.files);
    const later = { now: made + 200 * dayMs, trusted: true };
    expect(knownOffers(trust, later).stale).toBe(true);
    expect(await refresh(firstTrust(world.root), world.files, later)).toMatchObject({ outcome: 'expired' });
    expect(knownOffers(trust, { now: 0, trusted: true }).stale).toBe(false);
  });

  it('is not refused by a clock three years ahead', async () => {
    const ahead = { now: made + 3 * 365 * dayMs, trusted: true };
    expect(await refresh(firstTrust(world.root), world.files, ahead)).toMatchObject({ outcome: 'newer' });
  });

  it.each(['1.targets.json', '2.content.json', '2.snapshot.json', 'timestamp.json'])(
    'with one changed letter in %s is refused',
    async (name) => {
      const { files, root } = await newHub();
      const text = await get(files, name);
      const at = text.indexOf('"version":') + 10;
      await put(files, name, `${text.slice(0, at)}9${text.slice(at + 1)}`);
      expect((await refresh(firstTrust(root), files)).outcome).not.toBe('newer');
    },
  );
});

describe('a thief', () => {
  const expires = new Date(made + 900 * dayMs);
  const common = { version: 99, expires };

  /** Lists other offers of a role, with the online key. */
  async function forge(hub: MadeHub, files: Files, keys: HubKeys['online']) {
    const trust = await hub.repository.trust(new Date(made + 3 * dayMs));
    const offers = writeOffers([], common, keys);
    const part = (text: string | null, version: number) => ({ version, text: text ?? '' });
    const listed = {
      targets: part(trust.targets, 1),
      software: offers,
      model: part(trust.model, 1),
      content: part(trust.content, 2),
    };
    const snapshot = writeSnapshot(listed, [], common, hub.keys.online);
    await put(files, '99.software.json', offers.text);
    await put(files, '99.snapshot.json', snapshot.text);
    const stamp = writeTimestamp(snapshot, common, new Date(made + 3 * dayMs), hub.keys.online);
    await put(files, 'timestamp.json', stamp.text);
  }

  it('of the online key installs nothing', async () => {
    const { files, hub, root } = await newHub();
    await forge(hub, files, hub.keys.online);
    expect(await refresh(firstTrust(root), files)).toMatchObject({ outcome: 'not-signed' });
  });

  it('of one root key makes no root', async () => {
    const { files, hub, root } = await newHub();
    const next = writeRoot(planOf(madeKeys()), { version: 2, expires }, hub.keys.root.slice(0, 1));
    await put(files, '2.root.json', next.text);
    expect(await refresh(firstTrust(root), files)).toMatchObject({ outcome: 'not-signed' });
  });

  it('who counted ahead with the keys of a role and the online one is left behind by new keys', async () => {
    const { files, hub, root } = await newHub();
    await forge(hub, files, hub.keys.roles.software);
    const { trust, outcome } = await refresh(firstTrust(root), files);
    expect(outcome).toBe('newer');
    const clean = new UnreliableFiles({ random: () => 0.5 });
    const again = new MadeHub(clean, 'hub', hub.keys);
    await clean.makeFolder('hub/metadata');
    await put(clean, '1.root.json', root);
    for (const name of ['1.targets', '1.software', '1.model', '2.content', '2.snapshot'])
      await put(clean, `${name}.json`, await get(files, `${name}.json`));
    const snapshot = { version: 2, text: await get(files, '2.snapshot.json') };
    const stamp = writeTimestamp(snapshot, { version: 2, expires }, new Date(made + dayMs), hub.keys.online);
    await put(clean, 'timestamp.json', stamp.text);
    const keys: HubKeys = {
      root: hub.keys.root.slice(1),
      online: [temporaryKey('online')],
      roles: { ...hub.keys.roles, software: [temporaryKey('software')] },
    };
    const plan = planOf({ ...keys, root: hub.keys.root });
    await again.repository.replaceKeys(plan, keys, new Date(made + 4 * dayMs));
    const mended = await refresh(trust, clean);
    expect(mended.outcome).toBe('newer');
    expect(knownOffers(mended.trust, right).offers.map(({ title }) => title)).toEqual(['words 1']);
  });
});
