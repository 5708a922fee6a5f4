import { createWriteStream } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { addBackupCommands } from './cli/backup-commands.js';
import { type Out, printError, runCommand } from './cli/output.js';
import { withServices } from './cli/services.js';
import {
  renderPublication,
  renderRecord,
  renderRows,
  renderRun,
  renderRuns,
  renderTables,
  renderTrace,
  renderVacuum,
  renderVerification,
} from './cli/render.js';
import { progressDisplay } from './cli/progress.js';
import type { RunReport, RunRequest } from './modules/etl/index.js';
import type { QuarantineRow } from './modules/quality/index.js';
import { loadConfig, loadConfigWith } from './platform/config/index.js';
import { programVersion } from './platform/config/version.js';
import { AppError } from './platform/errors/app-error.js';

function wholeNumber(min: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min)
      throw new InvalidArgumentError(`expected a whole number of at least ${min}`);
    return value;
  };
}

function oneOf<T extends string>(...values: T[]) {
  return (text: string): T => {
    const found = values.find((value) => value === text);
    if (found === undefined) throw new InvalidArgumentError(`expected one of ${values.join(', ')}`);
    return found;
  };
}

const program = new Command('tillhouse')
  // Before the commands, which inherit it.
  .exitOverride()
  .description(
    'Raw retail files in, a trusted and versioned star schema out.\n\n' +
      'Everything is kept in the home folder: TILLHOUSE_HOME, or .tillhouse in the working folder.\n' +
      'All settings are described in .env.example.',
  )
  .addHelpText(
    'after',
    `
Examples:
  $ tillhouse generate --lines 30000 --seed 1 --out sample     make synthetic files
  $ tillhouse run sample                                       bring them in
  $ tillhouse sql "select * from mart_sales_monthly where country_key is null order by invoice_month"
  $ tillhouse trace <sale_id>                                  which line of which file a sale comes from
`,
  )
  .version(programVersion())
  .option('--json', 'print one JSON object on standard output, and nothing else there')
  .showHelpAfterError('(tillhouse --help tells more)');

const json = () => program.opts<{ json?: boolean }>().json === true;
// Loaded by the commands that need them: a server has other things to begin with.
const lakeDoors = () => import('./platform/lake/index.js');
const etlDoors = () => import('./modules/etl/index.js');
const etl = async () => {
  const config = loadConfig();
  const { openLake } = await lakeDoors();
  const { createEtl } = await etlDoors();
  return createEtl(config, await openLake(config));
};

/** Does a run, with a display of how far it is, and brings the warehouse up to date. */
async function runAndPublish(request: RunRequest, out: Out): Promise<number> {
  const config = loadConfig();
  const display = progressDisplay(json());
  const { SILENT } = await etlDoors();
  return withServices(config, async ({ runs, published, warehouse }) => {
    const report = await runs.run(request, { ...SILENT, progress: display.show }).finally(display.end);
    // With nothing new: a command that was killed behind its commit may have left the warehouse behind.
    const latest =
      report.status === 'no_new_data'
        ? (published() ?? (await warehouse.publication.publish()))
        : published();
    const publication = latest?.method === 'none' ? undefined : latest;
    const isBehind = report.status === 'published' && publication === undefined;
    out(
      { ...report, warehouse: publication ?? null },
      [renderRun(report), ...(publication ? [renderPublication(publication)] : [])].join('\n'),
    );
    return isBehind ? 1 : exitCodeOf(report);
  });
}

program
  .command('run')
  .description('bring files into the lake: CSV, JSON, JSON lines, Parquet, .xlsx; folders and globs too')
  .argument('<file|folder|glob...>', 'what to bring')
  .option(
    '--mapping <file>',
    'YAML or JSON: header names, date_format, decimal, thousands, encoding, delimiter, time_zone, sheet',
  )
  .action(async (paths: string[], options: { mapping?: string }) => {
    await runCommand(json(), async (out) => {
      const { maxLineBytes } = loadConfig().values;
      const { discoverFiles, NO_MAPPING, readMapping } = await etlDoors();
      const files = await discoverFiles(paths, process.cwd());
      const mapping = options.mapping === undefined ? NO_MAPPING : await readMapping(options.mapping);
      return runAndPublish({ kind: 'run', paths: files, mapping, maxLineBytes }, out);
    });
  });

