import { AppError } from '../../../platform/errors/app-error.js';
import { type CountryService, type ShownGold } from '../../warehouse/index.js';
import { type DrillRepository } from '../data-access/drill.repository.js';
import { MEASURE_NAMES } from '../domain/metrics/catalogue.js';
import { DEEPEST_ROW, type DrilledRow } from '../domain/drill.js';
import { type Period } from '../domain/period.js';
import { type Filter, type SemanticQuery, type Value } from '../domain/query.js';
import { mustBeKnown } from './names.js';
import { type SemanticService } from './semantic.service.js';
import { readFilters, settledNames } from './settle.js';

export interface DrillRequest extends Pick<
  SemanticQuery,
  'from' | 'to' | 'granularity' | 'filters' | 'asOf' | 'atVersion'
> {
  /** Only lines that take part in it; all without it. */
  measure?: string;
  /** The row of the answer: values of its dimensions. */
  cell: Record<string, Value>;
  page: number;
  size: number;
}

export interface Drilled {
  gold: ShownGold;
  period: Period | null;
  rows: DrilledRow[];
  total: number;
}

/** The gold rows behind one cell of an answer. */
export class DrillService {
  constructor(
    private readonly semantic: SemanticService,
    private readonly drill: DrillRepository,
    private readonly countries: CountryService,
  ) {}

  /** Throws AppError. */
  async rows(request: DrillRequest): Promise<Drilled> {
    const { measure, page, size } = request;
    if (page * size > DEEPEST_ROW) {
      throw new AppError('invalid', `pages reach as far as row ${DEEPEST_ROW}`, {
        hint: 'Narrow the cell: more dimensions, fewer days.',
      });
    }
    if (measure !== undefined) mustBeKnown('measure', [measure], MEASURE_NAMES);
    const cell = Object.entries(request.cell).map(([dimension, value]): Filter =>
      value === null ? { dimension, operator: 'is_null' } : { dimension, values: [value] },
    );
    const filters = [...cell, ...(request.filters ?? [])];
    const { granularity } = settledNames({ ...request, measures: ['lines'], dimensions: [], filters });
    const gold = await this.semantic.goldOf(request);
    if (gold.version < 1) return { gold, period: null, rows: [], total: 0 };
    const { period, isWhole, read } = await this.semantic.periodOf(request, gold);
    if (!period) return { gold, period, rows: [], total: 0 };
    const settled = {
      filters: readFilters(filters, this.countries),
      period: read,
      isWhole,
      granularity,
      asOf: request.asOf,
    };
    const total = await this.drill.count(gold, settled, measure);
    const window = { limit: size, offset: (page - 1) * size };
    const rows = total > window.offset ? await this.drill.rows(gold, settled, measure, window) : [];
    return { gold, period, rows, total };
  }
}
