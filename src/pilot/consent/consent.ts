import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { escapeHtml } from '../../core/escape.ts';
import { knownEntry } from '../../core/known.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import { type ReportLanguage, reportLanguages } from '../report/words.ts';
import type { Study } from '../study/study.ts';

const text = z.string().min(1);
const consentSchema = z.record(
  z.enum(reportLanguages),
  z.strictObject({
    heading: text,
    about: text,
    parts: z.array(z.strictObject({ title: text, text })).min(1),
    sentence: text,
    agree: text,
    refuse: text,
    people: z.array(text).length(2),
    signature: text,
  }),
);

const style = `
  body { font: 11pt/1.45 "Noto Serif", "DejaVu Serif", serif; max-width: 180mm; margin: 8mm auto; padding: 0 4mm; color: #000; background: #fff; }
  h1 { font-size: 16pt; margin: 0 0 2mm; } h2 { font-size: 11.5pt; margin: 4mm 0 0; } p { margin: 1mm 0; }
  .sign { break-inside: avoid; margin-top: 5mm; } .line { display: block; border-bottom: 0.3mm solid #000; margin: 8mm 0 1mm; } .small { font-size: 9pt; }
  @page { size: A4; margin: 14mm; } @media print { body { margin: 0; padding: 0; max-width: none; } }`;

/** The sheet by which a parent and the pupil agree, or do not; one page of A4. */
export function consentSheet(study: Study, language: ReportLanguage): string {
  const file = join(import.meta.dirname, 'data', 'consent.yaml');
  const words = parseWith(consentSchema, parseYaml(readFileSync(file, 'utf8'), { file }), { file })[language];
  const range = ({ from, to }: { readonly from: string; readonly to: string }) => `${day(from)} – ${day(to)}`;
  const values = {
    title: study.title,
    before: range(study.windows.before),
    after: range(study.windows.after),
  };
  const filled = (one: string) =>
    escapeHtml(one.replace(/\{(\w+)\}/g, (_, key: string) => knownEntry<string>(values, key)));
  const parts = words.parts.map((part) => `<h2>${filled(part.title)}</h2><p>${filled(part.text)}</p>`);
  const signatures = words.people.map(
    (person) =>
      `<div class="sign"><b>${escapeHtml(person)}</b>: ☐ ${escapeHtml(words.agree)} &emsp; ☐ ${escapeHtml(words.refuse)}<span class="line"></span><span class="small">${escapeHtml(words.signature)}</span></div>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(words.heading)}</title><style>${style}</style></head><body><main>
<h1>${escapeHtml(words.heading)}</h1><p>${filled(words.about)}</p>
${parts.join('\n')}
<p>${escapeHtml(words.sentence)}</p>
${signatures.join('\n')}
</main></body></html>
`;
}

/** As parents write a day: 18.01.2027. */
const day = (isoDay: string) => isoDay.split('-').reverse().join('.');