const runs = program
  .command('runs')
  .description('list the runs, newest first')
  .option('--limit <n>', 'how many', wholeNumber(1), 20)
  .action(async (options: { limit: number }) => {
    await runCommand(json(), async (out) => {
      const list = await withServices(loadConfig(), ({ runs: all }) => all.history(options.limit));
      out({ runs: list }, renderRuns(list));
    });
  });

runs
  .command('show')
  .description('show the report of a run')
  .argument('<id>', 'run id, or latest')
  .action(async (id: string) => {
    await runCommand(json(), async (out) => {
      const found = await withServices(loadConfig(), ({ runs: all }) => all.show(id));
      out(found, 'stages' in found ? renderRecord(found) : renderRun(found));
    });
  });

program
  .command('approve')
  .description('let a blocked run pass the gate')
  .argument('<run>', 'run id')
  .action(async (id: string) => {
    await runCommand(json(), async (out) => {
      return runAndPublish({ kind: 'approve', run: id }, out);
    });
  });

program
  .command('reject')
  .description('keep a blocked run out; its files may be sent again')
  .argument('<run>', 'run id')
  .action(async (id: string) => {
    await runCommand(json(), async (out) => {
      return runAndPublish({ kind: 'reject', run: id }, out);
    });
  });

program
  .command('rebuild')
  .description('compute silver and gold again from bronze, after a change of rules or reference data')
  .action(async () => {
    await runCommand(json(), async (out) => {
      return runAndPublish({ kind: 'rebuild' }, out);
    });
  });

program
  .command('erase')
  .description(
    'erase a customer for good: the lines stay without their customer, former versions are deleted, and lines to come are anonymous',
  )
  .argument('<customer_id>', 'as the sources write it')
  .option('--yes', 'do it; it cannot be undone')
  .action(async (id: string, { yes }: { yes?: boolean }) => {
    await runCommand(json(), async (out) => {
      if (yes !== true) {
        throw new AppError(
          'refused',
          'an erasure cannot be undone, and deletes the former versions of the lake',
          {
            hint: 'Say --yes to do it.',
          },
        );
      }
      return withServices(loadConfig(), async ({ runs: all, erasures, warehouse, published }) => {
        const { request, pending } = await erasures.prepare(id, null);
        const display = progressDisplay(json());
        const { SILENT } = await etlDoors();
        const report = await all
          .execute(pending?.id ?? (await all.submit(request)), { ...SILENT, progress: display.show })
          .finally(display.end);
        const isCleaned = await erasures.clean();
        const publication = published();
        // The deletion is a version too, of the same gold.
        if (isCleaned) await warehouse.publication.publish();
        out(
          { ...report, warehouse: publication ?? null, cleaned: isCleaned },
          [
            renderRun(report),
            ...(publication ? [renderPublication(publication)] : []),
            isCleaned
              ? 'Former versions are deleted.'
              : 'Former versions are still read or written: a server deletes them within seconds, or this command given again.',
          ].join('\n'),
        );
        return isCleaned ? 0 : 1;
      });
    });
  });

const quarantine = program.command('quarantine').description('look at the lines that break a rule');
const filters = (command: Command) =>
  command
    .option('--reason <name>', 'only lines with this reason')
    .option('--file <name>', 'only lines of this file')
    .option('--run <id>', 'only lines of this run');
interface QuarantineOptions {
  reason?: string;
  file?: string;
  run?: string;
}
const quarantined = async ({ reason, file, run }: QuarantineOptions, limit: number) => {
  const config = loadConfig();
  const { openLake } = await lakeDoors();
  const { createQuality } = await import('./modules/quality/index.js');
  // Nobody else waits here for the engine.
  const { quarantine: lines } = createQuality(config, await openLake(config), { timeMs: 600_000 });
  const { version, total, rows } = await lines.list({ reason, file, run }, { limit, offset: 0 });
  return { version, total, rows, truncated: total > rows.length };
};

