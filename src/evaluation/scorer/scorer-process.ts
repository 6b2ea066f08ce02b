import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../../core/processes/python-process.ts';
import { type ChildProgram, Conversation, llamaProgram, machineBound } from '../../llama/index.ts';
import { type Question, type Reply, replySchema } from './protocol.ts';

/** llama.cpp in a Node process of its own. */
export const llamaCommand = llamaProgram(fileURLToPath(new URL('./llama-child.ts', import.meta.url)));

/** PyTorch and transformers in the project's Python. */
export function torchCommand(python: string): ChildProgram {
  return {
    program: python,
    arguments: ['-m', 'soro_scorer'],
    environment: pythonEnvironment({
      HF_HUB_OFFLINE: '1',
      TRANSFORMERS_OFFLINE: '1',
      TRANSFORMERS_VERBOSITY: 'error',
      TOKENIZERS_PARALLELISM: 'false',
    }),
    name: 'PyTorch',
  };
}

/** A running child: one question at a time. */
export interface ScorerProcess {
  /**
   * Asks and waits for the answer. On abort the process is ended.
   * @throws the child's own error with its family; CorruptArtefactError when it died of the model;
   * MachineError when memory ran out; InterruptedError on abort.
   */
  ask<Type extends Reply['type']>(question: Question, type: Type): Promise<Extract<Reply, { type: Type }>>;
  close(): Promise<void>;
}

/** Starts a child for the model in `file`. */
export function startScorerProcess(command: ChildProgram, file: string, signal?: AbortSignal): ScorerProcess {
  const child = new Conversation<Question, typeof replySchema>({
    program: command,
    messages: replySchema,
    bound: machineBound(),
    file,
    verb: 'evaluated',
    signal,
  });
  return {
    async ask(question, type) {
      const answer = await child.ask(question);
      if (!isOfType(answer, type))
        throw new Error(`${command.name} answered ${answer.type} to ${question.type}.`);
      return answer;
    },
    close: async () => void (await child.close()),
  };
}

function isOfType<Type extends Reply['type']>(
  answer: Reply,
  type: Type,
): answer is Extract<Reply, { type: Type }> {
  return answer.type === type;
}
