import { type Random } from './random.js';

export interface Product {
  stockCode: string;
  description: string;
  /** Description from `renamedFrom` on, on products that are renamed. */
  laterDescription: string | null;
  renamedFrom: number;
  /** Pence, or tenths of a penny where `thousandths` is set. */
  price: number;
  thousandths: boolean;
  spaced: boolean;
}

const LOOKS = [
  'RED',
  'BLUE',
  'IVORY',
  'VINTAGE',
  'PAISLEY',
  'GINGHAM',
  'RUSTIC',
  'ENAMEL',
  'PAINTED',
  'WOODLAND',
  'STRIPED',
  'SPOTTY',
  'ANTIQUE',
  'FLORAL',
  'PASTEL',
  'COPPER',
  'SMALL',
  'LARGE',
  'SET OF 3',
  'PACK OF 6',
  'ROUND',
  'HANGING',
  'FOLDING',
  'MINI',
  'QUILTED',
  'CERAMIC',
  'WOODEN',
  'GLASS',
  'ZINC',
  'WICKER',
];
const THEMES = [
  'CHRISTMAS',
  'GARDEN',
  'PARTY',
  'BAKING',
  'ROSE',
  'HEART',
  'STAR',
  'BIRD',
  'SEASIDE',
  'CIRCUS',
  'ALPINE',
  'ORCHARD',
  'MEADOW',
  'HARVEST',
  'STARLIGHT',
];
const THINGS = [
  'MUG',
  'CAKE TIN',
  'LANTERN',
  'CANDLE HOLDER',
  'CUSHION COVER',
  'LUNCH BAG',
  'JUMBO BAG',
  'NOTEBOOK',
  'GIFT WRAP',
  'TEA TOWEL',
  'APRON',
  'PLANTER',
  'CLOCK',
  'PHOTO FRAME',
  'DOORMAT',
  'HOOK',
  'JIGSAW',
  'BUNTING',
  'NECKLACE',
  'BRACELET',
  'TRINKET BOX',
  'STORAGE JAR',
  'EGG CUP',
  'TEAPOT',
  'NAPKINS',
  'PICNIC BASKET',
  'MONEY BOX',
  'WALL SIGN',
  'BAUBLE',
  'HOT WATER BOTTLE',
];

/** Products with invented names; codes have the shape of real ones. */
export function makeProducts(random: Random, n: number): Product[] {
  const products: Product[] = [];
  const codes = new Set<string>();
  while (products.length < n) {
    const base = String(20_000 + random.below(65_000));
    const stockCode = random.chance(0.25) ? base + 'ABCDEFGLMPS'[random.below(11)] : base;
    if (codes.has(stockCode)) continue;
    codes.add(stockCode);
    const name = () => `${random.pick(LOOKS)} ${random.pick(THEMES)} ${random.pick(THINGS)}`;
    const description = name();
    products.push({
      stockCode,
      description: random.chance(0.02)
        ? `${description}, GIFT BOXED`
        : random.chance(0.01)
          ? `${description} 12" TALL`
          : description,
      laterDescription: random.chance(0.04) ? name() : null,
      renamedFrom: random.next(),
      price: 15 + random.skewed(1500, 2.5),
      thousandths: random.chance(0.01),
      spaced: random.chance(0.21),
    });
  }
  return products;
}

/** Postage, fees and the like. */
export const SERVICES = ['POST', 'DOT', 'M', 'D', 'BANK CHARGES', 'AMAZONFEE', 'C2', 'PADS'];

const COUNTRIES: [string, number][] = [
  ['United Kingdom', 90],
  ['Germany', 1.8],
  ['France', 1.6],
  ['EIRE', 1.5],
  ['Spain', 0.5],
  ['Netherlands', 0.5],
  ['Belgium', 0.4],
  ['Switzerland', 0.4],
  ['Portugal', 0.3],
  ['Australia', 0.3],
  ['Norway', 0.2],
  ['Italy', 0.2],
  ['Channel Islands', 0.2],
  ['Finland', 0.15],
  ['Cyprus', 0.15],
  ['Sweden', 0.15],
  ['Unspecified', 0.1],
  ['Austria', 0.1],
  ['Denmark', 0.1],
  ['Japan', 0.1],
  ['Poland', 0.1],
  ['USA', 0.1],
  ['Israel', 0.1],
  ['Hong Kong', 0.1],
  ['Singapore', 0.1],
  ['Iceland', 0.1],
  ['Canada', 0.1],
  ['Greece', 0.1],
  ['Malta', 0.1],
  ['United Arab Emirates', 0.1],
  ['European Community', 0.05],
  ['RSA', 0.05],
  ['Lebanon', 0.05],
  ['Lithuania', 0.05],
  ['Brazil', 0.05],
  ['Czech Republic', 0.05],
  ['Bahrain', 0.05],
  ['Saudi Arabia', 0.05],
];
const TOTAL = COUNTRIES.reduce((sum, [, weight]) => sum + weight, 0);

export function pickCountry(random: Random): string {
  let at = random.next() * TOTAL;
  for (const [country, weight] of COUNTRIES) {
    at -= weight;
    if (at < 0) return country;
  }
  return 'United Kingdom';
}
