import type { RoleName } from './roles.ts';
import type { SignInWay } from './sign-in-way.ts';

export interface Colleague {
  readonly id: string;
  readonly role: RoleName;
  readonly branchId: string;
}

export interface Assignment {
  readonly role?: RoleName | undefined;
  readonly branchId?: string | undefined;
  readonly branches?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
  readonly name?: string | undefined;
  readonly nameEn?: string | undefined;
  readonly signIn?: SignInWay | undefined;
}

/** Roles that a branch manager may give to the people of the branch, and take from them. */
const branchRoles: readonly RoleName[] = ['teller', 'relationship_manager'];

/**
 * Who may change whose role, branch and account. Nobody changes their own: an administrator cannot lock everybody
 * out alone, nor give themselves what a second one would have to give. Names and branches of people, and how they
 * sign in, are IT's to change.
 */
export function mayAssign(actor: Colleague, target: Colleague, wanted: Assignment): boolean {
  if (actor.id === target.id) return false;
  if (actor.role === 'it_admin') return true;
  return (
    actor.role === 'branch_manager' &&
    actor.branchId === target.branchId &&
    branchRoles.includes(target.role) &&
    (wanted.role === undefined || branchRoles.includes(wanted.role)) &&
    wanted.branches === undefined &&
    wanted.name === undefined &&
    wanted.nameEn === undefined &&
    wanted.signIn === undefined &&
    (wanted.branchId === undefined || wanted.branchId === target.branchId)
  );
}
