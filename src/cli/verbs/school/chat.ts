import { Command } from 'commander';
import { createAssistant, knowledgeOf } from '../../../assistant/index.ts';
import { chatInTerminal, createEngine } from '../../../chat/index.ts';
import { openLibrary } from '../../../library/index.ts';
import { dataFolder } from '../../../school/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { findModelFile } from '../../model-file.ts';

/** `soro chat`: talk to a model in the terminal. */
export function chatCommand(): Command {
  const command = new Command('chat')
    .summary('talk to a model in the terminal')
    .description('Talks to a model in the terminal; the answer streams. /new starts over, /exit ends.')
    .argument('[prompt...]', 'ask one question and end')
    .option('--model <path>', 'a model folder or a .gguf file (default: the embedded model)')
    .option('--data <folder>', 'whose books are asked (default: SORO_DATA, or work/school)')
    .option('--bare', 'the model alone, without tools and books')
    .addHelpText(
      'after',
      examples(['soro chat', 'soro chat --model work/demo/model "Пойтахти Тоҷикистон кадом шаҳр аст?"']),
    );
  return command.action((words: string[], flags: { model?: string; data?: string; bare?: boolean }) =>
    withEnvironment(command, async ({ signal }) => {
      const engine = await createEngine({
        modelFile: await findModelFile(flags.model, signal),
        sequences: 1,
        signal,
      });
      try {
        const prompt = words.length > 0 ? { prompt: words.join(' ') } : {};
        const library = flags.bare === true ? undefined : openLibrary(dataFolder(flags.data).path);
        const asked =
          library === undefined
            ? engine
            : createAssistant({
                engine,
                knowledge: knowledgeOf(library),
                clock: () => ({ now: new Date(), isTrusted: true }),
              });
        await chatInTerminal({
          engine: asked,
          input: process.stdin,
          output: process.stdout,
          signal,
          ...prompt,
        });
      } finally {
        await engine.close();
      }
    }),
  );
}
