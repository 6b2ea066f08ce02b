import { divide, isWhole, multiply, rational } from '../exact/rational.ts';
import { figure, plainValue } from '../exact/write.ts';
import type { Finding } from '../tool.ts';
import { evaluate, hasFraction, writeExpression, writeResult } from './evaluate.ts';
import type { Expression } from './expression.ts';

/** The answer to a sum, with its steps. */
export function answerSum(expression: Expression | undefined): Finding | undefined {
  if (!expression) return undefined;
  const written = writeExpression(expression);
  const result = evaluate(expression);
  if ('reason' in result)
    return {
      text: `${written}: ${result.reason}`,
      value: result.reason,
      understood: written,
      explanation: 'Ҳисоби дақиқ бо ададҳои бутун ва касрҳо.',
    };
  const asFraction = hasFraction(expression);
  const steps =
    result.steps.length > 1
      ? `${result.steps.map((step, place) => `${place + 1}) ${step}`).join('\n')}\n`
      : detail(expression);
  const text = `${steps}${written} ${writeResult(result, asFraction)}`;
  const rule = result.isRounded
    ? 'Реша адади бутун ё каср нест, натиҷа то 4 рақами баъди вергул яклухт шудааст.'
    : 'Натиҷа дақиқ аст.';
  const order = result.steps.length > 1 ? ' Тартиб: қавс, дараҷа ва реша, зарб ва тақсим, ҷамъ ва тарҳ.' : '';
  return { text, value: plainValue(result.value), understood: written, explanation: rule + order };
}

/** The steps of one operation where a pupil would write them. */
function detail(expression: Expression): string {
  if (expression.kind !== 'operation') return '';
  const [a, b] = expression.parts;
  if (a?.kind !== 'number' || b?.kind !== 'number') return '';
  const whole = isWhole(a.value) && isWhole(b.value) && a.value.top > 0n && b.value.top > 0n;
  if (!whole) {
    const result = evaluate(expression);
    const [step] = 'steps' in result ? result.steps : [];
    return step !== undefined && step.split(' = ').length > 2 ? `${step}\n` : '';
  }
  const digits = String(b.value.top);
  if (
    expression.operation === '×' &&
    a.value.top > 9n &&
    b.value.top > 9n &&
    digits.length < 7 &&
    /[1-9].*[1-9]/.test(digits)
  ) {
    const parts = [...digits]
      .map((digit, place) => rational(BigInt(digit) * 10n ** BigInt(digits.length - 1 - place)))
      .filter((part) => part.top > 0n);
    const products = parts.map(
      (part) => `${figure(a.value)} × ${figure(part)} = ${figure(multiply(a.value, part))}`,
    );
    return `${figure(b.value)} = ${parts.map(figure).join(' + ')}\n${products.join('; ')}\n${parts.map((part) => figure(multiply(a.value, part))).join(' + ')} = ${figure(multiply(a.value, b.value))}\n`;
  }
  if (expression.operation === ':') {
    const quotient = divide(a.value, b.value);
    if (isWhole(quotient)) return `Санҷиш: ${figure(quotient)} × ${figure(b.value)} = ${figure(a.value)}.\n`;
  }
  return '';
}
