/** Settings of a server whose administrator the tests are, and which counts no requests. */
export const ADMIN_ENV = {
  TILLHOUSE_ADMIN_USER: 'admin',
  TILLHOUSE_ADMIN_PASSWORD: 'correct horse battery staple',
  TILLHOUSE_RATE_LIMIT: '0',
  TILLHOUSE_LOGIN_RATE_LIMIT: '0',
};

export function basic(name: string, secret: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` };
}

/** Headers of that administrator. */
export const AS_ADMIN = basic(ADMIN_ENV.TILLHOUSE_ADMIN_USER, ADMIN_ENV.TILLHOUSE_ADMIN_PASSWORD);
