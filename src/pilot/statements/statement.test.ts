import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LearningEvent, statementOf, statementSchema } from './statement.ts';

const event = {
  pupilId: 'pupil-1',
  verb: 'answered',
  what: 'own/1',
  share: 1,
  atMs: Date.UTC(2027, 1, 1, 8),
  key: '17',
} satisfies LearningEvent;

describe('an xAPI statement', () => {
  it('says what was done under a pseudonym, and is the same each time', () => {
    const statement = statementOf(event, 'secret');
    expect(statement).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
      object: { id: 'https://soro.invalid/items/own%2F1' },
      result: { success: true, score: { scaled: 1 } },
      timestamp: '2027-02-01T08:00:00.000Z',
      version: '1.0.3',
    });
    expect(statementOf(event, 'secret')).toEqual(statement);
    expect(JSON.stringify(statement)).not.toContain('pupil-1');
  });

  it('has another pseudonym in another school, and the same for all that one pupil does', () => {
    const name = (one: LearningEvent, secret: string) => statementOf(one, secret).actor.account.name;
    expect(name(event, 'other')).not.toBe(name(event, 'secret'));
    expect(name({ ...event, key: '18' }, 'secret')).toBe(name(event, 'secret'));
  });

  it('fits its schema for any event', () => {
    fc.assert(
      fc.property(
        fc.record({
          pupilId: fc.string({ minLength: 1 }),
          verb: fc.constantFrom('answered', 'completed'),
          what: fc.string({ minLength: 1, unit: 'grapheme' }),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          atMs: fc.integer({ min: 0, max: 4e12 }),
          key: fc.string(),
        }),
        (given) => {
          const statement = statementOf(given, 'secret');
          expect(statementSchema.parse(JSON.parse(JSON.stringify(statement)))).toEqual(statement);
        },
      ),
    );
  });
});
