import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { type BatchReport } from '../../../domain/batch-report.js';
import { RULES } from '../../../domain/rules.js';
import { type QualityScore } from '../../../domain/score.js';
import { WARNINGS } from '../../../domain/warnings.js';
import { GateThresholds } from '../../../service/gate-thresholds.js';
import { ProfileService } from '../../../service/profile.service.js';
import { type Scope, type Scoped, QualityReportService } from '../../../service/quality-report.service.js';
import {
  type BatchScoreDto,
  type DimensionSharesDto,
  DimensionsAnswer,
  paginationOf,
  ProfileAnswer,
  ProfileQuery,
  RecommendationsAnswer,
  RulesAnswer,
  ScopeQuery,
  ScoresAnswer,
  ScoresQuery,
  TrendsAnswer,
  TrendsQuery,
} from './quality.dto.js';

@ApiTags('quality')
@Requires('quality:read')
@Controller('api/v1/quality')
export class QualityController {
  constructor(
    private readonly reports: QualityReportService,
    private readonly tables: ProfileService,
    private readonly gate: GateThresholds,
  ) {}

  @Get('scores')
  @ApiOperation({ summary: 'How good each batch was and what the gate said, newest first' })
  @ApiOkResponse({ type: ScoresAnswer })
  @ApiProblems(422)
  async scores(@Query() query: ScoresQuery): Promise<ScoresAnswer> {
    const { version, total, reports } = await this.reports.scores(query.page, query.size, query.status);
    return { as_of_version: version, data: reports.map(toDto), pagination: paginationOf(query, total) };
  }

  @Get('trends')
  @ApiOperation({ summary: 'Score and dimensions over time' })
  @ApiOkResponse({ type: TrendsAnswer })
  @ApiProblems(422)
  async trends(@Query() { granularity, limit }: TrendsQuery): Promise<TrendsAnswer> {
    const { version, periods } = await this.reports.trends(granularity, limit);
    const data = periods.flatMap(({ start, batches, blocked, counts, quality }) =>
      quality === null
        ? []
        : [{ period: start, batches, blocked, counts, score: quality.score, dimensions: sharesOf(quality) }],
    );
    return { as_of_version: version, granularity, data };
  }

  @Get('dimensions')
  @ApiOperation({ summary: 'The six dimensions, what they mean and the counts behind them' })
  @ApiOkResponse({ type: DimensionsAnswer })
  @ApiProblems(422)
  async dimensions(@Query() { scope }: ScopeQuery): Promise<DimensionsAnswer> {
    const found = await this.reports.dimensions(scope);
    return { ...scopeOf(scope, found), score: found.quality?.score ?? null, data: found.dimensions };
  }

  @Get('recommendations')
  @ApiOperation({ summary: 'What to do about what was measured, the worst first' })
  @ApiOkResponse({ type: RecommendationsAnswer })
  @ApiProblems(422)
  async recommendations(@Query() { scope }: ScopeQuery): Promise<RecommendationsAnswer> {
    const found = await this.reports.recommendations(scope);
    return { ...scopeOf(scope, found), data: found.recommendations };
  }

  @Get('rules')
  @ApiOperation({ summary: 'The rules for lines, and what a batch must meet to change gold' })
  @ApiOkResponse({ type: RulesAnswer })
  rules(): RulesAnswer {
    const errors = RULES.map(({ name, dimension, means, fix }) => ({
      code: name,
      kind: 'error',
      dimension,
      sentence: means,
      action: fix,
    }));
    const warnings = WARNINGS.map(({ name, means, fix }) => ({
      code: name,
      kind: 'warning',
      dimension: null,
      sentence: means,
      action: fix,
    }));
    const { minRows, minScore, maxQuarantinedPercent, maxDuplicatesPercent } = this.gate.settings;
    return {
      data: [...errors, ...warnings],
      gate: {
        min_rows: minRows,
        min_score: minScore,
        max_quarantined_percent: maxQuarantinedPercent,
        max_duplicates_percent: maxDuplicatesPercent,
      },
    };
  }

  @Get('profiles')
  @ApiOperation({ summary: 'What is in the columns of a table of the lake' })
  @ApiOkResponse({ type: ProfileAnswer })
  @ApiProblems(404, 422, 503)
  async profiles(@Query() { table, at_version }: ProfileQuery): Promise<ProfileAnswer> {
    const { version, profile } = await this.tables.profile(table, at_version);
    const { rows } = profile;
    const share = (n: number) => (rows === 0 ? null : n / rows);
    return {
      as_of_version: version,
      table: profile.table,
      layer: profile.layer,
      rows,
      columns: profile.columns.map((column) => ({
        name: column.name,
        type: column.type,
        nulls: column.nulls,
        null_share: share(column.nulls),
        distinct: column.distinct,
        method: column.isExact ? 'exact' : 'approximate',
        min: column.lowest,
        max: column.highest,
        quantiles: column.quantiles,
        top_values: column.top.map((top) => ({ ...top, share: top.rows / rows })),
      })),
    };
  }
}

function toDto(report: BatchReport): BatchScoreDto {
  return {
    run_id: report.runId,
    version: report.version,
    finished_at: report.finishedAt,
    status: report.status,
    files: report.files,
    score: report.quality.score,
    dimensions: sharesOf(report.quality),
    counts: report.counts,
    duplicates_within_batch: report.duplicatesWithin,
    copies_of_earlier_lines: report.copiesOfEarlier,
    gate: report.gate,
    reasons: report.reasons,
    warnings: report.warnings,
  };
}

function sharesOf(quality: QualityScore): DimensionSharesDto {
  const { completeness, accuracy, consistency, uniqueness, validity, timeliness } = quality;
  return { completeness, accuracy, consistency, uniqueness, validity, timeliness };
}

function scopeOf(scope: Scope, { version, runId, batches, rows }: Scoped) {
  return { as_of_version: version, scope, run_id: runId, batches, rows };
}
