import { describe, expect, it } from 'vitest';
import { addTeacherWithClass, join, setUp } from '../testing/test-people.ts';
import { Browser, openTestSchool } from '../testing/test-school.ts';

const notice = { text: 'Маҷлис 5 декабр дар мактаби №3 мешавад.' };

describe('the tasks at /v1/soro on the page', () => {
  it('are for whoever is logged in, with the page’s token', async () => {
    const school = openTestSchool();
    const administrator = await setUp(school);
    const { schoolClass } = await addTeacherWithClass(school, administrator, 'Зайнаб');
    const { pupil } = await join(school, schoolClass.code, 'Сино');
    const answered = await pupil.post<{ places: { text: string }[] }>('/v1/soro/notices', notice);
    expect([answered.status, answered.body.places[0]?.text]).toEqual([200, 'мактаби №3']);
    expect((await new Browser(school.app).post('/v1/soro/notices', notice)).status).toBe(401);
    pupil.csrf = 'other';
    expect((await pupil.post('/v1/soro/notices', notice)).status).toBe(401);
    await school.close();
  });
});
