// Adds items made of marked messages and notices (bench/office/held-back) to use-forms and use-notices, which keep the
// items that were written by hand: `node tools/make-benchmarks/use-office.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../src/core/configuration.ts';

const byHand = { 'use-forms': 20, 'use-notices': 21 } as const;
type Task = keyof typeof byHand;
const linesOf = (name: string) =>
  readFileSync(join(projectFolder, 'bench', 'office', 'held-back', name), 'utf8')
    .trimEnd()
    .split('\n');

/** The first word of four letters or more, else the whole: enough to see that a value came through. */
function tellingPart(value: string): string {
  const words = value.match(/[\p{L}\p{N}@.+-]+/gu) ?? [value];
  return words.find((word) => word.length > 3) ?? words.join(' ');
}

function formItems(): { question: string; rubric: object[] }[] {
  let fields: { key: string; label: string }[] = [];
  const items: { question: string; rubric: object[] }[] = [];
  // The fresh messages first: the assistant's rules were mended on the others.
  for (const line of [...linesOf('forms-fresh.txt'), ...linesOf('forms.txt')]) {
    if (line.startsWith('# ')) {
      const [, ...rest] = line.slice(2).split(' | ');
      fields = rest.map((field) => {
        const [key = '', label = ''] = field.split(':');
        return { key, label };
      });
      continue;
    }
    const values = new Map<string, string>();
    const text = line.replace(/\{(\w+)\|([^}]*)\}/gu, (_, key: string, value: string) => {
      values.set(key, value);
      return value;
    });
    // Guillemets would end the quotation.
    if (/[«»]/u.test(text) || values.size < 2) continue;
    const said = fields.filter(({ key }) => values.has(key));
    items.push({
      question: `Аз матн варақаи зеринро пур кун. Матн: «${text}» Варақа:\n${fields.map(({ label }) => `${label}:`).join('\n')}`,
      rubric: [
        ...said.map(({ key, label }) => ({
          rule: 'fields',
          fields: [{ name: label, value: [tellingPart(values.get(key) ?? '')] }],
        })),
        { rule: 'no-repetition' },
        { rule: 'length', of: 'words', minimum: 2, maximum: 90 },
      ],
    });
  }
  return items;
}

function noticeItems(): { question: string; rubric: object[] }[] {
  return [...linesOf('notices-fresh.txt'), ...linesOf('notices.txt')].flatMap((line) => {
    const pieces: string[] = [];
    const marked = line.replace(/\{[dps]\|([^}]*)\}/gu, (_, value: string) => {
      pieces.push(value);
      return value;
    });
    const text = marked.replace(/(^| )!(?=\p{L})/gu, '$1');
    if (/[«»]/u.test(text) || pieces.length === 0) return [];
    return [
      {
        question: `Аз эълон фаҳмонед, ки чӣ бояд кард: «${text}»`,
        rubric: [
          { rule: 'language', language: 'tg', share: 0.6 },
          ...pieces.map((piece) => ({
            rule: 'contains',
            any: [piece.match(/\d+/u)?.[0] ?? tellingPart(piece)],
          })),
          { rule: 'length', of: 'words', minimum: 3, maximum: 90 },
          { rule: 'no-repetition' },
        ],
      },
    ];
  });
}

function write(task: Task, more: readonly { question: string; rubric: object[] }[], count: number): void {
  const file = join(projectFolder, 'benchmarks', task, 'items.jsonl');
  const kept = readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, byHand[task]);
  const added = more
    .slice(0, count - kept.length)
    .map((item, index) =>
      JSON.stringify({ id: `${task}-${String(kept.length + index + 1).padStart(3, '0')}`, ...item }),
    );
  writeFileSync(file, `${[...kept, ...added].join('\n')}\n`);
  console.log(`${task}: ${kept.length + added.length} items`);
}

write('use-forms', formItems(), 120);
write('use-notices', noticeItems(), 110);
