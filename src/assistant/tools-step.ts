import { answerWithTool, type ToolContext } from '../tools/index.ts';
import { withoutPoliteness } from './talk/talk-step.ts';
import type { Outcome, Step, StepContext, Understood } from './types.ts';

/** Exact answers. A message that continues from a result is given that result. */
export const toolsStep: Step = {
  name: 'tools',
  run(understood, context) {
    if (context.options.tools === false) return { facts: ['switched off'] };
    const outcome = askTools(understood, context);
    if (outcome === undefined) return { facts: ['no tool understands all of it'] };
    return { outcome, facts: [`tool: ${outcome.tool}`, `value: ${outcome.value}`] };
  },
};

/** Once nothing else answers: «обшор чист?» may go to the word book. */
export const wordBookStep: Step = {
  name: 'word-book',
  run(understood, context) {
    if (context.options.tools === false) return { facts: ['switched off'] };
    const outcome = askTools(understood, context, true);
    return outcome === undefined ? { facts: ['no entry'] } : { outcome, facts: [`tool: ${outcome.tool}`] };
  },
};

function askTools(understood: Understood, { clock }: StepContext, isLastResort = false): Outcome | undefined {
  const previous = previousResult(understood, clock);
  const context: ToolContext = {
    isLastResort,
    ...(clock === undefined ? {} : { clock }),
    ...(previous === undefined ? {} : { previous }),
  };
  // A follow-up is answered from the number before it, or as the whole question that it stands for.
  const asked = understood.followUp === undefined ? withoutPoliteness(understood) : understood.question;
  const answer =
    (understood.followUp === undefined
      ? answerWithTool(withoutPoliteness({ restored: understood.typed }), context)
      : null) ?? answerWithTool(asked, context);
  if (answer === null) return undefined;
  const { tool, text, value, understood: read } = answer;
  return { kind: 'computed', tool, text, value, understood: read, citations: [] };
}

/** The result that the question before had: computed again, for a conversation is only its texts. */
function previousResult({ before }: Understood, clock: ToolContext['clock']): ToolContext['previous'] {
  let previous: ToolContext['previous'];
  for (const { content } of before.filter(({ role: by }) => by === 'user').slice(-4)) {
    const answer = answerWithTool(withoutPoliteness({ restored: content }), {
      ...(clock === undefined ? {} : { clock }),
      ...(previous === undefined ? {} : { previous }),
    });
    previous = answer ?? undefined;
  }
  return previous;
}
