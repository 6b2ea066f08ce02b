import { describe, expect, it } from 'vitest';
import { answerOffice } from './answer-office.ts';

describe('answerOffice', () => {
  it('drafts an application from the person’s own words and lists what is missing', () => {
    const answer = answerOffice('Барои омӯзгор ариза нависед: ман имрӯз бемор ҳастам');
    expect(answer?.tool).toBe('letter');
    expect(answer?.text).toMatch(/^ЛОИҲА/u);
    expect(answer?.text).toContain('Ба: омӯзгор');
    expect(answer?.text).toContain('Аз: ____');
    expect(answer?.text).toContain('Ман имрӯз бемор ҳастам.');
    expect(answer?.text).toContain('Ному насаб');
  });

  it('takes what is told behind «ки», and has a receipt and a short message', () => {
    expect(answerOffice('Ба директор ариза навис, ки се рӯз ба тӯй меравам.')?.text).toContain(
      'Ба маълумати Шумо мерасонам: Се рӯз ба тӯй меравам.',
    );
    expect(answerOffice('Забонхат нависед: аз китобхона 5 китоб гирифтам.')?.text).toContain(
      'тасдиқ мекунам: Аз китобхона 5 китоб гирифтам.',
    );
    expect(answerOffice('Ба дӯстам СМС навис, ки имрӯз намеоям.')?.text).toContain('Имрӯз намеоям.');
  });

  it('drafts a letter whose words are still to be told, with what it is for', () => {
    const { text = '' } = answerOffice('Табрикнома барои модарам ба рӯзи модарон нависед.') ?? {};
    expect(text).toContain('табрик мегӯям: Бо рӯзи модарон.');
    expect(text).toContain('Ному насаб');
    expect(answerOffice('Мактуби ташаккур ба омӯзгор нависед.')?.text).toContain('Чиро гуфтан мехоҳед');
    expect(answerOffice('Ариза чист?')).toBeUndefined();
  });

  it('says office words in an easier way, and which', () => {
    const { text = '' } =
      answerOffice(
        'Ба забони содда нависед: Пардохти маблағ танҳо ба тариқи ғайринақдӣ қабул карда мешавад.',
      ) ?? {};
    expect(text).toContain('Иваз шуд');
  });

  it('promises no sum and no day that the words do not have', () => {
    const { text = '' } = answerOffice('Барои директор узрнома нависед: ман дер омадам') ?? {};
    expect(text).not.toMatch(/\d/u);
  });

  it('says which of two spellings is right', () => {
    expect(answerOffice('Кадом шакл дуруст аст: «рӯз» ё «руз»?')?.text).toContain('Дуруст: «рӯз»');
  });

  it('corrects a sentence with its reasons', () => {
    expect(answerOffice('Хатоҳоро ислоҳ кунед: Ман ба мактаб меравад.')?.text).toMatch(
      /^Ман ба мактаб меравам\./u,
    );
  });

  it('translates what stands in its memory and says so where it goes word by word', () => {
    expect(answerOffice('Ба русӣ тарҷума кун: «Дарси якум соати ҳашти саҳар сар мешавад.»')?.text).toBe(
      'Первый урок начинается в восемь утра.',
    );
    expect(answerOffice('Ба англисӣ тарҷума кун: «китоби себ»')?.text).toContain('Калима ба калима');
  });

  it.each(['Чаро осмон кабуд аст?', 'Ба ман шеър нависед: дар бораи баҳор', '12 + 5', 'Салом!'])(
    'leaves %s to others',
    (message) => {
      expect(answerOffice(message)).toBeUndefined();
    },
  );
});
