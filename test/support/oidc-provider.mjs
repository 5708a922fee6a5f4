// A real OpenID provider (npm oidc-provider) on a free port of loopback: prints its address. Its clients `staff` and
// `stranger` get access tokens for the audience `tillhouse` by client credentials; the claim `groups` of staff is retail-staff.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const client = (client_id) => ({
  client_id,
  client_secret: 'a secret of a test',
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
});

const provider = new Provider(issuer, {
  clients: [client('staff'), client('stranger'), client('other-audience')],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'urn:tillhouse',
      getResourceServerInfo: (_context, _resource, { clientId }) => ({
        scope: 'api',
        audience: clientId === 'other-audience' ? 'somebody-else' : 'tillhouse',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 60,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  extraTokenClaims: (_context, { clientId }) => ({
    realm: { groups: clientId === 'stranger' ? ['visitors'] : ['retail-staff', 'visitors'] },
  }),
});
server.on('request', provider.callback());
console.log(issuer);
