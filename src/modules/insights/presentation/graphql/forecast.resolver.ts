import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { camelCased, type GraphqlContext } from '../../../../platform/graphql/index.js';
import { Requires } from '../../../auth/index.js';
import { AnswerCache } from '../../../warehouse/index.js';
import { ForecastService } from '../../service/forecast.service.js';
import { forecastAnswer } from '../forecast-answer.js';
import { ForecastArgs, forecastOf } from './forecast.args.js';
import { ForecastNode } from './forecast.types.js';

type Body = Awaited<ReturnType<ForecastService['forecast']>>['body'];

@Resolver()
export class ForecastResolver {
  constructor(
    @Inject(ForecastService) private readonly forecasts: ForecastService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Query(() => ForecastNode, {
    description:
      'Daily forecasts with bounds, scenarios and a backtest, as POST /api/v1/insights/forecast has them.',
  })
  @Requires('sales:read')
  async forecast(@Args() args: ForecastArgs, @Context() { state }: GraphqlContext): Promise<ForecastNode> {
    const text = await forecastAnswer(this.answers, this.forecasts, await forecastOf(args));
    const { data, caveats, confidence, inputs } = JSON.parse(text) as Body;
    state.versions.add(inputs.gold_version);
    return camelCased({ ...data, caveats, confidence, gold_version: inputs.gold_version });
  }
}
