import type { NewUser } from '../../../db/bulk-write-organisation.ts';
import { DEMO_PASSWORD } from '../../../demo/people.ts';
import type { SignIn } from '../../../demo/sign-ins.ts';
import type { BerkaOrganisation } from './organisation.ts';

/** One sign-in for each role, at the largest branch, and the rule by which all others are named. */
export function signInsOf({ teams, people, branches }: BerkaOrganisation): {
  signIns: SignIn[];
  signInNote: string;
} {
  const [largest] = [...teams.values()].sort((a, b) => b.clients - a.clients);
  const team = largest ? [largest.teller, ...largest.managers.slice(0, 2), largest.head] : [];
  const headOffice = people.slice(0, 3);
  const nameOf = new Map(branches.map(({ id, name }) => [id, name]));
  const shown = [...team, ...headOffice].filter((one): one is NewUser => one !== undefined);
  return {
    signIns: shown.map(({ role, username, name, branchId }) => ({
      role,
      username,
      password: DEMO_PASSWORD,
      name,
      branch: nameOf.get(branchId) ?? '',
    })),
    signInNote:
      `Each of the ${teams.size} districts is a branch with bk-teller-<district> and bk-manager-<district>; ` +
      'large ones have more managers (-2, -3 …) and bk-branch-<district>. All have the same password.',
  };
}
