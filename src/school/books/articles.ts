import type { Article } from '../../library/index.ts';
import type { Article as ArticleView } from '../contract/index.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';

/** The article on a page. @throws SchoolError `not-found` for pages of a file. */
export function articleOf({ library }: School, bookId: string, page: number): Article {
  const stored = library.article(bookId, page);
  if (!stored) throw notFound('article');
  return stored.article;
}

/** What of an article a teacher sees and may correct. */
export function articleView({ title, text, summary, simple, terms, questions }: Article): ArticleView {
  return {
    title,
    text: text.join('\n\n'),
    summary,
    simple,
    terms,
    answers: questions.map(({ question, answer }) => ({ question, answer })),
  };
}

/**
 * An article as a teacher corrected it. Questions whose sentence no longer stands in the text lose their prepared
 * answer: nothing would hold it.
 */
export function correctedArticle(article: Article, corrected: ArticleView): Article {
  const text = corrected.text
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  const whole = text.join('\n\n');
  const answers = new Map(corrected.answers.map(({ question, answer }) => [question, answer]));
  return {
    ...article,
    title: corrected.title,
    text,
    summary: corrected.summary,
    simple: corrected.simple,
    terms: corrected.terms.map(({ term, definition }) => ({ term, definition })),
    questions: article.questions.flatMap((one) => {
      const answer = answers.get(one.question);
      return answer === undefined || !whole.includes(one.evidence) ? [] : [{ ...one, answer }];
    }),
  };
}
