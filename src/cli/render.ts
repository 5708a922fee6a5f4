import { type Answer, type Etl, type RunDispatcher, type RunReport } from '../modules/etl/index.js';
import type { Publication, Verification } from '../modules/warehouse/index.js';

type Trace = Awaited<ReturnType<Etl['reader']['trace']>>;
type Reader = Etl['reader'];
type RecordOfRun = NonNullable<Awaited<ReturnType<RunDispatcher['record']>>>;

const count = (n: number): string => n.toLocaleString('en-US');

/** A run's report for a person: what came, where every row is, how good it is, what it changed. */
export function renderRun(report: RunReport): string {
  const lines = [`Run ${report.run_id}: ${STATUS[report.status]}`, ''];
  lines.push(...renderFiles(report));
  if (report.counts.bronze > 0) {
    const { bronze, silver, quarantined, duplicates, superseded, operations } = report.counts;
    lines.push(
      'Rows',
      ...aligned([
        ['bronze', count(bronze), 'lines as they came'],
        ['= silver', count(silver), 'valid, each once'],
        ['+ quarantined', count(quarantined), 'break a rule'],
        ['+ duplicates', count(duplicates), 'say again what another line says'],
        ...(superseded > 0 ? [['+ superseded', count(superseded), 'were corrected or deleted']] : []),
        ...(operations > 0 ? [['+ operations', count(operations), 'delete a sale']] : []),
      ]),
      '',
    );
  }
  if (report.quality) {
    const q = report.quality;
    const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
    lines.push(
      `Quality ${q.score.toFixed(2)} of 100   completeness ${percent(q.completeness)}, accuracy ${percent(q.accuracy)}, consistency ${percent(q.consistency)}, uniqueness ${percent(q.uniqueness)}, validity ${percent(q.validity)}, timeliness ${percent(q.timeliness)}`,
    );
    lines.push(...named('  quarantined for', report.reasons), ...named('  warnings', report.warnings));
    if (report.gate && !report.gate.passed) lines.push(`  gate: ${report.gate.reasons.join('; ')}`);
    if (report.gate && !report.gate.judged) lines.push('  gate: too few rows to judge');
    lines.push('');
  }
  if (report.status === 'blocked') {
    lines.push(
      `Gold is unchanged. Decide: tillhouse approve ${report.run_id}  or  tillhouse reject ${report.run_id}`,
    );
  }
  if (report.gold) {
    const span = report.months.filter((month) => month !== 'unknown');
    lines.push(
      `Gold version ${report.version}: ${count(report.gold.fact_rows)} facts, net revenue ${report.gold.net_revenue} ${report.gold.currency}, ${report.audits_passed} audits passed`,
      `  months computed: ${span.length === 0 ? 'none' : span.length === 1 ? span[0] : `${span.length} (${span[0]} … ${span.at(-1)})`}`,
    );
  }
  if (report.erasure) {
    const { fingerprint, lines: erased } = report.erasure;
    lines.push(`${count(erased)} lines lost their customer, who is known as ${fingerprint} from now on`);
  } else if (report.status === 'no_new_data') lines.push('Nothing new: the lake is as it was.');
  const stages = Object.entries(report.timings).map(([stage, ms]) => `${stage} ${(ms / 1000).toFixed(1)} s`);
  lines.push(
    `Took ${(report.duration_ms / 1000).toFixed(1)} s${stages.length > 0 ? ` (${stages.join(', ')})` : ''}`,
  );
  return lines.join('\n');
}

const STATUS: Record<RunReport['status'], string> = {
  published: 'published',
  blocked: 'BLOCKED by the quality gate',
  rejected: 'rejected',
  no_new_data: 'no new data',
};
const SHOWN_FILES = 12;

function renderFiles(report: RunReport): string[] {
  if (report.files.length === 0) return [];
  const troubled = report.files.filter((file) => file.status !== 'ingested');
  const rest = report.files.filter((file) => file.status === 'ingested');
  const lines = [`Files ${report.files.length}: ${rest.length} ingested${summary(troubled)}`];
  const remarkable = rest.filter((file) => file.notes.length > 0);
  for (const file of [...troubled, ...remarkable].slice(0, SHOWN_FILES)) {
    lines.push(
      `  ${file.name}: ${file.status === 'refused' ? 'REFUSED: ' : ''}${file.notes.join(file.status === 'refused' ? '\n      ' : '; ')}`,
    );
  }
  const hidden = troubled.length + remarkable.length - SHOWN_FILES;
  if (hidden > 0)
    lines.push(`  … and ${hidden} more with remarks (tillhouse --json runs show ${report.run_id})`);
  return [...lines, ''];
}

function summary(files: RunReport['files']): string {
  const statuses = new Map<string, number>();
  for (const file of files) statuses.set(file.status, (statuses.get(file.status) ?? 0) + 1);
  return [...statuses].map(([status, n]) => `, ${n} ${status.replaceAll('_', ' ')}`).join('');
}

function named(title: string, counts: Record<string, number>): string[] {
  const found = Object.entries(counts).filter(([, n]) => n > 0);
  return found.length === 0
    ? []
    : [`${title}: ${found.map(([name, n]) => `${name} ${count(n)}`).join(', ')}`];
}

