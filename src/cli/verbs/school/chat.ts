import { Command } from 'commander';
import { z } from 'zod';
import { createAssistant, knowledgeOf } from '../../../assistant/index.ts';
import { chatInTerminal } from '../../../chat/index.ts';
import { parseWith } from '../../../core/schema.ts';
import { openLibrary } from '../../../library/index.ts';
import { officeTexts } from '../../../office/index.ts';
import { dataFolder } from '../../../school/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { openEngine, upstreamOptions } from '../../models/open-engine.ts';

const flagsSchema = z.strictObject({
  model: z.string().optional(),
  upstream: z.string().optional(),
  upstreamModel: z.string().optional(),
  data: z.string().min(1).optional(),
  bare: z.boolean().default(false),
});

/** `soro chat`: talk to a model in the terminal. */
export function chatCommand(): Command {
  const command = new Command('chat')
    .summary('talk to a model in the terminal')
    .description(
      'Talks to a model in the terminal; the answer streams. /new starts over, /exit ends. Tools and books answer first; a ' +
        'model from about half a billion parameters on, and another server, get the passages of the books and what they ' +
        'say beyond them is marked (аз худ).',
    )
    .argument('[prompt...]', 'ask one question and end')
    .option('--model <path>', 'a model folder or a .gguf file (default: the embedded model)')
    .option(...upstreamOptions[0])
    .option(...upstreamOptions[1])
    .option('--data <folder>', 'whose books are asked (default: SORO_DATA, or work/school)')
    .option('--bare', 'the model alone, without tools and books')
    .addHelpText(
      'after',
      examples([
        'soro chat',
        'soro chat --model work/demo/model "Пойтахти Тоҷикистон кадом шаҳр аст?"',
        'soro chat --upstream http://192.168.1.5:8000/v1',
      ]),
    );
  return command.action((words: string[], given: unknown) =>
    withEnvironment(command, async ({ signal, progress }) => {
      const flags = parseWith(flagsSchema, given, { file: 'soro chat' });
      const engine = await openEngine(flags, signal);
      try {
        const prompt = words.length > 0 ? { prompt: words.join(' ') } : {};
        const library = flags.bare ? undefined : openLibrary(dataFolder(flags.data).path);
        const asked =
          library === undefined
            ? engine
            : createAssistant({
                engine,
                knowledge: knowledgeOf(library),
                office: officeTexts(dataFolder(flags.data).path, (message) => progress.warn(message)),
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
