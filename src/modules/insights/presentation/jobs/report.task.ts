import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IsBoolean, IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { Given, OptionalDay } from '../../../../platform/http/given.js';
import { readParameters } from '../../../../platform/http/read-parameters.js';
import { type TaskHandler } from '../../../tasks/index.js';
import { htmlOf } from '../../domain/report/html.js';
import { REPORT_TYPE_NAMES, type ReportType } from '../../domain/report/report.js';
import { type ReportService } from '../../service/report/report.service.js';

class ReportParameters {
  @IsIn(REPORT_TYPE_NAMES)
  report_type!: ReportType;

  @OptionalDay('First day; without days, each part is of its usual ones.')
  date_from?: string;

  @OptionalDay('Last day, included.')
  date_to?: string;

  @Given()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  country?: string;

  @Given()
  @IsBoolean()
  include_forecast: boolean = true;
}

const FILES = { html: 'report.html', json: 'report.json' } as const;

/** A report as a document: a page that needs nothing else, and the same as JSON. */
export function reportTask(reports: ReportService): TaskHandler<ReportParameters> {
  return {
    name: 'generate_comprehensive_report',
    permission: 'sales:read',
    summary: 'A report with charts, as HTML and as JSON',
    parse: (given) => readParameters(ReportParameters, given),
    run: async ({ parameters, signal, progress, folder }) => {
      const report = await reports.make(parameters, { signal, progress });
      await writeFile(join(folder, FILES.html), htmlOf(report));
      await writeFile(join(folder, FILES.json), `${JSON.stringify(report, null, 2)}\n`);
      const { report_type, title, period, gold_version, currency, sections } = report;
      return {
        report_type,
        title,
        period,
        gold_version,
        currency,
        sections: sections.map((section) => section.title),
        kpis: sections.flatMap(({ kpis = [] }) => kpis),
        files: Object.values(FILES),
      };
    },
  };
}
