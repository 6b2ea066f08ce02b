import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { exportGguf } from '../checkpoint/index.ts';
import { fingerprint, hashFile } from '../core/artefact/fingerprint.ts';
import type { Artefact } from '../core/artefact/manifest.ts';
import type { StageContext } from '../core/artefact/stage.ts';
import { BadInputError, CorruptArtefactError } from '../core/errors.ts';
import { exists } from '../core/files.ts';
import { openEndpoint } from './endpoint/endpoint-examinee.ts';
import type { Summary } from './figures/summary.ts';
import type { Examinee } from './models/examinee.ts';
import type { Scorer } from './models/scorer.ts';
import { tokenExaminee } from './models/token-examinee.ts';
import { openLlamaScorer, openTorchScorer, type ScorerOptions } from './scorer/open-scorer.ts';
import type { EvaluationSettings } from './settings.ts';

type Context = StageContext<EvaluationSettings>;

/** A model to be measured. */
export interface FoundModel {
  readonly label: string;
  readonly kind: Summary['models'][number]['kind'];
  readonly name: string;
  readonly fingerprint: string;
  /** What its weights are known by; undefined of an endpoint, whose model may change any day. */
  readonly contentHash: string | undefined;
  readonly open: () => Promise<Examinee>;
}

/** How scorers are opened; tests give others. */
export interface OpenScorers {
  readonly llama: (options: ScorerOptions) => Promise<Scorer>;
  readonly torch: (options: ScorerOptions) => Promise<Scorer>;
}

export const realScorers: OpenScorers = { llama: openLlamaScorer, torch: openTorchScorer };

/** Models by label, the one to compare with (`before`) first. @throws BadInputError when there is none. */
export async function findModels(context: Context, scorers: OpenScorers): Promise<FoundModel[]> {
  const { inputs, settings, signal } = context;
  const artefacts = Object.entries(inputs).filter(([role]) => role !== 'corpus');
  const models: FoundModel[] = artefacts.map(([label, artefact]) => ({
    label,
    kind: artefact.manifest.kind as FoundModel['kind'],
    name: artefact.manifest.name,
    fingerprint: artefact.manifest.fingerprint,
    contentHash: contentHash(artefact),
    open: () => openArtefact(context, label, artefact, scorers),
  }));
  for (const [label, file] of Object.entries(settings.files)) {
    const hash = await hashFile(file, signal);
    const open = () => openTokens(context, file, file, scorers.llama);
    models.push({ label, kind: 'file', name: basename(file), fingerprint: hash, contentHash: hash, open });
  }
  for (const [label, endpoint] of Object.entries(settings.endpoints)) {
    models.push({
      label,
      kind: 'endpoint',
      name: endpoint.model,
      fingerprint: fingerprint({ address: endpoint.address, model: endpoint.model }),
      contentHash: undefined,
      open: () => openEndpoint(endpoint, settings.chatTemplate, signal),
    });
  }
  checkLabels(models);
  return models.sort((left, right) => Number(right.label === 'before') - Number(left.label === 'before'));
}

function checkLabels(models: readonly FoundModel[]): void {
  if (models.length === 0) {
    throw new BadInputError({
      message: 'The stage evaluation needs at least one model.',
      remedy: 'Give it a checkpoint or model artefact under a label (before, after), a file or an endpoint.',
    });
  }
  const twice = models.find(({ label }, index) => models.findIndex((one) => one.label === label) !== index);
  if (!twice) return;
  throw new BadInputError({
    message: `Two models have the label "${twice.label}".`,
    place: twice.label,
    remedy: 'Give each model a label of its own.',
  });
}

/** Of the files that a model is made of, wherever they lie. */
function contentHash({ manifest }: Artefact): string {
  const files = manifest.files
    .filter(({ path }) => /\.(gguf|safetensors|jinja)$|^(config|tokenizer)\.json$/.test(path))
    .map(({ path, sha256 }) => [path, sha256]);
  // A manifest without files is one of a test.
  return files.length > 0 ? fingerprint(files) : manifest.fingerprint;
}

async function openArtefact(
  context: Context,
  label: string,
  artefact: Artefact,
  scorers: OpenScorers,
): Promise<Examinee> {
  const { settings, draft, signal } = context;
  const { directory, manifest } = artefact;
  if (manifest.kind !== 'checkpoint') {
    const file = join(directory, 'model.gguf');
    if (await exists(file)) return openTokens(context, file, directory, scorers.llama);
    throw new CorruptArtefactError({
      message: 'The model artefact holds no model.gguf.',
      file,
      remedy: 'Build the model again.',
    });
  }
  if (settings.checkpointEngine === 'pytorch') {
    return openTokens(context, directory, directory, scorers.torch);
  }
  const exported = draft.resumePath('models', `${encodeURIComponent(label)}.gguf`);
  if (!(await exists(exported))) await exportGguf(directory, exported, { type: 'f32', signal });
  const examinee = await openTokens(context, exported, directory, scorers.llama);
  return {
    ...examinee,
    close: async () => {
      await examinee.close();
      await rm(exported, { force: true });
    },
  };
}

async function openTokens(
  { settings, signal }: Context,
  file: string,
  name: string,
  open: (options: ScorerOptions) => Promise<Scorer>,
): Promise<Examinee> {
  const { contextTokens, chatTemplate, scoring } = settings;
  // llama.cpp's threads spin while they wait: one core stays free, or all of them crawl.
  const threads = settings.threads ?? Math.max(1, availableParallelism() - 1);
  const scorer = await open({ file, contextTokens, threads, signal });
  try {
    return await tokenExaminee({ scorer, scoring, chatTemplate, file: name });
  } catch (error) {
    await scorer.close();
    throw error;
  }
}
