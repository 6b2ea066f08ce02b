import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { parseWith } from '../../../core/schema.ts';
import { type Book, type Library, openLibrary, type PageHit } from '../../../library/index.ts';
import { dataFolder } from '../../../school/index.ts';
import { type Environment, withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const dataOption = [
  '--data <folder>',
  'where the school is kept (default: SORO_DATA, or work/school)',
] as const;
const dataFlag = z.string().min(1).optional();
const grade = z.coerce.number().int().min(1).max(11);
const scopeFlags = {
  subject: z.string().min(1).optional(),
  grade: grade.optional(),
  data: dataFlag,
  json: z.boolean().default(false),
};
const addFlags = z.strictObject({
  title: z.string().min(1).optional(),
  author: z.array(z.string().min(1)).optional(),
  year: z.coerce.number().int().min(800).max(2200).optional(),
  edition: z.string().optional(),
  subject: z.string().min(1).optional(),
  grade: grade.optional(),
  language: z.string().min(2).max(3).optional(),
  licence: z.string().min(1).optional(),
  data: dataFlag,
  json: z.boolean().default(false),
});
const listFlags = z.strictObject(scopeFlags);
const removeFlags = z.strictObject({ data: dataFlag });
const searchFlags = z.strictObject({
  ...scopeFlags,
  book: z.array(z.string().min(1)).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

/** `soro library add|list|remove|search`: the books that questions are answered from. */
export function libraryCommand(): Command {
  const command = new Command('library')
    .summary('add, list, remove and search the books that questions are answered from')
    .description(
      'The books that questions are answered from. The starter library is there from the first start: school articles ' +
        'written by an assistant model, not yet checked by a Tajik teacher.',
    )
    .addHelpText(
      'after',
      examples([
        'soro library add geography-8.pdf --subject География --grade 8',
        'soro library search "обҳои дохилӣ"',
      ]),
    );
  for (const verb of [addCommand(), listCommand(), removeCommand(), searchCommand()])
    command.addCommand(verb);
  return command;
}

function addCommand(): Command {
  const command = new Command('add')
    .summary('add a book: PDF, DOCX, ODT, EPUB, HTML, plain text, or articles (.jsonl)')
    .description(
      'Reads a book in a process of its own and puts its pages into the library, whole or not at all. After an ' +
        'interruption the same command goes on behind the last page that was read.',
    )
    .argument('<file>', 'the book')
    .option('--title <title>', 'default: what the file states, or its name')
    .option('--author <name...>', 'one or several')
    .option('--year <number>', 'year of publication')
    .option('--edition <text>', 'as printed: «нашри дуюм»')
    .option('--subject <name>', 'school subject: География')
    .option('--grade <number>', 'school year, 1 to 11')
    .option('--language <code>', 'ISO 639-1 code (default: tg)')
    .option('--licence <name>', 'terms under which the school may use it')
    .option('--json', 'print the book as a JSON object')
    .option(...dataOption)
    .addHelpText('after', examples(['soro library add geography-8.pdf --subject География --grade 8']));
  return command.action((file: string, flags: unknown) =>
    withLibrary(command, flags, addFlags, async (library, options, { progress, signal, print }) => {
      const { author, data: _data, json, ...details } = options;
      let task: ReturnType<typeof progress.task> | undefined;
      let done = 0;
      const { book, losses } = await library.add(resolve(file), {
        ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)),
        ...(author ? { authors: author } : {}),
        signal,
        onPage(page, total) {
          task ??= progress.task('Reading', { total, unit: 'pages' });
          task.advance(page - done);
          done = page;
        },
      });
      task?.finish();
      for (const loss of losses) progress.warn(`Lost of the book: ${loss}`);
      print(json ? JSON.stringify(book) : `${describe(book)}`);
    }),
  );
}

function listCommand(): Command {
  const command = new Command('list')
    .summary('list the books')
    .description('Lists the books by subject, grade and title: identity, title, and what is known of each.')
    .option('--subject <name>', 'of one subject')
    .option('--grade <number>', 'with pages for one school year')
    .option('--json', 'a JSON object a line')
    .option(...dataOption)
    .addHelpText('after', examples(['soro library list --grade 8']));
  return command.action((flags: unknown) =>
    withLibrary(command, flags, listFlags, async (library, { data: _data, json, ...scope }, { print }) => {
      const books = library.books(withoutUndefined(scope));
      for (const book of books) print(json ? JSON.stringify(book) : describe(book));
      if (books.length === 0 && !json) print('No book.');
    }),
  );
}

function removeCommand(): Command {
  const command = new Command('remove')
    .summary('remove a book and what the index holds of it')
    .description(
      'Removes a book, its pages and its original file. A book of the starter library does not come back.',
    )
    .argument('<book>', 'its identity, as `soro library list` shows it')
    .option(...dataOption)
    .addHelpText('after', examples(['soro library remove 3f9a0c41b2de']));
  return command.action((id: string, flags: unknown) =>
    withLibrary(command, flags, removeFlags, async (library, _options, { print }) => {
      const book = library.book(id);
      if (!book || !library.remove(id)) {
        throw new BadInputError({
          message: 'There is no such book.',
          file: id,
          remedy: '`soro library list` shows the books; the first word of a line is the identity.',
        });
      }
      print(`Removed "${book.title}".`);
    }),
  );
}

function searchCommand(): Command {
  const command = new Command('search')
    .summary('find pages; letters, endings and small slips are levelled')
    .description('Finds pages for words or a question, best first, each with the sentence that fits best.')
    .argument('<words...>', 'what to look for')
    .option('--book <id...>', 'in these books only')
    .option('--subject <name>', 'in one subject')
    .option('--grade <number>', 'for one school year')
    .option('--limit <number>', 'how many pages at most (default: 10)')
    .option('--json', 'a JSON object a line')
    .option(...dataOption)
    .addHelpText('after', examples(['soro library search пойтахти точикистон']));
  return command.action((words: string[], flags: unknown) =>
    withLibrary(command, flags, searchFlags, async (library, options, { print }) => {
      const { book, subject, grade: schoolYear, limit, json } = options;
      const scope = withoutUndefined({ bookIds: book, subject, grade: schoolYear });
      const hits = library.search(words.join(' '), { ...scope, limit });
      for (const hit of hits) print(json ? JSON.stringify(hitRecord(hit)) : showHit(hit));
      if (hits.length === 0 && !json) print('Nothing found.');
    }),
  );
}

function withLibrary<Schema extends z.ZodType<{ readonly data?: string | undefined }>>(
  command: Command,
  flags: unknown,
  schema: Schema,
  perform: (library: Library, options: z.output<Schema>, environment: Environment) => Promise<void>,
): Promise<void> {
  return withEnvironment(command, async (environment) => {
    const options = parseWith(schema, flags, { file: `soro library ${command.name()}` });
    const library = openLibrary(dataFolder(options.data).path);
    try {
      await perform(library, options, environment);
    } finally {
      library.close();
    }
  });
}

type Present<Flags> = { [Key in keyof Flags]?: Exclude<Flags[Key], undefined> };

function withoutUndefined<Flags extends object>(flags: Flags): Present<Flags> {
  return Object.fromEntries(
    Object.entries(flags).filter(([, value]) => value !== undefined),
  ) as Present<Flags>;
}

function describe({ id, title, subject, grade: schoolYear, year, pageCount, licence, origin }: Book): string {
  const facts = [
    subject,
    schoolYear === null ? '' : `grade ${schoolYear}`,
    year === null ? '' : String(year),
    `${pageCount} pages`,
    licence || 'licence not stated',
    origin === 'starter' ? 'starter library' : '',
  ];
  return `${id}  ${title} (${facts.filter((fact) => fact !== '').join(', ')})`;
}

function hitRecord({ book, page, quote }: PageHit) {
  return {
    book: book.title,
    bookId: book.id,
    section: page.section.join(' › '),
    page: page.number,
    pdfPage: page.pdfPage,
    printedPage: page.printedPage,
    quote: page.text.slice(quote.start, quote.end),
  };
}

function showHit(hit: PageHit): string {
  const { book, section, printedPage, page, quote } = hitRecord(hit);
  const place = printedPage === '' ? `page ${page} of the file` : `p. ${printedPage}`;
  return `«${book}», ${section === '' ? '' : `${section}, `}${place}\n    ${quote.replaceAll('\n', ' ')}`;
}
