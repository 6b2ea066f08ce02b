import type { ChatMessage } from '../../chat/index.ts';
import { type FilledTurns, fillTurn, unfilled } from '../forms/fill-turns.ts';
import { type Form, kindOfLabel } from '../forms/form.ts';
import { starterForms } from '../forms/starter-forms.ts';
import { foldInPlace, foldSource } from '../reading/fold.ts';
import { readRequest } from './request.ts';

const longestConversation = 40;

/** A form as a conversation has filled it so far, as it is shown; nothing where no form is being filled. */
export function answerForm(typed: string, before: readonly ChatMessage[]): string | undefined {
  const fresh = beginForm(typed);
  if (fresh) return show(fresh.form, begun(fresh), fresh.isNamed);
  if (isAnotherRequest(typed)) return undefined;
  return continued(typed, before);
}

/** The answer to a form's question: the questions before are worked out again and must be those that were asked. */
function continued(typed: string, before: readonly ChatMessage[]): string | undefined {
  const recent = before.slice(-longestConversation);
  const start = recent.findLastIndex(
    ({ role, content }) => role === 'user' && beginForm(content) !== undefined,
  );
  const first = start < 0 ? undefined : beginForm(recent[start]?.content ?? '');
  if (!first) return undefined;
  const { form } = first;
  let filled = begun(first);
  for (const { role, content } of [...recent.slice(start + 1), { role: 'user', content: typed }]) {
    const { question } = filled;
    if (!question) return undefined;
    if (role !== 'assistant') filled = fillTurn(form, filled, { text: content, asked: question.key });
    else if (!content.trimEnd().endsWith(question.text)) return undefined;
  }
  return show(form, filled, true);
}

/** The form as the message that began it fills it. */
function begun({ form, text }: BegunForm): FilledTurns {
  return fillTurn(form, unfilled(form), { text });
}

/** A question back, «бас», or a request about another text ends the filling. */
function isAnotherRequest(typed: string): boolean {
  const folded = foldInPlace(typed).trim();
  return (
    /\?\s*$/u.test(folded) ||
    /^(?:бас|кать|истед|ист|лозим нест дигар|хаир|салом)[.!]?$/u.test(folded) ||
    (readRequest(typed) !== undefined && /(?:навис|тарчума|ислох|фахмон|хисоб)/u.test(folded))
  );
}

function show(form: Form, { values, question }: FilledTurns, mayBeEmpty: boolean): string | undefined {
  if (values.size === 0 && !mayBeEmpty) return undefined;
  const lines = form.fields.map(({ key, label }) => `${label}: ${values.get(key)?.text ?? '____'}`);
  const title = form.title === '' ? [] : [`${form.title}\n`];
  return [...title, ...lines, ...(question ? [`\n${question.text}`] : [])].join('\n');
}

interface BegunForm {
  readonly form: Form;
  readonly text: string;
  /** It was named, so that it is shown even while nothing is known. */
  readonly isNamed: boolean;
}

function beginForm(typed: string): BegunForm | undefined {
  return pastedForm(typed) ?? namedForm(typed);
}

const formAsked = new RegExp(foldSource('(?:варақа|анкета|форма|ҷадвал)'), 'u');

/** «… Матн: «…» Варақа:\nНом:\nСинф:»: labels a line, each with an empty place behind its colon. */
function pastedForm(typed: string): BegunForm | undefined {
  const lines = typed.split('\n');
  const labels = lines
    .slice(1)
    .flatMap((line) => /^\s*(?<label>[\p{L}\p{N} ,()-]{2,60}):\s*_*\s*$/u.exec(line)?.groups?.label ?? []);
  const head = lines[0] ?? '';
  const quoted = /«(?<text>[\s\S]+)»/u.exec(head)?.groups?.text;
  if (labels.length === 0 || quoted === undefined || !formAsked.test(foldInPlace(head))) return undefined;
  const fields = labels.map((label, index) => ({
    key: `f${index}`,
    label: label.trim(),
    kind: kindOfLabel(label),
  }));
  return { form: { title: '', fields }, text: quoted, isNamed: false };
}

const fills = /(?:пур (?:кун|намо|кардан)|пуркун|заполни)/u;
const general = /^(?:ариза барои|варакаи|дархости|сабти ном ба|хабари)\s+/u;

/** «Аризаи рухсатиро пур кунед: ман …»: a form of the list by the telling words of its title. */
function namedForm(typed: string): BegunForm | undefined {
  const divided = readRequest(typed);
  const ask = foldInPlace(divided?.ask ?? typed);
  if (!fills.test(ask) || ask.length > 120) return undefined;
  const found = starterForms().filter(({ title }) => {
    const words = foldInPlace(title).replace(general, '').split(' ');
    return words.every((word) => new RegExp(`(?<!\\p{L})${word.replace(/и$/u, '')}`, 'u').test(ask));
  });
  const [form] = found.sort((one, other) => other.title.length - one.title.length);
  return form && { form, text: divided?.text ?? '', isNamed: true };
}
