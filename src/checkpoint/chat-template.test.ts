import { Template } from '@huggingface/jinja';
import { describe, expect, it } from 'vitest';
import { gemmaChatTemplate } from './chat-template.ts';

const render = (messages: { role: string; content: string }[], prompt = false) =>
  new Template(gemmaChatTemplate).render({ messages, bos_token: '<bos>', add_generation_prompt: prompt });

describe('gemmaChatTemplate', () => {
  it('writes turns as Gemma documents them', () => {
    const messages = [
      { role: 'user', content: 'Салом' },
      { role: 'assistant', content: ' Салом! ' },
      { role: 'user', content: 'Чӣ хел?' },
    ];
    expect(render(messages, true)).toBe(
      '<bos><start_of_turn>user\nСалом<end_of_turn>\n<start_of_turn>model\nСалом!<end_of_turn>\n' +
        '<start_of_turn>user\nЧӣ хел?<end_of_turn>\n<start_of_turn>model\n',
    );
  });

  it('puts the system text before the first turn of the user', () => {
    const messages = [
      { role: 'system', content: 'Ту ёрдамчӣ ҳастӣ.' },
      { role: 'user', content: 'Салом' },
    ];
    expect(render(messages)).toBe('<bos><start_of_turn>user\nТу ёрдамчӣ ҳастӣ.\n\nСалом<end_of_turn>\n');
  });
});
