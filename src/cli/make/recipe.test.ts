import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { readRecipe } from './recipe.ts';

async function recipe(artefacts: string): Promise<string> {
  const file = join(await temporaryFolder(), 'try.yaml');
  await writeFile(file, `soro: 1\nname: try\nwork: out\nartefacts:\n${artefacts}`);
  return file;
}

const corpus = '  corpus: { stage: corpus, inputs: { documents: documents } }\n';
const documents = '  documents: { stage: documents, settings: { from: [texts] } }\n';

describe('a recipe', () => {
  it('is put in an order in which every artefact comes after its inputs', async () => {
    const file = await recipe(corpus + documents);
    const { artefacts } = await readRecipe(file);
    expect(artefacts.map(({ name }) => name)).toEqual(['documents', 'corpus']);
    expect(artefacts[0]?.target).toBe(join(file, '..', 'out', 'documents'));
  });

  it('has its paths read against its own folder', async () => {
    const file = await recipe(documents);
    const { artefacts } = await readRecipe(file);
    expect(artefacts[0]?.settings).toMatchObject({ from: [join(file, '..', 'texts')] });
  });

  it('with an unknown key is refused, naming the key', async () => {
    const file = await recipe('  documents: { stage: documents, setings: {} }\n');
    await expect(readRecipe(file)).rejects.toThrow(
      expect.objectContaining({
        message: 'Unknown key "setings".',
        place: 'artefacts.documents.setings',
        file,
      }),
    );
  });

  it('with an unknown setting is refused, naming artefact and setting', async () => {
    const file = await recipe('  documents: { stage: documents, settings: { from: [a], form: b } }\n');
    await expect(readRecipe(file)).rejects.toThrow(
      expect.objectContaining({
        message: 'Unknown key "form".',
        file: expect.stringContaining('artefacts.documents.settings'),
      }),
    );
  });

  it('with an unknown stage is refused, listing the stages', async () => {
    const file = await recipe('  documents: { stage: dokuments }\n');
    await expect(readRecipe(file)).rejects.toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('documents, corpus') }),
    );
  });

  it('with an input that it does not have is refused, naming who wants it', async () => {
    const file = await recipe(corpus);
    await expect(readRecipe(file)).rejects.toThrow(/"documents" of "corpus" is not an artefact/);
  });

  it('builds on the artefacts of a recipe that it uses, where they lie', async () => {
    const used = await recipe(documents);
    const file = join(used, '..', 'model.yaml');
    await writeFile(file, `soro: 1\nname: model\nwork: model\nuses: [try.yaml]\nartefacts:\n${corpus}`);
    const { artefacts } = await readRecipe(file);
    expect(artefacts.map(({ target }) => target)).toEqual([
      join(used, '..', 'out/documents'),
      join(used, '..', 'model/corpus'),
    ]);
  });

  it('must not use itself, nor define what a used recipe defines', async () => {
    const used = await recipe(documents);
    const folder = join(used, '..');
    await writeFile(
      join(folder, 'twice.yaml'),
      `soro: 1\nname: twice\nwork: b\nuses: [try.yaml]\nartefacts:\n${documents}`,
    );
    await expect(readRecipe(join(folder, 'twice.yaml'))).rejects.toMatchObject({
      place: 'artefacts.documents',
    });
    await writeFile(
      join(folder, 'loop.yaml'),
      'soro: 1\nname: loop\nwork: b\nuses: [loop.yaml]\nartefacts: {}\n',
    );
    await expect(readRecipe(join(folder, 'loop.yaml'))).rejects.toThrow(/uses itself/);
  });

  it('with a cycle is refused, showing the circle', async () => {
    const file = await recipe(
      '  one: { stage: corpus, inputs: { documents: two } }\n  two: { stage: corpus, inputs: { documents: one } }\n',
    );
    await expect(readRecipe(file)).rejects.toThrow(/one → two → one/);
  });

  it('that is not there, or is not YAML, is refused as bad input', async () => {
    await expect(readRecipe('/nowhere/x.yaml')).rejects.toThrow(BadInputError);
    await expect(readRecipe(await recipe('  - [broken'))).rejects.toThrow(/Not valid YAML/);
  });
});
