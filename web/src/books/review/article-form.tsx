import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { Article } from '../../../../src/school/contract/index.ts';
import { texts } from '../../language/language.ts';
import { Area } from '../../parts/area.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Form } from '../../parts/form.tsx';
import { leave, useUnsaved } from '../../parts/unsaved.ts';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import type { ShownPage } from '../shown-page.ts';
import { readTerms, writeTerms } from './term-lines.ts';
import { reviewTexts } from './texts.ts';

interface ArticleFormProps {
  readonly path: { readonly id: string; readonly number: string };
  readonly onClose: () => void;
  readonly onCorrected: (shown: ShownPage) => void;
}

/** An article to be corrected: its text and everything that is quoted beside it. */
export function ArticleForm({ path, onClose, onCorrected }: ArticleFormProps) {
  const words = reviewTexts.value;
  const article = useSignal<Article | undefined>(undefined);
  const before = useSignal<Article | undefined>(undefined);
  const action = useAction();
  useEffect(() => {
    void action.run(async () => {
      const reply = await call('GET /api/books/:id/pages/:number/article', { path });
      before.value = reply.article;
      article.value = reply.article;
    });
  }, []);
  useUnsaved(article.value !== before.value);
  const save = () =>
    action.run(async () => {
      if (!article.value) return;
      const { answers, ...rest } = article.value;
      const body = { article: { ...rest, answers: answers.filter(({ answer }) => answer.trim() !== '') } };
      onCorrected(await call('PUT /api/books/:id/pages/:number/article', { path, body }));
    });
  return (
    <Dialog title={words.correct} class="wide-dialog" onClose={() => leave(onClose)}>
      <ErrorNote error={action.error.value} />
      {article.value ? (
        <Form submit={save}>
          <ArticleFields
            article={article.value}
            onChange={(part) => {
              if (article.value) article.value = { ...article.value, ...part };
            }}
          />
          <div class="buttons">
            <button
              type="submit"
              class="button"
              disabled={action.isRunning.value || !article.value.text.trim()}
            >
              {texts.value.save}
            </button>
          </div>
        </Form>
      ) : (
        !action.error.value && <p class="loading">{texts.value.loading}</p>
      )}
    </Dialog>
  );
}

interface FieldsProps {
  readonly article: Article;
  readonly onChange: (part: Partial<Article>) => void;
}

function ArticleFields({ article, onChange }: FieldsProps) {
  const words = reviewTexts.value;
  const id = useId();
  // As typed: a line without its explanation yet is no term.
  const terms = useSignal(writeTerms(article.terms));
  const area = (key: 'title' | 'text' | 'summary' | 'simple', rows: number, hint?: string) => (
    <Area
      id={`${id}-${key}`}
      label={words[key]}
      {...(hint && { hint })}
      rows={rows}
      maxLength={key === 'text' ? 20_000 : key === 'title' ? 300 : 4000}
      value={article[key]}
      onInput={(value) => onChange({ [key]: key === 'title' ? value.replace(/\n/gu, ' ') : value })}
    />
  );
  return (
    <>
      {area('title', 1)}
      {area('text', 12, words.textHint)}
      {area('summary', 3)}
      {area('simple', 4)}
      <Area
        id={`${id}-terms`}
        label={words.terms}
        hint={words.termsHint}
        value={terms.value}
        onInput={(value) => {
          terms.value = value;
          onChange({ terms: readTerms(value) });
        }}
      />
      {article.answers.length > 0 && (
        <fieldset>
          <legend>{words.answers}</legend>
          <p class="hint">{words.answersHint}</p>
          {article.answers.map(({ question, answer }, index) => (
            <Area
              key={question}
              id={`${id}-answer-${index}`}
              label={question}
              rows={2}
              maxLength={2000}
              value={answer}
              onInput={(value) =>
                onChange({
                  answers: article.answers.map((one) =>
                    one.question === question ? { question, answer: value } : one,
                  ),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
