// Makes documents of Russian and English, for the replay share of recipes/soro-270m.yaml:
// `npx node tools/gather-replay.ts [FOLDER]` (work/replay by default). What a Tajik model must not forget is shown to it
// again while it learns. The text is the free documentation and the fortunes of Debian packages, because those come by
// name from any mirror and state their licence; each is capped, since manuals say the same things again and again.
// Needs Debian's `apt-get` and `dpkg-deb`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { projectFolder } from '../src/core/configuration.ts';
import { writeFileAtomically } from '../src/core/files.ts';
import { jsonLine } from '../src/core/json-lines.ts';
import { textOfMarkup } from './replay/text-of-markup.ts';

interface Source {
  readonly package: string;
  /** Files below the package's root. */
  readonly files: string;
  readonly language: 'Russian' | 'English';
  readonly licence: string;
  readonly maximumCharacters: number;
}

const documentCharacters = 2500;

const sources: readonly Source[] = [
  {
    package: 'fortunes-ru',
    // Aphorisms and prose; the jokes are not for children.
    files:
      'usr/share/games/fortunes/ru/{knowledge,education,book,friendship,wealth,art,future,truth,time,work,freewill,success,sympathy,happy,war,human_being,life,polit,citates,conscience}.u8',
    language: 'Russian',
    licence: 'GPL-2.0',
    maximumCharacters: 1_200_000,
  },
  {
    package: 'debian-handbook',
    files: 'usr/share/doc/debian-handbook/html/ru-RU/*.html',
    language: 'Russian',
    licence: 'GPL-2.0-or-later or CC BY-SA 3.0',
    maximumCharacters: 500_000,
  },
  {
    package: 'libreoffice-help-ru',
    files: 'usr/share/libreoffice/help/ru/text/**/*.html',
    language: 'Russian',
    licence: 'MPL-2.0',
    maximumCharacters: 300_000,
  },
  {
    package: 'gimp-help-ru',
    files: 'usr/share/gimp/2.0/help/ru/*.html',
    language: 'Russian',
    licence: 'GFDL-1.2-or-later',
    maximumCharacters: 300_000,
  },
  {
    package: 'fortunes',
    files:
      'usr/share/games/fortunes/{art,education,goedel,law,literature,medicine,news,people,science,wisdom,work,translate-me,platitudes,food}',
    language: 'English',
    licence: 'see the package: quotations',
    maximumCharacters: 1_200_000,
  },
  {
    package: 'debian-handbook',
    files: 'usr/share/doc/debian-handbook/html/en-US/*.html',
    language: 'English',
    licence: 'GPL-2.0-or-later or CC BY-SA 3.0',
    maximumCharacters: 600_000,
  },
  {
    package: 'gnome-user-docs',
    files: 'usr/share/help/C/gnome-help/*.page',
    language: 'English',
    licence: 'CC BY-SA 3.0',
    maximumCharacters: 300_000,
  },
];

/** Paragraphs of one file; none of a file that is not text. */
function paragraphsOf(path: string): string[] {
  const bytes = readFileSync(path);
  if (bytes.includes(0)) return [];
  const text = bytes.toString('utf8');
  if (/\.(html|page)$/u.test(path)) return textOfMarkup(text);
  return text.split(/^%$/mu).map((fortune) => fortune.replaceAll(/[ \t]*\n[ \t]*/gu, '\n').trim());
}

async function documentsOf(root: string, source: Source): Promise<string> {
  const cyrillicShare = (text: string) => (text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0) / text.length;
  const seen = new Set<string>();
  let output = '';
  let parts: string[] = [];
  let characters = 0;
  const paths = (await Array.fromAsync(glob(source.files, { cwd: root }))).sort();
  for (const path of paths) {
    for (const paragraph of paragraphsOf(join(root, path))) {
      const isRussian = cyrillicShare(paragraph) > 0.6;
      if (paragraph.length < 60 || isRussian !== (source.language === 'Russian') || seen.has(paragraph))
        continue;
      seen.add(paragraph);
      parts.push(paragraph);
      characters += paragraph.length;
      if (parts.reduce((sum, part) => sum + part.length, 0) >= documentCharacters) {
        output += jsonLine({ text: parts.join('\n\n') });
        parts = [];
      }
      if (characters >= source.maximumCharacters) return output;
    }
  }
  return output;
}

const folder = resolve(process.argv[2] ?? join(projectFolder, 'work/replay'));
const unpacked = await mkdtemp(join(tmpdir(), 'soro-replay-'));
const entries = [];
try {
  for (const source of sources) {
    const root = join(unpacked, source.package);
    execFileSync('apt-get', ['download', '-qq', source.package], { cwd: unpacked, stdio: 'inherit' });
    const [archive] = await Array.fromAsync(glob(`${source.package}_*.deb`, { cwd: unpacked }));
    execFileSync('dpkg-deb', ['-x', join(unpacked, archive ?? ''), root]);
    const target = `${source.package}-${source.language.toLowerCase()}.jsonl`;
    const documents = await documentsOf(root, source);
    if (documents === '') throw new Error(`No ${source.language} text in ${source.package}: ${source.files}`);
    await writeFileAtomically(join(folder, target), documents);
    const address = `Debian package ${source.package}`;
    entries.push({
      files: target,
      name: `${address}, ${source.language}`,
      address,
      licence: source.licence,
      kind: source.language,
    });
    process.stdout.write(`${target}: ${documents.length} characters\n`);
  }
} finally {
  await rm(unpacked, { recursive: true, force: true });
}
await writeFileAtomically(join(folder, 'sources.yaml'), stringify({ sources: entries }));
