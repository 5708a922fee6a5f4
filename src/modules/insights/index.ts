export { ForecastService } from './service/forecast.service.js';
export { type AskedForecast } from './domain/forecast/question.js';
export { InsightsModule } from './insights.module.js';
