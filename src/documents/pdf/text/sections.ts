import { countUp } from '../../../core/count-up.ts';
import type { PdfLine } from '../layout/line.ts';

/** A heading of a document. */
export interface SectionStart {
  readonly line: PdfLine;
  /** Place of the page in the file, counted from 1. */
  readonly page: number;
  /** 1 for a chapter or part, 2 for a section or lesson, 3 for a heading without a number. */
  readonly level: 1 | 2 | 3;
  readonly heading: string;
}

/** A page's lines and its place in the file. */
export interface PageLines {
  readonly number: number;
  readonly lines: readonly PdfLine[];
}

/** The letters of the old Tajik fonts count as well: headings are found before the repair. */
const ordinal = '\\s+(?:[IVXХІ]+|\\d+|\\p{L}+ум)(?![\\p{L}\\d])';
const chapter = new RegExp(`^(?:боби?|[қќ]исми?|фасли?|бахши?|глава|раздел|часть)${ordinal}`, 'iu');
const section = new RegExp(
  `^(?:§\\s*\\d+|(?:мавз[ӯў]и?|дарси?|замимаи?|параграфи?|урок|тема)${ordinal})`,
  'iu',
);
/** Lines of a table of contents. */
const contentsLine = /\.{3,}|…|\s\d{1,3}$/;
const longestHeading = 160;
/** A heading without a number that comes back this often is a rubric. */
const mostRepeats = 3;
/** Larger than the body by this much is a heading by its size alone. */
const headingSize = 1.15;

/**
 * Finds the headings of a document: lines that are numbered as sections (§ 12, Боби II, Мавзӯи 3), set
 * larger than the body, or short and all in capitals. Headings of several lines are joined.
 */
export function findSections(pages: readonly PageLines[], bodyHeight: number): SectionStart[] {
  const sections: SectionStart[] = [];
  for (const { number, lines } of pages) {
    const isContents = lines.filter(({ text }) => contentsLine.test(text)).length > 0.4 * lines.length;
    if (isContents && lines.length > 4) continue;
    let previous: PdfLine | undefined;
    let open: SectionStart | undefined;
    for (const line of lines) {
      const kind = levelOf(line, bodyHeight);
      const goesOn: boolean =
        open !== undefined &&
        previous !== undefined &&
        kind !== undefined &&
        kind === 3 &&
        Math.abs(line.height - previous.height) < 0.1 * line.height &&
        line.y - previous.y < 2 * line.height &&
        open.heading.length + line.text.length < longestHeading;
      if (open && goesOn) {
        open = { ...open, heading: joinHeading(open.heading, line.text) };
        sections[sections.length - 1] = open;
      } else if (kind) {
        open = { line, page: number, level: kind, heading: line.text };
        sections.push(open);
      } else open = undefined;
      previous = line;
    }
  }
  return withoutRubrics(sections.filter(({ heading }) => isWorded(heading)));
}

/** The level of a line that looks like a heading. */
function levelOf(line: PdfLine, bodyHeight: number): SectionStart['level'] | undefined {
  const { kind, text, height } = line;
  if (kind !== 'text' || text.length > longestHeading || contentsLine.test(text)) return undefined;
  if (!/[,;]$/.test(text)) {
    if (chapter.test(text)) return 1;
    if (section.test(text)) return 2;
  }
  if (height >= headingSize * bodyHeight) return 3;
  return text.length < longestHeading / 2 && !/\p{Ll}/u.test(text) && /\p{L}{3}/u.test(text) ? 3 : undefined;
}

/** Mostly letters: no number of a catalogue, no formula. */
function isWorded(heading: string): boolean {
  const letters = heading.match(/\p{L}/gu)?.length ?? 0;
  return letters > 2 && letters > 0.5 * heading.replace(/\s/g, '').length;
}

/** Drops what is in every section: САВОЛ ВА СУПОРИШ (questions and tasks) names none. */
function withoutRubrics(sections: readonly SectionStart[]): SectionStart[] {
  const counts = new Map<string, number>();
  for (const { heading } of sections) countUp(counts, heading);
  return sections.filter(({ level, heading }) => level < 3 || (counts.get(heading) ?? 0) < mostRepeats);
}

function joinHeading(above: string, below: string): string {
  return /\p{L}[-\u00AD]$/u.test(above) ? above.slice(0, -1) + below : `${above} ${below}`;
}
