export { ForecastService } from './service/forecast.service.js';
export { type AskedForecast } from './domain/forecast/question.js';
export { INSIGHTS_RESOLVERS, InsightsModule } from './insights.module.js';
export { FORECAST_MEASURES } from './domain/forecast/question.js';
export { ForecastAnswer } from './presentation/rest/v1/forecast.dto.js';
