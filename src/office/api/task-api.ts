import { type Context, Hono } from 'hono';
import {
  type Caller,
  type CallerVariables,
  callerOptions,
  type Engine,
  localCaller,
  needsScope,
  type ResolveCaller,
} from '../../chat/index.ts';
import { BadInputError } from '../../core/errors.ts';
import { transliterate } from '../../language/index.ts';
import { wordBookEntries } from '../../tools/index.ts';
import { fillFormRequest, formPaperRequest } from '../contract/forms.ts';
import { paperMediaTypes, type TaskName, type TaskReply, taskOperations } from '../contract/index.ts';
import { draftRequest, letterPaperRequest } from '../contract/letters.ts';
import { noticeRequest } from '../contract/notices.ts';
import { checkRequest, translationRequest, transliterationRequest } from '../contract/texts.ts';
import { documentLimits, readUploaded } from '../documents/read-document.ts';
import { fillTurns } from '../forms/fill-turns.ts';
import type { Form } from '../forms/form.ts';
import { starterForms } from '../forms/starter-forms.ts';
import { draftFrom, letterPaper } from '../letters/draft-letter.ts';
import { type LetterTemplate, letterTemplates, templateFor } from '../letters/templates.ts';
import { understandNotice } from '../notices/understand-notice.ts';
import { writeReminder } from '../notices/write-reminder.ts';
import { formPaper, writePaper } from '../papers/write-paper.ts';
import { memoryOf } from '../translation/kept-memory.ts';
import { translate } from '../translation/translate.ts';
import { translateWhole } from '../translation/translate-whole.ts';
import { checkText } from '../writing/check-text.ts';
import { suggestStyle } from '../writing/suggest-style.ts';
import { bodyOf, fileReply, Refusal, refusalReply, uploadOf } from './respond.ts';

export interface TaskApiOptions {
  /** Who sent a request. Default: whoever sits at this machine. */
  readonly resolveCaller?: ResolveCaller | undefined;
  /** Takes one request from a caller's share; the milliseconds to wait where none is left. */
  readonly takeTurn?: ((caller: Caller) => number) | undefined;
  /** An engine that can translate whole texts, where there is one. Our own small model cannot. */
  readonly translator?: (() => Engine | undefined) | undefined;
  /** Holds the organisation's own `office/letters.yaml` and `office/memory.tmx`. */
  readonly dataFolder?: string | undefined;
  readonly clock?: (() => Date) | undefined;
}

type Handler<Name extends TaskName> = (
  c: Context<CallerVariables>,
) => Promise<TaskReply<Name> | Response> | TaskReply<Name> | Response;

