import type { ReplyOf } from '../../../../src/school/contract/index.ts';
import { language } from '../../language/language.ts';
import { fill, plural } from '../../language/plural.ts';
import { session } from '../../server/session.ts';
import { Loaded } from '../../staff/loaded.tsx';
import { PrintSheet } from '../../staff/print/print-sheet.tsx';
import { useResource } from '../../staff/use-resource.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import './paper.css';

type Paper = ReplyOf<'GET /api/tests/:id/paper'>;
type Variant = Paper['variants'][number];
type PaperItem = Variant['items'][number];

const letters = 'ABCDEFGHIJ';

/** Two variants on paper, an answer sheet for each, and the key. */
export function PaperSheet({ id, classId }: { id: string; classId: string }) {
  const words = taskTexts.value;
  const paper = useResource('GET /api/tests/:id/paper', { input: { path: { id } } });
  const own = useResource('GET /api/classes/:id', { input: { path: { id: classId } } }).value.value;
  return (
    <Loaded resource={paper}>
      {({ test, variants }) => (
        <>
          <p>{words.paperHint}</p>
          <p>{plural(language.value, test.itemCount, words.questionCount)}</p>
          <button type="button" class="button" onClick={() => window.print()}>
            {words.print}
          </button>
          <PrintSheet>
            <div class="paper">
              {variants.map((variant) => (
                <QuestionPages key={variant.name} title={test.title} variant={variant} />
              ))}
              {variants.map((variant) => (
                <AnswerPage
                  key={variant.name}
                  title={test.title}
                  className={own?.name ?? ''}
                  variant={variant}
                />
              ))}
              <KeyPage title={test.title} variants={variants} />
            </div>
          </PrintSheet>
        </>
      )}
    </Loaded>
  );
}

function Head({ title, variant }: { title: string; variant: string }) {
  return (
    <div class="paper-head">
      <p>{session.value?.school.name}</p>
      <h1 lang="tg">{title}</h1>
      <p class="paper-variant">{variant}</p>
    </div>
  );
}

function QuestionPages({ title, variant }: { title: string; variant: Variant }) {
  return (
    <section class="paper-page">
      <Head title={title} variant={fill(taskTexts.value.variant, { name: variant.name })} />
      <ol class="paper-items" lang="tg">
        {variant.items.map((item) => (
          <li key={item.id}>
            <p>{item.question.replace('___', '______________')}</p>
            <Entries item={item} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entries({ item }: { item: PaperItem }) {
  const isShort = item.options.every((option) => option.length < 28);
  return (
    <>
      {item.left.length > 0 && (
        <ul class="paper-entries">
          {item.left.map((left, place) => (
            <li key={left}>
              {place + 1}) {left}
            </li>
          ))}
        </ul>
      )}
      {item.options.length > 0 && (
        <ul class={`paper-entries ${isShort ? 'in-rows' : ''}`}>
          {item.options.map((option, place) => (
            <li key={option}>
              {letters[place]}) {option}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function AnswerPage({ title, className, variant }: { title: string; className: string; variant: Variant }) {
  const words = taskTexts.value;
  return (
    <section class="paper-page">
      <Head title={`${title} · ${words.sheet}`} variant={fill(words.variant, { name: variant.name })} />
      <p class="paper-who">
        <span>{words.nameLine}: ____________________________</span>
        <span>
          {words.classLine}: {className || '________'}
        </span>
        <span>{words.dateLine}: ______________</span>
      </p>
      <ol class="paper-answers">
        {variant.items.map((item) => (
          <li key={item.id}>
            {item.kind === 'single-choice' || item.kind === 'several-right' ? (
              <span class="boxes">
                {item.options.map((option, place) => (
                  <span key={option}>
                    <i /> {letters[place]}
                  </span>
                ))}
              </span>
            ) : item.kind === 'matching' ? (
              <span class="boxes">
                {item.left.map((left, place) => (
                  <span key={left}>{place + 1}-____</span>
                ))}
              </span>
            ) : (
              <span class="paper-line">
                <b />
                {item.unit !== null && <span lang="tg">{item.unit}</span>}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function KeyPage({ title, variants }: { title: string; variants: readonly Variant[] }) {
  const words = taskTexts.value;
  const count = Math.max(...variants.map(({ key }) => key.length));
  return (
    <section class="paper-page">
      <Head title={`${title} · ${words.key}`} variant="" />
      <table class="paper-key">
        <thead>
          <tr>
            <th scope="col">№</th>
            {variants.map(({ name }) => (
              <th key={name} scope="col">
                {fill(words.variant, { name })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, place) => (
            <tr key={place}>
              <th scope="row">{place + 1}</th>
              {variants.map(({ name, key }) => (
                <td key={name} lang="tg">
                  {key[place]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
