import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { type Camel, countedAs } from '../../../../platform/graphql/index.js';
import { type Confidence } from '../../domain/evidence.js';
import { type ForecastData } from '../../service/forecast.service.js';

type Series = ForecastData['series'][number];

/** Lists come whole from one computation, however long they are; so they count as fewer. */
const COUNTED = { series: 5, days: 10, few: 3 };

@ObjectType('Confidence')
class ConfidenceNode implements Confidence {
  @Field(() => String, { description: 'high, medium or low.' })
  level!: Confidence['level'];

  @Field()
  reason!: string;
}

@ObjectType('Backtest', { description: 'Means over origins in the past, from what was known there alone.' })
class BacktestNode implements Camel<Omit<Series['backtest'], 'origins'>> {
  @Field(() => Int)
  windowDays!: number;

  @Field(() => Int)
  windows!: number;

  @Field(() => Float, { nullable: true, description: 'Sum of absolute errors over the sum of values.' })
  wape!: number | null;

  @Field(() => Float, { nullable: true })
  seasonalNaiveWape!: number | null;

  @Field(() => Float, { nullable: true })
  mase!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the days within the 80% bounds.' })
  coverage80!: number | null;

  @Field(() => Float, { nullable: true })
  coverage95!: number | null;
}

@ObjectType('Scenario')
class ScenarioNode implements Camel<Series['scenarios'][number]> {
  @Field({ description: 'baseline, optimistic or pessimistic.' })
  name!: string;

  @Field(() => Float, { description: 'Of every open day, as a share of the baseline.' })
  change!: number;

  @Field()
  assumption!: string;

  @Field(() => Float, { nullable: true, description: 'Of the horizon; null where days do not add up.' })
  total!: number | null;
}

@ObjectType('ForecastDay')
class ForecastDayNode implements Camel<Series['forecast'][number]> {
  @Field({ description: 'YYYY-MM-DD.' })
  date!: string;

  @Field({ description: 'The shop is usually open on such a day; else all values are 0.' })
  isOpen!: boolean;

  @Field(() => Float)
  baseline!: number;

  @Field(() => Float)
  optimistic!: number;

  @Field(() => Float)
  pessimistic!: number;

  @Field(() => Float, { nullable: true, description: 'Null where the past is too short for bounds.' })
  lower80!: number | null;

  @Field(() => Float, { nullable: true })
  upper80!: number | null;

  @Field(() => Float, { nullable: true })
  lower95!: number | null;

  @Field(() => Float, { nullable: true })
  upper95!: number | null;
}

@ObjectType('ForecastSeries')
class ForecastSeriesNode {
  @Field(() => String, { nullable: true, description: 'Of the dimension; null for the whole.' })
  value!: string | null;

  @Field()
  model!: string;

  @Field()
  chosenBecause!: string;

  @Field(() => Int, { description: 'Open days that are known, from the first sale on.' })
  openDays!: number;

  @Field(() => Float, { description: 'Median of them.' })
  usualOpenDay!: number;

  @Field()
  backtest!: BacktestNode;

  @Field(() => [ScenarioNode], { complexity: countedAs(COUNTED.few) })
  scenarios!: ScenarioNode[];

  @Field()
  confidence!: ConfidenceNode;

  @Field(() => [ForecastDayNode], { complexity: countedAs(COUNTED.days) })
  forecast!: ForecastDayNode[];
}

@ObjectType('NotForecast')
class NotForecastNode {
  @Field()
  value!: string;

  @Field()
  reason!: string;
}

@ObjectType('Forecast')
export class ForecastNode {
  @Field()
  measure!: string;

  @Field(() => String, { nullable: true })
  dimension!: string | null;

  @Field()
  firstDay!: string;

  @Field()
  lastDay!: string;

  @Field(() => [ForecastSeriesNode], { complexity: countedAs(COUNTED.series) })
  series!: ForecastSeriesNode[];

  @Field(() => [NotForecastNode], { complexity: countedAs(COUNTED.few) })
  notForecast!: NotForecastNode[];

  @Field(() => [String])
  caveats!: string[];

  @Field()
  confidence!: ConfidenceNode;

  @Field(() => Int, { description: 'Version of gold that everything is of.' })
  goldVersion!: number;
}
