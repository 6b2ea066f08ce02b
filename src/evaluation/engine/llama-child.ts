import { createInterface } from 'node:readline';
import { jsonLine } from '../../core/json-lines.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { serialiseError } from '../../core/serialised-error.ts';
import { generateTexts } from './generate-texts.ts';
import { LlamaModel } from './llama-model.ts';
import { type Answer, type Question, questionSchema } from './protocol.ts';
import { scoreTree } from './score-tree.ts';

// The child process around llama.cpp: a question a line on stdin, an answer a line on stdout; llama.cpp
// logs to stderr, and ends the process when an assertion fails.

let model: LlamaModel | undefined;

function answer(question: Question): Answer {
  if (question.type === 'open') {
    model = new LlamaModel(question);
    const { version, bos, chatTemplate, sequences, batchTokens } = model;
    return {
      type: 'opened',
      version: `llama.cpp ${version}`,
      bos,
      chatTemplate,
      leaves: sequences,
      batchTokens,
    };
  }
  if (!model) throw new Error('The first message must be "open".');
  const opened = model;
  switch (question.type) {
    case 'tokenise':
      return {
        type: 'tokenised',
        tokens: question.texts.map(({ text, special }) => opened.tokenise(text, special)),
      };
    case 'tree':
      return { type: 'scored', logProbabilities: scoreTree(opened, question) };
    case 'generate':
      return { type: 'generated', texts: generateTexts(opened, question.requests) };
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  let result: Answer;
  try {
    result = answer(parseWith(questionSchema, parseJson(line)));
  } catch (error) {
    result = { type: 'failed', error: serialiseError(error) };
  }
  process.stdout.write(jsonLine(result));
});
// Without its parent nobody waits for an answer.
lines.on('close', () => process.exit(0));
