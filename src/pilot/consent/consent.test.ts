import { describe, expect, it } from 'vitest';
import { reportLanguages } from '../report/words.ts';
import { exampleStudy } from '../testing/example-study.ts';
import { consentSheet } from './consent.ts';

describe('the consent sheet', () => {
  it.each(reportLanguages)(
    'in %s names the study and both windows, and lets parent and pupil refuse',
    (language) => {
      const page = consentSheet(exampleStudy(), language);
      for (const part of ['Машқ бо Соро: география', '18.01.2027 – 23.01.2027', '10.05.2027 – 15.05.2027']) {
        expect(page).toContain(part);
      }
      expect(page.match(/☐/g)).toHaveLength(4);
      expect(page).not.toMatch(/[{}]\w+}/);
    },
  );

  it('takes a title as text', () => {
    expect(consentSheet({ ...exampleStudy(), title: '<script>' }, 'en')).not.toContain('<script');
  });
});
