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
    .addHelpText('after', examples(['soro serve', 'soro serve --model work/demo/model --port 9000']));
  return command.action((flags: unknown) =>
    withEnvironment(command, async ({ signal, print, progress }) => {
      const { model, host, port, openBrowser } = parseWith(flagsSchema, flags, { file: 'soro serve' });
      const modelFile = await findModelFile(model, signal);
      const server = await startServer({ modelFile, host, port, progress, signal });
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
