import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { defaultHost, defaultPort } from '../../../chat/index.ts';
import { BadInputError } from '../../../core/errors.ts';
import type { Progress } from '../../../core/progress.ts';
import { parseWith } from '../../../core/schema.ts';
import { modelForManyAnswers } from '../../../quantisation/index.ts';
import { dataFolder, startSchool } from '../../../school/index.ts';
import { useSchoolWords } from '../../../tools/index.ts';
import { machineCare } from '../../care/machine-care.ts';
import { withEnvironment } from '../../environment.ts';
import { groundingOf } from '../../grounding-settings.ts';
import { examples } from '../../help.ts';
import { findModelFile } from '../../model-file.ts';
import { chosenModel } from '../../models/serve-chosen.ts';

const flagsSchema = z.strictObject({
  model: z.string().optional(),
  host: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65_535),
  data: z.string().min(1).optional(),
  allowHost: z.array(z.string().min(1)).default([]),
  allowOrigin: z.array(z.union([z.literal('*'), z.url({ protocol: /^https?$/u })])).default([]),
  tlsCertificate: z.string().min(1).optional(),
  tlsKey: z.string().min(1).optional(),
  announce: z.boolean().default(true),
  openBrowser: z.boolean().default(false),
  upstream: z.string().optional(),
  upstreamModel: z.string().optional(),
  places: z.coerce.number().int().min(1).max(64).optional(),
  context: z.coerce.number().int().min(256).max(32_768).optional(),
  threads: z.coerce.number().int().min(1).max(256).optional(),
  onlyFromBooks: z.boolean().optional(),
  tools: z.boolean().optional(),
  grounding: z.boolean().optional(),
});

type Flags = z.output<typeof flagsSchema>;

/** `soro serve`: the page, the school's accounts and the OpenAI-compatible API. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .summary('serve the chat page, accounts and an OpenAI-compatible API')
    .description(
      'Serves the chat page and an OpenAI-compatible API. Needs no internet. On this machine alone it is open until ' +
        'an account exists; on a network address the first start prints a one-time link to set the school up ' +
        '(docs/school.md).',
    )
    .option('--model <path>', 'a model folder or a .gguf file (default: the one in use, see `soro model`)')
    .option('--host <address>', 'address to listen on; 0.0.0.0 for the whole network', defaultHost)
    .option('--port <number>', 'port to listen on; 0 takes a free one', String(defaultPort))
    .option(
      '--data <folder>',
      'where accounts, conversations and backups lie (default: SORO_DATA, or work/school)',
    )
    .option('--allow-host <name...>', 'further names by which this server is reached')
    .option(
      '--allow-origin <url...>',
      'pages elsewhere that may call the API from a browser; * for any (CORS)',
    )
    .option('--tls-certificate <file>', 'serve HTTPS with this certificate (PEM)')
    .option('--tls-key <file>', 'the key of the certificate (PEM)')
    .option('--no-announce', 'do not answer for soro.local on the network')
    .option('--open-browser', 'open the page when it is ready')
    .option(
      '--places <number>',
      'answers written at the same time; 10 MB each at 2048 tokens (default: 30, fewer where memory is short)',
    )
    .option('--context <tokens>', 'tokens of a conversation and its answer (default: 2048)')
    .option('--threads <number>', 'threads of the model (default: cores − 1)')
    .option(
      '--upstream <url>',
      'hand questions on to an OpenAI-compatible server (several: with commas); its key: SORO_UPSTREAM_KEY',
    )
    .option('--upstream-model <name>', 'which of its models (default: the first)')
    .option('--only-from-books', 'never the model’s own words (SORO_ONLY_FROM_BOOKS=on)')
    .option('--no-tools', 'compute and convert nothing (SORO_TOOLS=off)')
    .option('--no-grounding', 'the bare model, without tools and books (SORO_GROUNDING=off)')
    .addHelpText(
      'after',
      examples([
        'soro serve',
        'soro serve --host 0.0.0.0',
        'soro serve --only-from-books',
        'soro serve --model work/demo/model --port 9000',
        'soro serve --upstream http://192.168.1.5:8000/v1',
      ]),
    );
  return command.action((flags: unknown) =>
    withEnvironment(command, async ({ signal, print, progress }) => {
      const given = parseWith(flagsSchema, flags, { file: 'soro serve' });
      const { host, port, data, announce } = given;
      const chosen =
        given.model === undefined && given.upstream === undefined
          ? chosenModel(dataFolder(data).path, given, { progress, signal })
          : undefined;
      useSchoolWords(dataFolder(data).path);
      const school = await startSchool({
        ...(chosen ? { openEngine: chosen.open } : await modelSource(given, progress, signal)),
        host,
        port,
        data,
        allowedHosts: given.allowHost,
        allowedOrigins: given.allowOrigin,
        tls: tlsFiles(given),
        announce,
        grounding: groundingOf(given, process.env),
        machine: machineCare(dataFolder(data).path, { progress, signal }),
        progress,
        signal,
      });
      await chosen?.follow();
      print(`Soro answers at ${school.addresses.join(', ')} (Ctrl-C stops it).`);
      if (school.setUpLink) {
        print('The school is not set up yet. Open this link once, within a day, and make the administrator:');
        print(`  ${school.setUpLink}`);
      }
      if (given.openBrowser) openPage(school.address);
      await school.closed;
      await chosen?.stop();
    }),
  );
}

async function modelSource(
  { upstream, upstreamModel, places, context, threads, model }: Flags,
  progress: Progress,
  signal: AbortSignal,
) {
  if (upstream !== undefined) {
    const key = process.env.SORO_UPSTREAM_KEY;
    return { upstream: { address: upstream, model: upstreamModel, key, places } };
  }
  const original = await findModelFile(model, signal);
  const modelFile = await modelForManyAnswers(original, { progress, signal });
  const modelId = basename(original, '.gguf');
  return { modelFile, engineOptions: { modelId, sequences: places, contextSizeTokens: context, threads } };
}

function tlsFiles({ tlsCertificate, tlsKey }: Flags) {
  if (tlsCertificate === undefined && tlsKey === undefined) return undefined;
  if (tlsCertificate !== undefined && tlsKey !== undefined)
    return { certificate: tlsCertificate, key: tlsKey };
  throw new BadInputError({
    message: 'A certificate and its key belong together.',
    place: tlsKey === undefined ? '--tls-key' : '--tls-certificate',
    remedy: 'Give both --tls-certificate and --tls-key, or neither.',
  });
}

/** Asks the desktop to open the page; a machine without one just shows the address. */
function openPage(address: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start']
        : ['xdg-open'];
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const child = spawn(program ?? '', [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