/** A run that has no report: it waits, goes on, or failed. */
export function renderRecord(record: RecordOfRun): string {
  const lines = [
    `Run ${record.id}: ${record.status}`,
    `  asked for at ${at(record.created_at)}, begun ${record.attempts} times`,
  ];
  for (const stage of record.stages) {
    const progress =
      stage.total > 0 && stage.status === 'running' ? ` (${stage.done} of ${stage.total})` : '';
    lines.push(`  ${stage.stage.padEnd(8)} ${stage.status}${progress}`);
  }
  if (record.error) lines.push(`error: ${record.error.message}`);
  if (record.error?.hint) lines.push(`  ${record.error.hint}`);
  return lines.join('\n');
}

function at(time: Date): string {
  return new Date(time).toISOString();
}

export function renderRuns(runs: Awaited<ReturnType<Reader['runs']>>): string {
  if (runs.length === 0) return 'No runs yet. Begin with: tillhouse run <file|folder>';
  return table(
    ['run', 'kind', 'status', 'version', 'finished', 'files', 'rows', 'score', 'error'],
    runs.map((r) => [
      r.run_id,
      r.kind,
      r.status,
      String(r.version ?? ''),
      r.finished_at ?? '',
      count(r.files),
      count(r.rows),
      r.score?.toFixed(2) ?? '',
      short(r.error ?? '', 60),
    ]),
  );
}

export function renderTables(tables: Awaited<ReturnType<Reader['tables']>>): string {
  if (tables.length === 0) return 'No tables yet. Begin with: tillhouse run <file|folder>';
  return table(
    ['layer', 'table', 'rows', 'files', 'size', 'one row is'],
    tables.map((t) => [
      t.layer,
      t.name,
      count(t.rows),
      count(t.files),
      `${(t.bytes / 1024 / 1024).toFixed(1)} MiB`,
      short(t.grain.replace(/^one row (is )?/, ''), 70),
    ]),
  );
}

export function renderRows(answer: Answer): string {
  const [first] = answer.rows;
  if (!first) return `(no rows, version ${answer.version})`;
  const names = Object.keys(first);
  const body = table(
    names,
    answer.rows.map((row) => names.map((name) => cell(row[name]))),
  );
  return `${body}\n(${count(answer.rows.length)} rows${answer.truncated ? ', more were cut off: --limit' : ''}, version ${answer.version})`;
}

export function renderTrace(trace: Trace): string {
  const lines: string[] = [];
  const part = (title: string, row: Record<string, unknown> | null) => {
    if (!row) return;
    lines.push(
      title,
      ...aligned(Object.entries(row).flatMap(([k, v]) => (v === null ? [] : [[k, cell(v)]]))),
      '',
    );
  };
  part('Gold (fact_sale and its dimensions)', trace.gold);
  part('Silver (silver_sales)', trace.silver);
  part('Quarantine', trace.quarantine);
  part(trace.deletion ? 'Deleted, by' : 'Bronze, as it came', trace.bronze);
  for (const row of trace.former.toReversed()) part('Before that', row);
  const place = (row: Record<string, unknown>) =>
    `${cell(row['_file'])}, ${row['_line'] === null ? `row ${cell(row['_row'])}` : `line ${cell(row['_line'])}`}`;
  const at = trace.bronze;
  if (at) lines.push(`Source: ${place(at)} (SHA-256 ${at['_file_hash'] as string})`);
  for (const row of trace.former.toReversed()) lines.push(`Before: ${place(row)}`);
  for (const copy of trace.copies) lines.push(`Copy:   ${place(copy)}`);
  return lines.join('\n');
}

export function renderVacuum(report: Awaited<ReturnType<Etl['maintenance']['vacuum']>>): string {
  return `Deleted ${count(report.deletedFiles)} files, ${(report.deletedBytes / 1024 / 1024).toFixed(1)} MiB. Versions from ${report.oldestReadable} on can be read.`;
}

export function renderPublication(publication: Publication | undefined): string {
  if (!publication) return 'There is no gold yet. Begin with: tillhouse run <file|folder>';
  const { version, method, rows_written, rows_deleted, duration_ms } = publication;
  if (method === 'none') return `The warehouse shows version ${version}, the newest.`;
  const how =
    method === 'load'
      ? `${count(rows_written)} rows loaded`
      : `${count(rows_written)} rows written, ${count(rows_deleted)} deleted`;
  return `The warehouse shows version ${version}: ${how} in ${(duration_ms / 1000).toFixed(1)} s.`;
}

export function renderVerification({ version, newest_version, equal, tables }: Verification): string {
  const lines = [
    table(
      ['table', 'gold', 'warehouse', 'missing', 'extra'],
      tables.map((t) => [
        t.table,
        count(t.gold_rows),
        count(t.warehouse_rows),
        count(t.missing),
        count(t.extra),
      ]),
    ),
  ];
  for (const { table: name, examples } of tables)
    for (const row of examples) lines.push(`  ${name}: ${JSON.stringify(row)}`);
  lines.push(
    equal
      ? `The warehouse shows version ${version} of gold, row for row.`
      : `The warehouse DIFFERS from version ${version} of gold. \`tillhouse publish --whole\` loads it anew.`,
  );
  if (newest_version > version)
    lines.push(`Version ${newest_version} is not published yet: tillhouse publish`);
  return lines.join('\n');
}

function table(header: string[], rows: string[][]): string {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

function aligned(rows: string[][]): string[] {
  const widths = [0, 1].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map(
    (row) =>
      `  ${row.map((text, i) => (i === 0 ? text.padEnd(widths[0] ?? 0) : i === 1 && row.length > 2 ? text.padStart(widths[1] ?? 0) : text)).join('  ')}`,
  );
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return short(
    typeof value === 'object' ? JSON.stringify(value) : `${value as string}`.replace(/\s+/g, ' '),
    60,
  );
}

function short(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