filters(quarantine.command('list').description('list them'))
  .option('--limit <n>', 'how many', wholeNumber(1), 50)
  .action(async (options: QuarantineOptions & { limit: number }) => {
    await runCommand(json(), async (out) => {
      const answer = await quarantined(options, options.limit);
      const shown = answer.rows.map(
        ({ reasons, _file, _line, _row, invoice_no, stock_code, quantity, unit_price, invoice_date }) => ({
          file: _file,
          line: _line ?? _row,
          reasons: reasons.join(', '),
          invoice_no,
          stock_code,
          quantity,
          unit_price,
          invoice_date,
        }),
      );
      out(answer, renderRows({ ...answer, columns: [], rows: shown }));
    });
  });

quarantine
  .command('show')
  .description('show one line whole, with where it stands')
  .argument('<sale_id>', 'id of the line')
  .action(async (id: string) => {
    await runCommand(json(), async (out) => {
      const trace = await (await etl()).reader.trace(id);
      out(trace, renderTrace(trace));
    });
  });

filters(quarantine.command('export').description('write them as CSV, to be corrected and brought in again'))
  .option('--out <file>', 'where to (default: standard output)')
  .action(async (options: QuarantineOptions & { out?: string }) => {
    await runCommand(json(), async (out) => {
      const answer = await quarantined(options, 1_000_000);
      const csv = quarantineCsv(answer.rows);
      if (options.out === undefined) {
        if (!json()) process.stdout.write(csv);
        out(answer, '');
      } else {
        await new Promise<void>((resolve, reject) => {
          createWriteStream(options.out ?? '')
            .on('error', reject)
            .on('finish', resolve)
            .end(csv);
        });
        out(
          { file: options.out, rows: answer.rows.length },
          `${answer.rows.length} lines written to ${options.out}`,
        );
      }
    });
  });

program
  .command('sql')
  .description('run one SELECT (DuckDB) over bronze, silver, gold and marts; read only')
  .argument('<select>', 'the statement')
  .option('--at <version>', 'as of an earlier version of the lake', wholeNumber(1))
  .option('--limit <n>', 'most rows to print', wholeNumber(1), 1000)
  .action(async (statement: string, options: { at?: number; limit: number }) => {
    await runCommand(json(), async (out) => {
      const answer = await (await etl()).reader.sql(statement, options);
      out(answer, renderRows(answer));
    });
  });

program
  .command('tables')
  .description('list the tables of the lake')
  .option('--at <version>', 'as of an earlier version of the lake', wholeNumber(1))
  .action(async (options: { at?: number }) => {
    await runCommand(json(), async (out) => {
      const tables = await (await etl()).reader.tables(options.at);
      out({ tables }, renderTables(tables));
    });
  });

program
  .command('trace')
  .description('follow a sale from gold to silver to the line of the file that brought it')
  .argument('<sale_id>', 'fact_sale.sale_id')
  .action(async (id: string) => {
    await runCommand(json(), async (out) => {
      const trace = await (await etl()).reader.trace(id);
      out(trace, renderTrace(trace));
    });
  });

program
  .command('generate')
  .description('make synthetic sales files in the Online Retail shape, with its real-world dirt')
  .requiredOption('--lines <n>', 'number of lines', wholeNumber(1))
  .option('--seed <n>', 'equal seeds give equal files', wholeNumber(0), 1)
  .requiredOption('--out <dir>', 'an empty or new folder')
  .option(
    '--file-per <day|month|all>',
    'days that a file holds (default: by the number of lines)',
    oneOf('day', 'month', 'all'),
  )
  .action(
    async (options: { lines: number; seed: number; out: string; filePer?: 'day' | 'month' | 'all' }) => {
      await runCommand(json(), async (out) => {
        const { generateSynthetic } = await etlDoors();
        const made = await generateSynthetic({ ...options, outDir: options.out });
        const { length } = made.files;
        out(
          made,
          `${made.lines.toLocaleString('en-US')} lines in ${length === 1 ? 'one file' : `${length} files`} in ${options.out}`,
        );
      });
    },
  );

program
  .command('publish')
  .description('bring the PostgreSQL star schema to the newest version of gold; `run` does so by itself')
  .option('--whole', 'load all rows anew, whatever is there')
  .action(async (options: { whole?: boolean }) => {
    await runCommand(json(), async (out) => {
      const publication = await withServices(loadConfig(), ({ warehouse }) =>
        warehouse.publication.publish(options),
      );
      out(publication ?? { version: null }, renderPublication(publication));
    });
  });

