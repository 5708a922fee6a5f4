export { readCountryNames } from './data-access/country-names.js';
export { type CountryNames } from './domain/country-names.js';
export { SalesModule } from './sales.module.js';
export { CountryService } from './service/country.service.js';
