import { z } from 'zod';
import { type Database, quote, quotePath } from '../../documents/index.ts';
import { inFolder, rowsOf } from './parquet.ts';
import type { ListedSchool } from './schools.ts';

const number = z.number().nullable();

const schoolSchema = z.strictObject({
  school: z.string(),
  name: z.string(),
  district: z.string(),
  region: z.string(),
  /** Days since the hub last received something new; null: never. */
  silentDays: number,
  version: z.string().nullable(),
  /** Releases that failed there. */
  failures: z.number(),
  answers: number,
  failedAnswers: number,
  wait95Seconds: number,
  diskFreeBytes: number,
});

const releaseSchema = z.strictObject({
  track: z.string(),
  release: z.string(),
  title: z.string().nullable(),
  waits: z.number(),
  trial: z.number(),
  kept: z.number(),
  rejected: z.number(),
  /** What most schools that rejected it said. */
  reason: z.string().nullable(),
  /** Share of answers that failed, and the median of the schools' 95 % waits: where it is in use, and elsewhere. */
  failedShare: number,
  failedShareElsewhere: number,
  waitSeconds: number,
  waitSecondsElsewhere: number,
});

const measureSchema = z.strictObject({
  month: z.string(),
  subject: z.string(),
  schools: z.number(),
  pupils: z.number(),
  answers: z.number(),
  rightShare: z.number(),
});

const figuresSchema = z.strictObject({
  schools: z.array(schoolSchema),
  releases: z.array(releaseSchema),
  measures: z.array(measureSchema),
  corrections: z.number(),
});

/** What the ministry's page shows. */
export type Figures = z.output<typeof figuresSchema>;

/** Days of health that count for how a school does now. */
const recentDays = 14;

/** Sums up a collection's Parquet file with DuckDB. @param now milliseconds since 1970. */
export async function figuresOf(
  file: string,
  schools: readonly ListedSchool[],
  now: number,
): Promise<Figures> {
  return inFolder(async (database) => {
    await makeViews(database, file, schools, now);
    const [counted] = z
      .tuple([z.strictObject({ corrections: z.number() })])
      .parse(
        await rowsOf(database, "SELECT count(*)::INTEGER AS corrections FROM home WHERE kind = 'correction'"),
      );
    return figuresSchema.parse({
      schools: await rowsOf(database, schoolsQuery(now)),
      releases: await rowsOf(database, releasesQuery),
      measures: await rowsOf(database, measuresQuery),
      corrections: counted.corrections,
    });
  });
}

async function makeViews(
  database: Database,
  file: string,
  schools: readonly ListedSchool[],
  now: number,
): Promise<void> {
  const since = new Date(now - recentDays * 24 * 60 * 60_000).toISOString().slice(0, 10);
  const field = (name: string, type: string) => `(content->>'$.${name}')::${type} AS ${name}`;
  const rows = schools.map((one) => [one.school, one.name, one.district, one.region].map(quote).join(', '));
  await database.run('CREATE TABLE listed (school VARCHAR, name VARCHAR, district VARCHAR, region VARCHAR)');
  for (let at = 0; at < rows.length; at += 500)
    await database.run(
      `INSERT INTO listed VALUES ${rows
        .slice(at, at + 500)
        .map((row) => `(${row})`)
        .join(', ')}`,
    );
  await database.run(
    `CREATE TABLE home AS SELECT * REPLACE (content::JSON AS content) FROM read_parquet(${quotePath(file)})`,
  );
  await database.run(`
    CREATE VIEW health AS SELECT school, ${[
      field('day', 'VARCHAR'),
      field('version', 'VARCHAR'),
      field('answers', 'DOUBLE'),
      field('failedAnswers', 'DOUBLE'),
      field('wait95Seconds', 'DOUBLE'),
      field('diskFreeBytes', 'DOUBLE'),
    ].join(', ')} FROM home WHERE kind = 'health';
    CREATE VIEW recent AS
      SELECT school, sum(answers) AS answers, sum(failedAnswers) AS failedAnswers, median(wait95Seconds) AS wait95Seconds
      FROM health WHERE day >= ${quote(since)} GROUP BY school;
    CREATE VIEW exam AS SELECT school, ${[
      field('track', 'VARCHAR'),
      field('release', 'VARCHAR'),
      field('title', 'VARCHAR'),
      field('state', 'VARCHAR'),
      field('reason', 'VARCHAR'),
    ].join(', ')} FROM home WHERE kind = 'exam';
    CREATE VIEW measure AS SELECT school, ${[
      field('month', 'VARCHAR'),
      field('subject', 'VARCHAR'),
      field('pupils', 'DOUBLE'),
      field('answers', 'DOUBLE'),
      "(content->>'$.right')::DOUBLE AS correct",
    ].join(', ')} FROM home WHERE kind = 'measure'`);
}

