import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../core/configuration.ts';
import { exists, readText } from '../../core/files.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { readCatalogue } from './catalogue.ts';

describe('the catalogue', () => {
  it('that comes with Soro is right, and its licences are there to be read', async () => {
    const { models, licences } = await readCatalogue();
    expect(models.map(({ name }) => name)).toEqual(['soro-270m', 'gemma-3-1b', 'gemma-3-4b', 'gemma-3-12b']);
    for (const { file } of Object.values(licences))
      expect(await exists(join(projectFolder, file))).toBe(true);
  });

  it.each([
    ['a name that stands twice', 'name: gemma-3-4b', 'name: gemma-3-1b', /two models/],
    ['a licence that is not there', 'licence: gemma', 'licence: mit', /no licence "mit"/],
    ['an unknown key', 'kind: chat', 'kind: chat\n    sort: chat', /Unknown key "sort"/],
    ['the name of the model in use', 'name: gemma-3-1b', 'name: soro', /./],
    ['a hash that is none', 'kind: chat', 'kind: chat\n    sha256: abc', /./],
  ])('with %s is refused, naming the place', async (_fault, from, to, message) => {
    const file = join(await temporaryFolder(), 'catalogue.yaml');
    const own = await readText(join(import.meta.dirname, 'catalogue.yaml'));
    await writeFile(file, own.replace(from, to));
    await expect(readCatalogue(file)).rejects.toMatchObject({
      name: 'BadInputError',
      file,
      message: expect.stringMatching(message),
      place: expect.stringContaining('models.'),
    });
  });
});
