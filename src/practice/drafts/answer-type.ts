import { type InSituQuestion, stemWord } from '../../language/index.ts';

/**
 * The type of a question's answer; distractors have the same. «чанд километр», «кай», «кадом дарё», «кӣ», «чист».
 * Nothing for questions whose answers are clauses (why, of what): other clauses seldom fit beside them.
 */
export function answerType({ kind, answer, question }: InSituQuestion): string | undefined {
  switch (kind) {
    case 'чанд': {
      const unit = /\d[\d.,   –-]*\s*(?:ҳазор\s|миллион\s|миллиард\s)?\s*(.+)$/u.exec(answer)?.[1];
      return unit === undefined ? undefined : `чанд ${unit.split(' ').map(stemWord).join(' ')}`;
    }
    case 'кай':
      return 'сол';
    case 'кадом': {
      const [head = ''] = answer.split(/\s/u);
      const asked = /кадом\s+(\p{L}+)/iu.exec(question)?.[1];
      return asked === undefined
        ? undefined
        : `кадом ${asked.toLowerCase()} ${/^соли$/iu.test(head) ? 'сол' : ''}`.trim();
    }
    case 'кӣ':
      return 'кӣ';
    case 'чист':
      return 'чист';
    case 'куҷо':
      return 'куҷо';
    case 'чӣ':
    case 'чаро':
      return undefined;
  }
}
