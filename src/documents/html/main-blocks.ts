import type { Block, Page } from './blocks.ts';
import { type ContainerKind, containerKinds } from './part-names.ts';

const longCharacters = 80;
const shortCharacters = 40;
const linkedShare = 0.4;
const longHeading = 120;
/** How many short blocks may be between two good ones and still belong to the text. */
const widestGap = 30;
/** Share of the text that must lie in what a page marks as its content for the rest to be left out, by how it says so. */
const trustedShares: Readonly<Record<ContainerKind, number>> = { body: 0.3, article: 0.4, main: 0.6 };
/** So much text makes an article. */
const articleCharacters = 250;
/** How far above a text its heading may stand, with short lines (a date, a name) between. */
const furthestHeading = 6;

/**
 * The blocks that make up the text of a page, by length, links and neighbours (after jusText, Pomikálek
 * 2011): long ones with few links are text; short ones are, when they are between long ones; headings
 * are, when text follows. Parts made for finding one's way are not.
 */
export function mainBlocks(page: Pick<Page, 'blocks' | 'containers'>): Block[] {
  return mainText(page).blocks;
}

/** {@link mainBlocks}, and whether the page itself marks the element that holds its text. */
export function mainText({ blocks: all, containers }: Pick<Page, 'blocks' | 'containers'>): {
  readonly blocks: Block[];
  readonly isMarked: boolean;
} {
  const { blocks, kind } = contentOf(withoutAppendix(all), containers);
  const isGood = blocks.map(isText);
  const keep = [...isGood];
  let last = -1;
  for (const [index, good] of isGood.entries()) {
    if (!good) continue;
    const isNear = last !== -1 && index - last <= widestGap + 1;
    for (let between = Math.max(last, 0); isNear && between < index; between += 1) {
      const block = blocks[between];
      keep[between] = block !== undefined && mayStandBetween(block);
    }
    keepHeadings(blocks, keep, index);
    last = index;
  }
  return { blocks: blocks.filter((_, index) => keep[index]), isMarked: kind === 'body' };
}

interface Content {
  readonly blocks: readonly Block[];
  /** How the page marks the element that holds them. */
  readonly kind?: ContainerKind;
}

/** The blocks inside the element that a page marks as its content, unless much of the text lies elsewhere. */
function contentOf(all: readonly Block[], containers: readonly ContainerKind[]): Content {
  const texts = all.filter(isText);
  const whole = lengthOf(texts);
  const lengths = containers.map(() => 0);
  for (const block of texts)
    for (const number of block.containers) lengths[number] = (lengths[number] ?? 0) + block.text.length;
  for (const kind of containerKinds) {
    let best = -1;
    for (const [number, own] of containers.entries())
      if (own === kind && (lengths[number] ?? 0) > (lengths[best] ?? 0)) best = number;
    const length = lengths[best] ?? 0;
    if (length < articleCharacters || length < trustedShares[kind] * whole) continue;
    return { blocks: all.filter((block) => block.containers.includes(best)), kind };
  }
  return { blocks: all };
}

/** Lines behind which a page has come to its end, in the languages that are read here. */
const appendix =
  /^(related|similar|recommended|more (from|on|stories|news|articles)|you (may|might) (also )?(like|be interested)|read (more|also|next)|see also|comments?|leave a (comment|reply)|post a comment|\d+ (comments?|responses?)|about the author|share this|tags?|newsletter|subscribe|sign up|ähnliche|verwandte|weitere (artikel|beiträge|meldungen|themen|informationen)|mehr (zum thema|aus|von)|das könnte (sie|dich)|auch interessant|lesen sie auch|kommentare?|\d+ kommentare?|(einen )?kommentar (schreiben|verfassen|hinterlassen)|hinterlassen sie|schreibe? einen kommentar|über den autor|artikel teilen|teilen|schlagw(ort|örter)|diesen artikel|articles? (similaires|liés)|à lire aussi|lire aussi|sur le même (sujet|thème)|commentaires?|laisser un commentaire|vos réactions|partager|artículos relacionados|noticias relacionadas|te puede interesar|comentarios|deja (un|tu) comentario|compartir|zobacz także|czytaj (też|także)|komentarze|powiązane|читайте также|читать также|похожие|другие новости|комментари[ий]|оставить комментарий|добавить комментарий|поделиться|материалы по теме|мақолаҳои (монанд|дигар)|хабарҳои (монанд|дигар|марбут)|инчунин хонед|ҳамчунин (хонед|бихонед)|шарҳҳо|шарҳ(и худро)? (гузоред|нависед)|назарҳо|дигар хабарҳо|мубодила)(?!\p{L})/iu;
const longestAppendixTitle = 60;

/** Leaves out what is behind the text: comments, further articles, under their titles. */
function withoutAppendix(all: readonly Block[]): readonly Block[] {
  let before = 0;
  for (const [index, block] of all.entries()) {
    if (isText(block)) before += block.text.length;
    const isTitle = block.text.length <= longestAppendixTitle && !/[.,;]$/.test(block.text);
    if (before < articleCharacters || !isTitle || !appendix.test(block.text)) continue;
    // A table of contents or a part of a long text may bear such a title: most of the text lies before it.
    const rest = lengthOf(all.slice(index).filter((one) => isText(one) && isSameContent(one, block)));
    if (block.kind === 'heading' || rest < before) return all.slice(0, index);
  }
  return all;
}

function isSameContent(one: Block, other: Block): boolean {
  return one.containers.at(-1) === other.containers.at(-1);
}

/** The blocks outside links and menus. */
export function plainBlocks(all: readonly Block[]): Block[] {
  return all.filter(({ isBoilerplate, linkShare }) => !isBoilerplate && linkShare <= linkedShare);
}

/** Characters of the paragraphs that are no links, whatever a page calls the parts in which they lie. */
export function paragraphCharacters(all: readonly Block[]): number {
  return lengthOf(
    all.filter(
      ({ kind, linkShare, text }) =>
        kind === 'paragraph' && linkShare <= linkedShare && text.length >= longCharacters,
    ),
  );
}

/** Characters of all blocks together. */
export function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

/** Leaves out what is behind the last real text: headings without a text, tables and lines of links. */
export function withoutTail(blocks: readonly Block[]): readonly Block[] {
  let isLinkTable = false;
  const end = blocks.findLastIndex(({ kind, linkShare }) => {
    isLinkTable = kind === 'row' && (linkShare > 0 || isLinkTable);
    return kind !== 'heading' && linkShare === 0 && !isLinkTable;
  });
  return blocks.slice(0, end + 1);
}

function isText({ text, linkShare, isBoilerplate, kind }: Block): boolean {
  if (isBoilerplate || linkShare > linkedShare) return false;
  // Some pages set every paragraph as a heading.
  if (kind === 'heading') return text.length >= longHeading;
  if (kind === 'row') return false;
  if (text.length >= longCharacters) return true;
  return text.length >= shortCharacters && /[.!?…:;»"]$/.test(text);
}

function mayStandBetween({ linkShare, isBoilerplate, text }: Block): boolean {
  return !isBoilerplate && (linkShare <= linkedShare || text.length < 2) && linkShare < 0.8;
}

/** The headings above a text belong to it, with the short lines between. */
function keepHeadings(blocks: readonly Block[], keep: boolean[], index: number): void {
  let highest = index;
  for (let above = index - 1; above >= 0 && above >= index - furthestHeading; above -= 1) {
    const block = blocks[above];
    if (!block || block.isBoilerplate || block.linkShare > 0 || keep[above]) break;
    if (block.kind === 'heading') highest = above;
  }
  keep.fill(true, highest, index);
}
