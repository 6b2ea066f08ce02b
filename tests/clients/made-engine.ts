import {
  type AnswerFormat,
  BusyError,
  type ChatRequest,
  type Engine,
  fakeEngine,
} from '../../src/chat/index.ts';

const text = 'Салом';
const objectText = '{"city":"Душанбе","capital":true}';

/**
 * An engine whose answers clients can be held to: "Салом", an object where a schema is asked for, the call of a tool
 * where tools are given and "20°" after its result; each token with probability exp(−0.25), of a prompt exp(−1).
 */
export function madeEngine({ callsTools = false } = {}): Engine {
  const fake = fakeEngine([]);
  return {
    ...fake,
    model: { ...fake.model, callsTools },
    async *generate(request) {
      if (request.promptLogprobs !== undefined) yield { type: 'prompt', tokens: promptTokens(request) };
      if (request.passedOn && !hasResult(request)) {
        const call = { name: 'weather', arguments: '{"city":"Душанбе"}' };
        yield { type: 'tool-calls', calls: [{ index: 0, id: 'call-1', type: 'function', function: call }] };
        yield { type: 'finish', reason: 'tool_calls', usage, droppedMessages: 0 };
        return;
      }
      const [first, ...rest] = pieces(request.passedOn ? '20°' : answer(request.format));
      yield { type: 'queue', position: 2, estimatedSeconds: 1 };
      yield { type: 'text-delta', text: first ?? '', ...told(request, first ?? '') };
      yield { type: 'restart' };
      yield { type: 'text-delta', text: rest.join('') };
      yield { type: 'finish', reason: 'stop', usage, droppedMessages: 0 };
    },
  };
}

/** An engine that has no time. */
export function busyEngine(): Engine {
  return fakeEngine([], { error: new BusyError({ message: 'Full.' }, 'owner', 1) });
}

const usage = { promptTokens: 10, completionTokens: 2, reusedTokens: 4 };

function answer(format: AnswerFormat | undefined): string {
  return format ? objectText : text;
}

/** In two pieces. */
function pieces(whole: string): string[] {
  return [whole.slice(0, 2), whole.slice(2)];
}

function told({ topLogprobs }: ChatRequest, token: string) {
  if (topLogprobs === undefined) return {};
  const one = { token, bytes: [...Buffer.from(token)], logprob: -0.25 };
  return { logprobs: [{ ...one, top: [one] }] };
}

function promptTokens({ tokens = [] }: ChatRequest) {
  return tokens.map((id, index) => {
    const one = { token: String(id), bytes: [...Buffer.from(String(id))], logprob: -1 };
    return index === 0 ? { ...one, logprob: null, top: [] } : { ...one, top: [one] };
  });
}

function hasResult({ passedOn }: ChatRequest): boolean {
  return passedOn?.messages.some((message) => JSON.stringify(message).includes('"role":"tool"')) ?? false;
}
