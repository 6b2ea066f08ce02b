import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  beginTutor,
  type Item,
  readItemFile,
  readSentences,
  readStarterItems,
  stepTutor,
  type TutorTask,
  taskOfItem,
  taskOfText,
  tutorSettingsSchema,
} from '../../../practice/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const flagsSchema = z.strictObject({
  items: z.string().min(1).optional(),
  item: z.string().min(1).optional(),
  hints: z.coerce.number().pipe(tutorSettingsSchema.shape.hints.unwrap()).default(3),
  attempts: z.coerce.number().pipe(tutorSettingsSchema.shape.attempts.unwrap()).default(4),
  reveal: z.boolean().default(true),
  sentences: z.string().min(1).optional(),
});

/** `soro practice tutor`: the tutor on one task, an answer a line. */
export function tutorCommand(): Command {
  const command = new Command('tutor')
    .summary('try the tutor on a task: an answer a line')
    .description(
      'Asks a question and answers each line as the tutor does: what is wrong, then hints, the answer last. Takes a task ' +
        'that a tool can solve, or an item (default: one of the starter lessons). No model is asked.',
    )
    .argument('[task...]', 'a task in words: "15 фоизи 240 чанд аст?"')
    .option('--items <file>', 'a question file instead of the starter items')
    .option('--item <id>', 'the item of that id')
    .option('--hints <number>', 'hints before the answer, 0 to 3', '3')
    .option('--attempts <number>', 'wrong answers until the answer is shown, 1 to 10', '4')
    .option('--no-reveal', 'never show the answer')
    .option('--sentences <file>', 'an edited copy of src/practice/tutor/data/sentences.yaml')
    .addHelpText(
      'after',
      examples([
        'soro practice tutor "15 фоизи 240 чанд аст?"',
        'soro practice tutor --item physics/ohms-law/1 --hints 2',
      ]),
    );
  return command.action((words: string[], given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const flags = parseWith(flagsSchema, given, { file: 'command line' });
      const task = await findTask(words.join(' ').trim(), flags);
      const sentences = readSentences(flags.sentences);
      const { hints, attempts, reveal } = flags;
      let state = beginTutor(task, { hints, attempts, reveals: reveal });
      print(shown(task.item));
      print(`\n${sentences.talk.start}`);
      for await (const line of createInterface({ input: process.stdin })) {
        const reply = stepTutor(state, task, line, sentences);
        state = reply.state;
        print(reply.text);
        if (state.phase !== 'trying') break;
      }
    }),
  );
}

async function findTask(
  text: string,
  { items: file, item: id }: z.output<typeof flagsSchema>,
): Promise<TutorTask> {
  if (text !== '') {
    const task = taskOfText(text);
    if (task !== undefined) return task;
    throw new BadInputError({
      message: 'No tool solves this task, so its answer is not certain.',
      place: 'task',
      remedy: 'Write one task with its numbers, or name an item with --item.',
    });
  }
  const items =
    file === undefined
      ? readStarterItems().items
      : (await readItemFile(file, { subject: 'Номуайян', author: 'воридот' })).items;
  const found = id === undefined ? items[0] : items.find((one) => one.id === id);
  if (found === undefined) {
    throw new BadInputError({
      message: id === undefined ? 'The file holds no questions.' : `There is no item "${id}".`,
      ...(file === undefined ? {} : { file }),
      remedy: 'Look the id up in the question file.',
    });
  }
  const section = found.source?.section;
  return taskOfItem(
    found,
    section === undefined ? [] : items.filter((one) => one.source?.section === section),
  );
}

const letters = 'ABCDEFGHIJ';

/** The question as a pupil sees it. */
function shown(item: Item): string {
  const list = (entries: readonly string[]) => entries.map((entry, place) => `  ${letters[place]}) ${entry}`);
  switch (item.kind) {
    case 'single-choice':
    case 'several-right':
      return [item.question, ...list(item.options)].join('\n');
    case 'order':
      return [item.question, ...list(item.parts)].join('\n');
    case 'matching':
      return [
        item.question,
        ...item.left.map((entry, place) => `  ${place + 1}. ${entry}`),
        ...list(item.right),
      ].join('\n');
    default:
      return item.question;
  }
}
