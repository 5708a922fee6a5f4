export interface Place {
  country: string;
  /** Degrees north and east. */
  latitude: number;
  longitude: number;
}

export interface Circle {
  latitude: number;
  longitude: number;
  km: number;
}

/** Degrees; where west is greater than east the box goes over the date line. */
export interface Box {
  south: number;
  west: number;
  north: number;
  east: number;
}

const EARTH_KM = 6_371.0088;

/** Great-circle distance by the haversine formula, on a sphere of the earth's mean radius. */
export function kilometres(a: Omit<Place, 'country'>, b: Omit<Place, 'country'>): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const cosines = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(north + cosines * east)));
}

/** Places in the circle with their distance, nearest first. */
export function within(places: readonly Place[], circle: Circle): (Place & { km: number })[] {
  return places
    .map((place) => ({ ...place, km: kilometres(place, circle) }))
    .filter(({ km }) => km <= circle.km)
    .sort((a, b) => a.km - b.km || (a.country < b.country ? -1 : 1));
}

export function inBox(places: readonly Place[], { south, west, north, east }: Box): Place[] {
  return places.filter(({ latitude, longitude }) => {
    const isBetween =
      west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
    return latitude >= south && latitude <= north && isBetween;
  });
}
