import type { RoleName } from '#shared/access/roles.ts';
import { DEMO_PASSWORD, demoPeople } from './people.ts';

/** What a person types to sign in, and who they then are. */
export interface SignIn {
  readonly role: RoleName;
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly branch: string;
}

export const demoSignIns: readonly SignIn[] = demoPeople.map(({ role, username, name, branchName }) => ({
  role,
  username,
  password: DEMO_PASSWORD,
  name,
  branch: branchName,
}));