/** The tasks of offices and homes at `/v1/soro`. Nothing that is sent there is kept. */
export function createTaskApi(options: TaskApiOptions = {}): Hono<CallerVariables> {
  const { resolveCaller = () => localCaller, takeTurn, clock = () => new Date() } = options;
  const letters = () => letterTemplates(options.dataFolder);
  const handlers: { readonly [Name in TaskName]: Handler<Name> } = {
    forms: () => ({ forms: [...starterForms()] }),

    async fillForm(c) {
      const { form: named, turns } = await bodyOf(c, fillFormRequest);
      return filledForm(formOf(named), turns);
    },

    async formPaper(c) {
      const { form: named, values, format } = await bodyOf(c, formPaperRequest);
      const form = formOf(named);
      return fileReply(
        writePaper(formPaper(form, values), format),
        paperMediaTypes[format],
        nameOf(form.title, format),
      );
    },

    async notice(c) {
      const { text } = await bodyOf(c, noticeRequest);
      const now = clock();
      const today = { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
      return understandNotice(text, today);
    },

    async reminder(c) {
      const { text } = await bodyOf(c, noticeRequest);
      const reminder = writeReminder(text, clock());
      if (reminder === undefined) throw new Refusal(404, 'The notice names no day.');
      return fileReply(reminder, 'text/calendar; charset=utf-8', 'soro.ics');
    },

    async document(c) {
      const name = c.req.query('name');
      if (name === undefined || name.length > 300)
        throw new BadInputError({
          message: 'The file has no name.',
          place: 'name',
          remedy: 'Send ?name= with the name of the file, such as notice.docx.',
        });
      const bytes = await uploadOf(c.req.raw, documentLimits.sizeBytes);
      return readUploaded(bytes, name, c.req.raw.signal);
    },

    letters: () => ({
      letters: letters().map(({ id, title, slots }) => ({
        id,
        title,
        slots: slots.map(({ key, label }) => ({ key, label })),
      })),
    }),

    async draft(c) {
      const asked = await bodyOf(c, draftRequest);
      const { id, slots, missing, ...draft } = draftFrom(chosenLetter(asked, letters()), asked);
      return {
        letter: id,
        ...draft,
        slots: [...slots],
        missing: [...missing],
        isComplete: missing.length === 0,
      };
    },

    async letterPaper(c) {
      const { format, ...asked } = await bodyOf(c, letterPaperRequest);
      const draft = draftFrom(chosenLetter(asked, letters()), asked);
      return fileReply(
        writePaper(letterPaper(draft), format),
        paperMediaTypes[format],
        nameOf(draft.title, format),
      );
    },

    async check(c) {
      const { text } = await bodyOf(c, checkRequest);
      const { corrected, changes } = checkText(text);
      return { corrected, changes: [...changes], suggestions: suggestStyle(text) };
    },

    async translate(c) {
      const { text, from, to, whole, glossary } = await bodyOf(c, translationRequest);
      const memory = memoryOf(options.dataFolder);
      const engine = options.translator?.();
      const canWhole = engine !== undefined;
      if (whole) {
        if (!engine) throw noTranslator();
        const caller = { ...callerOptions(c.get('caller')), signal: c.req.raw.signal };
        const { text: translated, faults } = await translateWhole(text, {
          from,
          to,
          engine,
          memory,
          glossary,
          caller,
        });
        return {
          kind: 'model',
          text: translated,
          words: [],
          unknown: [],
          faults: [...faults],
          similar: [],
          canWhole,
        };
      }
      const found = from === to ? undefined : translate(text, from, to, memory);
      const similar = memory.similar(text, { from, to, most: 3, least: 0.6 });
      return {
        kind: found?.kind ?? 'none',
        text: found?.text ?? '',
        words: (found?.words ?? []).map(({ word, others }) => ({ word, others: [...others] })),
        unknown: [...(found?.unknown ?? [])],
        faults: [],
        similar,
        canWhole,
      };
    },

    wordBook: () => ({
      words: wordBookEntries().map(({ word, meanings, ru, en }) => ({
        word,
        meanings: meanings.map(({ definition }) => definition),
        ru,
        en,
      })),
    }),

    async transliterate(c) {
      const { text, ...options } = await bodyOf(c, transliterationRequest);
      return { text: transliterate(text, options) };
    },
  };

  const app = new Hono<CallerVariables>();
  app.use('/v1/soro/*', needsScope('chat', resolveCaller));
  app.use('/v1/soro/*', async (c, next) => {
    const waitMs = takeTurn?.(c.get('caller')) ?? 0;
    if (waitMs > 0)
      throw new Refusal(429, 'Too many requests.', { 'retry-after': String(Math.ceil(waitMs / 1000)) });
    await next();
  });
  for (const [name, { method, path }] of Object.entries(taskOperations)) {
    const handle = handlers[name as TaskName];
    app.on(method.toUpperCase(), path, async (c) => {
      const answer = await handle(c);
      return answer instanceof Response ? answer : c.json(answer);
    });
  }
  app.onError(refusalReply);
  return app;
}

function noTranslator(): BadInputError {
  return new BadInputError({
    message: 'The model of this server does not translate whole texts.',
    place: 'whole',
    remedy: 'Leave "whole" out, or start Soro in front of a larger model (soro serve --upstream).',
  });
}

function formOf(named: string | Form): Form {
  if (typeof named !== 'string') return named;
  const found = starterForms().find(({ id }) => id === named);
  if (found) return found;
  throw new BadInputError({
    message: `There is no form "${named}".`,
    place: 'form',
    remedy: `Send one of ${starterForms()
      .map(({ id }) => id)
      .join(', ')}, or a form in full.`,
  });
}

function filledForm(form: Form, turns: Parameters<typeof fillTurns>[1]): TaskReply<'fillForm'> {
  const { values, declined, question } = fillTurns(form, turns);
  const asked = form.fields.find(({ key }) => key === question?.key);
  return {
    title: form.title,
    fields: form.fields.map(({ key, label, kind, choices }) => {
      const found = values.get(key);
      return {
        key,
        label,
        kind,
        ...(choices && { choices }),
        value: found?.text ?? null,
        source: found ? { turn: found.turn, start: found.start, end: found.end } : null,
        isDeclined: declined.has(key),
      };
    }),
    question: question
      ? { key: question.key, text: question.text, ...(asked?.choices && { choices: asked.choices }) }
      : null,
    isComplete: form.fields.every(({ key }) => values.has(key)),
  };
}

function chosenLetter(
  { letter, request }: { letter?: string | undefined; request?: string | undefined },
  templates: readonly LetterTemplate[],
): LetterTemplate {
  const found =
    letter === undefined ? templateFor(request ?? '', templates) : templates.find(({ id }) => id === letter);
  if (found) return found;
  throw new BadInputError({
    message:
      letter === undefined ? 'The request names no letter that there is.' : `There is no letter "${letter}".`,
    place: letter === undefined ? 'request' : 'letter',
    remedy: `Send "letter" with one of ${templates.map(({ id }) => id).join(', ')}.`,
  });
}

function nameOf(title: string, format: keyof typeof paperMediaTypes): string {
  const name = title.replace(/[^\p{L}\p{M}\p{N} -]/gu, '').trim() || 'soro';
  return `${name}.${format === 'text' ? 'txt' : format}`;
}
