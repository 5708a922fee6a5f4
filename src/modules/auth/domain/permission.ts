/** What can be allowed, with the sentence that says it to a person. */
export const PERMISSIONS = {
  'sales:read': 'Read and search sales, customers and products.',
  'sales:write': 'Create, correct and delete sales.',
  'etl:read': 'See runs, tables and lineage, and trace a sale to its line.',
  'etl:run': 'Start, retry and cancel runs, upload files, change schedules.',
  'etl:approve': 'Approve or reject a run that the quality gate blocked.',
  'quality:read': 'See quality scores, profiles and quarantined lines.',
  'quality:write': 'Fix, replay and discard quarantined lines.',
  'search:admin': 'Make the search indexes anew.',
  'metrics:read': 'Read /metrics.',
  'users:admin': 'Manage users and the API keys of all.',
  'audit:read': 'Read and verify the audit log.',
  'privacy:erase': 'Erase a customer.',
} as const;

export type Permission = keyof typeof PERMISSIONS;

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[];

const VIEWER: Permission[] = ['sales:read'];
const ANALYST: Permission[] = [...VIEWER, 'etl:read', 'quality:read'];
const OPERATOR: Permission[] = [...ANALYST, 'sales:write', 'etl:run', 'quality:write', 'metrics:read'];

/** Roles from the smallest to the one that may do everything. */
export const ROLES = {
  viewer: VIEWER,
  analyst: ANALYST,
  operator: OPERATOR,
  admin: ALL_PERMISSIONS,
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof ROLES;

export const ALL_ROLES = Object.keys(ROLES) as Role[];

/** All that some roles allow together, in the order of PERMISSIONS. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  return ALL_PERMISSIONS.filter((permission) =>
    roles.some((role) => (ROLES[role] as readonly Permission[]).includes(permission)),
  );
}

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text);
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}
