import { CUSTOMER_FEATURES } from './customer-features.js';
import { PRODUCT_FEATURES } from './product-features.js';

describe('features', () => {
  it('are at least 67, each named once and described', () => {
    expect(CUSTOMER_FEATURES.length + PRODUCT_FEATURES.length).toBeGreaterThanOrEqual(67);
    for (const features of [CUSTOMER_FEATURES, PRODUCT_FEATURES]) {
      expect(new Set(features.map(({ name }) => name)).size).toBe(features.length);
      for (const { name, description } of features) {
        expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(description).toMatch(/^[A-Z].*\.$/);
      }
    }
  });
});
