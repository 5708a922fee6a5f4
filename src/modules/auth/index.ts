export { type Permission, type Role } from './domain/permission.js';
export { type Principal } from './domain/principal.js';
export { CurrentPrincipal, Public, Reads, Requires } from './presentation/decorators/access.js';
export { authModule } from './auth-module.loader.js';
