/** Where a person worked last on this device, to be offered first. Not a secret, and no part of the session. */
const keyOf = (username: string) => `branchline.branch.${username.trim().toLowerCase()}`;

export function lastBranch(username: string): string | null {
  try {
    return localStorage.getItem(keyOf(username));
  } catch {
    return null;
  }
}

export function rememberBranch(username: string, branchId: string): void {
  try {
    localStorage.setItem(keyOf(username), branchId);
  } catch {
    // Storage may be denied or full: the next choice then starts at the first branch.
  }
}
