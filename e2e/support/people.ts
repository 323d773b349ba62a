import { demoSignIns, type SignIn } from '#sync-server/demo/sign-ins.ts';

function named(username: string): SignIn {
  const found = demoSignIns.find((person) => person.username === username);
  if (!found) throw new Error(`The demo bank has no ${username}.`);
  return found;
}

/** Staff of the demo bank; the tellers and managers are of one branch. */
export const people = {
  teller: named('teller'),
  teller2: named('teller2'),
  manager: named('manager'),
  manager2: named('manager2'),
  branchManager: named('branch'),
  analyst: named('analyst'),
  itAdmin: named('admin'),
  auditor: named('auditor'),
} as const;
