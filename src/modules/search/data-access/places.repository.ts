import { type Database } from '../../../platform/database/index.js';
import { type Place } from '../domain/geo.js';

/** Where countries are. */
export class PlacesRepository {
  constructor(private readonly database: Database) {}

  async all(): Promise<Place[]> {
    return this.database.rows<Place>(
      `SELECT country_name AS country, latitude, longitude FROM dim_country WHERE latitude IS NOT NULL AND longitude IS NOT NULL`,
    );
  }
}
