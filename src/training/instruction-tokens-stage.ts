import { basename, join } from 'node:path';
import { z } from 'zod';
import { compileChatTemplate, readChatTemplate } from '../checkpoint/index.ts';
import { hashFile, sha256 } from '../core/artefact/fingerprint.ts';
import { defineStage, requiredInput, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { BadInputError, SoroError, throwIfInterrupted } from '../core/errors.ts';
import { readJsonLinesFile } from '../core/json-lines.ts';
import { examplesFile } from '../instructions/index.ts';
import { readTokenizer, type TokenDocument, writeTokenIndex, writeTokenShard } from '../vocabulary/index.ts';
import { encodeDialogue } from './encode-dialogue.ts';

const settingsSchema = z.strictObject({
  from: z
    .array(z.string().min(1))
    .default([])
    .describe('JSON-lines files of dialogues: {"messages": [{"role", "content"}, …], "source", "licence"}'),
  tokensPerShard: z
    .int()
    .positive()
    .default(4_000_000)
    .describe('a shard is closed with the dialogue that reaches this many tokens'),
});

/** Settings of {@link instructionTokensStage}. */
export type InstructionTokensSettings = z.output<typeof settingsSchema>;

/** One line of a file of dialogues. */
export const dialogueSchema = z.strictObject({
  messages: z
    .array(
      z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string().trim().min(1) }),
    )
    .min(2)
    .refine((messages) => messages.some(({ role }) => role === 'assistant'), 'No turn is the assistant’s.'),
  kind: z.string().optional(),
  source: z.string().optional(),
  licence: z.string().optional(),
  // What an instructions artefact says beside.
  id: z.string().optional(),
  group: z.string().optional(),
  provenance: z.string().optional(),
});

/** `instruction-tokens`: dialogues as token ids, with labels on what the assistant says. */
export const instructionTokensStage = defineStage({
  name: 'instruction-tokens',
  kind: 'tokens',
  formatVersion: 1,
  inputs: { base: { kinds: ['checkpoint'] }, instructions: { kinds: ['instructions'], optional: true } },
  settings: settingsSchema,
  resolvePaths: (settings, resolve) => ({ ...settings, from: settings.from.map(resolve) }),
  externals: hashSources,
  // What the files hold counts, not where they lie.
  incidentalSettings: ['from'],
  build,
});

async function hashSources(
  { from }: InstructionTokensSettings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [place, file] of from.entries()) {
    hashes[`${place + 1} ${basename(file)}`] = await hashFile(file, signal);
  }
  return hashes;
}

async function build(context: StageContext<InstructionTokensSettings>): Promise<StageOutcome> {
  const { settings, draft, progress, signal } = context;
  const base = requiredInput(context, 'base');
  const tokenizer = await readTokenizer(join(base.directory, 'tokenizer.json'));
  const render = await readTemplate(base.directory);
  const facts = { vocabularySize: tokenizer.vocabularySize, masked: true };
  const task = progress.task('Encoding dialogues', { unit: 'dialogues' });
  const shards: { tokens: number; documents: number }[] = [];
  const licences = new Set(base.manifest.licences);
  let documents: TokenDocument[] = [];
  let tokens = 0;
  let labelled = 0;

  async function finishShard(): Promise<void> {
    if (documents.length === 0) return;
    shards.push(await writeTokenShard(draft.directory, shards.length, documents, facts));
    documents = [];
    tokens = 0;
  }

  const { instructions } = context.inputs;
  const files = [...settings.from, ...(instructions ? [join(instructions.directory, examplesFile)] : [])];
  for (const file of files) {
    let line = 0;
    for await (const { messages, licence } of readJsonLinesFile(file, dialogueSchema)) {
      throwIfInterrupted(signal);
      line += 1;
      const { ids, labels } = placed(file, line, () => encodeDialogue(messages, render, tokenizer));
      documents.push({ id: sha256(JSON.stringify(messages)), tokens: ids, labels });
      tokens += ids.length;
      labelled += labels.reduce((sum, label) => sum + label, 0);
      if (licence !== undefined) licences.add(licence);
      task.advance();
      if (tokens >= settings.tokensPerShard) await finishShard();
    }
  }
  await finishShard();
  const index = await writeTokenIndex(draft.directory, shards, facts);
  if (index.documents === 0) throw noDialogue(files);
  task.finish(`${index.documents} dialogues, ${index.tokens} tokens, ${labelled} of them learned`);
  return {
    counts: { documents: index.documents, tokens: index.tokens, labelledTokens: labelled },
    licences: [...licences],
  };
}

async function readTemplate(directory: string) {
  const template = await readChatTemplate(directory);
  if (template !== undefined) return compileChatTemplate(template, join(directory, 'chat_template.jinja'));
  throw new BadInputError({
    message: 'The checkpoint has no chat template.',
    file: directory,
    remedy: 'Put a chat_template.jinja into the folder it was made from and build it again.',
  });
}

/** Gives an error of a dialogue its file and its place among the dialogues. */
function placed<Result>(file: string, number: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SoroError) || error.file !== undefined) throw error;
    const { message, remedy } = error;
    throw new BadInputError({ message, file, place: `dialogue ${number}`, remedy, cause: error });
  }
}

function noDialogue(files: readonly string[]): BadInputError {
  return new BadInputError({
    message: 'There is no dialogue in these files.',
    file: files.join(', ') || undefined,
    remedy:
      'Give an instructions artefact, or files with one dialogue a line: {"messages": [{"role": "user", "content": "…"}, …]}.',
  });
}
