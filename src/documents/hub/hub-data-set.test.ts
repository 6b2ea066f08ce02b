import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildArtefact } from '../../core/artefact/build.ts';
import { startLocalHub } from '../../core/hub/testing/local-hub.ts';
import { silentProgress } from '../../core/progress.ts';
import { createLocalExecutor } from '../../core/shards/local-executor.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { readDocuments } from '../index.ts';
import { openDatabase, quote } from '../rows/database.ts';
import { documentsSettings } from '../settings.ts';
import { documentsStage } from '../stage.ts';
import { collect } from '../testing/collect.ts';
import { chooseFiles, licenceOfCard, parseCard } from './card.ts';
import { parseHubAddress } from './hub-address.ts';

afterEach(() => vi.unstubAllEnvs());

async function build(from: string, more: object = {}) {
  const executor = createLocalExecutor(2);
  try {
    return await buildArtefact(documentsStage, {
      settings: documentsSettings.parse({ from: [from], ...more }),
      inputs: {},
      target: join(await temporaryFolder(), 'documents'),
      executor,
      progress: silentProgress,
      signal: new AbortController().signal,
    });
  } finally {
    await executor.close();
  }
}

async function parquet(text: string): Promise<Buffer> {
  const path = join(await temporaryFolder(), 'a.parquet');
  const { database, close } = await openDatabase();
  await database.run(`COPY (SELECT ${quote(text)} AS text) TO ${quote(path)} (FORMAT parquet)`);
  close();
  return readFile(path);
}

describe('a data set of a hub', () => {
  it('is read file by file at its commit, with the licence of its card, through a failing network', async () => {
    const card =
      '---\nlicense: cc-by-sa-4.0\npretty_name: Матнҳо\nconfigs:\n- config_name: tgk_Cyrl\n  data_files:\n' +
      '  - split: train\n    path: data/tgk/train-*\n  - split: test\n    path: data/tgk/test.jsonl\n---\n# About\n';
    const hub = await startLocalHub({
      files: {
        'README.md': card,
        'data/tgk/train-0.parquet': await parquet('Матни якум'),
        'data/tgk/train-1.jsonl': '{"text":"Матни дуюм","url":"https://example.tj/2"}\n',
        'data/tgk/test.jsonl': '{"text":"Матни санҷишӣ"}\n',
        'data/uzn/train-0.jsonl': '{"text":"Матни дигар"}\n',
      },
      trouble: (request, path) => (request % 4 === 1 && !path.includes('api') ? { status: 503 } : undefined),
    });
    vi.stubEnv('HF_ENDPOINT', hub.endpoint);
    const artefact = await build('hub:owner/name@main/tgk_Cyrl');
    const documents = await collect(readDocuments(artefact));
    expect(documents).toMatchObject([
      {
        text: 'Матни якум',
        source: {
          name: 'Матнҳо',
          licence: 'cc-by-sa-4.0',
          kind: 'data-set',
          address: `${hub.endpoint}/datasets/owner/name/resolve/${hub.commit}/data/tgk/train-0.parquet`,
        },
        metadata: { revision: hub.commit, split: 'train' },
      },
      { text: 'Матни дуюм', source: { address: 'https://example.tj/2' } },
    ]);
    expect(artefact.manifest.licences).toEqual(['cc-by-sa-4.0']);
    const named = await build(`hub:owner/name@${hub.commit}/tgk_Cyrl/test`, { licence: 'CC0-1.0' });
    expect(await collect(readDocuments(named))).toMatchObject([
      { text: 'Матни санҷишӣ', source: { licence: 'CC0-1.0' } },
    ]);
  });

  it('needs a revision, a licence, a known configuration and split', async () => {
    expect(() => parseHubAddress('hub:owner/name')).toThrow('revision');
    expect(parseHubAddress('hub:owner/name@refs%2Fconvert%2Fparquet/a/b')).toEqual({
      name: 'owner/name',
      revision: 'refs/convert/parquet',
      config: 'a',
      split: 'b',
    });
    const hub = await startLocalHub({ files: { 'data/train.jsonl': '{"text":"Матн"}' } });
    vi.stubEnv('HF_ENDPOINT', hub.endpoint);
    await expect(build('hub:owner/name@main')).rejects.toThrow('licence');
    await expect(build('hub:owner/name@main/data/dev', { licence: 'MIT' })).rejects.toThrow('split "dev"');
    await expect(build('hub:owner/other@main')).rejects.toThrow('does not have this');
  });
});

describe('the card', () => {
  it('states a licence, or none', () => {
    expect(licenceOfCard(parseCard('---\nlicense: [mit, cc0-1.0]\n---\n'))).toBe('mit, cc0-1.0');
    expect(licenceOfCard(parseCard('---\nlicense: other\nlicense_name: gemma\n---\n'))).toBe('gemma');
    for (const readme of ['---\nlicense: unknown\n---\n', '# no card', '---\n: [\n---\n']) {
      expect(licenceOfCard(parseCard(readme))).toBeUndefined();
    }
  });

  it('leaves the files to their names when it says nothing, the training split first', () => {
    const paths = ['a/train-0.jsonl', 'a/test.jsonl', 'b/x.jsonl'];
    const address = { name: 'o/n', revision: 'r', config: undefined, split: undefined };
    expect(chooseFiles(paths, {}, address)).toEqual([{ path: 'a/train-0.jsonl', split: 'train' }]);
    expect(chooseFiles(paths, {}, { ...address, config: 'b' })).toEqual([
      { path: 'b/x.jsonl', split: undefined },
    ]);
    const configs = [
      { config_name: 'x', data_files: 'b/*' },
      { config_name: 'y', data_files: 'a/*' },
    ];
    expect(() => chooseFiles(paths, { configs }, address)).toThrow('several configurations');
    expect(chooseFiles(paths, { configs }, { ...address, config: 'x' })).toHaveLength(1);
  });
});
