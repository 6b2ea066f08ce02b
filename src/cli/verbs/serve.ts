import { spawn } from 'node:child_process';
import { Command } from 'commander';
import { z } from 'zod';
import { defaultHost, defaultPort, startServer } from '../../chat/index.ts';
import { parseWith } from '../../core/schema.ts';
import { withEnvironment } from '../environment.ts';
import { examples } from '../help.ts';
import { findModelFile } from '../model-file.ts';

const flagsSchema = z.strictObject({
  model: z.string().optional(),
  host: z.string(),
  port: z.coerce.number().int().min(0).max(65_535),
  openBrowser: z.boolean().default(false),
  upstream: z.string().optional(),
  upstreamModel: z.string().optional(),
  places: z.coerce.number().int().min(1).max(64).optional(),
  context: z.coerce.number().int().min(256).max(32_768).optional(),
  threads: z.coerce.number().int().min(1).max(256).optional(),
});

/** `soro serve`: the page and the OpenAI-compatible API on this machine. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .summary('serve the chat page and an OpenAI-compatible API')
    .description('Serves the chat page and an OpenAI-compatible API. Needs no network.')
    .option('--model <path>', 'a model folder or a .gguf file (default: the embedded model)')
    .option('--host <address>', 'address to listen on', defaultHost)
    .option('--port <number>', 'port to listen on; 0 takes a free one', String(defaultPort))
    .option('--open-browser', 'open the page when it is ready')
    .option('--places <number>', 'answers written at the same time; 18 MB each at 2048 tokens (default: 16)')
    .option('--context <tokens>', 'tokens of a conversation and its answer (default: 2048)')
    .option('--threads <number>', 'threads of the model (default: cores − 1)')
    .option(
      '--upstream <url>',
      'hand questions on to an OpenAI-compatible server; its key: SORO_UPSTREAM_KEY',
    )
    .option('--upstream-model <name>', 'which of its models (default: the first)')
    .addHelpText(
      'after',
      examples([
        'soro serve',
        'soro serve --model work/demo/model --port 9000',
        'soro serve --upstream http://192.168.1.5:8000/v1',
      ]),
    );
  return command.action((flags: unknown) =>
    withEnvironment(command, async ({ signal, print, progress }) => {
      const { model, host, port, openBrowser, places, ...rest } = parseWith(flagsSchema, flags, {
        file: 'soro serve',
      });
      const source = rest.upstream
        ? {
            upstream: {
              address: rest.upstream,
              model: rest.upstreamModel,
              key: process.env.SORO_UPSTREAM_KEY,
              places,
            },
          }
        : {
            modelFile: await findModelFile(model, signal),
            engineOptions: {
              sequences: places,
              contextSizeTokens: rest.context,
              threads: rest.threads,
            },
          };
      const server = await startServer({ ...source, host, port, progress, signal });
      print(`Soro answers at ${server.address} (Ctrl-C stops it).`);
      if (openBrowser) openPage(server.address);
      await server.closed;
    }),
  );
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
