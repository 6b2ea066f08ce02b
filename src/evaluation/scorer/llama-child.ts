import { serveParent } from '../../llama/index.ts';
import { generateTexts } from './generate-texts.ts';
import { type Question, questionSchema, type Reply } from './protocol.ts';
import { scoreTree } from './score-tree.ts';
import { TreeModel } from './tree-model.ts';

// Evaluation's child with the model.

let model: TreeModel | undefined;

function answer(question: Question): Reply {
  if (question.type === 'open') {
    model = new TreeModel(question);
    const { version, beginToken, chatTemplate, sequences, batchTokens } = model;
    return {
      type: 'opened',
      version: `llama.cpp ${version}`,
      bos: beginToken,
      chatTemplate: chatTemplate ?? null,
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

serveParent<typeof questionSchema, Reply>(questionSchema, (question, send) => send(answer(question)));
