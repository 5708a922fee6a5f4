// The health check of the api image: 0 where requests may be sent to this container.
const { TILLHOUSE_PORT: port = '8080', TILLHOUSE_TLS_CERTIFICATE: certificate = '' } = process.env;
// The certificate is of the name under which others know the server.
if (certificate !== '') process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
const answer = await fetch(
  `${certificate === '' ? 'http' : 'https'}://127.0.0.1:${port}/api/v1/health/ready`,
  { signal: AbortSignal.timeout(2_500) },
).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
