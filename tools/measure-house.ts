// Figures of the code itself, as rows of a Markdown table: `npx node tools/measure-house.ts [FOLDER]`.
// For an older commit: `git worktree add /tmp/before COMMIT`, then give that folder. Tests are counted where a row says so.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import ts from 'typescript';
import { addToList } from '../src/core/count-up.ts';

const root = resolve(process.argv[2] ?? '.');
const isTest = (file: string) => /\.test\.tsx?$|(^|\/)testing(\/|\.ts$)|^trainer\/tests\//.test(file);

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : filesBelow(path);
    return /\.(ts|tsx|mjs|py)$/.test(entry.name) ? [path] : [];
  });
}

const folders = ['src', 'web/src', 'bench', 'tools', 'data', 'trainer', 'scripts', 'packaging', 'tests'];
const files = folders.filter((folder) => existsSync(join(root, folder))).flatMap(filesBelow);
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const code = files.filter((file) => !isTest(file) && !file.startsWith('tests/'));
const server = code.filter((file) => file.startsWith('src/') || file.startsWith('web/src/'));

const linesOf = (list: readonly string[]) =>
  list.reduce((sum, file) => sum + (texts.get(file) ?? '').trimEnd().split('\n').length, 0);

/** Casts (not `as const`), and defaults by `??`, of the syntax tree: words in comments and strings do not count. */
function countExpressions(list: readonly string[]): {
  casts: number;
  defaults: number;
  emptyDefaults: number;
} {
  const counts = { casts: 0, defaults: 0, emptyDefaults: 0 };
  for (const file of list) {
    const source = ts.createSourceFile(file, texts.get(file) ?? '', ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isAsExpression(node) && node.type.getText(source) !== 'const') counts.casts += 1;
      if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
        counts.defaults += 1;
        if (/^(0n?|''|""|\[\]|\{\})$/.test(node.right.getText(source))) counts.emptyDefaults += 1;
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return counts;
}

/** Files of code that a file imports inside its own stage. */
function importsOf(file: string): string[] {
  return [...(texts.get(file) ?? '').matchAll(/from '(\.[^']+)'/g)]
    .map(([, path = '']) => normalize(join(dirname(file), path)))
    .filter((target) => texts.has(target) && !isTest(target) && stageOf(target) === stageOf(file));
}

const stageOf = (file: string) => file.split('/').slice(0, 2).join('/');

/** The longest chain of files, each of which imports the next. */
function floors(stage: readonly string[]): number {
  const known = new Map<string, number>();
  const height = (file: string): number => {
    const before = known.get(file);
    if (before !== undefined) return before;
    known.set(file, 0);
    const own = 1 + Math.max(0, ...importsOf(file).map(height));
    known.set(file, own);
    return own;
  };
  return Math.max(0, ...stage.map(height));
}

/** Pairs of sibling folders of a stage, each of which imports from the other, perhaps through a third. */
function circles(stage: readonly string[]): number {
  const below = new Map<string, Set<string>>();
  for (const file of stage) {
    for (const target of importsOf(file)) {
      const [one, other] = [dirname(file), dirname(target)];
      if (one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)) continue;
      below.set(one, (below.get(one) ?? new Set()).add(other));
    }
  }
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...(below.get(from) ?? [])].some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  const all = [...below.keys()];
  return all.filter((one, index) =>
    all.slice(index + 1).some((other) => reaches(one, other) && reaches(other, one)),
  ).length;
}

/** Lines that lie in a run of eight which occurs somewhere else as well, blank lines and imports left out. */
function repeatedLines(): number {
  const runs = new Map<string, string[]>();
  for (const file of server) {
    const lines = (texts.get(file) ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !/^(import|export \{|\} from|\/\/|\*|\/\*)/.test(line));
    for (let index = 0; index + 8 <= lines.length; index += 1) {
      const run = lines.slice(index, index + 8).join('\n');
      addToList(runs, run, `${file}:${index}`);
    }
  }
  const repeated = [...runs.values()].filter((places) => places.length > 1).flat();
  const lines = new Set<string>();
  for (const place of repeated) {
    const [file, first] = place.split(':');
    for (let offset = 0; offset < 8; offset += 1) lines.add(`${file}:${Number(first) + offset}`);
  }
  return lines.size;
}

const sizes = Map.groupBy(code, (file) => dirname(file));
const crowded = [...sizes].filter(([, list]) => list.length > 15).sort(([, a], [, b]) => b.length - a.length);
const expressions = countExpressions(server);
const rows: [string, string | number][] = [
  ['files of code', code.length],
  ['lines of code', linesOf(code)],
  ['lines of tests', linesOf(files.filter((file) => !code.includes(file)))],
  ['folders with more than 15 files of code', crowded.length],
  [
    '… the largest',
    crowded
      .slice(0, 6)
      .map(([name, list]) => `${relative('.', name)} ${list.length}`)
      .join(', ') || '–',
  ],
  ['casts (`as`, without `as const`), src and web', expressions.casts],
  ['defaults by `??`, src and web', expressions.defaults],
  ["… of these `?? 0`, `?? ''`, `?? []`, `?? {}`", expressions.emptyDefaults],
  ['repeated lines, src and web', repeatedLines()],
];
const stages = Map.groupBy(
  code.filter((file) => file.startsWith('src/')),
  stageOf,
);
console.log('| what | |\n| --- | ---: |');
for (const [what, figure] of rows) console.log(`| ${what} | ${figure} |`);
console.log('\n| stage | files | floors | circles between folders |\n| --- | ---: | ---: | ---: |');
for (const [stage, list] of stages) {
  if (list.length >= 20)
    console.log(`| ${stage.slice(4)} | ${list.length} | ${floors(list)} | ${circles(list)} |`);
}
