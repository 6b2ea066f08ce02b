import { Command } from 'commander';
import { chatInTerminal, createEngine } from '../../chat/index.ts';
import { withEnvironment } from '../environment.ts';
import { examples } from '../help.ts';
import { findModelFile } from '../model-file.ts';

/** `soro chat`: talk to a model in the terminal. */
export function chatCommand(): Command {
  const command = new Command('chat')
    .summary('talk to a model in the terminal')
    .description('Talks to a model in the terminal; the answer streams. /new starts over, /exit ends.')
    .argument('[prompt...]', 'ask one question and end')
    .option('--model <path>', 'a model folder or a .gguf file (default: the embedded model)')
    .addHelpText(
      'after',
      examples(['soro chat', 'soro chat --model work/demo/model "Пойтахти Тоҷикистон кадом шаҳр аст?"']),
    );
  return command.action((words: string[], flags: { model?: string }) =>
    withEnvironment(command, async ({ signal }) => {
      const engine = await createEngine({
        modelFile: await findModelFile(flags.model, signal),
        sequences: 1,
        signal,
      });
      try {
        const prompt = words.length > 0 ? { prompt: words.join(' ') } : {};
        await chatInTerminal({ engine, input: process.stdin, output: process.stdout, signal, ...prompt });
      } finally {
        await engine.close();
      }
    }),
  );
}
