/** Characters of the shortest password. */
export const SHORTEST_PASSWORD = 12;

/** Why a new password is not taken. */
export type PasswordFault = 'short' | 'same' | 'named' | 'plain';

/** Whether somebody may choose this password: for the form before it is sent and for the server alike. */
export function passwordFault(
  password: string,
  { username, before }: { username: string; before: string },
): PasswordFault | undefined {
  if ([...password].length < SHORTEST_PASSWORD) return 'short';
  if (password === before) return 'same';
  if (password.toLowerCase().includes(username.toLowerCase())) return 'named';
  // One or two characters again and again, or a row of the keyboard: long, and the first that is guessed.
  if (new Set(password).size < 5) return 'plain';
  return undefined;
}
