import { describe, expect, it } from 'vitest';
import { type ChatRequest, type Engine, fakeEngine } from '../../chat/index.ts';
import { openTestSchool } from '../testing/test-school.ts';
import { checkFollowedSettings, followed, followedSettings } from './followed-settings.ts';

const settings = {
  tutor: 'hints-first',
  hintsBeforeAnswer: 1,
  subjects: ['Таърих'],
  systemText: 'Кӯтоҳ.',
} as const;
const asked = { ...settings, subjects: [...settings.subjects] };

/** A model that answers by a rule. */
function ruledEngine(answer: (question: string, system: string) => string): Engine {
  const fake = fakeEngine([]);
  return {
    ...fake,
    async *generate(request: ChatRequest) {
      const system = request.messages.find(({ role }) => role === 'system')?.content ?? '';
      yield { type: 'text-delta', text: answer(request.messages.at(-1)?.content ?? '', system) };
      const usage = { promptTokens: 1, completionTokens: 1, reusedTokens: 0 };
      yield { type: 'finish', reason: 'stop', usage, droppedMessages: 0 };
    },
  };
}

async function check(engine: Engine) {
  const test = openTestSchool({ engine });
  expect(followedSettings(test.school)).toBeNull();
  const result = await checkFollowedSettings(test.school);
  expect(followedSettings(test.school)).toEqual(result);
  const inUse = followed(test.school, asked);
  await test.close();
  return { result, inUse };
}

describe('what a model follows of the settings of a class', () => {
  it('is nothing where it answers the same, whatever it is told', async () => {
    const { result, inUse } = await check(ruledEngine(() => 'Пойтахти Тоҷикистон шаҳри Душанбе аст.'));
    expect(result).toMatchObject({ tutor: false, subjects: false, systemText: false });
    expect(inUse).toMatchObject({ tutor: 'off', subjects: [], systemText: '' });
  });

  it('is nothing where it recites what it is told', async () => {
    const { result } = await check(ruledEngine((_question, system) => system));
    expect(result).toMatchObject({ tutor: false, subjects: false, systemText: false });
  });

  it('is all where it hints, refuses what is foreign and obeys', async () => {
    const { result, inUse } = await check(
      ruledEngine((question, system) => {
        if (system.includes('«Хуб»')) return 'Хуб, мегӯям.';
        if (system.includes('омӯзгор')) return 'Худатон чӣ фикр доред?';
        const isMathematics = /\d|кунҷ/u.test(question);
        return isMathematics ? 'Ҷавобаш ҳамин аст.' : 'Бубахшед, ба ин ёрӣ дода наметавонам.';
      }),
    );
    expect(result).toMatchObject({ tutor: true, subjects: true, systemText: true });
    expect(inUse).toEqual(asked);
  });

  it('is unknown before a check: then the settings hold', async () => {
    const test = openTestSchool();
    expect(followed(test.school, asked)).toEqual(asked);
    await test.close();
  });
});