program
  .command('verify')
  .description('compare the PostgreSQL star schema with gold, row for row')
  .action(async () => {
    await runCommand(json(), async (out) => {
      const verification = await withServices(loadConfig(), ({ warehouse }) =>
        warehouse.verification.verify(),
      );
      out(verification, renderVerification(verification));
      return verification.equal ? 0 : 1;
    });
  });

program
  .command('migrate')
  .description(
    'make home folder and database ready for this program: migrations, and what a crash left half done',
  )
  .action(async () => {
    await runCommand(json(), async (out) => {
      await withServices(loadConfig(), async ({ etl: { maintenance }, exclusively, warehouse }) => {
        const state = await exclusively(() => maintenance.recover());
        const publication = await warehouse.publication.publish();
        out(
          { ...state, warehouse: publication ?? null },
          [
            `The lake is ready: version ${state.version}, ${state.tables} tables. The database is up to date.`,
            ...(publication ? [renderPublication(publication)] : []),
          ].join('\n'),
        );
      });
    });
  });

program
  .command('serve')
  .description('serve the API, with its documentation at /docs, until Ctrl-C')
  .option('--port <n>', 'port (default: TILLHOUSE_PORT, or 8080)', wholeNumber(0))
  .action(async (options: { port?: number }) => {
    await runCommand(json(), async (out) => {
      const config = loadConfigWith(
        options.port === undefined ? {} : { TILLHOUSE_PORT: String(options.port) },
      );
      const { openDatabase } = await import('./platform/database/index.js');
      // The embedded database takes a second to start, and so does the web framework to load, which no other command needs.
      const opening = openDatabase(config);
      opening.catch(() => undefined);
      const { startServer } = await import('./server.js');
      const { url } = await startServer(config, opening);
      out(
        { url },
        `Tillhouse serves ${config.values.home} on ${url}\n  documentation  ${url}/docs\n  health         ${url}/api/v1/health\nCtrl-C ends it.`,
      );
    });
  });

program
  .command('worker')
  .description('do the jobs of servers elsewhere (TILLHOUSE_WORKER=off there), until Ctrl-C')
  .action(async () => {
    await runCommand(json(), async (out) => {
      const { startWorker } = await import('./server.js');
      await startWorker(loadConfig());
      out({ working: true }, 'Tillhouse waits for jobs. Ctrl-C ends it.');
    });
  });

program
  .command('vacuum')
  .description('delete files that no kept version of the lake refers to')
  .option(
    '--retention-hours <n>',
    'how long former versions stay readable (default: TILLHOUSE_VACUUM_RETENTION_HOURS)',
    wholeNumber(0),
  )
  .action(async (options: { retentionHours?: number }) => {
    await runCommand(json(), async (out) => {
      const config = loadConfig();
      const hours = options.retentionHours ?? config.values.vacuumRetentionHours;
      await withServices(config, async ({ etl: { maintenance }, exclusively }) => {
        const report = await exclusively(() => maintenance.vacuum(hours));
        out(report, renderVacuum(report));
      });
    });
  });

addBackupCommands(program, json);

function exitCodeOf(report: RunReport): number {
  if (report.files.some((file) => file.status === 'refused')) return 1;
  return report.status === 'blocked' ? 3 : 0;
}

function quarantineCsv(rows: readonly QuarantineRow[]): string {
  const columns = [
    'invoice_no',
    'stock_code',
    'description',
    'quantity',
    'invoice_date',
    'unit_price',
    'customer_id',
    'country',
    'line_no',
    'reasons',
    '_file',
    '_line',
  ] as const;
  const cell = (value: unknown): string => {
    const text = Array.isArray(value) ? value.join(' ') : `${(value ?? '') as string}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return (
    [
      columns.map((c: string) => c.replace(/^_/, 'source_')).join(','),
      ...rows.map((row) => columns.map((c) => cell(row[c])).join(',')),
    ].join('\n') + '\n'
  );
}

export async function main(argv: string[]): Promise<void> {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error instanceof AppError ? error.message : (error.stack ?? error.message)}\n`);
    process.exit(70);
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has told a person already; help that was asked for is no error.
    process.exitCode = error.exitCode;
    if (error.exitCode !== 0 && argv.includes('--json')) {
      const told = error.code === 'commander.help' ? 'no command is given' : error.message;
      printError('invalid', told.replace(/^error: /, ''));
    }
  }
}

await main(process.argv);