function schoolsQuery(now: number): string {
  return `
    WITH heard AS (
      SELECT school, max((content->>'$.receivedAt')::DOUBLE) AS heardAt FROM home WHERE kind = 'chain' GROUP BY school
    ), latest AS (
      SELECT school, arg_max(version, day) AS version, arg_max(diskFreeBytes, day) AS diskFreeBytes
      FROM health GROUP BY school
    ), failed AS (
      SELECT school, count(*)::INTEGER AS failures FROM exam WHERE state = 'rejected' GROUP BY school
    )
    SELECT listed.school, name, district, region, floor((${now} - heardAt) / 86400000) AS silentDays, version,
      coalesce(failures, 0) AS failures, answers, failedAnswers, wait95Seconds, diskFreeBytes
    FROM listed LEFT JOIN heard USING (school) LEFT JOIN latest USING (school) LEFT JOIN failed USING (school)
      LEFT JOIN recent USING (school)
    ORDER BY region, district, name`;
}

const releasesQuery = `
  WITH counts AS (
    SELECT track, release, max(title) AS title,
      count(*) FILTER (WHERE state = 'waits')::INTEGER AS waits,
      count(*) FILTER (WHERE state = 'trial')::INTEGER AS trial,
      count(*) FILTER (WHERE state = 'kept')::INTEGER AS kept,
      count(*) FILTER (WHERE state = 'rejected')::INTEGER AS rejected,
      mode(reason) FILTER (WHERE state = 'rejected') AS reason
    FROM exam GROUP BY track, release
  ), uses AS (SELECT DISTINCT track, release, school FROM exam WHERE state IN ('kept', 'trial')),
  effect AS (
    SELECT counts.track, counts.release,
      sum(failedAnswers) FILTER (WHERE uses.school IS NOT NULL) / nullif(sum(answers) FILTER (WHERE uses.school IS NOT NULL), 0) AS failedShare,
      sum(failedAnswers) FILTER (WHERE uses.school IS NULL) / nullif(sum(answers) FILTER (WHERE uses.school IS NULL), 0) AS failedShareElsewhere,
      median(wait95Seconds) FILTER (WHERE uses.school IS NOT NULL) AS waitSeconds,
      median(wait95Seconds) FILTER (WHERE uses.school IS NULL) AS waitSecondsElsewhere
    FROM counts CROSS JOIN recent
      LEFT JOIN uses ON uses.track = counts.track AND uses.release = counts.release AND uses.school = recent.school
    GROUP BY counts.track, counts.release
  )
  SELECT counts.*, failedShare, failedShareElsewhere, waitSeconds, waitSecondsElsewhere
  FROM counts LEFT JOIN effect USING (track, release)
  ORDER BY track, kept + trial + waits DESC, release`;

const measuresQuery = `
  SELECT month, subject, count(*)::INTEGER AS schools, sum(pupils) AS pupils, sum(answers) AS answers,
    sum(correct) / sum(answers) AS rightShare
  FROM measure GROUP BY month, subject ORDER BY month DESC, subject`;
