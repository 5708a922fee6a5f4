import { AppError } from '../../../platform/errors/app-error.js';
import { distance } from '../../../platform/text/distance.js';
import { type CountryNames } from '../domain/country-names.js';

/** Countries by what callers write: name, ISO code or alias. */
export class CountryService {
  constructor(private readonly names: CountryNames) {}

  /** Common short names. Throws AppError that names those that nobody knows, with names that are close. */
  resolve(texts: readonly string[] | undefined): string[] | undefined {
    if (!texts) return undefined;
    const unknown = texts.filter((text) => this.names.find(text) === undefined);
    if (unknown.length > 0) {
      const near = [...new Set(unknown.flatMap((text) => this.names.near(text, distance)))];
      throw new AppError('invalid', `no country is called ${unknown.map((text) => `'${text}'`).join(', ')}`, {
        hint:
          near.length > 0
            ? `Did you mean ${near.join(', ')}?`
            : 'Give a name, an ISO 3166 code of two or three letters, or a usual alias such as UK.',
        details: { unknown, near },
      });
    }
    return [...new Set(texts.map((text) => this.names.find(text) ?? ''))];
  }
}
