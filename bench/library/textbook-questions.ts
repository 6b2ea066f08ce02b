/** A question that is at the end of a textbook's section. */
export interface SectionQuestion {
  readonly question: string;
  /** Places of the pages of its section, from 1. */
  readonly pages: ReadonlySet<number>;
}

interface Heading {
  readonly offset: number;
  readonly level: number;
  readonly page: number;
}

const blockHeading = /САВОЛ ВА СУПОРИШ|ХУДАТОНРО САНҶЕД|АЗ НИГОҲИ ШУМО/gu;

/**
 * Finds the questions at the ends of a textbook's sections, and the text without them: a page that holds the question
 * itself would be found for it.
 */
export function sectionQuestions(
  text: string,
  pageStarts: readonly number[],
  headings: readonly Heading[],
): { readonly questions: SectionQuestion[]; readonly pages: string[] } {
  const sections = headings.filter(({ level }) => level === 2);
  const questions: SectionQuestion[] = [];
  const cuts: [number, number][] = [];
  for (const { index, 0: name } of text.matchAll(blockHeading)) {
    const from = index + name.length;
    const block = text.slice(from, from + 4_000);
    const items = [
      ...block.matchAll(
        /^\s*(\d{1,2})\.\s+([^\n]+(?:\n+(?!\s*\d{1,2}\.\s|[\p{Lu}\s]{12,}|§)[^\n]+){0,2}?(?=[?.]\s*(?:\n|$)|\n|$)[?.]?)/gmu,
      ),
    ];
    let expected = 1;
    let end = from;
    for (const item of items) {
      if (Number(item[1]) !== expected) break;
      expected += 1;
      end = from + item.index + item[0].length;
      const question = (item[2] ?? '').replace(/\s+/gu, ' ').trim();
      const section = sections.findLastIndex(({ offset }) => offset < index);
      const start = sections[section];
      if (start && question.split(' ').length >= 3) {
        const last = pageAt(pageStarts, index);
        questions.push({
          question,
          pages: new Set(Array.from({ length: last - start.page + 1 }, (_, at) => start.page + at)),
        });
      }
    }
    cuts.push([index, end]);
  }
  const pages = pageStarts.map((start, index) => {
    const end = pageStarts[index + 1] ?? text.length;
    let own = '';
    let at = start;
    for (const [from, to] of cuts) {
      if (to <= at || from >= end) continue;
      own += text.slice(at, Math.max(at, from));
      at = Math.min(end, to);
    }
    return (own + text.slice(at, end)).trim();
  });
  return { questions, pages };
}

function pageAt(pageStarts: readonly number[], offset: number): number {
  return pageStarts.findLastIndex((start) => start <= offset) + 1;
}
