import { type Type } from '@nestjs/common';
import { IsInt, Max, Min, IsArray, ArrayMaxSize, IsString } from 'class-validator';
import { Given, OptionalDay } from '../../../../platform/http/given.js';
import { readParameters } from '../../../../platform/http/read-parameters.js';
import { type CustomerInsights } from '../../service/customer-insights.service.js';
import { type DayInsights } from '../../service/day-insights.service.js';
import { type FeatureTables } from '../../service/feature-tables.service.js';
import { type ForecastService } from '../../service/forecast.service.js';
import { type ProductInsights } from '../../service/product-insights.service.js';
import { type SegmentMovement } from '../../service/segment-movement.service.js';
import { DayQuery } from '../rest/v1/evidence.dto.js';
import { ForecastDto } from '../rest/v1/forecast.dto.js';
import {
  AnomalyQuery,
  BasketQuery,
  ClassQuery,
  ClusterQuery,
  ElasticityQuery,
  MovementQuery,
  OutlookQuery,
} from '../rest/v1/insights.dto.js';

export interface Analysts {
  forecasts: ForecastService;
  products: ProductInsights;
  days: DayInsights;
  customers: CustomerInsights;
  segments: SegmentMovement;
  features: FeatureTables;
}

/** Series of a task. */
const MOST_SERIES = 500;

/** As of the route, with more series. */
export class ForecastParameters extends ForecastDto {
  @Given()
  @IsArray()
  @ArrayMaxSize(MOST_SERIES)
  @IsString({ each: true })
  override values?: string[];

  @Given()
  @IsInt()
  @Min(1)
  @Max(MOST_SERIES)
  override top?: number;
}

export class FeatureParameters {
  @OptionalDay('Day of the table; without it, the last one of the facts.')
  as_of?: string;
}

interface Context {
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
  folder: string;
}

interface Answered {
  gold: { version: number };
  body: object;
}

interface Analysis<P> {
  /** Its parameters are those of the route of the same name. */
  parameters: Type<P>;
  /** An answer, which becomes result.json; or what was written to the folder. */
  run: (analysts: Analysts, parameters: P, context: Context) => Promise<Answered | Record<string, unknown>>;
}

function analysis<P>(parameters: Type<P>, run: Analysis<P>['run']): Analysis<P> {
  return { parameters, run };
}

/** What run_advanced_analytics can be asked for. */
export const ANALYSES = {
  forecast: analysis(ForecastParameters, ({ forecasts }, asked, context) =>
    forecasts.forecast({ top: 5, ...asked }, context),
  ),
  baskets: analysis(BasketQuery, ({ products }, asked) => products.baskets(asked)),
  product_classes: analysis(ClassQuery, ({ products }, asked) => products.classes(asked)),
  elasticity: analysis(ElasticityQuery, ({ products }, asked) => products.elasticity(asked)),
  anomalies: analysis(AnomalyQuery, ({ days }, asked) => days.anomalies(asked)),
  seasonality: analysis(DayQuery, ({ days }, asked) => days.seasonality(asked)),
  lifetime_value: analysis(OutlookQuery, ({ customers }, asked) => customers.lifetimeValue(asked)),
  churn: analysis(OutlookQuery, ({ customers }, asked) => customers.churn(asked)),
  clusters: analysis(ClusterQuery, ({ customers }, asked) => customers.clusters(asked)),
  segment_movement: analysis(MovementQuery, ({ segments }, asked) => segments.movement(asked)),
  features: analysis(FeatureParameters, ({ features }, asked, { folder, signal }) =>
    features.write(asked, folder, signal),
  ),
};

export type AnalysisName = keyof typeof ANALYSES;
export const ANALYSIS_NAMES = Object.keys(ANALYSES) as AnalysisName[];

/** Reads parameters as those of an analysis. Throws AppError. */
export async function parseAnalysis(name: AnalysisName, parameters: unknown): Promise<object> {
  return readParameters<object>(ANALYSES[name].parameters, parameters);
}

/** `parameters` have been read. */
export async function runAnalysis(
  name: AnalysisName,
  analysts: Analysts,
  parameters: object,
  context: Context,
): Promise<Answered | Record<string, unknown>> {
  return (ANALYSES[name] as Analysis<object>).run(analysts, parameters, context);
}
