import { type AnswerCache } from '../../warehouse/index.js';
import { type ForecastService } from '../service/forecast.service.js';
import { type ForecastDto } from './rest/v1/forecast.dto.js';

/** Series of a dimension that are foreseen where nobody says how many. */
const USUAL_SERIES = 5;

/** A forecast as JSON, one and the same for REST and GraphQL. Throws AppError. */
export async function forecastAnswer(
  answers: AnswerCache,
  forecasts: ForecastService,
  asked: ForecastDto,
): Promise<string> {
  const { text } = await answers.through('v1/insights/forecast', asked, () =>
    forecasts.forecast({ top: USUAL_SERIES, ...asked }),
  );
  return text;
}
